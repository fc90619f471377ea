/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/slab/<cache>/…: mm/slub.c */
#include "kernel/sysfs/rows.h"

static ref cache_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct kmem_cache", "kobj");
}

/* ---- counts of slabs or objects, with their NUMA nodes ----------------------------- */

struct counts {
	long total, nodes[LIMIT_NUMA_NODES];
};

static void add(struct counts *c, long node, long n)
{
	c->total += n;
	if (node >= 0 && node < LIMIT_NUMA_NODES)
		c->nodes[node] += n;
}

static void show_counts(struct emit *e, const struct counts *c)
{
	out(e, "%ld", c->total);
	for (long i = 0; i < LIMIT_NUMA_NODES; i++)
		if (c->nodes[i])
			out(e, " N%ld=%ld", i, c->nodes[i]);
	out(e, "\n");
}

static long nodes_of(struct emit *e)
{
	long n = has_sym(e, "nr_node_ids") ? val(sym(e, "nr_node_ids", "unsigned int")) : 1;

	return n < LIMIT_NUMA_NODES ? n : LIMIT_NUMA_NODES;
}

static SYSFS_FILE(show_all)
{
	struct counts *c = file_alloc(e, 1, sizeof(*c));
	bool slabs = *row->kind == 's', objects_in_use = *row->kind == 'o';

	EACH_KEY(i, numbers(e, nodes_of(e))) {
		ref node = slab_cache_node(cache_of(f), i);
		long n;

		if (null(node))
			continue;
		n = slabs ? num(node, "nr_slabs") : num(node, "total_objects");
		if (objects_in_use)
			n -= slab_partial_free(node);
		add(c, i, n);
	}
	show_counts(e, c);
}

static SYSFS_FILE(show_partial)
{
	struct counts *c = file_alloc(e, 1, sizeof(*c));
	bool slabs = *row->kind == 's';

	EACH_KEY(i, numbers(e, nodes_of(e))) {
		ref node = slab_cache_node(cache_of(f), i);

		if (!null(node))
			add(c, i, slabs ? num(node, "nr_partial") : slab_partial_used(node));
	}
	show_counts(e, c);
}

/* Slabs that CPUs hold, until sheaves took their place in 7.1. */
static SYSFS_FILE(show_cpu_slabs)
{
	struct counts *c = file_alloc(e, 1, sizeof(*c));
	ref cache = cache_of(f);

	if (has(cache, "cpu_slab")) {
		EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
			ref mine = percpu_ptr(cache, "cpu_slab", cpu), slab = ptr(mine, "slab|page");

			if (null(slab))
				continue;
			add(c, page_node(cast(slab, "struct page")), 1);
			slab = has(mine, "partial") ? ptr(mine, "partial") : (ref){0, slab.type};
			if (slab.addr)
				add(c, page_node(cast(slab, "struct page")), num(slab, "slabs|pages"));
		}
	}
	show_counts(e, c);
}

/* Objects on the CPUs' partial lists: a guess since 5.16 (slabs half full), counted before. */
static SYSFS_FILE(show_cpu_partial)
{
	ref cache = cache_of(f);
	long per_slab = num(cache, "oo.x") & 0xffff, objects = 0, slabs = 0;
	const char *each = "";

	if (has(cache, "cpu_slab") && has_member(e, "struct kmem_cache_cpu", "partial")) {
		EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
			ref slab = ptr(percpu_ptr(cache, "cpu_slab", cpu), "partial");
			long n, o;

			if (null(slab))
				continue;
			n = num(slab, "slabs|pages");
			o = has(slab, "pobjects") ? num(slab, "pobjects") : n * per_slab / 2;
			each = file_printf(e, "%s C%ld=%ld(%ld)", each, cpu, o, n);
			slabs += n;
			objects += o;
		}
		if (!has_member(e, "struct page", "pobjects"))
			objects = slabs * per_slab / 2;
	}
	out(e, "%ld(%ld)%s\n", objects, slabs, each);
}

