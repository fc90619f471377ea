/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sched_debug_header(), kernel/sched/debug.c */
#include "plugin/sched_debug/sched_debug.h"

#include <string.h>

#define HEADER_NS(e, name, value) row(e, "%-40s: %s\n", name, split_ns(e, (long)(value), 0))

/* The scheduler's clock, and the one it is made of, where they are farthest. */
static void clocks(struct emit *e, uint64_t *raw, uint64_t *clock)
{
	*raw = *clock = 0;
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		uint64_t c = (uint64_t)num(percpu(e, "runqueues", "struct rq", cpu), "clock"), r = c;

		if (has_sym(e, "sched_clock_data"))
			r = (uint64_t)num(percpu(e, "sched_clock_data", "struct sched_clock_data", cpu), "tick_raw");
		*raw = r > *raw ? r : *raw;
		*clock = c > *clock ? c : *clock;
	}
}

/* One of the tunables; each kernel has its own selection (EEVDF, 6.6, did away with most). */
static void print_sysctls(struct emit *e)
{
	static const char *const in_ns[] = {"sysctl_sched_base_slice", "sysctl_sched_latency", "sysctl_sched_min_granularity",
					    "sysctl_sched_idle_min_granularity", "sysctl_sched_wakeup_granularity"};
	static const char *const scalings[] = {"none", "logarithmic", "linear"};
	long scaling;

	row(e, "\nsysctl_sched\n");
	for (size_t i = 0; i < ARRAY_LEN(in_ns); i++)
		if (has_sym(e, in_ns[i]))
			row(e, "  .%-40s: %s\n", in_ns[i], split_ns(e, val(sym(e, in_ns[i], "unsigned int")), 0));
	if (has_sym(e, "sysctl_sched_child_runs_first"))
		row(e, "  .%-40s: %ld\n", "sysctl_sched_child_runs_first",
		    val(sym(e, "sysctl_sched_child_runs_first", "unsigned int")));
	row(e, "  .%-40s: %ld\n", "sysctl_sched_features", val(sym(e, "sysctl_sched_features", "unsigned int")));
	scaling = val(sym(e, "sysctl_sched_tunable_scaling", "unsigned int"));
	row(e, "  .%-40s: %ld (%s)\n", "sysctl_sched_tunable_scaling", scaling,
	    scaling >= 0 && scaling < (long)ARRAY_LEN(scalings) ? scalings[scaling] : "?");
	row(e, "\n");
}

void print_sched_header(struct emit *e)
{
	ref uts = sym(e, "init_uts_ns", "struct uts_namespace");
	const char *version = str(uts, "name.version");
	uint64_t raw, clock;

	row(e, "Sched Debug Version: v0.11, %s %.*s\n", str(uts, "name.release"), (int)strcspn(version, " "), version);
	clocks(e, &raw, &clock);
	HEADER_NS(e, "ktime", clock_monotonic(e));
	HEADER_NS(e, "sched_clk", raw);
	HEADER_NS(e, "cpu_clk", clock);
	row(e, "%-40s: %ld\n", "jiffies", val(sym(e, "jiffies_64", "unsigned long")));
	if (has_sym(e, "__sched_clock_stable"))		/* CONFIG_HAVE_UNSTABLE_SCHED_CLOCK */
		row(e, "%-40s: %d\n", "sched_clock_stable()",
		    num(sym(e, "__sched_clock_stable", "struct static_key_false"), "key.enabled") > 0);
	print_sysctls(e);
}
