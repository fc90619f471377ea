/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The memory controller's files of version 1: mm/memcontrol.c, mm/memcontrol-v1.c since 6.11 */
#include "kernel/cgroup/file.h"
#include "kernel/cgroup/memory_stat.h"

static ref memcg_of(ref css)
{
	return container(css, "struct mem_cgroup", "css");
}

static unsigned long in_bytes(struct emit *e, long pages)
{
	return (unsigned long)pages * e->facts->page_size;
}

/* mem_cgroup_usage(): the top group has no counters of its own */
static long usage(ref memcg, bool with_swap)
{
	struct emit *e = context(memcg);
	long pages;

	if (!css_is_root(sub(memcg, "css")))
		return with_swap ? num(memcg, "memsw.usage") : num(memcg, "memory.usage");
	pages = memory_state(memcg, enumv(e, "NR_FILE_PAGES")) + memory_state(memcg, enumv(e, "NR_ANON_MAPPED"));
	return with_swap ? pages + memory_state(memcg, enumv(e, "MEMCG_SWAP")) : pages;
}

static void print_counter(struct emit *e, ref counter, long what)
{
	/* Of an enum in mm/memcontrol.c; that of mm/hugetlb_cgroup.c has the same names, but other numbers. */
	enum { RES_USAGE, RES_LIMIT, RES_MAX_USAGE, RES_FAILCNT };

	if (what == RES_USAGE)
		out(e, "%lu\n", in_bytes(e, num(counter, "usage")));
	else if (what == RES_LIMIT)
		out(e, "%lu\n", in_bytes(e, num(counter, "max|limit")));
	else if (what == RES_MAX_USAGE)
		out(e, "%lu\n", in_bytes(e, num(counter, "watermark")));
	else if (what == RES_FAILCNT)
		out(e, "%lu\n", num(counter, "failcnt"));
	else
		fail(e, "memory counter", "not known what of it the file shows", 0);
}

/* *_in_bytes, failcnt: which counter, and what of it, is in the number of the file's type. */
CGROUP_FILE(cgroup_memory_counter)
{
	enum { MEMORY, MEMORY_AND_SWAP, RES_USAGE = 0, RES_SOFT_LIMIT = 4 };
	static const char *const counters[][2] = {
		{"_MEM", "memory"}, {"_MEMSWAP", "memsw"}, {"_KMEM", "kmem"}, {"_TCP", "tcpmem"},
	};
	long private = num(type, "private"), what = private & 0xffff;
	unsigned i = 0;

	while (i < ARRAY_LEN(counters) && enum_or(e, counters[i][0], -1) != private >> 16)
		i++;
	if (i == ARRAY_LEN(counters))
		fail(e, "memory counter", "not known which one the file shows", 0);
	else if (what == RES_USAGE && i <= MEMORY_AND_SWAP)
		out(e, "%lu\n", in_bytes(e, usage(memcg_of(css), i == MEMORY_AND_SWAP)));
	else if (what == RES_SOFT_LIMIT)
		out(e, "%lu\n", in_bytes(e, num(memcg_of(css), "soft_limit")));
	else
		print_counter(e, sub_(memcg_of(css), counters[i][1], 0), what);
}

CGROUP_FILE(cgroup_memory_swappiness)
{
	out(e, "%ld\n", css_is_root(css) ? val(sym(e, "vm_swappiness", "int")) : num(memcg_of(css), "swappiness"));
}

CGROUP_FILE(cgroup_memory_hierarchy)
{
	ref memcg = memcg_of(css);

	out(e, "%d\n", !has(memcg, "use_hierarchy") || num(memcg, "use_hierarchy"));	/* always since 5.11 */
}

/* Charges no longer move with tasks since 6.13: 0 */
CGROUP_FILE(cgroup_memory_move_charge)
{
	ref memcg = memcg_of(css);

	out(e, "%ld\n", has(memcg, "move_charge_at_immigrate") ? num(memcg, "move_charge_at_immigrate") : 0);
}

CGROUP_FILE(cgroup_memory_oom_control)
{
	ref memcg = memcg_of(css);

	row(e, "oom_kill_disable %ld\n", num(memcg, "oom_kill_disable"));
	row(e, "under_oom %d\n", num(memcg, "under_oom") ? 1 : 0);
	row(e, "oom_kill %lu\n", num_at(memcg, "memory_events[]", enumv(e, "MEMCG_OOM_KILL")));
}

/* A file of its own since 6.11 */
CGROUP_FILE(cgroup_memory_soft_limit)
{
	out(e, "%lu\n", in_bytes(e, num(memcg_of(css), "soft_limit")));
}

/* ---- memory.stat ------------------------------------------------------------------------------- */

static const struct state {
	const char *name, *item;
} states[] = {	/* memcg1_stats[], which has had each since: */
	{"cache", "NR_FILE_PAGES"}, {"rss", "NR_ANON_MAPPED"}, {"rss_huge", "NR_ANON_THPS"}, {"shmem", "NR_SHMEM"},
	{"mapped_file", "NR_FILE_MAPPED"}, {"dirty", "NR_FILE_DIRTY"}, {"writeback", "NR_WRITEBACK"},
	{"workingset_refault_anon", "WORKINGSET_REFAULT_ANON"}, {"workingset_refault_file", "WORKINGSET_REFAULT_FILE"},	/* 6.0 */
	{"swap", "MEMCG_SWAP"}, {"swapcached", "NR_SWAPCACHE"},							/* 6.8 */
};

