/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cpu controller: kernel/sched/core.c */
#include "kernel/cgroup/file.h"

#include <stdlib.h>

#define SCALE_SHIFT 10		/* scale_load() of 64-bit kernels */
#define NO_QUOTA (-1)		/* RUNTIME_INF: ~0 */

static ref task_group(ref css)
{
	return container(css, "struct task_group", "css");
}

/* An idle group has a weight of its own; until then shares. */
static unsigned long shares(ref group)
{
	return (unsigned long)num(group, "shares") >> SCALE_SHIFT;
}

CGROUP_FILE(cgroup_cpu_shares)
{
	out(e, "%lu\n", shares(task_group(css)));
}

/* sched_weight_to_cgroup(): 100 is 1024 shares */
CGROUP_FILE(cgroup_cpu_weight)
{
	unsigned long weight = (shares(task_group(css)) * 100 + 512) / 1024;

	out(e, "%lu\n", weight < 1 ? 1 : weight > 10000 ? 10000 : weight);
}

/* The nice value whose weight is nearest. */
CGROUP_FILE(cgroup_cpu_weight_nice)
{
	enum { NICES = 40, MIN_NICE = -20 };
	ref table = sym(e, "sched_prio_to_weight", "int[40]");
	long weight = (long)shares(task_group(css)), last = 0x7fffffff;
	int i = 0;

	for (; i < NICES; i++) {
		long delta = labs(val(sub_at(table, "[]", i)) - weight);

		if (delta >= last)
			break;
		last = delta;
	}
	out(e, "%d\n", i - 1 + MIN_NICE);
}

/* Since 5.15 a group may be of policy SCHED_IDLE. */
CGROUP_FILE(cgroup_cpu_idle)
{
	out(e, "%ld\n", num(task_group(css), "idle"));
}

static long quota_us(ref group)
{
	long quota = num(group, "cfs_bandwidth.quota");

	return quota == NO_QUOTA ? NO_QUOTA : (long)((uint64_t)quota / NSEC_PER_USEC);
}

CGROUP_FILE(cgroup_cpu_max)
{
	ref group = task_group(css);
	long quota = quota_us(group);

	if (quota == NO_QUOTA)
		out(e, "max");
	else
		out(e, "%ld", quota);
	out(e, " %ld\n", num(group, "cfs_bandwidth.period") / NSEC_PER_USEC);
}

CGROUP_FILE(cgroup_cpu_quota)
{
	out(e, "%ld\n", quota_us(task_group(css)));
}

/* path: of nanoseconds in struct task_group */
CGROUP_FILE(cgroup_cpu_us)
{
	out(e, "%lu\n", (unsigned long)num_(task_group(css), row->path, 0) / NSEC_PER_USEC);
}

/* Real time of version 1: -1 is no limit. */
CGROUP_FILE(cgroup_cpu_rt_runtime)
{
	long runtime = num(task_group(css), "rt_bandwidth.rt_runtime");

	out(e, "%ld\n", runtime == NO_QUOTA ? NO_QUOTA : runtime / NSEC_PER_USEC);
}

/* cpu.uclamp.min and .max: the percentage that was asked for, of two decimals */
CGROUP_FILE(cgroup_cpu_clamp)
{
	enum { SCHED_CAPACITY_SCALE = 1024 };
	ref group = task_group(css);
	long which = enumv(e, row->path), percent;

	if (num_at(group, "uclamp_req[].value", which) == SCHED_CAPACITY_SCALE) {
		out(e, "max\n");
		return;
	}
	percent = num_at(group, "uclamp_pct[]", which);
	out(e, "%ld.%02ld\n", percent / 100, percent % 100);
}

/* ---- how often a group was held back ------------------------------------------------------- */

/* The part of cpu.stat that the cpu controller adds, and of version 1 in nanoseconds. */
void print_bandwidth_stat(struct emit *e, ref css, long unit, const char *suffix)
{
	ref bandwidth = sub(task_group(css), "cfs_bandwidth");

	row(e, "nr_periods %ld\n", num(bandwidth, "nr_periods"));
	row(e, "nr_throttled %ld\n", num(bandwidth, "nr_throttled"));
	row(e, "throttled_%s %lu\n", suffix, (unsigned long)num(bandwidth, "throttled_time") / (unsigned long)unit);
}

void print_burst_stat(struct emit *e, ref css, long unit, const char *suffix)
{
	ref bandwidth = sub(task_group(css), "cfs_bandwidth");

	if (!has(bandwidth, "nr_burst"))	/* 5.15 */
		return;
	row(e, "nr_bursts %ld\n", num(bandwidth, "nr_burst"));
	row(e, "burst_%s %lu\n", suffix, (unsigned long)num(bandwidth, "burst_time") / (unsigned long)unit);
}

/* Time of all CPUs; the run queues of a group are per CPU by pointers, by a per-CPU variable since 7.1. */
static unsigned long throttled_self(ref group)
{
	struct emit *e = context(group);
	unsigned long sum = 0;

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref queue = has(group, "cfs_rq->throttled_clock_self_time") ? percpu_ptr(group, "cfs_rq", cpu) :
									      ptr_at(group, "cfs_rq[]", cpu);

		sum += (unsigned long)num(queue, "throttled_clock_self_time");
	}
	return sum;
}

/* cpu.stat.local of version 2 (6.5): "self" is the group's own css */
CGROUP_FILE(cgroup_cpu_stat_local)
{
	ref own = css_of(ptr(css, "cgroup"), "cpu_cgrp_id");

	if (!null(own) && has_member(e, "struct cfs_rq", "throttled_clock_self_time"))
		out(e, "throttled_usec %lu\n", throttled_self(task_group(own)) / NSEC_PER_USEC);
}

CGROUP_FILE(cgroup_cpu_stat_local_v1)
{
	out(e, "throttled_time %lu\n", throttled_self(task_group(css)));
}

CGROUP_FILE(cgroup_cpu_stat_v1)
{
	print_bandwidth_stat(e, css, 1, "time");
	if (has_sym(e, "sched_schedstats") && static_key_on(e, "sched_schedstats") && !css_is_root(css))
		remark(e, "time that the group's entities waited is left out");
	print_burst_stat(e, css, 1, "time");
}
