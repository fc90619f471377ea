/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lies below /sys/kernel/debug. */
#include "emit/emit.h"

static void add(struct emit *e, ref dentry, const char *path, void *arg)
{
	scope_item(e, arg, dentry, path);
}

SCOPE_FUNCTION(scope_debugfs)
{
	debugfs_files(e, add, items);
}
