/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/net.h"

struct walk neighbours(ref table)
{
	struct emit *e = context(table);
	ref hash = ptr(table, "nht");
	size_t count = 1UL << (num(hash, "hash_shift") & 31);
	struct address_list found;

	if (has(hash, "hash_heads"))		/* 6.13 */
		return buckets(e, (struct bucket_walk_options){
			.base = addr(hash, "hash_heads"), .count = count, .stride = e->facts->word_size,
			.type = "struct neighbour", .member = "hash",
		});
	found = address_list(e);
	EACH(first, pointers_n(hash, "hash_buckets", (long)count))
		EACH(n, chain(first, "next"))
			address_add(&found, n.addr);
	return address_walk(e, &found, "struct neighbour");
}
