/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/fs/ext4/[ext4]/es_shrinker_info, fc_info, mb_stats: statistics of one file system.  fs/ext4/ */
#include "emit/emit.h"

static unsigned long counter(ref stats, const char *member)
{
	return (unsigned long)percpu_counter_positive(sub_(stats, member, 0));
}

/* ext4_seq_es_shrinker_info_show(): the cache of extents */
EMITTER(proc_fs_ext4_es_shrinker_info)
{
	ref info = ext4_info(self), stats = sub(info, "s_es_stats"), max = {0, self.type};
	long inodes = 0, most = -1;

	EACH(inode, list(sub(info, "s_es_list"), "struct ext4_inode_info", "i_es_list")) {
		long objects = num(inode, "i_es_all_nr");

		inodes++;
		if (objects > most) {
			most = objects;
			max = inode;
		}
	}
	out(e, "stats:\n  %lu objects\n  %lu reclaimable objects\n", counter(stats, "es_stats_all_cnt"),
	    counter(stats, "es_stats_shk_cnt"));
	/* percpu counters since 5.2 */
	if (has(stats, "es_stats_cache_hits.counters"))
		out(e, "  %lu/%lu cache hits/misses\n", counter(stats, "es_stats_cache_hits"),
		    counter(stats, "es_stats_cache_misses"));
	else
		out(e, "  %lu/%lu cache hits/misses\n", num(stats, "es_stats_cache_hits"), num(stats, "es_stats_cache_misses"));
	if (inodes)
		out(e, "  %ld inodes on list\n", inodes);
	out(e, "average:\n  %lu us scan time\n  %lu shrunk objects\n", (unsigned long)num(stats, "es_stats_scan_time") / 1000,
	    num(stats, "es_stats_shrunk"));
	if (inodes)
		out(e, "maximum:\n  %lu inode (%ld objects, %lu reclaimable)\n  %lu us max scan time\n",
		    num(max, "vfs_inode.i_ino"), most, num(max, "i_es_shk_nr"),
		    (unsigned long)num(stats, "es_stats_max_scan_time") / 1000);
}

/* Snapshots of inodes for fast commits, since 7.1. */
static void show_snapshots(struct emit *e, ref snap)
{
	static const char *const failures[][2] = {
		{"es_miss", "snap_fail_es_miss"}, {"es_delayed", "snap_fail_es_delayed"}, {"es_other", "snap_fail_es_other"},
		{"inodes_cap", "snap_fail_inodes_cap"}, {"ranges_cap", "snap_fail_ranges_cap"}, {"nomem", "snap_fail_nomem"},
		{"inode_loc", "snap_fail_inode_loc"}, {"no_snap", "snap_fail_no_snap"},
	};
	unsigned long samples = (unsigned long)num(snap, "lock_updates_samples");
	unsigned long total = (unsigned long)num(snap, "lock_updates_ns_total");

	out(e, "Snapshot stats:\n%ld inodes\n%ld ranges\n%luus lock_updates_avg\n%luus lock_updates_max\nSnapshot failures:\n",
	    num(snap, "snap_inodes"), num(snap, "snap_ranges"), samples ? total / samples / 1000 : 0,
	    (unsigned long)num(snap, "lock_updates_ns_max") / 1000);
	for (unsigned i = 0; i < ARRAY_LEN(failures); i++)
		out(e, "%ld %s\n", num_(snap, failures[i][1], 0), failures[i][0]);
}

/* ext4_fc_info_show(): fast commits */
EMITTER(proc_fs_ext4_fc_info)
{
	ref info = ext4_info(self), stats, reasons;
	bool in_stats;

	if (!has(info, "s_fc_stats")) {
		absent(e, "the kernel has no fast commits");
		return;
	}
	stats = sub(info, "s_fc_stats");
	in_stats = has(stats, "s_fc_avg_commit_time");		/* 5.16 */
	reasons = sym(e, "fc_ineligible_reasons", "char *[64]");
	out(e, "fc stats:\n%ld commits\n%ld ineligible\n%ld numblks\n%luus avg_commit_time\nIneligible reasons:\n",
	    num(stats, "fc_num_commits"), num(stats, "fc_ineligible_commits"), num(stats, "fc_numblks"),
	    (unsigned long)(in_stats ? num(stats, "s_fc_avg_commit_time") : num(info, "s_fc_avg_commit_time")) / 1000);
	EACH(count, array(stats, "fc_ineligible_reason_count"))
		row(e, "\"%s\":\t%ld\n", num_at(reasons, "[]", KEY(count)) ? str_at(reasons, "[]", KEY(count)) : "(null)",
		    val(count));
	if (has(info, "s_fc_snap_stats"))
		show_snapshots(e, sub(info, "s_fc_snap_stats"));
}

/* ext4_seq_mb_stats_show(): the block allocator */
EMITTER(proc_fs_ext4_mb_stats)
{
	if (num(ext4_info(self), "s_mb_stats"))
		stub(e, "statistics of the block allocator are switched on, which is not yet known how to show");
	else
		out(e, "mballoc:\n\tmb stats collection turned off.\n"
		       "\tTo enable, please write \"1\" to sysfs file mb_stats.\n");
}
