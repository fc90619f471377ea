/* SPDX-License-Identifier: GPL-2.0-or-later */
/* IPv6 routing tables: a radix tree of fib6_nodes (net/ipv6/ip6_fib.c). */
#include "kernel/net.h"

enum { FIB6_TABLE_HASHSZ = 256, RT6_TABLE_MAIN = 254, MAX_DEPTH = 129, RTN_RTINFO = 4 };

/* A node's own routes come first, then its left and its right half: fib6_walk_continue(). */
static void collect(struct address_list *l, ref node, unsigned depth, struct map *seen)
{
	struct emit *e = context(node);

	if (poisoned(node) || null(node))
		return;
	if (depth > MAX_DEPTH || map_has(seen, node.addr)) {
		fail(e, "struct fib6_node", "tree deeper than it can be, or met twice", node.addr);
		return;
	}
	map_put(seen, node.addr, 1);
	if (has(node, "subtree") && num(node, "subtree"))
		collect(l, ptr(node, "subtree"), depth + 1, seen);
	collect(l, ptr(node, "left"), depth + 1, seen);
	collect(l, ptr(node, "right"), depth + 1, seen);
	if (num(node, "fn_flags") & RTN_RTINFO)
		EACH(route, chain(ptr(node, "leaf"), "fib6_next"))
			address_add(l, route.addr);
}

struct walk fib6_routes(ref net, bool main_only)
{
	struct emit *e = context(net);
	struct address_list found = address_list(e);
	struct map seen = {0};
	struct bucket_walk_options o = {.base = addr(net, "ipv6.fib_table_hash"), .stride = e->facts->word_size,
					.type = "struct fib6_table", .member = "tb6_hlist"};

	o.count = !o.base ? 0 : has(net, "ipv6.fib6_rules_ops") ? FIB6_TABLE_HASHSZ : 1;	/* CONFIG_IPV6_MULTIPLE_TABLES */
	EACH(table, buckets(e, o))
		if (!main_only || num(table, "tb6_id") == RT6_TABLE_MAIN)
			collect(&found, sub(table, "tb6_root"), 0, &seen);
	map_free(&seen);
	return address_walk(e, &found, "struct fib6_info");
}

ref fib6_next_hop(ref route)
{
	struct emit *e = context(route);

	if (has(route, "nh") && num(route, "nh")) {
		ref nh = ptr(route, "nh");

		if (num(nh, "is_group"))
			nh = ptr(nh, "nh_grp->nh_entries[0].nh");
		return sub(ptr(nh, "nh_info"), "fib6_nh");
	}
	return at(e, sub(route, "fib6_nh").addr, "struct fib6_nh");
}
