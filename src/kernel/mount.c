/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mount namespaces and what every mount line says of a mount; fs/proc_namespace.c, fs/namespace.c. */
#include "kernel/kernel.h"

#include <string.h>

/* include/linux/mount.h; unchanged since 2.6.30.  MNT_CURSOR marks a reader's place in the list (5.8 to 6.7). */
enum {
	MNT_CURSOR = 0x10000000,
};

/*
 * A namespace kept its mounts in a list until 6.8 (2eea9ce4310d, "mounts: keep list of mounts in an
 * rbtree"), ordered by their unique ids since.
 */
static struct walk all_mounts(ref ns)
{
	if (has_member(context(ns), "struct mount", "mnt_node"))
		return rbtree(sub(ns, "mounts"), "struct mount", "mnt_node");
	return list(sub(ns, "list"), "struct mount", "mnt_list");
}

ref task_root(ref task)
{
	ref fs = task_fs(task);

	return addr(task, "nsproxy") && !null(fs) ? sub(fs, "root") : at(context(task), 0, "struct path");
}

struct walk mounts(ref ns)
{
	struct emit *e = context(ns);
	struct address_list found = address_list(e);

	EACH(mount, all_mounts(ns))
		if (!(num(mount, "mnt.mnt_flags") & MNT_CURSOR))
			address_add(&found, mount.addr);
	return address_walk(e, &found, "struct mount");
}

struct walk init_mounts(struct emit *e)
{
	ref init = init_process(e);

	return null(init) || !addr(init, "nsproxy") ? no_walk(e) : mounts(ptr(init, "nsproxy->mnt_ns"));
}

static const char *mangled(struct emit *e, const char *s)
{
	return esc(e, s, " \t\n\\#");
}

void print_mount_type(ref sb)
{
	struct emit *e = context(sb);

	out(e, "%s", mangled(e, str(sb, "s_type->name")));
	if (addr(sb, "s_subtype"))
		out(e, ".%s", mangled(e, str(sb, "s_subtype")));
}

/* btrfs_show_devname(): any device will do, it takes the newest one (5.16) or the one with the lowest id. */
static const char *btrfs_device(ref sb)
{
	ref devices = ptr(cast(ptr(sb, "s_fs_info"), "struct btrfs_fs_info"), "fs_devices"), best;

	if (has(devices, "latest_dev")) {
		best = ptr(devices, "latest_dev");
	} else {
		best = at(context(sb), 0, "struct btrfs_device");
		EACH(d, list(sub(devices, "devices"), "struct btrfs_device", "dev_list"))
			if (addr(d, "name") && (!best.addr || num(d, "devid") < num(best, "devid")))
				best = d;
	}
	return has(best, "name->str") ? str(best, "name->str") : str(best, "name");	/* rcu_string until 6.16 */
}

/* NFS keeps the server's path in its root dentries; it equals mnt_devname unless a server refers elsewhere. */
void print_mount_source(ref mount)
{
	struct emit *e = context(mount);
	ref sb = ptr(mount, "mnt.mnt_sb");
	const char *name = str(mount, "mnt_devname");

	if (!strcmp(method(ptr(sb, "s_op"), "show_devname"), "btrfs_show_devname"))
		name = btrfs_device(sb);
	out(e, "%s", addr(mount, "mnt_devname") ? mangled(e, name) : "none");
}

/* is_idmapped_mnt(): 5.12 with a user namespace, 6.2 (256c8aed2b42) with a map of its own. */
static bool idmapped(ref mnt)
{
	struct emit *e = context(mnt);

	if (has(mnt, "mnt_idmap"))
		return addr(mnt, "mnt_idmap") != symaddr(e, "nop_mnt_idmap");
	if (has(mnt, "mnt_userns"))
		return addr(mnt, "mnt_userns") != symaddr(e, "init_user_ns");
	return false;
}

void print_mount_flags(ref mount)
{
	static const char *const names[] = {"nosuid", "nodev", "noexec", "noatime", "nodiratime", "relatime",
					    NULL /* ro */, "nosymfollow"};
	struct emit *e = context(mount);
	ref mnt = sub(mount, "mnt");
	long flags = num(mnt, "mnt_flags");

	for (unsigned bit = 0; bit < ARRAY_LEN(names); bit++)
		if (names[bit] && flags >> bit & 1)
			out(e, ",%s", names[bit]);
	if (idmapped(mnt))
		out(e, ",idmapped");
}

/* selinux_sb_show_options(): labels given at mount time would have to be looked up in the policy. */
static void print_selinux_options(ref sb)
{
	enum { LABELS_GIVEN = 0x0f, SBLABEL_MNT = 0x10, INITIALIZED = 0x100 };
	struct emit *e = context(sb);
	uint64_t blob;
	long flags;

	if (!has_sym(e, "selinux_state") || !has_type(e, "struct superblock_security_struct"))
		return;
	blob = addr(sb, "s_security");
	if (!blob || !num(sym(e, "selinux_state", "struct selinux_state"), "initialized"))
		return;
	if (has_member(e, "struct lsm_blob_sizes", "lbs_superblock"))	/* 5.13 */
		blob += (uint64_t)num(sym(e, "selinux_blob_sizes", "struct lsm_blob_sizes"), "lbs_superblock");
	flags = num(at(e, blob, "struct superblock_security_struct"), "flags");
	if (!(flags & INITIALIZED))
		return;
	if (flags & LABELS_GIVEN)
		remark(e, "SELinux contexts given as mount options are not shown");
	if (flags & SBLABEL_MNT)
		out(e, ",seclabel");
}

void print_super_flags(ref sb)
{
	static const struct {
		long flag;
		const char *name;
	} flags[] = {{16, "sync"}, {128, "dirsync"}, {64, "mand"}, {1 << 25, "lazytime"}};
	struct emit *e = context(sb);

	for (unsigned i = 0; i < ARRAY_LEN(flags); i++)
		if (num(sb, "s_flags") & flags[i].flag)
			out(e, ",%s", flags[i].name);
	print_selinux_options(sb);
}

const char *mount_root(ref mount)
{
	const char *function = method(ptr(mount, "mnt.mnt_sb->s_op"), "show_path");
	ref root = ptr(mount, "mnt.mnt_root");

	if (!strcmp(function, "nfs_show_path"))
		return "/";
	return strcmp(function, "nsfs_show_path") ? dentry_name(root) : namespace_name(root);
}
