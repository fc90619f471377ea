/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

/* Areas in use, in the order of /proc/swaps: swap_start(), mm/swapfile.c. */
struct walk swap_areas(struct emit *e)
{
	struct address_list found = address_list(e);
	long n = swap_area_count(e);

	EACH(area, pointers_n(sym(e, "swap_info", "struct swap_info_struct *[64]"), "", n < 64 ? n : 64))
		if (num(area, "flags") & 1 && addr(area, "swap_file") && (!has(area, "swap_map") || addr(area, "swap_map")))
			address_add(&found, area.addr);
	return address_walk(e, &found, "struct swap_info_struct");
}

struct swap_area swap_area(ref area)
{
	struct emit *e = context(area);
	ref file = ptr(area, "swap_file");
	long used = num(area, "inuse_pages");

	if (size(area, "inuse_pages") == 8)	/* a flag on top since 6.13: SWAP_USAGE_OFFLIST_BIT */
		used &= ~(1L << 62);
	return (struct swap_area){
		.name = file_name(file),
		.is_partition = (num(file, "f_inode->i_mode") & 0170000) == 0060000,
		.kb = kb(e, num(area, "pages")),
		.used_kb = kb(e, used),
		.priority = num(area, "prio"),
	};
}