/* How many items the kernel shows tells the length of its table of names. */
static bool is_shown(struct emit *e, long item)
{
	struct symbol s = {.size = 0};
	uint64_t table = symaddr(e, "memcg1_stats");
	const uint32_t *items;

	symbol_at(e, table, &s);
	items = read_bytes(e, table, s.size < 256 ? s.size & ~(uint64_t)3 : 256);
	for (size_t i = 0; items && i < (s.size < 256 ? s.size : 256) / sizeof(*items); i++)
		if (items[i] == item)
			return true;
	return false;
}

static void print_states(struct emit *e, ref memcg, const char *prefix, bool local)
{
	for (const struct state *s = states; s < states + ARRAY_LEN(states); s++) {
		long item = enum_or(e, s->item, -1), n;

		if (item < 0 || !is_shown(e, item))
			continue;
		n = local ? memory_state_local(memcg, item) : memory_state(memcg, item);
		row(e, "%s%s %lu\n", prefix, s->name, (unsigned long)(n * memory_unit(e, item, s->name)));
	}
}

static void print_events(struct emit *e, ref memcg, const char *prefix, bool local)
{
	static const char *const events[][2] = {
		{"pgpgin", "PGPGIN"}, {"pgpgout", "PGPGOUT"}, {"pgfault", "PGFAULT"}, {"pgmajfault", "PGMAJFAULT"},
	};

	for (unsigned i = 0; i < ARRAY_LEN(events); i++) {
		long event = enumv(e, events[i][1]);

		row(e, "%s%s %lu\n", prefix, events[i][0], local ? memory_event_local(memcg, event) : memory_event(memcg, event));
	}
}

static void print_lists(struct emit *e, ref memcg, const char *prefix, bool local)
{
	static const char *const lists[][2] = {
		{"inactive_anon", "NR_INACTIVE_ANON"}, {"active_anon", "NR_ACTIVE_ANON"}, {"inactive_file", "NR_INACTIVE_FILE"},
		{"active_file", "NR_ACTIVE_FILE"}, {"unevictable", "NR_UNEVICTABLE"},
	};

	for (unsigned i = 0; i < ARRAY_LEN(lists); i++) {
		long item = enumv(e, lists[i][1]);

		row(e, "%s%s %lu\n", prefix, lists[i][0],
		    in_bytes(e, local ? memory_state_local(memcg, item) : memory_state(memcg, item)));
	}
}

/* The lowest limit of the group and those above it. */
static unsigned long lowest(ref memcg, const char *path)
{
	unsigned long limit = ~0UL;

	EACH(above, chain(sub(memcg, "css"), "parent")) {
		unsigned long here = (unsigned long)num_(memcg_of(above), path, 0);

		limit = here < limit ? here : limit;
	}
	return in_bytes(context(memcg), (long)limit);
}

void print_memory_stat_v1(struct emit *e, ref memcg)
{
	print_states(e, memcg, "", true);
	print_events(e, memcg, "", true);
	print_lists(e, memcg, "", true);
	row(e, "hierarchical_memory_limit %lu\n", lowest(memcg, "memory.max"));
	row(e, "hierarchical_memsw_limit %lu\n", lowest(memcg, "memsw.max"));
	print_states(e, memcg, "total_", false);
	print_events(e, memcg, "total_", false);
	print_lists(e, memcg, "total_", false);
}

CGROUP_FILE(cgroup_memory_stat_v1)
{
	print_memory_stat_v1(e, memcg_of(css));
}

/* ---- memory.numa_stat ------------------------------------------------------------------------------ */

static const struct kind {
	const char *name, *items[5];
} kinds[] = {
	{"total", {"NR_INACTIVE_ANON", "NR_ACTIVE_ANON", "NR_INACTIVE_FILE", "NR_ACTIVE_FILE", "NR_UNEVICTABLE"}},
	{"file", {"NR_INACTIVE_FILE", "NR_ACTIVE_FILE", NULL, NULL, NULL}},
	{"anon", {"NR_INACTIVE_ANON", "NR_ACTIVE_ANON", NULL, NULL, NULL}},
	{"unevictable", {"NR_UNEVICTABLE", NULL, NULL, NULL, NULL}},
};

/* Pages on the lists of a kind; on all nodes with node -1. */
static long pages_of(ref memcg, const struct kind *k, long node, bool local)
{
	struct emit *e = context(memcg);
	long sum = 0;

	for (unsigned i = 0; i < ARRAY_LEN(k->items) && k->items[i]; i++) {
		long item = enumv(e, k->items[i]);

		if (node >= 0)
			sum += local ? memory_node_state_local(memcg, node, item) : memory_node_state(memcg, node, item);
		else
			sum += local ? memory_state_local(memcg, item) : memory_state(memcg, item);
	}
	return sum;
}

CGROUP_FILE(cgroup_memory_numa_stat_v1)
{
	ref memcg = memcg_of(css);

	for (unsigned local = 2; local-- > 0;)
		for (const struct kind *k = kinds; k < kinds + ARRAY_LEN(kinds); k++) {
			row_begin(e);
			out(e, "%s%s=%lu", local ? "" : "hierarchical_", k->name, pages_of(memcg, k, -1, local));
			EACH(node, nodes(e))
				if (num(node, "node_present_pages"))
					out(e, " N%ld=%lu", num(node, "node_id"),
					    pages_of(memcg, k, num(node, "node_id"), local));
			row_(e, "\n");
		}
}
