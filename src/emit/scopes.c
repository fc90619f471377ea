/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/emit.h"

SCOPE_FUNCTION(scope_pid)
{
	EACH(task, tasks(e)) {
		long pid = num(task, "pid");

		if (!tainted(e))	/* else nobody knows which one it is */
			scope_item_number(e, items, task, pid);
	}
}

static void add_sysctl(struct emit *e, ref entry, const char *path, void *arg)
{
	if (num(entry, "mode") & 0444)		/* others can only be written */
		scope_item(e, arg, entry, path);
}

SCOPE_FUNCTION(scope_sysctl)
{
	sysctl_entries(e, add_sysctl, items);
}
