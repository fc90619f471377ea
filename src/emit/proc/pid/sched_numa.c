/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/sched, NUMA balancing.  sched_show_numa(), kernel/sched/debug.c; show_numa_stats(), kernel/sched/fair.c */
#include "emit/proc/pid/sched.h"

/* task_faults_idx(NUMA_MEM, node, private): faults of a node lie together, shared ones first. */
static unsigned long faults(struct emit *e, uint64_t table, long node, long private)
{
	return table ? read_word(e, table + (uint64_t)(node * 2 + private) * e->facts->word_size) : 0;
}

void sched_numa(struct emit *e, ref task)
{
	uint64_t own, group_faults = 0;
	ref group;

	if (!has(task, "numa_faults"))	/* CONFIG_NUMA_BALANCING */
		return;
	if (addr(task, "mm"))
		sched_number(e, "mm->numa_scan_seq", num(task, "mm->numa_scan_seq"));
	sched_number(e, "numa_pages_migrated", num(task, "numa_pages_migrated"));
	sched_number(e, "numa_preferred_nid", num(task, "numa_preferred_nid"));
	sched_number(e, "total_numa_faults", num(task, "total_numa_faults"));
	group = ptr(task, "numa_group");
	row(e, "current_node=%ld, numa_group_id=%ld\n", val(percpu(e, "numa_node", "int", task_cpu(task))),
	    null(group) ? 0 : num(group, "gid"));
	own = addr(task, "numa_faults");
	if (!null(group))
		group_faults = sub(group, "faults").addr;
	EACH(node, nodes(e)) {
		long n = num(node, "node_id");

		out(e, "numa_faults node=%ld task_private=%lu task_shared=%lu ", n, faults(e, own, n, 1), faults(e, own, n, 0));
		out(e, "group_private=%lu group_shared=%lu\n", faults(e, group_faults, n, 1), faults(e, group_faults, n, 0));
	}
}
