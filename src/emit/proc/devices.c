/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/devices: registered majors.  devinfo_show(), fs/proc/devices.c */
#include "emit/emit.h"

#define MAJORS 512	/* CHRDEV_MAJOR_MAX, BLKDEV_MAJOR_MAX */

/* Hash chains hold several majors each, sorted; all of one table's entries are wanted by major. */
static void show(struct emit *e, const char *table, const char *type)
{
	ref buckets = sym(e, table, type);
	long n = len(buckets, "");

	for (long major = 0; n && major < MAJORS; major++)
		EACH(entry, chain(ptr_at(buckets, "[]", major % n), "next"))
			if (num(entry, "major") == major)
				row(e, "%3ld %s\n", major, str(entry, "name"));
}

EMITTER(proc_devices)
{
	out(e, "Character devices:\n");
	show(e, "chrdevs", "struct char_device_struct *[255]");
	out(e, "\nBlock devices:\n");
	show(e, "major_names", "struct blk_major_name *[255]");
}
