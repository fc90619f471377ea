/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

/* Global counters lag behind the per-CPU differences, as they do for a reader of /proc; negative ones read as 0. */
static long counter(struct emit *e, const char *array_symbol, const char *item)
{
	long v = val(at(e, symaddr(e, array_symbol) + (uint64_t)enumv(e, item) * 8, "atomic_long_t"));

	return v < 0 ? 0 : v;
}

long node_pages(struct emit *e, const char *item)
{
	return counter(e, "vm_node_stat", item);
}

long zone_pages(struct emit *e, const char *item)
{
	return counter(e, "vm_zone_stat", item);
}

struct walk nodes(struct emit *e)
{
	struct address_list found = address_list(e);

	if (!has_sym(e, "node_data")) {	/* !CONFIG_NUMA */
		address_add(&found, symaddr(e, "contig_page_data"));
	} else {
		ref online = sub_at(sym(e, "node_states", "nodemask_t[8]"), "[]", enumv(e, "N_ONLINE"));
		ref data = sym(e, "node_data", "struct pglist_data *[]");

		EACH_KEY(node, bits(online, "bits", val(sym(e, "nr_node_ids", "unsigned int"))))
			address_add(&found, ptr_at(data, "[]", node).addr);
	}
	return address_walk(e, &found, "struct pglist_data");
}

struct walk zones(ref node)
{
	return array(node, "node_zones");
}

long kb(struct emit *e, long pages)
{
	return (long)((unsigned long)pages << (e->facts->page_shift - 10));
}

long percpu_counter(ref c)
{
	struct emit *e = context(c);
	long sum = num(c, "count");

	if (!has(c, "counters"))	/* !CONFIG_SMP */
		return sum;
	/* The kernel folds in online and dying CPUs; the others' parts were folded when they went. */
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		sum += val(percpu_ptr(c, "counters", cpu));
	return sum;
}

long percpu_counter_positive(ref c)
{
	long sum = percpu_counter(c);

	return sum < 0 ? 0 : sum;
}
