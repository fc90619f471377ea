/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Control groups, by the folder below /sys, and the files of each. */
#include "emit/emit.h"

static void add(struct emit *e, ref folder, const char *path, void *arg)
{
	scope_item(e, arg, folder, path);
}

SCOPE_FUNCTION(scope_cgroup)
{
	cgroup_folders(e, add, items);
}

SCOPE_FUNCTION(scope_cgroup_file)
{
	EACH(file, cgroup_files(parent))
		scope_item(e, items, file, str(file, "name"));
}
