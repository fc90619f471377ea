/* SPDX-License-Identifier: GPL-2.0-or-later */
/* IPv4 routing tables: a trie of key_vectors (net/ipv4/fib_trie.c). */
#include "kernel/net.h"

#include <stdlib.h>

enum { FIB_TABLE_HASHSZ = 256, FIB_TABLES_FIXED = 2, KEY_BITS = 32, MAX_CHILDREN_BITS = 24 };

/* Without CONFIG_IP_MULTIPLE_TABLES there are no rules, and but two tables. */
struct walk fib_tables(ref net)
{
	struct emit *e = context(net);

	return buckets(e, (struct bucket_walk_options){
		.base = addr(net, "ipv4.fib_table_hash"),
		.count = !addr(net, "ipv4.fib_table_hash") ? 0 : has(net, "ipv4.rules_ops") ? FIB_TABLE_HASHSZ : FIB_TABLES_FIXED,
		.stride = e->facts->word_size,
		.type = "struct fib_table",
		.member = "tb_hlist",
	});
}

/* The inner node around a key_vector, which counts its children. */
static ref tnode_of(ref vector)
{
	return container(vector, "struct tnode", "kv");
}

static void add_node(struct fib_trie *t, ref vector, unsigned depth)
{
	GROW(t->nodes, t->count, t->room);
	t->nodes[t->count++] = (struct fib_node){vector, depth, num(vector, "bits") == 0 && num(vector, "pos") == 0};
}

/* Depth first, children in the order of their keys; a child's position is less than its parent's. */
static void collect(struct fib_trie *t, ref vector, unsigned depth, struct map *seen)
{
	struct emit *e = context(vector);
	long bits_ = num(vector, "bits");

	if (poisoned(vector) || null(vector))
		return;
	if (depth > KEY_BITS || bits_ > MAX_CHILDREN_BITS || map_has(seen, vector.addr)) {
		fail(e, "struct key_vector", "trie deeper than it can be, or met twice", vector.addr);
		return;
	}
	map_put(seen, vector.addr, 1);
	add_node(t, vector, depth);
	if (t->nodes[t->count - 1].is_leaf)
		return;
	for (long i = 0; i < 1L << bits_ && i < LIMIT_WALK; i++) {
		uint64_t child = (uint64_t)num_at(vector, "tnode[]", i);

		if (child)
			collect(t, (ref){child, vector.type}, depth + 1, seen);
	}
}

struct fib_trie fib_trie(ref table)
{
	struct emit *e = context(table);
	ref root = at(e, addr(table, "tb_data"), "struct trie");
	struct fib_trie t = {0};
	struct map seen = {0};
	ref first = has(root, "kv[0].tnode[0]") ? ptr(root, "kv[0].tnode[0]") : ptr(sub(root, "kv"), "tnode[0]");

	if (!null(first))
		collect(&t, first, 0, &seen);
	map_free(&seen);
	return t;
}

long fib_full_children(ref vector)
{
	return num(tnode_of(vector), "full_children");
}

long fib_empty_children(ref vector)
{
	return num(tnode_of(vector), "empty_children");
}

const char *fib_address(struct emit *e, uint32_t key)
{
	return file_printf(e, "%u.%u.%u.%u", key >> 24, key >> 16 & 255, key >> 8 & 255, key & 255);
}

/* The prefix of a leaf's routes, which are not shown without it. */
static bool leaf_key(ref leaf, uint64_t *key)
{
	struct emit *e = context(leaf);
	bool was = tainted(e);

	e->taint = false;
	*key = (uint64_t)num(leaf, "key");
	if (tainted(e))
		return false;
	e->taint = was;
	return true;
}

/* Aliases of one table: it may share its trie with another one, main with local. */
struct walk fib_aliases(ref table)
{
	struct emit *e = context(table);
	struct address_list l = address_list(e);
	struct fib_trie t = fib_trie(table);
	long id = num(table, "tb_id");

	for (size_t i = 0; i < t.count; i++) {
		uint64_t key;

		if (!t.nodes[i].is_leaf || !leaf_key(t.nodes[i].vector, &key))
			continue;
		EACH(alias, hlist(sub(t.nodes[i].vector, "leaf"), "struct fib_alias", "fa_list"))
			if (num(alias, "tb_id") == id)
				address_add(&l, key), address_add(&l, alias.addr);
	}
	free(t.nodes);
	return pair_walk(e, &l, "struct fib_alias");
}

/* A nexthop object (5.3) takes the place of the array; a group stands for several. */
static ref nexthop_object(ref info)
{
	return has(info, "nh") ? ptr(info, "nh") : at(context(info), 0, "struct nexthop");
}

long fib_next_hop_count(ref info)
{
	ref nh = nexthop_object(info);

	if (null(nh))
		return num(info, "fib_nhs");
	return num(nh, "is_group") ? num(nh, "nh_grp->num_nh") : 1;
}

/* fib_info_nhc() */
struct fib_hop fib_next_hop_at(ref info, long i)
{
	ref nh = nexthop_object(info), hop;

	if (null(nh)) {
		hop = sub(elem(info, "fib_nh", i), "nh_common");
		return (struct fib_hop){hop, num(hop, "nhc_weight")};
	}
	if (!num(nh, "is_group"))
		return (struct fib_hop){sub(ptr(nh, "nh_info"), "fib_nhc"), 1};
	hop = elem(ptr(nh, "nh_grp"), "nh_entries", i);
	return (struct fib_hop){sub(ptr(hop, "nh->nh_info"), "fib_nhc"), num(hop, "weight")};
}

ref fib_next_hop(ref info)
{
	return fib_next_hop_at(info, 0).common;
}

/* fib_table_print() */
const char *fib_table_name(ref table)
{
	long id = num(table, "tb_id");

	return id == 255 ? "Local" : id == 254 ? "Main" : file_printf(context(table), "Id %ld", id);
}
