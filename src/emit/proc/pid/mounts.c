/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/mounts, mountstats: the mounts that a process sees.  show_vfsmnt(), show_vfsstat(), fs/proc_namespace.c */
#include "emit/emit.h"

#include <string.h>

static bool read_only(ref mount)
{
	enum { MNT_READONLY = 0x40, SB_RDONLY = 1 };

	return num(mount, "mnt.mnt_flags") & MNT_READONLY || num(mount, "mnt.mnt_sb->s_flags") & SB_RDONLY;
}

/* The root from which names begin; a null ref once the task has gone past exit. */
static ref root_of(struct emit *e, ref task)
{
	return addr(task, "nsproxy") && addr(task, "fs") ? sub(ptr(task, "fs"), "root") : at(e, 0, "struct path");
}

/* xfs has statistics of zoned devices only (6.19). */
static bool silent_statistics(ref mount, const char *function)
{
	enum { XFS_FEAT_ZONED_BIT = 29 };

	return !strcmp(function, "xfs_fs_show_stats") &&
	       !(num(cast(ptr(mount, "mnt.mnt_sb->s_fs_info"), "struct xfs_mount"), "m_features") >> XFS_FEAT_ZONED_BIT & 1);
}

EMITTER(proc_pid_mounts)
{
	ref root = root_of(e, self);

	if (null(root))
		return;
	EACH(mount, mounts(ptr(self, "nsproxy->mnt_ns"))) {
		const char *where = mount_point(mount, root);

		if (!where)
			continue;
		print_mount_source(mount);
		out(e, " %s ", esc(e, where, " \t\n\\"));
		print_mount_type(ptr(mount, "mnt.mnt_sb"));
		out(e, read_only(mount) ? " ro" : " rw");
		print_super_flags(ptr(mount, "mnt.mnt_sb"));
		print_mount_flags(mount);
		print_mount_options(mount);
		out(e, " 0 0\n");
	}
}

EMITTER(proc_pid_mountstats)
{
	ref root = root_of(e, self);

	if (null(root))
		return;
	EACH(mount, mounts(ptr(self, "nsproxy->mnt_ns"))) {
		const char *where = mount_point(mount, root), *stats;
		ref ops = ptr(mount, "mnt.mnt_sb->s_op");

		if (!where)
			continue;
		if (addr(mount, "mnt_devname") || *method(ops, "show_devname")) {
			out(e, "device ");
			print_mount_source(mount);
		} else {
			out(e, "no device");
		}
		out(e, " mounted on %s with fstype ", esc(e, where, " \t\n\\"));
		print_mount_type(ptr(mount, "mnt.mnt_sb"));
		stats = method(ops, "show_stats");
		if (*stats && !silent_statistics(mount, stats))
			remark(e, "statistics of file system %s are not shown", str(mount, "mnt.mnt_sb->s_type->name"));
		out(e, *stats ? " \n" : "\n");
	}
}
