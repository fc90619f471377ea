/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The memory controller's files of version 2: mm/memcontrol.c */
#include "kernel/cgroup/file.h"
#include "kernel/cgroup/memory_stat.h"

static ref memcg_of(ref css)
{
	return container(css, "struct mem_cgroup", "css");
}

static long page_size(struct emit *e)
{
	return (long)e->facts->page_size;
}

/* PAGE_COUNTER_MAX */
static long no_limit(struct emit *e)
{
	return 0x7fffffffffffffff / page_size(e);
}

CGROUP_FILE(cgroup_memory_pages)
{
	out(e, "%lu\n", num_(memcg_of(css), row->path, 0) * page_size(e));
}

CGROUP_FILE(cgroup_memory_limit)
{
	long pages = num_(memcg_of(css), row->path, 0);

	if (pages == no_limit(e))
		out(e, "max\n");
	else
		out(e, "%lu\n", pages * page_size(e));
}

/* In bytes since zswap counts so. */
CGROUP_FILE(cgroup_memory_zswap)
{
	out(e, "%ld\n", memory_state(memcg_of(css), enumv(e, "MEMCG_ZSWAP_B")));
}

/* A group writes back if all above it may (6.8). */
CGROUP_FILE(cgroup_memory_zswap_writeback)
{
	bool may = true;

	EACH(above, chain(css, "parent"))
		may = may && num(memcg_of(above), "zswap_writeback");
	out(e, "%d\n", may);
}

/* ---- events ---------------------------------------------------------------------------------- */

/* path: of the array of counters */
CGROUP_FILE(cgroup_memory_events)
{
	static const char *const names[][2] = {
		{"low", "MEMCG_LOW"}, {"high", "MEMCG_HIGH"}, {"max", "MEMCG_MAX"}, {"oom", "MEMCG_OOM"},
		{"oom_kill", "MEMCG_OOM_KILL"}, {"oom_group_kill", "MEMCG_OOM_GROUP_KILL"},	/* 5.17 */
		{"sock_throttled", "MEMCG_SOCK_THROTTLED"},					/* 6.19 */
	};

	for (unsigned i = 0; i < ARRAY_LEN(names); i++)
		if (has_enum(e, names[i][1]))
			row(e, "%s %lu\n", names[i][0], num_(memcg_of(css), row->path, enumv(e, names[i][1])));
}

CGROUP_FILE(cgroup_memory_swap_events)
{
	static const char *const names[][2] = {{"high", "MEMCG_SWAP_HIGH"}, {"max", "MEMCG_SWAP_MAX"},
					       {"fail", "MEMCG_SWAP_FAIL"}};

	for (unsigned i = 0; i < ARRAY_LEN(names); i++)
		if (has_enum(e, names[i][1]))
			row(e, "%s %lu\n", names[i][0], num_at(memcg_of(css), "memory_events[]", enumv(e, names[i][1])));
}

/* ---- statistics: names and their order are the kernel's own ------------------------------------- */

/* memory_stats[] is as long as it is to the next symbol; an entry without a name is none. */
static struct walk stats(struct emit *e)
{
	struct symbol s = {.size = 0};
	uint64_t table = symaddr(e, "memory_stats");
	size_t size = sizeof_type(e, "struct memory_stat");

	symbol_at(e, table, &s);
	return array_n(at(e, table, "struct memory_stat"), "", size ? (long)(s.size / size) : 0);
}

/* Huge pages of hugetlb count as a group's memory with the mount option memory_hugetlb_accounting (6.6). */
static bool counts_huge_pages(struct emit *e)
{
	enum { CGRP_ROOT_MEMORY_HUGETLB_ACCOUNTING = 1 << 19 };

	return num(sym(e, "cgrp_dfl_root", "struct cgroup_root"), "flags") &
	       enum_or(e, "CGRP_ROOT_MEMORY_HUGETLB_ACCOUNTING", CGRP_ROOT_MEMORY_HUGETLB_ACCOUNTING);
}

/* Up to 5.11 the factor was in the table. */
static long unit_of(ref stat, const char *name)
{
	return has(stat, "ratio") ? num(stat, "ratio") : memory_unit(context(stat), num(stat, "idx"), name);
}

static void print_state(struct emit *e, ref memcg)
{
	long reclaimable = enumv(e, "NR_SLAB_RECLAIMABLE_B|NR_SLAB_RECLAIMABLE"), slab = 0;
	long unreclaimable = enumv(e, "NR_SLAB_UNRECLAIMABLE_B|NR_SLAB_UNRECLAIMABLE"), huge = enum_or(e, "NR_HUGETLB", -1);

	EACH(stat, stats(e)) {
		const char *name = str(stat, "name");
		long item = num(stat, "idx"), value;

		if (!addr(stat, "name"))
			break;
		if (item == huge && !counts_huge_pages(e))
			continue;
		value = memory_state(memcg, item) * unit_of(stat, name);
		row(e, "%s %lu\n", name, value);
		if (item == reclaimable)
			slab = value;
		else if (item == unreclaimable)
			row(e, "slab %lu\n", slab + value);
	}
}

