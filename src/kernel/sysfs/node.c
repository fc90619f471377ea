/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/node/node<n>/…: drivers/base/node.c */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>
#include <string.h>

static long number_of(const struct sysfs_file *f)
{
	return num(sysfs_device(f), "id");
}

static ref node_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);

	if (!has_sym(e, "node_data"))
		return sym(e, "contig_page_data", "struct pglist_data");
	return ptr_at(sym(e, "node_data", "struct pglist_data *[]"), "[]", number_of(f));
}

static long positive(long v)
{
	return v < 0 ? 0 : v;
}

/* One of the node's counters by its alternatives; 0 if this kernel has none of them. */
static long pages(ref node, const char *item)
{
	struct emit *e = context(node);

	return has_enum(e, item) ? positive(num_at(node, "vm_stat[]", enumv(e, item))) : 0;
}

/* sum_zone_node_page_state() */
static long zones_sum(ref node, long item)
{
	long sum = 0;

	EACH(zone, zones(node))
		sum += positive(num_at(zone, "vm_stat[]", item));
	return sum;
}

static long zone_pages_of(ref node, const char *item)
{
	struct emit *e = context(node);

	return has_enum(e, item) ? zones_sum(node, enumv(e, item)) : 0;
}

static long numa_sum(ref node, long item)
{
	long sum = 0;

	EACH(zone, zones(node))
		if (num(zone, "present_pages"))
			sum += num_at(zone, "vm_numa_event[]|vm_numa_stat[]", item) + zone_numa_pending(zone, item);
	return sum;
}

/* ---- meminfo: node_read_meminfo() --------------------------------------------------- */

struct line {
	const char *label, *item;
};

static void show_line(struct emit *e, long number, const char *label, long kilobytes)
{
	char name[32];

	snprintf(name, sizeof(name), "%s:", label);
	row(e, "Node %ld %-15s %8ld kB\n", number, name, kilobytes);
}

static void show_pages(struct emit *e, ref node, long number, const struct line *lines, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		show_line(e, number, lines[i].label, kb(e, pages(node, lines[i].item)));
}

static void show_huge(struct emit *e, ref node, long number)
{
	static const struct line lines[] = {
		{"AnonHugePages", "NR_ANON_THPS"}, {"ShmemHugePages", "NR_SHMEM_THPS"}, {"ShmemPmdMapped", "NR_SHMEM_PMDMAPPED"},
		{"FileHugePages", "NR_FILE_THPS"}, {"FilePmdMapped", "NR_FILE_PMDMAPPED"},
	};
	long unit = has_enum(e, "NR_SWAPCACHE") ? 1 : huge_page_pages(e);	/* small pages since 5.11 */

	for (unsigned i = 0; i < ARRAY_LEN(lines) && has_sym(e, "transparent_hugepage_flags"); i++)
		if (has_enum(e, lines[i].item))
			show_line(e, number, lines[i].label, kb(e, pages(node, lines[i].item) * unit));
}

static void show_tail(struct emit *e, ref node, long number)
{
	ref h;

	if (has_enum(e, "NR_UNACCEPTED"))
		show_line(e, number, "Unaccepted", kb(e, zone_pages_of(node, "NR_UNACCEPTED")));
	if (has_enum(e, "NR_BALLOON_PAGES") && has_member(e, "struct file_system_type", "list"))	/* shown of nodes, as that came: 7.2 */
		show_line(e, number, "Balloon", kb(e, pages(node, "NR_BALLOON_PAGES")));
	if (has_enum(e, "NR_GPU_ACTIVE")) {
		show_line(e, number, "GPUActive", kb(e, pages(node, "NR_GPU_ACTIVE")));
		show_line(e, number, "GPUReclaim", kb(e, pages(node, "NR_GPU_RECLAIM")));
	}
	if (!has_sym(e, "hstates"))
		return;
	h = sub_at(sym(e, "hstates", "struct hstate[]"), "[]", val(sym(e, "default_hstate_idx", "int")));
	row(e, "Node %ld HugePages_Total: %5lu\n", number, num_at(h, "nr_huge_pages_node[]", number));
	row(e, "Node %ld HugePages_Free:  %5lu\n", number, num_at(h, "free_huge_pages_node[]", number));
	row(e, "Node %ld HugePages_Surp:  %5lu\n", number, num_at(h, "surplus_huge_pages_node[]", number));
}

