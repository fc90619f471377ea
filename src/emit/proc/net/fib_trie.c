/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/fib_trie: the IPv4 routing tables.  fib_trie_seq_show(), net/ipv4/fib_trie.c */
#include "emit/emit.h"
#include "kernel/net.h"

#include <stdlib.h>

static const char *scope_text(struct emit *e, long scope)
{
	return scope == 0 ? "universe" : scope == 200 ? "site" : scope == 253 ? "link" : scope == 254 ? "host" :
	       scope == 255 ? "nowhere" : file_printf(e, "scope=%ld", scope);
}

static const char *type_text(struct emit *e, long type)
{
	static const char *const names[] = {"UNSPEC", "UNICAST", "LOCAL", "BROADCAST", "ANYCAST", "MULTICAST", "BLACKHOLE",
					    "UNREACHABLE", "PROHIBIT", "THROW", "NAT", "XRESOLVE"};

	return type >= 0 && (size_t)type < ARRAY_LEN(names) ? names[type] : file_printf(e, "type %ld", type);
}

static void print_leaf(struct emit *e, ref leaf, int depth)
{
	out(e, "%*s  |-- %s\n", 3 * depth, "", fib_address(e, (uint32_t)num(leaf, "key")));
	EACH(alias, hlist(sub(leaf, "leaf"), "struct fib_alias", "fa_list")) {
		long tos = has(alias, "fa_dscp") ? num(alias, "fa_dscp") : num(alias, "fa_tos");	/* 5.18 */

		out(e, "%*s  /%ld %s %s", 3 * (depth + 1), "", 32 - num(alias, "fa_slen"),
		    scope_text(e, num(alias, "fa_info->fib_scope")), type_text(e, num(alias, "fa_type")));
		if (tos)
			out(e, " tos=%ld", tos);
		out(e, "\n");
	}
}

EMITTER(proc_net_fib_trie)
{
	EACH(table, fib_tables(self)) {
		struct fib_trie t = fib_trie(table);

		if (t.count)
			out(e, "%s:\n", fib_table_name(table));
		for (size_t i = 0; i < t.count; i++) {
			ref v = t.nodes[i].vector;
			int depth = (int)t.nodes[i].depth;

			if (t.nodes[i].is_leaf)
				print_leaf(e, v, depth);
			else
				out(e, "%*s  +-- %s/%ld %ld %ld %ld\n", 3 * depth, "", fib_address(e, (uint32_t)num(v, "key")),
				    32 - num(v, "pos") - num(v, "bits"), num(v, "bits"), fib_full_children(v),
				    fib_empty_children(v));
		}
		free(t.nodes);
	}
}
