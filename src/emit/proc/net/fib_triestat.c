/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/fib_triestat: how well the IPv4 routing tables are balanced.  fib_triestat_seq_show(), net/ipv4/fib_trie.c */
#include "emit/emit.h"
#include "kernel/net.h"

#include <stdlib.h>

struct shape {
	unsigned long leaves, prefixes, inner, empty, depth_sum, depth_max, by_bits[32];
};

static struct shape measure(const struct fib_trie *t)
{
	struct shape s = {0};

	for (size_t i = 0; i < t->count; i++) {
		const struct fib_node *n = &t->nodes[i];

		if (!n->is_leaf) {
			s.inner++;
			s.by_bits[num(n->vector, "bits") & 31]++;
			s.empty += (unsigned long)fib_empty_children(n->vector);
			continue;
		}
		s.leaves++;
		s.depth_sum += n->depth;
		if (n->depth > s.depth_max)
			s.depth_max = n->depth;
		EACH_KEY(i_, hlist(sub(n->vector, "leaf"), "struct fib_alias", "fa_list"))
			s.prefixes = s.prefixes + (i_ >= 0);
	}
	return s;
}

/* trie_show_usage(), CONFIG_IP_FIB_TRIE_STATS */
static void print_usage(struct emit *e, ref table)
{
	static const char *const labels[] = {"gets", "backtracks", "semantic match passed", "semantic match miss",
					     "null node hit", "skipped node resize"};
	ref trie = at(e, addr(table, "tb_data"), "struct trie");
	unsigned long sums[6] = {0};

	if (!has(trie, "stats"))
		return;
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref s = percpu_ptr(trie, "stats", cpu);

		sums[0] += (unsigned long)num(s, "gets");
		sums[1] += (unsigned long)num(s, "backtrack");
		sums[2] += (unsigned long)num(s, "semantic_match_passed");
		sums[3] += (unsigned long)num(s, "semantic_match_miss");
		sums[4] += (unsigned long)num(s, "null_node_hit");
		sums[5] += (unsigned long)num(s, "resize_node_skipped");
	}
	out(e, "\nCounters:\n---------\n");
	for (size_t i = 0; i < ARRAY_LEN(labels); i++)
		out(e, i == 4 ? "%s= %u\n" : "%s = %u\n", labels[i], (unsigned)sums[i]);
	out(e, "\n");
}

static void print_shape(struct emit *e, const struct shape *s)
{
	unsigned long average = s->leaves ? s->depth_sum * 100 / s->leaves : 0, pointers_ = 0;
	unsigned long size_ = s->leaves * 48 + s->prefixes * sizeof_type(e, "struct fib_alias") + s->inner * 40;

	out(e, "\tAver depth:     %lu.%02lu\n\tMax depth:      %lu\n\tLeaves:         %lu\n\tPrefixes:       %lu\n\tInternal nodes: %lu\n\t",
	    average / 100, average % 100, s->depth_max, s->leaves, s->prefixes, s->inner);
	for (unsigned b = 1; b < 32; b++) {
		if (s->by_bits[b])
			out(e, "  %u: %lu", b, s->by_bits[b]);
		pointers_ += (1UL << b) * s->by_bits[b];
	}
	out(e, "\n\tPointers: %lu\nNull ptrs: %lu\nTotal size: %lu  kB\n", pointers_, s->empty,
	    (size_ + pointers_ * 8 + 1023) / 1024);
}

EMITTER(proc_net_fib_triestat)
{
	out(e, "Basic info: size of leaf: 48 bytes, size of tnode: 40 bytes.\n");
	EACH(table, fib_tables(self)) {
		struct fib_trie t = fib_trie(table);
		struct shape s = measure(&t);

		out(e, "%s:\n", fib_table_name(table));
		print_shape(e, &s);
		print_usage(e, table);
		free(t.nodes);
	}
}
