/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/mounts, mountstats: the mounts that a process sees.  show_vfsmnt(), show_vfsstat(), fs/proc_namespace.c */
#include "emit/proc/pid/mounts.h"

#include <string.h>

void print_seen_mounts(struct emit *e, const char *emitter, ref task, print_mount_fn *print)
{
	ref root = task_root(task);
	struct repeat_of of;

	if (null(root))
		return;
	of = (struct repeat_of){addr(task, "nsproxy->mnt_ns"), {addr(root, "mnt"), addr(root, "dentry")}};
	if (repeat_file(e, emitter, of))
		return;
	EACH(mount, mounts(ptr(task, "nsproxy->mnt_ns"))) {
		const char *where = mount_point(mount, root);

		if (where)
			print(e, mount, root, where);
	}
	keep_file(e, emitter, of);
}

static bool read_only(ref mount)
{
	enum { MNT_READONLY = 0x40, SB_RDONLY = 1 };

	return num(mount, "mnt.mnt_flags") & MNT_READONLY || num(mount, "mnt.mnt_sb->s_flags") & SB_RDONLY;
}

/* xfs has statistics of zoned devices only (6.19). */
static bool silent_statistics(ref mount, const char *function)
{
	enum { XFS_FEAT_ZONED_BIT = 29 };

	return !strcmp(function, "xfs_fs_show_stats") &&
	       !(num(cast(ptr(mount, "mnt.mnt_sb->s_fs_info"), "struct xfs_mount"), "m_features") >> XFS_FEAT_ZONED_BIT & 1);
}

static void print_line(struct emit *e, ref mount, ref root, const char *where)
{
	(void)root;
	print_mount_source(mount);
	out(e, " %s ", esc(e, where, " \t\n\\"));
	print_mount_type(ptr(mount, "mnt.mnt_sb"));
	out(e, read_only(mount) ? " ro" : " rw");
	print_super_flags(ptr(mount, "mnt.mnt_sb"));
	print_mount_flags(mount);
	print_mount_options(mount);
	out(e, " 0 0\n");
}

EMITTER(proc_pid_mounts)
{
	print_seen_mounts(e, "proc_pid_mounts", self, print_line);
}

static void print_statistics(struct emit *e, ref mount, ref root, const char *where)
{
	ref ops = ptr(mount, "mnt.mnt_sb->s_op");
	const char *stats;

	(void)root;
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

EMITTER(proc_pid_mountstats)
{
	print_seen_mounts(e, "proc_pid_mountstats", self, print_statistics);
}
