/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mount options of cgroup, overlay and fuse. */
#include "kernel/mount_options.h"

#include <string.h>

/* ---- cgroup and cgroup2: cgroup_show_options(), cgroup1_show_options() -------------------- */

/* Macros until they became an enum; the first five moved, the names did not (include/linux/cgroup-defs.h). */
static bool has_flag(ref root, const char *enumerator)
{
	return num(root, "flags") & enum_or(context(root), enumerator, 0);
}

static void cgroup2_options(struct emit *e)
{
	static const char *const flags[][2] = {
		{"CGRP_ROOT_NS_DELEGATE", "nsdelegate"}, {"CGRP_ROOT_FAVOR_DYNMODS", "favordynmods"},
		{"CGRP_ROOT_MEMORY_LOCAL_EVENTS", "memory_localevents"},
		{"CGRP_ROOT_MEMORY_RECURSIVE_PROT", "memory_recursiveprot"},
		{"CGRP_ROOT_MEMORY_HUGETLB_ACCOUNTING", "memory_hugetlb_accounting"},
		{"CGRP_ROOT_PIDS_LOCAL_EVENTS", "pids_localevents"},
	};
	ref root = sym(e, "cgrp_dfl_root", "struct cgroup_root");

	for (unsigned i = 0; i < ARRAY_LEN(flags); i++)
		if (has_flag(root, flags[i][0]))
			out(e, ",%s", flags[i][1]);
}

static void cgroup1_options(struct emit *e, ref root)
{
	static const char *const flags[][2] = {
		{"CGRP_ROOT_NOPREFIX", "noprefix"}, {"CGRP_ROOT_XATTR", "xattr"},
		{"CGRP_ROOT_CPUSET_V2_MODE", "cpuset_v2_mode"}, {"CGRP_ROOT_FAVOR_DYNMODS", "favordynmods"},
	};

	EACH(ss, pointers_n(sym(e, "cgroup_subsys", "struct cgroup_subsys *[32]"), "", enumv(e, "CGROUP_SUBSYS_COUNT")))
		if (num(root, "subsys_mask") >> KEY(ss) & 1)
			out(e, ",%s", str(ss, "legacy_name"));
	for (unsigned i = 0; i < ARRAY_LEN(flags); i++)
		if (has_flag(root, flags[i][0]))
			out(e, ",%s", flags[i][1]);
	if (*str(root, "release_agent_path"))
		option(e, "release_agent", str(root, "release_agent_path"));
	if (num(root, "cgrp.flags") >> enumv(e, "CGRP_CPUSET_CLONE_CHILDREN") & 1)
		out(e, ",clone_children");
	if (*str(root, "name"))
		option(e, "name", str(root, "name"));
}

/* kernfs asks its user: struct kernfs_syscall_ops of the root that the super block shows. */
void kernfs_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	ref kf = ptr(fs_info(sb, "struct kernfs_super_info"), "root");
	ref ops = ptr(kf, "syscall_ops");
	const char *function = null(ops) ? "" : method(ops, "show_options");

	if (!strcmp(function, "cgroup_show_options"))
		cgroup2_options(e);
	else if (!strcmp(function, "cgroup1_show_options"))
		cgroup1_options(e, ptr(cast(ptr(ptr(kf, "kn"), "priv"), "struct cgroup"), "root"));
	else if (*function)
		remark(e, "options of a kernfs mount are not shown: %s() is not known", function);
}

/* ---- overlay: ovl_show_options(), fs/overlayfs/params.c (super.c until 6.4) ---------------- */

/*
 * One string until 6.4.  Then an array, of which the first place was left free until 6.6; since 6.7
 * (24e16e385f22) it holds the whole list, if it was given as one.
 */
static void lower_directories(struct emit *e, ref info)
{
	ref config = sub(info, "config");
	bool may_be_list = has_enum(e, "Opt_lowerdir_add"), any = false;
	long layers = num(info, "numlayer"), first_data = layers - num_or(info, "numdatalayer", 0);

	if (has(config, "lowerdir")) {
		option(e, "lowerdir", str(config, "lowerdir"));
		return;
	}
	EACH(dir, pointers_n(config, "lowerdirs", layers)) {
		const char *name = string(e, dir.addr);
		bool is_data = KEY(dir) >= first_data;

		if (!KEY(dir)) {
			option(e, "lowerdir", name);
			return;
		}
		if (may_be_list)
			option(e, is_data ? "datadir+" : "lowerdir+", name);
		else
			out(e, "%s%s", !any ? ",lowerdir=" : is_data ? "::" : ":", esc(e, name, ":, \t\n\\"));
		any = true;
	}
}

