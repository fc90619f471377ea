/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/filesys/mount_-l: the mounts of init, as util-linux lists them; labels are on the disks */
#include "emit/emit.h"
#include "emit/commands/filesys/mount.h"

#include <string.h>

/* mount(8) resolves the name that the kernel gave its root device. */
void show_mount_source(struct emit *e, ref mount)
{
	ref bdev;

	if (strcmp(addr(mount, "mnt_devname") ? str(mount, "mnt_devname") : "", "/dev/root")) {
		print_mount_source(mount);
		return;
	}
	bdev = ptr(mount, "mnt.mnt_sb->s_bdev");
	out(e, "/dev/%s", partition_of(ptr(bdev, "bd_disk"), has(bdev, "bd_part") ? ptr(bdev, "bd_part") : bdev).name);
}

void show_mount_options(struct emit *e, ref mount)
{
	enum { MNT_READONLY = 0x40, SB_RDONLY = 1 };
	ref sb = ptr(mount, "mnt.mnt_sb");

	out(e, num(mount, "mnt.mnt_flags") & MNT_READONLY || num(sb, "s_flags") & SB_RDONLY ? "ro" : "rw");
	print_mount_flags(mount);
	print_super_flags(sb);
	print_mount_options(mount);
}

EMITTER(cmd_mount)
{
	ref root = reader_root(e);

	EACH(mount, init_mounts(e)) {
		const char *where = mount_point(mount, root);

		if (!where)
			continue;
		show_mount_source(e, mount);
		out(e, " on %s type ", where);
		print_mount_type(ptr(mount, "mnt.mnt_sb"));
		out(e, " (");
		show_mount_options(e, mount);
		out(e, ")\n");
	}
}