/* ---- single values --------------------------------------------------------------------- */

/* A flag: by its bit's enumerator since 6.9, before that by the bit */
static SYSFS_FILE(show_flag)
{
	long bit = has_enum(e, "_SLAB_RED_ZONE") ? enum_or(e, row->enumerator, 63) : row->old_bit;

	out(e, "%ld\n", num(cache_of(f), "flags") >> bit & 1);
}

static SYSFS_FILE(show_order)
{
	out(e, "%ld\n", num(cache_of(f), "oo.x") >> 16);
}

static SYSFS_FILE(show_per_slab)
{
	out(e, "%ld\n", num(cache_of(f), "oo.x") & 0xffff);
}

static SYSFS_FILE(show_aliases)
{
	long references = num(cache_of(f), "refcount");

	out(e, "%ld\n", references < 0 ? 0 : references - 1);
}

static SYSFS_FILE(show_ctor)
{
	uint64_t function = addr(cache_of(f), "ctor");

	if (function)
		out(e, "%s\n", symbol_offset(e, function));
}

static SYSFS_FILE(show_defrag)
{
	out(e, "%lu\n", num(cache_of(f), "remote_node_defrag_ratio") / 10);
}

static SYSFS_FILE(show_cpu_limit)
{
	out(e, "%lu\n", num_or(cache_of(f), "cpu_partial", 0));
}

#define CACHE "kernel/slab/~"
#define FIELD(name, member) {name, CACHE, sysfs_field, .type = "struct kmem_cache", .kobject = "kobj", .path = member}
#define FLAG(name, value, bit) {name, CACHE, show_flag, .enumerator = value, .old_bit = bit}

const struct sysfs_row sysfs_slab_rows[] = {
	{"aliases", CACHE, .print = show_aliases},
	FIELD("align", "align"),
	FLAG("cache_dma", "_SLAB_CACHE_DMA", 14),
	{"cpu_partial", CACHE, .print = show_cpu_limit},
	{"cpu_slabs", CACHE, .print = show_cpu_slabs},
	{"ctor", CACHE, .print = show_ctor},
	FLAG("destroy_by_rcu", "_SLAB_TYPESAFE_BY_RCU", 19),
	FLAG("hwcache_align", "_SLAB_HWCACHE_ALIGN", 13),
	FIELD("min_partial", "min_partial"),
	FIELD("object_size", "object_size"),
	{"objects", CACHE, show_all, .kind = "objects"},
	{"objects_partial", CACHE, show_partial, .kind = "objects"},
	{"objs_per_slab", CACHE, .print = show_per_slab},
	{"order", CACHE, .print = show_order},
	{"partial", CACHE, show_partial, .kind = "slabs"},
	FLAG("poison", "_SLAB_POISON", 11),
	FLAG("reclaim_account", "_SLAB_RECLAIM_ACCOUNT", 17),
	FLAG("red_zone", "_SLAB_RED_ZONE", 10),
	{"remote_node_defrag_ratio", CACHE, .print = show_defrag},
	FLAG("sanity_checks", "_SLAB_CONSISTENCY_CHECKS", 8),
	FIELD("sheaf_capacity", "sheaf_capacity"),
	{"shrink", CACHE, sysfs_constant, .text = ""},
	FLAG("skip_kfence", "_SLAB_SKIP_KFENCE", 29),
	FIELD("slab_size", "size"),
	{"slabs", CACHE, show_all, .kind = "slabs"},
	{"slabs_cpu_partial", CACHE, .print = show_cpu_partial},
	FLAG("store_user", "_SLAB_STORE_USER", 16),
	{"total_objects", CACHE, show_all, .kind = "total"},
	FLAG("trace", "_SLAB_TRACE", 21),
	FIELD("usersize", "usersize"),
	{"validate", CACHE, sysfs_constant, .text = ""},
};
const size_t sysfs_slab_row_count = ARRAY_LEN(sysfs_slab_rows);