/* Options are shown where they differ from a default that module parameters give. */
static bool parameter(struct emit *e, const char *name)
{
	uint64_t address;
	const uint8_t *value = NULL;

	if (program_module_symbol(e->program, "overlay", name, &address) || program_symbol(e->program, name, &address))
		value = read_bytes(e, address, 1);
	else
		fail(e, "parameter of overlayfs", "no such symbol", 0);
	return value && *value;
}

static void overlay_switch(struct emit *e, const char *name, bool value, const char *usual)
{
	if (value != parameter(e, usual))
		out(e, ",%s=%s", name, value ? "on" : "off");
}

/* A string until 6.4, a number since 6.5 (af5f2396b6fd). */
static void overlay_redirect(struct emit *e, ref config)
{
	static const char *const names[] = {"off", "follow", "nofollow", "on"};
	bool usual_on = parameter(e, "ovl_redirect_dir_def");
	const char *usual = usual_on ? "on" : parameter(e, "ovl_redirect_always_follow") ? "follow" : "nofollow", *mode;

	if (has(config, "redirect_dir")) {
		if (strcmp(str(config, "redirect_mode"), usual_on ? "on" : "off"))
			out(e, ",redirect_dir=%s", str(config, "redirect_mode"));
		return;
	}
	mode = one_of(e, names, num(config, "redirect_mode"));
	if (strcmp(mode, usual))
		out(e, ",redirect_dir=%s", mode);
}

/* On or off until 6.5; with four values since 6.6 (b0504bfe1b8a), of which "auto" is the usual one. */
static void overlay_uuid(struct emit *e, ref config)
{
	static const char *const names[] = {"off", "null", "auto", "on"};
	bool is_switch = size(config, "uuid") == 1;
	long mode = num_or(config, "uuid", 2);

	if (!has(config, "uuid"))	/* 5.10 */
		return;
	if (is_switch ? !mode : mode != 2)
		out(e, ",uuid=%s", one_of(e, names, mode));
}

static void overlay_xino(struct emit *e, ref info)
{
	static const char *const names[] = {"off", "auto", "on"};
	long mode = num(info, "config.xino"), usual = parameter(e, "ovl_xino_auto_def") ? 1 : 0;

	/* xino_mode 0: all layers lie in one file system, so that inode numbers need no help. */
	if (mode != usual && num_or(info, "xino_mode", 1))
		out(e, ",xino=%s", one_of(e, names, mode));
}

void overlay_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	ref info = fs_info(sb, "struct ovl_fs"), config = sub(info, "config");

	lower_directories(e, info);
	if (addr(config, "upperdir")) {
		option(e, "upperdir", str(config, "upperdir"));
		option(e, "workdir", str(config, "workdir"));
	}
	if (num(config, "default_permissions"))
		out(e, ",default_permissions");
	overlay_redirect(e, config);
	overlay_switch(e, "index", num(config, "index"), "ovl_index_def");
	overlay_uuid(e, config);
	overlay_switch(e, "nfs_export", num(config, "nfs_export"), "ovl_nfs_export_def");
	overlay_xino(e, info);
	overlay_switch(e, "metacopy", num(config, "metacopy"), "ovl_metacopy_def");
	if (num_or(config, "ovl_volatile", 0))
		out(e, ",volatile");
	if (num_or(config, "userxattr", 0))
		out(e, ",userxattr");
	if (num_or(config, "verity_mode", 0) || num_or(config, "fsync_mode", 0))
		remark(e, "verity= and fsync= of an overlay mount are not shown");
}

/* ---- fuse: fuse_show_options(), fs/fuse/inode.c --------------------------------------------- */

void fuse_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	static const char *const dax[] = {NULL, "always", "never", "inode"};
	bool has_mounts = has_type(e, "struct fuse_mount");	/* 5.11: several super blocks for one connection */
	ref fc = has_mounts ? ptr(fs_info(sb, "struct fuse_mount"), "fc") : fs_info(sb, "struct fuse_conn");
	long mode = num_or(fc, "dax_mode", 0);

	if (num_or(fc, "legacy_opts_show", 1)) {
		out(e, ",user_id=%ld,group_id=%ld", num(fc, "user_id"), num(fc, "group_id"));
		if (num(fc, "default_permissions"))
			out(e, ",default_permissions");
		if (num(fc, "allow_other"))
			out(e, ",allow_other");
		if (num(fc, "max_read") != 0xffffffff)
			out(e, ",max_read=%ld", num(fc, "max_read"));
		if (addr(sb, "s_bdev") && num(sb, "s_blocksize") != 512)
			out(e, ",blksize=%ld", num(sb, "s_blocksize"));
	}
	if (mode)
		out(e, ",dax=%s", one_of(e, dax, mode));
}
