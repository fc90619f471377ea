/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/zoneinfo: counters and limits of each zone.  zoneinfo_show_print(), mm/vmstat.c */
#include "emit/emit.h"

#define MAX_RECLAIM_RETRIES 16

static void show_node_stats(struct emit *e, ref node, const struct counter_groups *g)
{
	out(e, "\n  per-node stats");
	EACH_KEY(i, numbers(e, g->node))
		out(e, "\n      %-12s %lu", counter_name(e, g->zone + g->numa + i),
		    node_item_shown(e, i, num_at(node, "vm_stat[]", i)));
}

static long positive(long value)
{
	return value < 0 ? 0 : value;
}

static void show_pages(struct emit *e, ref zone)
{
	static const char *const marks[] = {"min", "low", "high", "promo"};
	long boost = num_or(zone, "watermark_boost", 0);	/* 5.0 */
	/* A fourth mark exists since 5.18, and is shown since about the time of memmap_pages_add(). */
	long n = has_function(e, "memmap_pages_add") ? len(zone, "_watermark") : 3;

	out(e, "\n  pages free     %lu", positive(num_at(zone, "vm_stat[]", enumv(e, "NR_FREE_PAGES"))));
	if (has(zone, "per_cpu_zonestats"))
		out(e, "\n        boost    %lu", boost);
	EACH_KEY(i, numbers(e, n < 4 ? n : 4))
		out(e, "\n        %-8s %lu", marks[i], num_at(zone, "_watermark[]|watermark[]", i) + boost);
	out(e, "\n        spanned  %lu\n        present  %lu\n        managed  %lu", num(zone, "spanned_pages"),
	    num(zone, "present_pages"), num(zone, "managed_pages"));
	if (has(zone, "per_cpu_zonestats"))
		out(e, "\n        cma      %lu", num_or(zone, "cma_pages", 0));
	out(e, "\n        protection: (");
	EACH(reserve, array(zone, "lowmem_reserve"))
		out(e, "%s%ld", KEY(reserve) ? ", " : "", val(reserve));
	out(e, ")");
}

static void show_counters(struct emit *e, ref zone, const struct counter_groups *g)
{
	EACH_KEY(i, numbers(e, g->zone))
		out(e, "\n      %-12s %lu", counter_name(e, i), positive(num_at(zone, "vm_stat[]", i)));
	EACH_KEY(i, numbers(e, g->numa))
		out(e, "\n      %-12s %lu", counter_name(e, g->zone + i),
		    num_at(zone, "vm_numa_event[]|vm_numa_stat[]", i) + zone_numa_pending(zone, i));
}

/* Page lists and zone counters of a CPU were one struct until 5.14; more of them is shown since 6.16. */
static void show_pagesets(struct emit *e, ref zone, bool in_detail)
{
	int width = in_detail ? 4 : 1;

	out(e, "\n  pagesets");
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		bool split = has(zone, "per_cpu_zonestats");
		ref stats = split ? percpu_ptr(zone, "per_cpu_zonestats", cpu) : percpu_ptr(zone, "pageset", cpu);
		ref lists = split ? percpu_ptr(zone, "per_cpu_pageset", cpu) : sub(stats, "pcp");

		out(e, "\n    cpu: %ld\n              count:%*s%ld\n              high: %*s%ld\n              batch:%*s%ld", cpu,
		    width, "", num(lists, "count"), in_detail ? width : 1, "", num(lists, "high"), width, "",
		    num(lists, "batch"));
		if (in_detail)
			out(e, "\n              high_min: %ld\n              high_max: %ld", num(lists, "high_min"),
			    num(lists, "high_max"));
		if (has(stats, "stat_threshold"))	/* CONFIG_SMP */
			out(e, "\n  vm stats threshold: %ld", num(stats, "stat_threshold"));
	}
}

static void show(struct emit *e, ref node, ref zone, const struct counter_groups *g, bool first)
{
	bool in_detail = has_enum(e, "NR_FREE_PAGES_BLOCKS");

	out(e, "Node %ld, zone %8s", num(node, "node_id"), str(zone, "name"));
	if (first)
		show_node_stats(e, node, g);
	show_pages(e, zone);
	if (!num(zone, "present_pages")) {
		out(e, "\n");
		return;
	}
	show_counters(e, zone, g);
	show_pagesets(e, zone, in_detail);
	out(e, "\n  node_unreclaimable:  %d\n  start_pfn:           %lu\n",
	    num(node, "kswapd_failures") >= MAX_RECLAIM_RETRIES, num(zone, "zone_start_pfn"));
	if (has_member(e, "struct vm_area_struct", "flags"))	/* shown since 6.19, which has that too */
		out(e, "  reserved_highatomic: %lu\n  free_highatomic:     %lu\n", num(zone, "nr_reserved_highatomic"),
		    num(zone, "nr_free_highatomic"));
}

EMITTER(proc_zoneinfo)
{
	struct counter_groups g = counter_groups(e);

	EACH(node, nodes(e)) {
		bool first = true;

		EACH(zone, zones(node)) {
			bool populated = num(zone, "present_pages");

			show(e, node, zone, &g, first && populated);
			first = first && !populated;
		}
	}
}
