/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the statfs() of each file system would answer. */
#include "kernel/kernel.h"

#include <string.h>

static uint64_t positive(int64_t v)
{
	return v > 0 ? (uint64_t)v : 0;
}

/* File systems without a size of their own: simple_statfs(), and hugetlbfs mounted without one */
static void nothing(__attribute__((unused)) ref sb, __attribute__((unused)) struct fs_room *room)
{
}

/* shmem_statfs() */
static void shmem_room(ref sb, struct fs_room *room)
{
	ref info = at(context(sb), addr(sb, "s_fs_info"), "struct shmem_sb_info");

	room->blocks = (uint64_t)num(info, "max_blocks");
	if (room->blocks)
		room->free = room->available = positive((int64_t)room->blocks - percpu_counter(sub(info, "used_blocks")));
	room->files = (uint64_t)num(info, "max_inodes");
	if (room->files)
		room->free_files = has(info, "free_ispace") ? (uint64_t)num(info, "free_ispace") >> 10	/* 6.6: in bytes */
							    : (uint64_t)num(info, "free_inodes");
}

static uint64_t halves(ref o, uint64_t low, uint64_t high)
{
	(void)o;
	return (low & 0xffffffff) | high << 32;
}

/* ext4_statfs(): the superblock is in the page cache of its device, which a dump may leave out. */
static void ext4_room(ref sb, struct fs_room *room)
{
	enum { MINIX_DF = 0x00080 };
	ref info = ext4_info(sb), disk = ptr(info, "s_es");
	unsigned shift = (unsigned)num(info, "s_cluster_bits") & 31;
	uint64_t overhead = num(info, "s_mount_opt") & MINIX_DF ? 0 : (uint64_t)num(info, "s_overhead");
	uint64_t reserved = halves(disk, (uint64_t)num(disk, "s_r_blocks_count_lo"), (uint64_t)num(disk, "s_r_blocks_count_hi")) +
			    ((uint64_t)num(info, "s_resv_clusters") << shift);

	room->blocks = halves(disk, (uint64_t)num(disk, "s_blocks_count_lo"), (uint64_t)num(disk, "s_blocks_count_hi")) -
		       (overhead << shift);
	room->free = positive(percpu_counter_positive(sub(info, "s_freeclusters_counter")) -
			      percpu_counter_positive(sub(info, "s_dirtyclusters_counter"))) << shift;
	room->available = room->free > reserved ? room->free - reserved : 0;
	room->files = (uint64_t)num(info, "s_groups_count") * (uint64_t)num(info, "s_inodes_per_group");
	room->free_files = (uint64_t)percpu_counter_positive(sub(info, "s_freeinodes_counter"));
}

/* xfs_fs_statfs(); quotas of projects are not looked at */
static void xfs_room(ref sb, struct fs_room *room)
{
	ref mount = at(context(sb), addr(sb, "s_fs_info"), "struct xfs_mount"), disk = sub(mount, "m_sb");
	ref counter = has(mount, "m_fdblocks") ? sub(mount, "m_fdblocks") : sub(mount, "m_free[0].count");	/* 6.15 */
	int64_t unavailable = num(mount, "m_alloc_set_aside") + (has(mount, "m_allocbt_blks") ? num(mount, "m_allocbt_blks") : 0);
	uint64_t inodes = (uint64_t)percpu_counter(sub(mount, "m_icount"));
	uint64_t most = has(mount, "m_ino_geo") ? (uint64_t)num(mount,
								"m_ino_geo.maxicount") : 0, recorded = (uint64_t)num(disk, "sb_icount");

	room->block = (uint64_t)num(disk, "sb_blocksize");
	room->blocks = (uint64_t)num(disk, "sb_dblocks") - (num(disk, "sb_logstart") ? (uint64_t)num(disk, "sb_logblocks") : 0);
	room->free = room->available = positive(percpu_counter(counter) - unavailable);
	room->files = inodes + (room->free << (num(disk, "sb_inopblog") & 31));
	if (most && room->files > most)
		room->files = most;
	if (room->files < recorded)
		room->files = recorded;
	room->free_files = positive((int64_t)(room->files - inodes) + percpu_counter(sub(mount, "m_ifree")));
}

/* fat_statfs(): free clusters are counted when someone first asks */
static void fat_room(ref sb, struct fs_room *room)
{
	enum { FIRST = 2 };
	ref info = at(context(sb), addr(sb, "s_fs_info"), "struct msdos_sb_info");
	long unused = (int)num(info, "free_clusters");

	if (unused < 0 || !num(info, "free_clus_valid"))
		fail(context(sb), "struct msdos_sb_info", "free clusters have not been counted", info.addr);
	room->block = (uint64_t)num(info, "cluster_size");
	room->blocks = (uint64_t)num(info, "max_cluster") - FIRST;
	room->free = room->available = positive(unused);
}

/* ovl_statfs(): that of the uppermost layer */
static void overlay_room(ref sb, struct fs_room *room)
{
	ref info = at(context(sb), addr(sb, "s_fs_info"), "struct ovl_fs"), layer = ptr(info, "layers"), mount;

	mount = ptr(layer, "mnt");
	if (null(mount))
		mount = ptr(sub(layer, "[1]"), "mnt");
	if (strcmp(method(ptr(mount, "mnt_sb->s_op"), "statfs"), "ovl_statfs") && fs_room(ptr(mount, "mnt_sb"), room))
		return;
	fail(context(sb), "struct ovl_fs", "room in the layer below is not known", info.addr);
}

bool fs_room(ref sb, struct fs_room *room)
{
	static const struct {
		const char *method;
		void (*fill)(ref sb, struct fs_room *room);
	} kinds[] = {
		{"simple_statfs", nothing}, {"hugetlbfs_statfs", nothing}, {"shmem_statfs", shmem_room}, {"ext4_statfs", ext4_room},
		{"xfs_fs_statfs", xfs_room}, {"fat_statfs", fat_room}, {"ovl_statfs", overlay_room},
	};
	const char *name = addr(sb, "s_op->statfs") ? method(ptr(sb, "s_op"), "statfs") : "simple_statfs";

	*room = (struct fs_room){.block = (uint64_t)num(sb, "s_blocksize")};
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (!strcmp(kinds[i].method, name)) {
			kinds[i].fill(sb, room);
			return true;
		}
	return false;
}
