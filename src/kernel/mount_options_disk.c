/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mount options of ext4, xfs and btrfs.  Their flags are macros: the values are those of the sources. */
#include "kernel/mount_options.h"

/* ---- ext4: _ext4_show_options(), fs/ext4/super.c ------------------------------------- */

/* ext4_mount_opts[]: what is printed where a bit differs from the super block's default, on and off. */
static const struct {
	unsigned long bits;
	const char *set, *clear;
} ext4_flags[] = {
	{0x80, "minixdf", "bsddf"}, {0x4, "grpid", "nogrpid"}, {0x20000000, "block_validity", "noblock_validity"},
	{0x400000, "dioread_nolock", "nodioread_nolock"}, {0x40000000, "discard", "nodiscard"},
	{0x8000000, "delalloc", "nodelalloc"}, {0x2000000, "warn_on_error", "nowarn_on_error"},
	{0x800000, NULL, "nojournal_checksum"}, {0x800000, "journal_checksum", NULL},
	{0x1800000, "journal_async_commit", NULL}, {0x100, "norecovery", NULL}, {0x20000, "barrier", "nobarrier"},
	{0x10000, "noauto_da_alloc", "auto_da_alloc"}, {0x80000000, NULL, "noinit_itable"},
	{0x4000, "user_xattr", NULL}, {0x8000, "acl", NULL}, {0x2000, "nouid32", NULL}, {0x8, "debug", NULL},
	{0xc0000, "quota", NULL}, {0xc0000, "usrquota", NULL}, {0x140000, "grpquota", NULL},
	{0x240000, "prjquota", NULL}, {0x3c0000, NULL, "noquota"}, {0x1, "nombcache", NULL},
	{0x4000000, "no_prefetch_block_bitmaps", NULL},
};

static void ext4_flag_options(struct emit *e, ref info)
{
	unsigned long now = (unsigned long)num(info, "s_mount_opt"), usual = (unsigned long)num(info, "s_def_mount_opt");

	for (unsigned i = 0; i < ARRAY_LEN(ext4_flags); i++) {
		unsigned long bits = ext4_flags[i].bits;

		if (!(bits & (now ^ usual)))
			continue;
		if (ext4_flags[i].set && (now & bits) == bits)
			out(e, ",%s", ext4_flags[i].set);
		else if (ext4_flags[i].clear && !(now & bits))
			out(e, ",%s", ext4_flags[i].clear);
	}
}

static void ext4_data_mode(struct emit *e, ref info)
{
	enum { DATA_FLAGS = 0xc00 };
	static const char *const modes[] = {NULL, "journal", "ordered", "writeback"};
	long now = num(info, "s_mount_opt");

	if ((now ^ num(info, "s_def_mount_opt")) & DATA_FLAGS && now & DATA_FLAGS)
		out(e, ",data=%s", modes[(now & DATA_FLAGS) >> 10]);
}

static void ext4_error_policy(struct emit *e, ref info)
{
	static const char *const policies[] = {"continue", "remount-ro", "panic"};
	long now = num(info, "s_mount_opt"), usual = num(info, "s_def_mount_opt");

	for (unsigned i = 0; i < ARRAY_LEN(policies); i++)
		if (now & ~usual & 0x10 << i)
			out(e, ",errors=%s", policies[i]);
}

static void ext4_quota_options(struct emit *e, ref info)
{
	static const char *const formats[] = {NULL, "vfsold", "vfsv0", NULL, "vfsv1"};
	long format = num_or(info, "s_jquota_fmt", 0);

	if (format)
		out(e, ",jqfmt=%s", one_of(e, formats, format));
	if (!has(info, "s_qf_names"))
		return;
	EACH(name, pointers(info, "s_qf_names"))
		option(e, KEY(name) ? "grpjquota" : "usrjquota", string(e, name.addr));
}

