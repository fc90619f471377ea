/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/vmstat: all counters of the memory manager.  vmstat_start(), vmstat_show(), mm/vmstat.c */
#include "emit/emit.h"

static void show(struct emit *e, long *line, long value)
{
	row(e, "%s %lu\n", counter_name(e, (*line)++), value);
}

static ref global_counters(struct emit *e, const char *symbol)
{
	return sym(e, symbol, "atomic_long_t[]");
}

static void show_stored(struct emit *e, const char *symbol, long n, long *line, bool of_nodes)
{
	ref counters = global_counters(e, symbol);

	EACH_KEY(i, numbers(e, n)) {
		long value = num_at(counters, "[]", i);

		show(e, line, of_nodes ? node_item_shown(e, i, value) : value < 0 ? 0 : value);
	}
}

/* Before 5.14 what the CPUs had not yet added was left out here. */
static void show_numa(struct emit *e, long n, long *line)
{
	bool folds = has_function(e, "vm_numa_event");
	ref counters = global_counters(e, folds ? "vm_numa_event" : "vm_numa_stat");

	EACH_KEY(i, numbers(e, n)) {
		long sum = num_at(counters, "[]", i);

		if (folds)
			EACH(node, nodes(e))
				EACH(zone, zones(node))
					if (num(zone, "present_pages"))
						sum += zone_numa_pending(zone, i);
		show(e, line, sum);
	}
}

static void show_computed(struct emit *e, long n, long *line)
{
	bool was = tainted(e);
	struct dirty_limits limits = dirty_limits(e);

	show(e, line, (long)limits.dirty);
	show(e, line, (long)limits.background);
	if (!was)	/* else it is not known which name belongs to which line */
		forgive(e);
	if (n < 4)
		return;
	show(e, line, val(sym(e, "nr_memmap_pages", "atomic_long_t")));
	show(e, line, val(sym(e, "nr_memmap_boot_pages", "atomic_long_t")));
}

/* Sectors are shown as KiB.  Offline CPUs have handed their events on: vm_events_fold_cpu(). */
static void show_events(struct emit *e, long n, long *line)
{
	EACH_KEY(i, numbers(e, n)) {
		unsigned long sum = 0;

		EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
			sum += (unsigned long)num_at(percpu(e, "vm_event_states", "struct vm_event_state", cpu), "event[]", i);
		if (i == enumv(e, "PGPGIN") || i == enumv(e, "PGPGOUT"))
			sum /= 2;
		show(e, line, (long)sum);
	}
}

EMITTER(proc_vmstat)
{
	struct counter_groups g = counter_groups(e);
	long line = 0;

	show_stored(e, "vm_zone_stat", g.zone, &line, false);
	show_numa(e, g.numa, &line);
	show_stored(e, "vm_node_stat", g.node, &line, true);
	show_computed(e, g.computed, &line);
	show_events(e, g.events, &line);
	if (!has_enum(e, "NR_UNSTABLE_NFS"))	/* a counter until 5.8, kept for readers since */
		out(e, "nr_unstable 0\n");
}
