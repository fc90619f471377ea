/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/pagetypeinfo: free pages and page blocks by mobility.  pagetypeinfo_show(), mm/vmstat.c */
#include "emit/emit.h"

#define MAX_COUNT 100000	/* where the kernel stops to count, since 5.5 */
#define MAX_TYPES 16

/*
 * What a table of page table entries maps, where huge pages are known; else the largest buddy.
 * A kernel where hugetlb pages may have several sizes has a variable.
 */
static long block_order(struct emit *e)
{
	long largest = len(at(e, 0, "struct zone"), "free_area") - 1, huge = 0;

	if (has_sym(e, "pageblock_order"))
		return val(sym(e, "pageblock_order", "unsigned int"));
	if (!has_sym(e, "hstates") && !has_sym(e, "transparent_hugepage_flags"))
		return largest;
	while (1L << huge < huge_page_pages(e))
		huge++;
	return huge < largest ? huge : largest;
}

static long types(struct emit *e)
{
	long n = len(at(e, 0, "struct zone"), "free_area[0].free_list");

	return n < MAX_TYPES ? n : MAX_TYPES;
}

static const char *type_name(struct emit *e, long type)
{
	return str_at(sym(e, "migratetype_names", "char *[16]"), "[]", type);
}

static void show_free(struct emit *e, ref node, ref zone, long type)
{
	out(e, "Node %4ld, zone %8s, type %12s ", num(node, "node_id"), str(zone, "name"), type_name(e, type));
	EACH(area, array(zone, "free_area")) {
		long count = 0;

		EACH_KEY(i, list(elem(area, "free_list", type), "struct page", "buddy_list|lru")) {
			count = i + 1;
			if (count >= MAX_COUNT)
				break;
		}
		out(e, "%s%6lu ", count >= MAX_COUNT ? ">" : "", count);
	}
	out(e, "\n");
}

static void show_blocks(struct emit *e, ref node, ref zone, long order)
{
	unsigned long counts[MAX_TYPES] = {0};

	count_page_blocks(zone, order, counts, MAX_TYPES);
	out(e, "Node %ld, zone %8s ", num(node, "node_id"), str(zone, "name"));
	EACH_KEY(type, numbers(e, types(e)))
		out(e, "%12lu ", counts[type]);
	out(e, "\n");
}

EMITTER(proc_pagetypeinfo)
{
	long order = block_order(e);

	EACH(node, nodes(e)) {
		if (!num(node, "node_present_pages"))
			continue;
		out(e, "Page block order: %ld\nPages per block:  %lu\n\n%-43s ", order, 1L << (order & 31),
		    "Free pages count per migrate type at order");
		EACH_KEY(order_of_area, array(elem(node, "node_zones", 0), "free_area"))
			out(e, "%6ld ", order_of_area);
		out(e, "\n");
		EACH(zone, zones(node))
			if (num(zone, "present_pages"))
				EACH_KEY(type, numbers(e, types(e)))
					show_free(e, node, zone, type);
		out(e, "\n%-23s", "Number of blocks type ");
		EACH_KEY(type, numbers(e, types(e)))
			out(e, "%12s ", type_name(e, type));
		out(e, "\n");
		EACH(zone, zones(node))
			if (num(zone, "present_pages"))
				show_blocks(e, node, zone, order);
	}
}