static void ext4_dax_options(struct emit *e, ref info)
{
	enum { DAX_ALWAYS = 0x200, DAX_NEVER = 0x20, DAX_INODE = 0x40, OPTIMIZE_SCAN = 0x80 };
	long opt2 = num(info, "s_mount_opt2");
	bool many_groups;

	if (num(info, "s_mount_opt") & DAX_ALWAYS)
		out(e, ",dax=always");
	else if (opt2 & DAX_NEVER)
		out(e, ",dax=never");
	else if (opt2 & DAX_INODE)
		out(e, ",dax=inode");
	if (!has(info, "s_mb_largest_free_orders|s_mb_avg_fragment_size"))	/* 5.14 196e402adf2e */
		return;
	many_groups = num(info, "s_groups_count") >= 16;
	if (many_groups != !!(opt2 & OPTIMIZE_SCAN))
		out(e, ",mb_optimize_scan=%d", !many_groups);
}

/*
 * The kernel compares some of them with the super block.  That lies in the page cache, which dumps leave
 * out; s_def_mount_opt and s_resuid were made from it, so that comparing with them gives the same.
 */
void ext4_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	enum { DATA_ERR_ABORT = 0x10000000, SB_INLINECRYPT = 1 << 17 };
	static const long INIT_INODE_TABLE = 0x80000000;
	ref info = fs_info(sb, "struct ext4_sb_info");

	if (num(info, "s_sb_block") != 1)
		out(e, ",sb=%ld", num(info, "s_sb_block"));
	ext4_flag_options(e, info);
	if (num(info, "s_resuid"))
		out(e, ",resuid=%ld", num(info, "s_resuid"));
	if (num(info, "s_resgid"))
		out(e, ",resgid=%ld", num(info, "s_resgid"));
	ext4_error_policy(e, info);
	if (num(info, "s_commit_interval") != 5 * hz(e))
		out(e, ",commit=%ld", num(info, "s_commit_interval") / hz(e));
	if (num(info, "s_min_batch_time"))
		out(e, ",min_batch_time=%ld", num(info, "s_min_batch_time"));
	if (num(info, "s_max_batch_time") != 15000)
		out(e, ",max_batch_time=%ld", num(info, "s_max_batch_time"));
	if (num(info, "s_stripe"))
		out(e, ",stripe=%ld", num(info, "s_stripe"));
	ext4_data_mode(e, info);
	if (num(info, "s_inode_readahead_blks") != 32)
		out(e, ",inode_readahead_blks=%ld", num(info, "s_inode_readahead_blks"));
	if (num(info, "s_mount_opt") & INIT_INODE_TABLE && num(info, "s_li_wait_mult") != 10)
		out(e, ",init_itable=%ld", num(info, "s_li_wait_mult"));
	if (num(info, "s_max_dir_size_kb"))
		out(e, ",max_dir_size_kb=%ld", num(info, "s_max_dir_size_kb"));
	if (num(info, "s_mount_opt") & DATA_ERR_ABORT)
		out(e, ",data_err=abort");
	if (num(sb, "s_flags") & SB_INLINECRYPT)
		out(e, ",inlinecrypt");
	ext4_dax_options(e, info);
	ext4_quota_options(e, info);
}

/* ---- xfs: xfs_fs_show_options(), fs/xfs/xfs_super.c -------------------------------------- */

/* m_features replaced m_flags in 5.15 (0560f31a09e5): the bit in the new word, and in the old one. */
static const struct {
	int feature, flag;
	bool until_removed;		/* deprecated, gone in 6.18 with the sysctls */
	const char *name;
} xfs_flags[] = {
	{57, 18, true, "ikeep"}, {52, 0, false, "wsync"}, {49, 7, false, "noalign"}, {58, 19, false, "swalloc"},
	{63, 16, false, "nouuid"}, {62, 10, false, "norecovery"}, {10, 8, true, "attr2"},
	{59, 24, false, "filestreams"}, {55, 9, false, "grpid"}, {54, 5, false, "discard"},
	{51, 22, false, "largeio"}, {60, 26, false, "dax=always"}, {61, 27, false, "dax=never"},
};

