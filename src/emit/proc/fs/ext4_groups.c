/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/fs/ext4/[ext4]/mb_groups, mb_structs_summary: free blocks of one file system.  fs/ext4/mballoc.c */
#include "emit/emit.h"

enum { NEED_INIT = 1, BITMAP_CORRUPT = 4, MB_OPTIMIZE_SCAN = 0x80 };
#define ORDERS_SHOWN 14

static unsigned orders(ref sb)
{
	return (unsigned)(num(sb, "s_blocksize_bits") + 2) & 31;
}

/* What a reader of the live file has loaded from disk is in memory; of other groups nothing is known. */
static void show_group(struct emit *e, ref sb, unsigned long number)
{
	ref group = ext4_group(sb, number);
	long state;

	if (!group.addr)
		return;
	state = num(group, "bb_state");
	if (state & NEED_INIT) {
		remark(e, "groups that were not in use are left out: their bitmaps were not in memory");
		return;
	}
	out(e, "#%-5lu: %-5lu %-5lu %-5lu [", number, num(group, "bb_free"), num(group, "bb_fragments"),
	    num(group, "bb_first_free"));
	for (unsigned i = 0; i < ORDERS_SHOWN; i++)
		out(e, " %-5lu", i < orders(sb) ? num_at(group, "bb_counters[]", i) : 0);
	out(e, " ]%s\n", state & BITMAP_CORRUPT ? " Block bitmap corrupted!" : "");
}

EMITTER(proc_fs_ext4_mb_groups)
{
	long n = num(ext4_info(self), "s_groups_count");

	out(e, "#group: free  frags first [ 2^0   2^1   2^2   2^3   2^4   2^5   2^6   2^7   2^8   2^9   2^10  2^11  2^12  2^13  ]\n");
	EACH_KEY(i, numbers(e, n))
		show_group(e, self, (unsigned long)i);
}

/* Groups by order: lists, which became xarrays in 6.17. */
static void show_lists(struct emit *e, ref info, unsigned n, bool largest)
{
	for (unsigned i = 0; i < n; i++) {
		ref head = largest ? sub_at(info, "s_mb_largest_free_orders[]", i) : sub_at(info, "s_mb_avg_fragment_size[]", i);
		struct walk w = has(head, "xa_head") ? xarray(head, "struct ext4_group_info") :
				list(head, "struct ext4_group_info",
				     largest ? "bb_largest_free_order_node" : "bb_avg_fragment_size_node");
		long count = 0;

		EACH_KEY(k, w)
			count += k >= 0;
		row(e, "\tlist_order_%u_groups: %ld\n", i, count);
	}
}

EMITTER(proc_fs_ext4_mb_structs_summary)
{
	ref info = ext4_info(self);

	if (!has(info, "s_mb_avg_fragment_size")) {	/* 5.13; lists of both kinds since 6.0 */
		absent(e, "the kernel keeps no such lists");
		return;
	}
	out(e, "optimize_scan: %d\nmax_free_order_lists:\n", num(info, "s_mount_opt2") & MB_OPTIMIZE_SCAN ? 1 : 0);
	show_lists(e, info, orders(self), true);
	out(e, "avg_fragment_size_lists:\n");
	show_lists(e, info, orders(self), false);
}
