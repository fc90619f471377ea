/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Mount options that file systems print themselves: super_operations.show_options.
 * This file has the table and the file systems that live in memory; those that
 * live on disks and servers are in mount_options_disk.c, mount_options_stacked.c and mount_options_nfs.c.
 */
#include "kernel/mount_options.h"

#include <string.h>

void option(struct emit *e, const char *name, const char *value)
{
	out(e, ",%s=%s", esc(e, name, ",= \t\n\\"), esc(e, value, ", \t\n\\"));
}

void option_ids(ref o_uid, ref o_gid)
{
	struct emit *e = context(o_uid);

	if (val(o_uid))
		out(e, ",uid=%lu", (unsigned long)val(o_uid));
	if (val(o_gid))
		out(e, ",gid=%lu", (unsigned long)val(o_gid));
}

ref fs_info(ref sb, const char *type)
{
	return cast(ptr(sb, "s_fs_info"), type);
}

/* shmem_default_max_blocks(): half of the memory; inodes: the same, where there is no high memory. */
static void shmem_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	ref info = fs_info(sb, "struct shmem_sb_info");
	long half = (long)read_word(e, symaddr(e, "_totalram_pages")) / 2;
	static const char *const huge[] = {"never", "always", "within_size", "advise"};
	long how = num_or(info, "huge", 0);

	if (num(info, "max_blocks") != half)
		out(e, ",size=%ldk", kb(e, num(info, "max_blocks")));
	if (num(info, "max_inodes") != half)
		out(e, ",nr_inodes=%ld", num(info, "max_inodes"));
	if (num(info, "mode") != 01777)
		out(e, ",mode=%03lo", (unsigned long)num(info, "mode"));
	option_ids(sub(info, "uid"), sub(info, "gid"));
	/* full_inums: 5.9.  Without CONFIG_TMPFS_INODE64 a 32 would be hidden; distributions set it. */
	if (has(info, "full_inums") && num(info, "full_inums"))
		out(e, ",inode64");
	if (how)
		out(e, ",huge=%s", one_of(e, huge, how));
	if (num_or(info, "noswap", 0))		/* 6.4 */
		out(e, ",noswap");
	if (has(info, "mpol") && addr(info, "mpol"))
		remark(e, "memory policy of a tmpfs mount is not shown");
}

static void ramfs_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	long mode = num(fs_info(sb, "struct ramfs_fs_info"), "mount_opts.mode");

	if (mode != 0755)
		out(e, ",mode=%lo", (unsigned long)mode);
}

/* debugfs and tracefs.  tracefs moved what was in mount_opts up one level in 6.9. */
static void debug_options(struct emit *e, ref info)
{
	ref opts = has(info, "mount_opts") ? sub(info, "mount_opts") : info;

	option_ids(sub(opts, "uid"), sub(opts, "gid"));
	if (num(opts, "mode") != 0700)
		out(e, ",mode=%lo", (unsigned long)num(opts, "mode"));
}

static void debugfs_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	debug_options(e, fs_info(sb, "struct debugfs_fs_info"));
}

static void tracefs_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	debug_options(e, fs_info(sb, "struct tracefs_fs_info"));
}

static void devpts_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	enum { NR_UNIX98_PTY_MAX = 1 << 20 };
	ref opts = sub(fs_info(sb, "struct pts_fs_info"), "mount_opts");

	if (num(opts, "setuid"))
		out(e, ",uid=%lu", (unsigned long)num(opts, "uid"));
	if (num(opts, "setgid"))
		out(e, ",gid=%lu", (unsigned long)num(opts, "gid"));
	out(e, ",mode=%03lo,ptmxmode=%03lo", (unsigned long)num(opts, "mode"), (unsigned long)num(opts, "ptmxmode"));
	if (num(opts, "max") < NR_UNIX98_PTY_MAX)
		out(e, ",max=%ld", num(opts, "max"));
}

/* Options of the mount instead of the pid namespace since 5.8 (fa10fed30f25), in words since then. */
static void proc_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	static const char *const hide[] = {"off", "noaccess", "invisible", NULL, "ptraceable"};
	bool per_mount = has_type(e, "struct proc_fs_info");
	ref info = fs_info(sb, per_mount ? "struct proc_fs_info" : "struct pid_namespace");
	long pid;

	if (num(info, "pid_gid"))
		out(e, ",gid=%lu", (unsigned long)num(info, "pid_gid"));
	pid = num(info, "hide_pid");
	if (pid && per_mount)
		out(e, ",hidepid=%s", one_of(e, hide, pid));
	else if (pid)
		out(e, ",hidepid=%ld", pid);
	if (num_or(info, "pidonly", 0))
		out(e, ",subset=pid");
}

static void bpf_options(struct emit *e, ref sb, ref root)
{
	long mode = num(root, "d_inode->i_mode") & 06777;
	ref inode = ptr(root, "d_inode");

	if (has_type(e, "struct bpf_mount_opts") && has_member(e, "struct bpf_mount_opts", "uid"))	/* 6.7 */
		option_ids(sub(inode, "i_uid"), sub(inode, "i_gid"));
	if (mode != 0777)
		out(e, ",mode=%lo", (unsigned long)mode);
	if (has_member(e, "struct bpf_mount_opts", "delegate_cmds")) {		/* 6.9 */
		ref opts = fs_info(sb, "struct bpf_mount_opts");

		if (num(opts, "delegate_cmds") | num(opts, "delegate_maps") | num(opts, "delegate_progs") |
		    num(opts, "delegate_attachs"))
			remark(e, "delegations of a bpf mount are not shown");
	}
}