static void xfs_quota_options(struct emit *e, long quota)
{
	static const struct {
		long enforced, counted;
		const char *name, *unenforced;
	} kinds[] = {{0x2, 0x1, "usrquota", "uqnoenforce"}, {0x200, 0x8, "prjquota", "pqnoenforce"},
		     {0x80, 0x40, "grpquota", "gqnoenforce"}};

	for (unsigned i = 0; i < ARRAY_LEN(kinds); i++)
		if (quota & (kinds[i].enforced | kinds[i].counted))
			out(e, ",%s", quota & kinds[i].enforced ? kinds[i].name : kinds[i].unenforced);
	if (!(quota & (0x1 | 0x8 | 0x40)))
		out(e, ",noquota");
}

void xfs_options(struct emit *e, ref sb, __attribute__((unused)) ref root)
{
	ref mp = fs_info(sb, "struct xfs_mount");
	bool is_new = has(mp, "m_features"), deprecated = has_member(e, "struct xfs_param", "symlink_mode");
	unsigned long flags = (unsigned long)num(mp, "m_features|m_flags");
	long block_shift = num(mp, "m_sb.sb_blocklog") - 9;

	for (unsigned i = 0; i < ARRAY_LEN(xfs_flags); i++)
		if (flags >> (is_new ? xfs_flags[i].feature : xfs_flags[i].flag) & 1 &&
		    (deprecated || !xfs_flags[i].until_removed))
			out(e, ",%s", xfs_flags[i].name);
	out(e, ",inode%d", flags >> (is_new ? 56 : 14) & 1 ? 32 : 64);
	if (flags >> (is_new ? 50 : 12) & 1)
		out(e, ",allocsize=%ldk", shift_left(1, num(mp, "m_allocsize_log")) >> 10);
	if (num(mp, "m_logbufs") > 0)
		out(e, ",logbufs=%ld", num(mp, "m_logbufs"));
	if (num(mp, "m_logbsize") > 0)
		out(e, ",logbsize=%ldk", num(mp, "m_logbsize") >> 10);
	if (addr(mp, "m_logname"))
		option(e, "logdev", str(mp, "m_logname"));
	if (addr(mp, "m_rtname"))
		option(e, "rtdev", str(mp, "m_rtname"));
	if (num(mp, "m_dalign") > 0)
		out(e, ",sunit=%ld", shift_left(num(mp, "m_dalign"), block_shift));
	if (num(mp, "m_swidth") > 0)
		out(e, ",swidth=%ld", shift_left(num(mp, "m_swidth"), block_shift));
	xfs_quota_options(e, num(mp, "m_qflags"));
}

/* ---- btrfs: btrfs_show_options(), fs/btrfs/super.c ------------------------------------------ */

/* The flags became enumerators in 5.19, with the values they had; the names of the rest are the same. */
static bool btrfs_has(ref info, const char *enumerator, int bit)
{
	return num(info, "mount_opt") & enum_or(context(info), enumerator, 1L << bit);
}

static void btrfs_compression(struct emit *e, ref info)
{
	static const char *const kinds[] = {NULL, "zlib", "lzo", "zstd"};

	if (!btrfs_has(info, "BTRFS_MOUNT_COMPRESS", 5))
		return;
	out(e, ",compress%s=%s", btrfs_has(info, "BTRFS_MOUNT_FORCE_COMPRESS", 11) ? "-force" : "",
	    one_of(e, kinds, num(info, "compress_type")));
	if (num(info, "compress_level"))
		out(e, ":%ld", num(info, "compress_level"));
}

static void btrfs_space_cache(struct emit *e, ref info)
{
	enum { FREE_SPACE_TREE = 1 };

	if (btrfs_has(info, "BTRFS_MOUNT_SPACE_CACHE", 12))
		out(e, ",space_cache");
	else if (num(info, "super_copy->compat_ro_flags") & FREE_SPACE_TREE)
		out(e, ",space_cache=v2");
	else
		out(e, ",nospace_cache");
}

