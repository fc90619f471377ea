/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/[sysfs]: one file or link of sysfs; who prints what is in src/kernel/sysfs.  sysfs_kf_seq_show(), fs/sysfs/file.c */
#include "emit/emit.h"

EMITTER(sys_file)
{
	sysfs_print(e, self, e->key);
}
