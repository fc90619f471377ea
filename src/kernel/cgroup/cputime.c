/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cpu.stat of version 2: cgroup_base_stat_cputime_show(), kernel/cgroup/rstat.c */
#include "kernel/cgroup/file.h"
#include "kernel/cgroup/rstat.h"

enum part { USER, SYSTEM, RUNTIME, NICE, FORCED_IDLE, PARTS };

/* Adds or takes away what a struct cgroup_base_stat has; nice time since 6.12, forced idle with CONFIG_SCHED_CORE. */
static void add_stat(ref stat, int64_t sign, int64_t *parts)
{
	parts[USER] += sign * num(stat, "cputime.utime");
	parts[SYSTEM] += sign * num(stat, "cputime.stime");
	parts[RUNTIME] += sign * num(stat, "cputime.sum_exec_runtime");
	if (has(stat, "ntime"))
		parts[NICE] += sign * num(stat, "ntime");
	if (has(stat, "forceidle_sum"))
		parts[FORCED_IDLE] += sign * num(stat, "forceidle_sum");
}

static size_t width(__attribute__((unused)) ref css)
{
	return PARTS;
}

/* Counters of one CPU; in a struct of their own since 6.16 (f1286eb9a7ab). */
static void add_cpu(ref css, long cpu, int64_t *parts)
{
	ref cgroup = ptr(css, "cgroup"), mine;

	if (cpu < 0)
		return;
	mine = has(cgroup, "rstat_base_cpu") ? percpu_ptr(cgroup, "rstat_base_cpu", cpu) : percpu_ptr(cgroup, "rstat_cpu", cpu);
	add_stat(sub(mine, "bstat"), 1, parts);
	add_stat(sub(mine, "last_bstat"), -1, parts);
}

/* A group hands up what it has beyond what it handed up before. */
static void hand_up(ref css, int64_t *parts)
{
	ref cgroup = ptr(css, "cgroup");

	add_stat(sub(cgroup, "bstat"), 1, parts);
	add_stat(sub(cgroup, "last_bstat"), -1, parts);
}

static ref top(struct emit *e)
{
	return sub(sym(e, "cgrp_dfl_root", "struct cgroup_root"), "cgrp.self");
}

static const struct fold_kind kind = {.slot = "cgroup cputime", .root = top, .width = width, .add = add_cpu, .hand_up = hand_up};

/* root_cgroup_cputime(): the whole system's */
static void add_system(struct emit *e, int64_t *parts)
{
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		int64_t nice = (int64_t)cpu_time(e, cpu, "CPUTIME_NICE");
		int64_t user = (int64_t)cpu_time(e, cpu, "CPUTIME_USER") + nice;
		int64_t system = (int64_t)(cpu_time(e, cpu, "CPUTIME_SYSTEM") + cpu_time(e, cpu, "CPUTIME_IRQ") +
					   cpu_time(e, cpu, "CPUTIME_SOFTIRQ"));

		parts[USER] += user;
		parts[SYSTEM] += system;
		parts[RUNTIME] += user + system;
		parts[NICE] += nice;
		if (has_enum(e, "CPUTIME_FORCEIDLE"))
			parts[FORCED_IDLE] += (int64_t)cpu_time(e, cpu, "CPUTIME_FORCEIDLE");
	}
}

static void add_group(ref css, int64_t *parts)
{
	ref cgroup = ptr(css, "cgroup");
	const int64_t *pending = fold_pending(&kind, css);
	struct cputime t;

	add_stat(sub(cgroup, "bstat"), 1, parts);
	for (unsigned i = 0; pending && i < PARTS; i++)
		parts[i] += pending[i];
	t = scaled_cputime((uint64_t)parts[USER], (uint64_t)parts[SYSTEM], (uint64_t)parts[RUNTIME], sub(cgroup, "prev_cputime"));
	parts[USER] = (int64_t)t.user;
	parts[SYSTEM] = (int64_t)t.system;
}

static void print_time(struct emit *e, const char *name, int64_t ns)
{
	row(e, "%s %llu\n", name, (unsigned long long)ns / NSEC_PER_USEC);
}

CGROUP_FILE(cgroup_cpu_stat)
{
	ref own = css_of(ptr(css, "cgroup"), "cpu_cgrp_id");
	ref stat = sub(ptr(css, "cgroup"), "bstat");
	int64_t parts[PARTS] = {0};

	if (css_is_root(css))
		add_system(e, parts);
	else
		add_group(css, parts);
	print_time(e, "usage_usec", parts[RUNTIME]);
	print_time(e, "user_usec", parts[USER]);
	print_time(e, "system_usec", parts[SYSTEM]);
	if (has(stat, "ntime"))
		print_time(e, "nice_usec", parts[NICE]);
	if (has(stat, "forceidle_sum"))
		print_time(e, "core_sched.force_idle_usec", parts[FORCED_IDLE]);
	forgive(e);	/* what follows is read of the scheduler's group */
	if (!null(own) && has_member(e, "struct task_group", "cfs_bandwidth.nr_periods")) {
		print_bandwidth_stat(e, own, NSEC_PER_USEC, "usec");
		print_burst_stat(e, own, NSEC_PER_USEC, "usec");
	}
}
