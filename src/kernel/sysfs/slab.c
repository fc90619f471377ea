/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/slab/<cache>/…: mm/slub.c */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>

#define MAX_NODES 1024

static ref cache_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct kmem_cache", "kobj");
}

/* ---- counts of slabs or objects, with their NUMA nodes ----------------------------- */

enum what { SLABS, OBJECTS, TOTAL };

struct counts {
	long total, nodes[MAX_NODES];
};

static void add(struct counts *c, long node, long n)
{
	c->total += n;
	if (node >= 0 && node < MAX_NODES)
		c->nodes[node] += n;
}

static void show_counts(struct emit *e, const struct counts *c)
{
	out(e, "%ld", c->total);
	for (long i = 0; i < MAX_NODES; i++)
		if (c->nodes[i])
			out(e, " N%ld=%ld", i, c->nodes[i]);
	out(e, "\n");
}

static long nodes_of(struct emit *e)
{
	long n = has_sym(e, "nr_node_ids") ? val(sym(e, "nr_node_ids", "unsigned int")) : 1;

	return n < MAX_NODES ? n : MAX_NODES;
}

static void show_all(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	struct counts *c = file_alloc(e, 1, sizeof(*c));
	long what = strtol(row->a, NULL, 10);

	EACH_KEY(i, numbers(e, nodes_of(e))) {
		ref node = slab_cache_node(cache_of(f), i);
		long n;

		if (null(node))
			continue;
		n = what == SLABS ? num(node, "nr_slabs") : num(node, "total_objects");
		if (what == OBJECTS)
			n -= slab_partial_free(node);
		add(c, i, n);
	}
	show_counts(e, c);
}

static void show_partial(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	struct counts *c = file_alloc(e, 1, sizeof(*c));
	long what = strtol(row->a, NULL, 10);

	EACH_KEY(i, numbers(e, nodes_of(e))) {
		ref node = slab_cache_node(cache_of(f), i);

		if (!null(node))
			add(c, i, what == SLABS ? num(node, "nr_partial") : slab_partial_used(node));
	}
	show_counts(e, c);
}

/* Slabs that CPUs hold, until sheaves took their place in 7.1. */
static void show_cpu_slabs(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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
static void show_cpu_partial(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

/* a: enumerator of the flag's bit (6.9), b: the bit before */
static void show_flag(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	long bit = has_enum(e, "_SLAB_RED_ZONE") ? enum_or(e, row->a, 63) : strtol(row->b, NULL, 10);

	out(e, "%ld\n", num(cache_of(f), "flags") >> bit & 1);
}

static void show_order(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%ld\n", num(cache_of(f), "oo.x") >> 16);
}

static void show_per_slab(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%ld\n", num(cache_of(f), "oo.x") & 0xffff);
}

static void show_aliases(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long references = num(cache_of(f), "refcount");

	out(e, "%ld\n", references < 0 ? 0 : references - 1);
}

static void show_ctor(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	uint64_t function = addr(cache_of(f), "ctor");

	if (function)
		out(e, "%s\n", symbol_offset(e, function));
}

static void show_defrag(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%lu\n", num(cache_of(f), "remote_node_defrag_ratio") / 10);
}

static void show_cpu_limit(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%lu\n", num_or(cache_of(f), "cpu_partial", 0));
}

#define CACHE "kernel/slab/~"
#define FIELD(name, member) {name, CACHE, sysfs_field, "struct kmem_cache", "kobj", member, 0}
#define FLAG(name, enumerator, bit) {name, CACHE, show_flag, enumerator, bit, 0, 0}

const struct sysfs_row sysfs_slab_rows[] = {
	{"aliases", CACHE, show_aliases, 0, 0, 0, 0},
	FIELD("align", "align"),
	FLAG("cache_dma", "_SLAB_CACHE_DMA", "14"),
	{"cpu_partial", CACHE, show_cpu_limit, 0, 0, 0, 0},
	{"cpu_slabs", CACHE, show_cpu_slabs, 0, 0, 0, 0},
	{"ctor", CACHE, show_ctor, 0, 0, 0, 0},
	FLAG("destroy_by_rcu", "_SLAB_TYPESAFE_BY_RCU", "19"),
	FLAG("hwcache_align", "_SLAB_HWCACHE_ALIGN", "13"),
	FIELD("min_partial", "min_partial"),
	FIELD("object_size", "object_size"),
	{"objects", CACHE, show_all, "1", 0, 0, 0},
	{"objects_partial", CACHE, show_partial, "1", 0, 0, 0},
	{"objs_per_slab", CACHE, show_per_slab, 0, 0, 0, 0},
	{"order", CACHE, show_order, 0, 0, 0, 0},
	{"partial", CACHE, show_partial, "0", 0, 0, 0},
	FLAG("poison", "_SLAB_POISON", "11"),
	FLAG("reclaim_account", "_SLAB_RECLAIM_ACCOUNT", "17"),
	FLAG("red_zone", "_SLAB_RED_ZONE", "10"),
	{"remote_node_defrag_ratio", CACHE, show_defrag, 0, 0, 0, 0},
	FLAG("sanity_checks", "_SLAB_CONSISTENCY_CHECKS", "8"),
	FIELD("sheaf_capacity", "sheaf_capacity"),
	{"shrink", CACHE, sysfs_constant, "", 0, 0, 0},
	FLAG("skip_kfence", "_SLAB_SKIP_KFENCE", "29"),
	FIELD("slab_size", "size"),
	{"slabs", CACHE, show_all, "0", 0, 0, 0},
	{"slabs_cpu_partial", CACHE, show_cpu_partial, 0, 0, 0, 0},
	FLAG("store_user", "_SLAB_STORE_USER", "16"),
	{"total_objects", CACHE, show_all, "2", 0, 0, 0},
	FLAG("trace", "_SLAB_TRACE", "21"),
	FIELD("usersize", "usersize"),
	{"validate", CACHE, sysfs_constant, "", 0, 0, 0},
};
const size_t sysfs_slab_row_count = ARRAY_LEN(sysfs_slab_rows);
