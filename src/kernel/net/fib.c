/* SPDX-License-Identifier: GPL-2.0-or-later */
/* IPv4 routing tables: a trie of key_vectors (net/ipv4/fib_trie.c). */
#include "kernel/net.h"

enum { FIB_TABLE_HASHSZ = 256, KEY_BITS = 32, MAX_CHILDREN_BITS = 24 };

struct walk fib_tables(ref net)
{
	struct emit *e = context(net);

	return buckets(e, (struct bucket_walk_options){
		.base = addr(net, "ipv4.fib_table_hash"),
		.count = addr(net, "ipv4.fib_table_hash") ? FIB_TABLE_HASHSZ : 0,
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
	if (t->count == t->room)
		t->nodes = xrealloc(t->nodes, t->room = t->room ? t->room * 2 : 64, sizeof(*t->nodes));
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

/* fib_info_nhc(fi, 0): the first next hop, of a nexthop object (5.3) where there is one. */
ref fib_next_hop(ref info)
{
	struct emit *e = context(info);
	ref nh;

	if (has(info, "nh") && num(info, "nh")) {
		nh = ptr(info, "nh");
		if (num(nh, "is_group"))
			nh = ptr(nh, "nh_grp->nh_entries[0].nh");
		return sub(ptr(nh, "nh_info"), "fib_nhc");
	}
	nh = at(e, sub(info, "fib_nh").addr, "struct fib_nh");
	return sub(nh, "nh_common");
}

/* fib_table_print() */
const char *fib_table_name(ref table)
{
	long id = num(table, "tb_id");

	return id == 255 ? "Local" : id == 254 ? "Main" : file_printf(context(table), "Id %ld", id);
}
