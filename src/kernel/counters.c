/* SPDX-License-Identifier: GPL-2.0-or-later */
/* All of the memory manager's counters, by the names that vmstat_text gives them. */
#include "kernel/kernel.h"

/*
 * Groups follow each other in vmstat_text as in /proc/vmstat: zone items, NUMA events, node items,
 * computed ones (thresholds of dirty pages; memmap pages since 6.11), events.
 */
struct counter_groups counter_groups(struct emit *e)
{
	ref zone = at(e, 0, "struct zone");
	struct counter_groups g = {.zone = len(zone, "vm_stat")};

	if (has(zone, "vm_numa_stat") || has(zone, "vm_numa_event"))	/* renamed in 5.14 */
		g.numa = len(zone, "vm_numa_event|vm_numa_stat");
	g.node = len(at(e, 0, "struct pglist_data"), "vm_stat");
	g.computed = has_function(e, "memmap_pages_add") ? 4 : 2;
	if (has_sym(e, "vm_event_states"))
		g.events = len(at(e, 0, "struct vm_event_state"), "event");
	return g;
}

const char *counter_name(struct emit *e, long index)
{
	return str_at(sym(e, "vmstat_text", "char *[]"), "[]", index);
}

/* Transparent huge pages are shown as such, but counted in small pages since 5.11, when NR_SWAPCACHE came. */
long node_item_shown(struct emit *e, long item, long pages)
{
	static const char *const in_huge_pages[] = {
		"NR_ANON_THPS", "NR_SHMEM_THPS", "NR_SHMEM_PMDMAPPED", "NR_FILE_THPS", "NR_FILE_PMDMAPPED",
	};

	if (pages < 0)
		return 0;
	for (unsigned i = 0; i < ARRAY_LEN(in_huge_pages) && has_enum(e, "NR_SWAPCACHE"); i++)
		if (item == enum_or(e, in_huge_pages[i], -1))
			return pages / huge_page_pages(e);
	return pages;
}

/* HPAGE_PMD_NR: what one table of page table entries maps. */
long huge_page_pages(struct emit *e)
{
	return (long)(e->facts->page_size / e->facts->word_size);
}

/* What the CPUs have not yet folded into a zone's NUMA events: fold_vm_zone_numa_events(), and before 5.14 zone_numa_state_snapshot(). */
long zone_numa_pending(ref zone, long item)
{
	struct emit *e = context(zone);
	long sum = 0;

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		if (has(zone, "per_cpu_zonestats"))
			sum += num_at(percpu_ptr(zone, "per_cpu_zonestats", cpu), "vm_numa_event[]", item);
		else
			sum += num_at(percpu_ptr(zone, "pageset", cpu), "vm_numa_stat_diff[]", item);
	}
	return sum;
}

/* global_dirty_limits(), mm/page-writeback.c */
struct dirty_limits dirty_limits(struct emit *e)
{
	unsigned long page = e->facts->page_size, available = (unsigned long)zone_pages(e, "NR_FREE_PAGES");
	unsigned long reserve = (unsigned long)val(sym(e, "totalreserve_pages", "unsigned long"));
	unsigned long bytes = (unsigned long)val(sym(e, "vm_dirty_bytes", "unsigned long"));
	unsigned long background_bytes = (unsigned long)val(sym(e, "dirty_background_bytes", "unsigned long"));
	unsigned long ratio = (unsigned long)val(sym(e, "vm_dirty_ratio", "int")) * page / 100;
	unsigned long background_ratio = (unsigned long)val(sym(e, "dirty_background_ratio", "int")) * page / 100;
	struct dirty_limits d;

	available -= reserve < available ? reserve : available;
	available += (unsigned long)(node_pages(e, "NR_INACTIVE_FILE") + node_pages(e, "NR_ACTIVE_FILE")) + 1;
	d.dirty = bytes ? (bytes + page - 1) / page : ratio * available / page;
	d.background = background_bytes ? (background_bytes + page - 1) / page : background_ratio * available / page;
	if (d.background >= d.dirty)
		d.background = d.dirty / 2;
	return d;
}
