/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

/*
 * Until 5.9 (10befea91b61) each memory cgroup had caches of its own: then the list is of root caches,
 * and cache_add_children() folds in the others.
 */
struct walk slab_caches(struct emit *e)
{
	if (has_member(e, "struct kmem_cache", "memcg_params.__root_caches_node"))
		return list(sym(e, "slab_root_caches", "struct list_head"), "struct kmem_cache",
			    "memcg_params.__root_caches_node");
	return list(sym(e, "slab_caches", "struct list_head"), "struct kmem_cache", "list");
}

/* SLUB's, those of SLAB (until 6.8); SLOB (until 6.4) had none. */
bool slab_counters(struct emit *e)
{
	return has_member(e, "struct kmem_cache_node", "total_objects") || has_member(e, "struct kmem_cache_node", "total_slabs");
}

/* A NUMA node's part of a cache; a null ref if it has none. */
ref slab_cache_node(ref cache, long node)
{
	if (has(cache, "per_node"))	/* 7.1: beside the node's sheaves */
		return ptr_at(cache, "per_node[].node", node);
	return ptr_at(cache, "node[]", node);
}

/* SLUB's slabs that are neither full nor empty; struct page until 5.17 (d122019bf061). */
static struct walk partial_slabs(ref node)
{
	struct emit *e = context(node);
	const char *type = has_member(e, "struct slab", "slab_list") ? "struct slab" : "struct page";

	return list(sub(node, "partial"), type, "slab_list|lru");
}

/* How many of its objects are in use; its own numbers may be damaged. */
static long used_of(ref slab)
{
	long used = num(slab, "inuse");

	if (used > num(slab, "objects"))
		fail(context(slab), "slab", "has more objects in use than there are", slab.addr);
	return used;
}

long slab_partial_free(ref node)
{
	long n = 0;

	EACH(slab, partial_slabs(node))
		n += num(slab, "objects") - used_of(slab);
	return n;
}

long slab_partial_used(ref node)
{
	long n = 0;

	EACH(slab, partial_slabs(node))
		n += used_of(slab);
	return n;
}

/* Slabs on no partial list count as full. */
static void add_slub_node(ref node, struct slab_info *s)
{
	s->slabs += num(node, "nr_slabs");
	s->active_slabs += num(node, "nr_slabs");
	s->objects += num(node, "total_objects");
	s->active_objects += num(node, "total_objects") - slab_partial_free(node);
}

/* The SLAB allocator, until 6.8. */
static void add_slab_node(ref cache, ref node, struct slab_info *s)
{
	long total = num(node, "total_slabs"), objects = total * num(cache, "num");

	s->slabs += total;
	s->active_slabs += total - num(node, "free_slabs");
	s->objects += objects;
	s->active_objects += objects - num(node, "free_objects");
	if (addr(node, "shared"))
		s->shared_available += num(node, "shared->avail");
}

static void add_nodes(ref cache, struct slab_info *s)
{
	struct emit *e = context(cache);
	long nodes = has_sym(e, "nr_node_ids") ? val(sym(e, "nr_node_ids", "unsigned int")) : 1;

	EACH_KEY(i, numbers(e, nodes < LIMIT_NUMA_NODES ? nodes : LIMIT_NUMA_NODES)) {
		ref node = slab_cache_node(cache, i);

		if (null(node))
			continue;
		if (has(node, "total_objects"))
			add_slub_node(node, s);
		else
			add_slab_node(cache, node, s);
	}
}

/* get_slabinfo(), mm/slub.c, mm/slab.c */
struct slab_info slab_info(ref cache)
{
	struct slab_info s = {0};
	long order;

	if (has(cache, "oo")) {
		s.objects_per_slab = num(cache, "oo.x") & 0xffff;
		order = num(cache, "oo.x") >> 16;
	} else {
		s.objects_per_slab = num(cache, "num");
		order = num(cache, "gfporder");
		s.limit = num(cache, "limit");
		s.batch = num(cache, "batchcount");
		s.shared = num(cache, "shared");
	}
	s.pages_per_slab = 1L << (order & 31);
	add_nodes(cache, &s);
	if (has(cache, "memcg_params.children"))
		EACH(child, list(sub(cache, "memcg_params.children"), "struct kmem_cache", "memcg_params.children_node"))
			add_nodes(child, &s);
	return s;
}