static SYSFS_FILE(show_meminfo)
{
	static const struct line lru[] = {
		{"Active(anon)", "NR_ACTIVE_ANON"}, {"Inactive(anon)", "NR_INACTIVE_ANON"}, {"Active(file)", "NR_ACTIVE_FILE"},
		{"Inactive(file)", "NR_INACTIVE_FILE"}, {"Unevictable", "NR_UNEVICTABLE"},
	};
	static const struct line use[] = {
		{"Dirty", "NR_FILE_DIRTY"}, {"Writeback", "NR_WRITEBACK"}, {"FilePages", "NR_FILE_PAGES"},
		{"Mapped", "NR_FILE_MAPPED"}, {"AnonPages", "NR_ANON_MAPPED"}, {"Shmem", "NR_SHMEM"},
	};
	ref node = node_of(f);
	long n = number_of(f), total = 0, unused = zone_pages_of(node, "NR_FREE_PAGES");
	long reclaimable = pages(node, "NR_SLAB_RECLAIMABLE_B|NR_SLAB_RECLAIMABLE");
	long unreclaimable = pages(node, "NR_SLAB_UNRECLAIMABLE_B|NR_SLAB_UNRECLAIMABLE");

	EACH(zone, zones(node))
		total += num(zone, "managed_pages");
	show_line(e, n, "MemTotal", kb(e, total));
	show_line(e, n, "MemFree", kb(e, unused));
	show_line(e, n, "MemUsed", kb(e, total - unused));
	if (has_enum(e, "NR_SWAPCACHE"))
		show_line(e, n, "SwapCached", kb(e, pages(node, "NR_SWAPCACHE")));
	show_line(e, n, "Active", kb(e, pages(node, "NR_ACTIVE_ANON") + pages(node, "NR_ACTIVE_FILE")));
	show_line(e, n, "Inactive", kb(e, pages(node, "NR_INACTIVE_ANON") + pages(node, "NR_INACTIVE_FILE")));
	show_pages(e, node, n, lru, ARRAY_LEN(lru));
	show_line(e, n, "Mlocked", kb(e, zone_pages_of(node, "NR_MLOCK")));
	show_pages(e, node, n, use, ARRAY_LEN(use));
	show_line(e, n, "KernelStack", pages(node, "NR_KERNEL_STACK_KB"));
	if (has_enum(e, "NR_KERNEL_SCS_KB"))
		show_line(e, n, "ShadowCallStack", pages(node, "NR_KERNEL_SCS_KB"));
	show_line(e, n, "PageTables", kb(e, has_enum(e, "NR_ZONE_PAGETABLE") ? 0 : pages(node, "NR_PAGETABLE")));
	if (has_enum(e, "NR_SECONDARY_PAGETABLE"))
		show_line(e, n, "SecPageTables", kb(e, pages(node, "NR_SECONDARY_PAGETABLE")));
	show_line(e, n, "NFS_Unstable", kb(e, pages(node, "NR_UNSTABLE_NFS")));
	show_line(e, n, "Bounce", kb(e, zone_pages_of(node, "NR_BOUNCE")));
	show_line(e, n, "WritebackTmp", kb(e, pages(node, "NR_WRITEBACK_TEMP")));
	show_line(e, n, "KReclaimable", kb(e, reclaimable + pages(node, "NR_KERNEL_MISC_RECLAIMABLE")));
	show_line(e, n, "Slab", kb(e, reclaimable + unreclaimable));
	show_line(e, n, "SReclaimable", kb(e, reclaimable));
	show_line(e, n, "SUnreclaim", kb(e, unreclaimable));
	show_huge(e, node, n);
	show_tail(e, node, n);
}

/* ---- the rest -------------------------------------------------------------------------- */

static SYSFS_FILE(show_numastat)
{
	static const struct line lines[] = {
		{"numa_hit", "NUMA_HIT"}, {"numa_miss", "NUMA_MISS"}, {"numa_foreign", "NUMA_FOREIGN"},
		{"interleave_hit", "NUMA_INTERLEAVE_HIT"}, {"local_node", "NUMA_LOCAL"}, {"other_node", "NUMA_OTHER"},
	};

	for (unsigned i = 0; i < ARRAY_LEN(lines); i++)
		row(e, "%s %lu\n", lines[i].label, numa_sum(node_of(f), enumv(e, lines[i].item)));
}

static SYSFS_FILE(show_vmstat)
{
	struct counter_groups g = counter_groups(e);
	ref node = node_of(f);

	EACH_KEY(i, numbers(e, g.zone))
		row(e, "%s %lu\n", counter_name(e, i), zones_sum(node, i));
	EACH_KEY(i, numbers(e, g.numa))
		row(e, "%s %lu\n", counter_name(e, g.zone + i), numa_sum(node, i));
	EACH_KEY(i, numbers(e, g.node))
		row(e, "%s %lu\n", counter_name(e, g.zone + g.numa + i), node_item_shown(e, i, num_at(node, "vm_stat[]", i)));
}

/* Of the CPUs that are near to a node only those online are shown. */
static SYSFS_FILE(show_cpus)
{
	struct address_list near = address_list(e);
	ref mask = node_cpumask(e, number_of(f));

	EACH_KEY(cpu, bits(mask, "bits", nr_cpu_ids(e)))
		if (cpu_in(e, CPUS_ONLINE, cpu))
			address_add(&near, (uint64_t)cpu);
	if (!strcmp(f->name, "cpulist"))
		out(e, "%s\n", bitmap_list(number_walk(e, &near)));
	else
		out(e, "%s\n", bitmap_hex_of(number_walk(e, &near), nr_cpu_ids(e)));
}

