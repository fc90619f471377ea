/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/block/losetup_-a: loop devices and the files that they show, as util-linux lists them */
#include "emit/emit.h"

enum { LOOP_MAJOR = 7 };

/* As user space gets it: new_encode_dev() */
static unsigned long encoded_device(unsigned long dev)
{
	unsigned long major = dev >> 20, minor = dev & 0xfffff;

	return (minor & 0xff) | major << 8 | (minor & ~0xffUL) << 12;
}

static void print_loop(struct emit *e, ref disk)
{
	ref loop = at(e, addr(disk, "private_data"), "struct loop_device"), file = ptr(loop, "lo_backing_file"), inode;

	if (null(file))
		return;
	inode = ptr(file, "f_inode");
	row(e, "/dev/%s: [%04lu]:%lu (%s)%s\n", str(disk, "disk_name"), encoded_device((unsigned long)num(inode, "i_sb->s_dev")),
	    num(inode, "i_ino"), file_name(file), num(loop, "lo_offset") ? file_printf(e, ", offset %ld", num(loop, "lo_offset")) : "");
}

EMITTER(cmd_losetup)
{
	if (!has_module_sym(e, "loop", "loop_index_idr")) {
		absent(e, "the driver of loop devices is not loaded");
		return;
	}
	if (!has_type(e, "struct loop_device")) {
		stub(e, "the types of the loop driver's module are not known");
		return;
	}
	EACH(disk, disks(e))
		if (num(disk, "major") == LOOP_MAJOR)
			print_loop(e, disk);
}
