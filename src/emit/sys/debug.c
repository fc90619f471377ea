/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/debug/[debugfs]: one file of debugfs; who prints what is in src/kernel/debugfs.  fs/debugfs/file.c */
#include "emit/emit.h"

EMITTER(sys_debug_file)
{
	debugfs_print(e, self);
}
