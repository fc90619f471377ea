/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/filesys/mount_-l: the mounts of init, as util-linux lists them; labels are on the disks */
#include "emit/emit.h"

#include <string.h>

/* mount(8) resolves the name that the kernel gave its root device. */
static void show_source(struct emit *e, ref mount)
{
	ref bdev;

	if (strcmp(addr(mount, "mnt_devname") ? str(mount, "mnt_devname") : "", "/dev/root")) {
		print_mount_source(mount);
		return;
	}
	bdev = ptr(mount, "mnt.mnt_sb->s_bdev");
	out(e, "/dev/%s", partition_of(ptr(bdev, "bd_disk"), has(bdev, "bd_part") ? ptr(bdev, "bd_part") : bdev).name);
}

EMITTER(cmd_mount)
{
	enum { MNT_READONLY = 0x40, SB_RDONLY = 1 };
	ref root = reader_root(e), init = ptr(sym(e, "init_pid_ns", "struct pid_namespace"), "child_reaper");

	if (null(init) || !addr(init, "nsproxy"))
		return;
	EACH(mount, mounts(ptr(init, "nsproxy->mnt_ns"))) {
		const char *where = mount_point(mount, root);
		ref sb = ptr(mount, "mnt.mnt_sb");

		if (!where)
			continue;
		show_source(e, mount);
		out(e, " on %s type ", where);
		print_mount_type(sb);
		out(e, num(mount, "mnt.mnt_flags") & MNT_READONLY || num(sb, "s_flags") & SB_RDONLY ? " (ro" : " (rw");
		print_mount_flags(mount);
		print_super_flags(sb);
		print_mount_options(mount);
		out(e, ")\n");
	}
}