static void autofs_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	enum { STRICTEXPIRE = 2, IGNORE = 4, INDIRECT = 1, DIRECT = 2, OFFSET = 4 };
	ref info = fs_info(sb, "struct autofs_sb_info"), inode = ptr(sb, "s_root->d_inode");
	long type = num(info, "type"), flags = num(info, "flags");

	out(e, ",fd=%ld", num(info, "pipefd"));
	option_ids(sub(inode, "i_uid"), sub(inode, "i_gid"));
	out(e, ",pgrp=%ld,timeout=%ld,minproto=%ld,maxproto=%ld", pid_number(ptr(info, "oz_pgrp"), 0),
	    num(info, "exp_timeout") / hz(e), num(info, "min_proto"), num(info, "max_proto"));
	out(e, type == OFFSET ? ",offset" : type == DIRECT ? ",direct" : ",indirect");
	if (flags & STRICTEXPIRE)
		out(e, ",strictexpire");
	if (flags & IGNORE)
		out(e, ",ignore");
	out(e, ",pipe_ino=%ld", addr(info, "pipe") ? num(info, "pipe->f_inode->i_ino") : -1);
}

static void hugetlbfs_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	ref info = fs_info(sb, "struct hugetlbfs_sb_info"), pool = ptr(info, "spool");
	long page_shift = num(info, "hstate->order") + e->facts->page_shift, kib = shift_left(1, page_shift) >> 10;

	option_ids(sub(info, "uid"), sub(info, "gid"));
	if (num(info, "mode") != 0755)
		out(e, ",mode=%lo", (unsigned long)num(info, "mode"));
	if (num(info, "max_inodes") != -1)
		out(e, ",nr_inodes=%lu", (unsigned long)num(info, "max_inodes"));
	out(e, ",pagesize=%ld%c", kib >= 1024 ? kib >> 10 : kib, kib >= 1024 ? 'M' : 'K');
	if (null(pool))
		return;
	if (num(pool, "max_hpages") != -1)
		out(e, ",size=%lu", (unsigned long)shift_left(num(pool, "max_hpages"), page_shift));
	if (num(pool, "min_hpages") != -1)
		out(e, ",min_size=%lu", (unsigned long)shift_left(num(pool, "min_hpages"), page_shift));
}

static void pstore_options(struct emit *e, __attribute__((unused)) ref sb, __attribute__((unused)) ref root)
{
	long limit = (long)read_word(e, symaddr(e, "kmsg_bytes"));

	if (limit != 10240)	/* CONFIG_PSTORE_DEFAULT_KMSG_BYTES, which nobody changes */
		out(e, ",kmsg_bytes=%ld", limit);
}

static const struct {
	const char *function;		/* what super_operations.show_options points at */
	const char *type;		/* without which it cannot be read: modules have types of their own since 5.11 */
	void (*print)(struct emit *e, ref sb, ref root);
} file_systems[] = {
	{"shmem_show_options", "struct shmem_sb_info", shmem_options},
	{"ramfs_show_options", "struct ramfs_fs_info", ramfs_options},
	{"debugfs_show_options", "struct debugfs_fs_info", debugfs_options},
	{"tracefs_show_options", "struct tracefs_fs_info", tracefs_options},
	{"devpts_show_options", "struct pts_fs_info", devpts_options},
	{"proc_show_options", "struct inode", proc_options},
	{"bpf_show_options", "struct inode", bpf_options},
	{"autofs_show_options", "struct autofs_sb_info", autofs_options},
	{"hugetlbfs_show_options", "struct hugetlbfs_sb_info", hugetlbfs_options},
	{"pstore_show_options", "struct inode", pstore_options},
	{"kernfs_sop_show_options", "struct kernfs_super_info", kernfs_options},
	{"ext4_show_options", "struct ext4_sb_info", ext4_options},
	{"xfs_fs_show_options", "struct xfs_mount", xfs_options},
	{"btrfs_show_options", "struct btrfs_fs_info", btrfs_options},
	{"ovl_show_options", "struct ovl_fs", overlay_options},
	{"fuse_show_options", "struct fuse_conn", fuse_options},
	{"nfs_show_options", "struct nfs_server", nfs_options},
};

void print_mount_options(ref mount)
{
	struct emit *e = context(mount);
	ref sb = ptr(mount, "mnt.mnt_sb");
	const char *function = method(ptr(sb, "s_op"), "show_options");

	if (!*function)
		return;
	for (unsigned i = 0; i < ARRAY_LEN(file_systems); i++) {
		if (!strcmp(file_systems[i].function, function)) {
			if (!has_type(e, file_systems[i].type))
				break;
			file_systems[i].print(e, sb, ptr(mount, "mnt.mnt_root"));
			return;
		}
	}
	remark(e, "options of file system %s are not shown: its types or %s() are not known", str(sb, "s_type->name"), function);
}
