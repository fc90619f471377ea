/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/numa/numactl_--hardware: nodes, their CPUs, memory and distances, as numactl(8) prints them */
#include "emit/emit.h"

static long megabytes(struct emit *e, long pages)
{
	return kb(e, pages) >> 10;
}

static void print_node(struct emit *e, ref node)
{
	long id = num(node, "node_id"), managed = 0, available = 0;
	ref mask = node_cpumask(e, id);

	out(e, "node %ld cpus:", id);
	EACH_KEY(cpu, bits(mask, "bits", nr_cpu_ids(e)))
		if (cpu_in(e, CPUS_ONLINE, cpu))
			out(e, " %ld", cpu);
	EACH(zone, zones(node)) {
		long free_pages = num_at(zone, "vm_stat[]", enumv(e, "NR_FREE_PAGES"));

		managed += num(zone, "managed_pages");
		available += free_pages > 0 ? free_pages : 0;
	}
	out(e, "\nnode %ld size: %ld MB\nnode %ld free: %ld MB\n", id, megabytes(e, managed), id, megabytes(e, available));
}

EMITTER(cmd_numactl_hardware)
{
	struct address_list ids = address_list(e);
	long count = 0;

	if (!has_sym(e, "node_to_cpumask_map")) {
		absent(e, "the kernel knows of no NUMA");
		return;
	}
	EACH(node, nodes(e)) {
		address_add(&ids, (uint64_t)num(node, "node_id"));
		count++;
	}
	out(e, "available: %ld nodes (%s)\n", count, bitmap_list(number_walk(e, &ids)));
	EACH(node, nodes(e))
		print_node(e, node);
	out(e, "node distances:\nnode ");
	EACH(node, nodes(e))
		out(e, "%3ld ", num(node, "node_id"));
	out(e, "\n");
	EACH(from, nodes(e)) {
		out(e, "%3ld: ", num(from, "node_id"));
		EACH(to, nodes(e))
			out(e, "%3ld ", node_distance(e, num(from, "node_id"), num(to, "node_id")));
		out(e, "\n");
	}
}