/* The subvolume that a dentry lies in: its root, the closest directory above with the first inode number. */
static const char *btrfs_subvolume(ref dentry)
{
	enum { FIRST_FREE_OBJECTID = 256 };

	for (unsigned depth = 0; depth < LIMIT_STRING && num(dentry, "d_inode->i_ino") != FIRST_FREE_OBJECTID; depth++) {
		ref parent = ptr(dentry, "d_parent");

		if (poisoned(parent) || same(parent, dentry))
			break;
		dentry = parent;
	}
	return dentry_name(dentry);
}

void btrfs_options(struct emit *e, ref sb, ref root)
{
	ref info = fs_info(sb, "struct btrfs_fs_info");
	ref inode = container(ptr(root, "d_inode"), "struct btrfs_inode", "vfs_inode");
	static const struct {
		const char *enumerator, *name;
		int bit;
	} first[] = {{"BTRFS_MOUNT_DEGRADED", "degraded", 4}, {"BTRFS_MOUNT_NODATASUM", "nodatasum", 0},
		     {"BTRFS_MOUNT_NODATACOW", "nodatacow", 1}, {"BTRFS_MOUNT_NOBARRIER", "nobarrier", 2}},
	  second[] = {{"BTRFS_MOUNT_NOSSD", "nossd", 9}, {"BTRFS_MOUNT_SSD_SPREAD", "ssd_spread", 8},
		      {"BTRFS_MOUNT_SSD", "ssd", 3}, {"BTRFS_MOUNT_NOTREELOG", "notreelog", 6},
		      {"BTRFS_MOUNT_NOLOGREPLAY", "rescue=nologreplay", 26},
		      {"BTRFS_MOUNT_FLUSHONCOMMIT", "flushoncommit", 7}, {"BTRFS_MOUNT_DISCARD_SYNC", "discard", 10},
		      {"BTRFS_MOUNT_DISCARD_ASYNC", "discard=async", 28}},
	  third[] = {{"BTRFS_MOUNT_RESCAN_UUID_TREE", "rescan_uuid_tree", 22},
		     {"BTRFS_MOUNT_CLEAR_CACHE", "clear_cache", 13},
		     {"BTRFS_MOUNT_USER_SUBVOL_RM_ALLOWED", "user_subvol_rm_allowed", 14},
		     {"BTRFS_MOUNT_ENOSPC_DEBUG", "enospc_debug", 15}, {"BTRFS_MOUNT_AUTO_DEFRAG", "autodefrag", 16},
		     {"BTRFS_MOUNT_SKIP_BALANCE", "skip_balance", 18}};

	for (unsigned i = 0; i < ARRAY_LEN(first); i++)
		if (btrfs_has(info, first[i].enumerator, first[i].bit))
			out(e, ",%s", first[i].name);
	btrfs_compression(e, info);
	for (unsigned i = 0; i < ARRAY_LEN(second); i++)
		if (btrfs_has(info, second[i].enumerator, second[i].bit) &&
		    !(i == 2 && btrfs_has(info, "BTRFS_MOUNT_SSD_SPREAD", 8)))
			out(e, ",%s", second[i].name);
	if (!(num(sb, "s_flags") & 1 << 16))	/* SB_POSIXACL */
		out(e, ",noacl");
	btrfs_space_cache(e, info);
	for (unsigned i = 0; i < ARRAY_LEN(third); i++)
		if (btrfs_has(info, third[i].enumerator, third[i].bit))
			out(e, ",%s", third[i].name);
	if (num(info, "metadata_ratio"))
		out(e, ",metadata_ratio=%ld", num(info, "metadata_ratio"));
	if (num(info, "commit_interval") != 30)
		out(e, ",commit=%ld", num(info, "commit_interval"));
	out(e, ",subvolid=%ld", num(inode, "root->root_key.objectid"));
	option(e, "subvol", btrfs_subvolume(root));
}
