/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Mounted ext4 file systems and their journals. */
#include "kernel/kernel.h"

#include <string.h>

struct walk ext4_superblocks(struct emit *e)
{
	struct address_list found = address_list(e);

	if (has_type(e, "struct ext4_sb_info"))
		EACH(sb, list(sym(e, "super_blocks", "struct list_head"), "struct super_block", "s_list")) {
			const char *type = str(sb, "s_type->name");

			/* The same driver mounts the older formats, under their names. */
			if (!strncmp(type, "ext", 3) && addr(sb, "s_fs_info") && addr(ext4_info(sb), "s_proc"))
				address_add(&found, sb.addr);
		}
	return address_walk(e, &found, "struct super_block");
}

ref ext4_info(ref sb)
{
	return at(context(sb), addr(sb, "s_fs_info"), "struct ext4_sb_info");
}

/* One of the groups of blocks; a null ref where it was never loaded. */
ref ext4_group(ref sb, unsigned long group)
{
	struct emit *e = context(sb);
	ref info = ext4_info(sb);
	unsigned shift = (unsigned)num(info, "s_desc_per_block_bits") & 31;
	uint64_t table = addr(info, "s_group_info");

	table = table ? read_word(e, table + (group >> shift) * e->facts->word_size) : 0;
	if (table)
		table = read_word(e, table + (group & ((1UL << shift) - 1)) * e->facts->word_size);
	return (ref){table, at(e, table, "struct ext4_group_info").type};
}
