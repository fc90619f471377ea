/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies inside a process: its threads, open files, namespaces. */
#include "emit/emit.h"

/* The one thread of most processes is left out: its files would say what those of the process say. */
SCOPE_FUNCTION(scope_tid)
{
	if (num(parent, "signal->nr_threads") < 2)
		return;
	EACH(task, threads(parent)) {
		long tid = num(task, "pid");

		if (!tainted(e))
			scope_item_number(e, items, task, tid);
	}
}

/* In emitters of these, `self` is the task: some of what they print is its, not the file's. */
SCOPE_FUNCTION(scope_fd)
{
	EACH_KEY(fd, open_files(parent))
		scope_item_number(e, items, parent, fd);
}

SCOPE_FUNCTION(scope_ns)
{
	for (const char *const *name = namespace_names; *name; name++)
		if (!null(task_namespace(parent, *name)))
			scope_item(e, items, parent, *name);
}