static SYSFS_FILE(show_distance)
{
	long from = number_of(f);
	const char *space = "";

	EACH(node, nodes(e)) {
		out(e, "%s%ld", space, node_distance(e, from, num(node, "node_id")));
		space = " ";
	}
	out(e, "\n");
}

static ref hstate_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	const char *size = strstr(f->path, "/hugepages-");
	long kilobytes = size ? strtol(size + strlen("/hugepages-"), NULL, 10) : 0;

	EACH(h, array_n(sym(e, "hstates", "struct hstate[]"), "", val(sym(e, "hugetlb_max_hstate", "int"))))
		if (kb(e, shift_left(1, num(h, "order"))) == kilobytes)
			return h;
	return at(e, 0, "struct hstate");
}

/* The folder's number stands in its path: its object is not a device. */
static SYSFS_FILE(show_huge_pages)
{
	const char *number = strstr(f->path, "/node/node");

	if (number)
		out(e, "%lu\n", num_(hstate_of(f), row->path, strtol(number + strlen("/node/node"), NULL, 10)));
	else
		out(e, "%lu\n", num_(hstate_of(f), row->other_path, 0));
}

static SYSFS_FILE(show_demote_size)
{
	out(e, "%ldkB\n", kb(e, shift_left(1, num(hstate_of(f), "demote_order"))));
}

static SYSFS_FILE(show_states)
{
	ref states = sym(e, "node_states", "nodemask_t[16]");

	out(e, "%s\n", bitmap_list(bits(elem(states, "", enumv(e, row->enumerator)), "bits", val(sym(e, "nr_node_ids", "unsigned int")))));
}

/* Pages that the hardware has lost: drivers/base/node.c (6.3) */
static SYSFS_FILE(show_failures)
{
	out(e, "%lu\n", num_(node_of(f), row->path, 0));
}

#define NODE "devices/system/node/~"
#define NODES "devices/system/node"
#define HUGE_OF_NODE "devices/system/node/*/hugepages/~"
#define HUGE "kernel/mm/hugepages/~"
#define FAILURES(name) {name, "devices/system/node/*/memory_failure", show_failures, .path = "mf_stats." name}
#define STATE(name, value) {name, NODES, show_states, .enumerator = value}
#define PAGES(where, name, of_node, all) {name, where, show_huge_pages, .path = of_node "[]", .other_path = all}

const struct sysfs_row sysfs_node_rows[] = {
	{"meminfo", NODE, .print = show_meminfo},
	{"numastat", NODE, .print = show_numastat},
	{"vmstat", NODE, .print = show_vmstat},
	{"cpulist", NODE, .print = show_cpus},
	{"cpumap", NODE, .print = show_cpus},
	{"distance", NODE, .print = show_distance},
	PAGES(HUGE_OF_NODE, "nr_hugepages", "nr_huge_pages_node", "nr_huge_pages"),
	PAGES(HUGE_OF_NODE, "free_hugepages", "free_huge_pages_node", "free_huge_pages"),
	PAGES(HUGE_OF_NODE, "surplus_hugepages", "surplus_huge_pages_node", "surplus_huge_pages"),
	PAGES(HUGE, "nr_hugepages", "nr_huge_pages_node", "nr_huge_pages"),
	PAGES(HUGE, "nr_hugepages_mempolicy", "nr_huge_pages_node", "nr_huge_pages"),
	PAGES(HUGE, "free_hugepages", "free_huge_pages_node", "free_huge_pages"),
	PAGES(HUGE, "surplus_hugepages", "surplus_huge_pages_node", "surplus_huge_pages"),
	PAGES(HUGE, "resv_hugepages", "resv_huge_pages_node", "resv_huge_pages"),
	PAGES(HUGE, "nr_overcommit_hugepages", "nr_overcommit_node", "nr_overcommit_huge_pages"),
	FAILURES("total"), FAILURES("ignored"), FAILURES("failed"), FAILURES("delayed"), FAILURES("recovered"),
	{"demote_size", HUGE_OF_NODE, .print = show_demote_size},
	{"demote_size", HUGE, .print = show_demote_size},
	STATE("online", "N_ONLINE"), STATE("possible", "N_POSSIBLE"), STATE("has_cpu", "N_CPU"),
	STATE("has_memory", "N_MEMORY"), STATE("has_normal_memory", "N_NORMAL_MEMORY"),
	STATE("has_generic_initiator", "N_GENERIC_INITIATOR"),
};
const size_t sysfs_node_row_count = ARRAY_LEN(sysfs_node_rows);
