/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies below /sys, as the kernel's tree of it says. */
#include "emit/emit.h"

static void add(struct emit *e, ref node, const char *path, void *arg)
{
	scope_item(e, arg, node, path);
}

SCOPE_FUNCTION(scope_sysfs)
{
	sysfs_nodes(e, add, items);
}