/* Of all ways of reclaim; items of nodes since 7.0, events before. */
static void print_reclaim(struct emit *e, ref memcg, const char *shown, const char *const *ways)
{
	long sum = 0;

	for (; *ways; ways++)
		if (has_enum(e, *ways))
			sum += is_memory_event(e, *ways) ? memory_event(memcg, enumv(e, *ways)) : memory_state(memcg, enumv(e, *ways));
	row(e, "%s %lu\n", shown, sum);
}

static void print_scans(struct emit *e, ref memcg)
{
	static const char *const scans[] = {"PGSCAN_KSWAPD", "PGSCAN_DIRECT", "PGSCAN_KHUGEPAGED", "PGSCAN_PROACTIVE", NULL};
	static const char *const steals[] = {"PGSTEAL_KSWAPD", "PGSTEAL_DIRECT", "PGSTEAL_KHUGEPAGED", "PGSTEAL_PROACTIVE", NULL};

	print_reclaim(e, memcg, "pgscan", scans);
	print_reclaim(e, memcg, "pgsteal", steals);
}

/* base: where names of events begin in vmstat_text */
static void print_event(struct emit *e, ref memcg, long event, long base)
{
	row(e, "%s %lu\n", counter_name(e, base + event), memory_event(memcg, event));
}

static long event_names(struct emit *e)
{
	struct counter_groups g = counter_groups(e);

	return g.zone + g.numa + g.node + g.computed;
}

/* Since 5.19 there is a list of what is shown, after what was read and freed; before, the code told. */
static void print_listed_events(struct emit *e, ref memcg)
{
	long in = enum_or(e, "PGPGIN", -1), out_ = enum_or(e, "PGPGOUT", -1), base = event_names(e);
	long n = len(at(e, 0, "struct memcg_vmstats_percpu"), "events");

	print_scans(e, memcg);
	EACH(event, array_n(sym(e, "memcg_vm_event_stat", "unsigned int"), "", n))
		if (val(event) != in && val(event) != out_)
			print_event(e, memcg, val(event), base);
}

static void print_known_events(struct emit *e, ref memcg)
{
	static const char *const first[] = {"PGFAULT", "PGMAJFAULT", "PGREFILL"};
	static const char *const last[] = {
		"PGACTIVATE", "PGDEACTIVATE", "PGLAZYFREE", "PGLAZYFREED", "THP_FAULT_ALLOC", "THP_COLLAPSE_ALLOC",
	};
	long base = event_names(e);

	for (unsigned i = 0; i < ARRAY_LEN(first); i++)
		print_event(e, memcg, enumv(e, first[i]), base);
	print_scans(e, memcg);
	for (unsigned i = 0; i < ARRAY_LEN(last); i++)
		if (has_enum(e, last[i]))
			print_event(e, memcg, enumv(e, last[i]), base);
}

CGROUP_FILE(cgroup_memory_stat)
{
	ref memcg = memcg_of(css);

	if (addr(css, "ss->root") != symaddr(e, "cgrp_dfl_root")) {
		print_memory_stat_v1(e, memcg);
		return;
	}
	print_state(e, memcg);
	if (has_sym(e, "memcg_vm_event_stat"))
		print_listed_events(e, memcg);
	else
		print_known_events(e, memcg);
}

/* Nodes with memory. */
static size_t memory_nodes(struct emit *e, long *ids, size_t room)
{
	size_t n = 0;

	EACH(node, nodes(e))
		if (num(node, "node_present_pages") && n < room)
			ids[n++] = num(node, "node_id");
	return n;
}

CGROUP_FILE(cgroup_memory_numa_stat)
{
	long node_items = len(at(e, 0, "struct pglist_data"), "vm_stat"), ids[1024];
	size_t n = memory_nodes(e, ids, ARRAY_LEN(ids));
	ref memcg = memcg_of(css);

	EACH(stat, stats(e)) {
		const char *name = str(stat, "name");
		long item = num(stat, "idx"), unit = unit_of(stat, name);

		if (!addr(stat, "name"))
			break;
		if (item >= node_items)
			continue;
		row_begin(e);
		out(e, "%s", name);
		for (size_t i = 0; i < n; i++)
			out(e, " N%ld=%lu", ids[i], memory_node_state(memcg, ids[i], item) * unit);
		row_(e, "\n");
	}
}
