/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/sched: what the scheduler knows of a task.  proc_sched_show_task(), kernel/sched/debug.c */
#include "emit/proc/pid/sched.h"

void sched_number(struct emit *e, const char *name, long value)
{
	row(e, "%-45s:%21ld\n", name, value);
}

/* SPLIT_NS(): milliseconds, and the rest; a sign belongs to the milliseconds. */
void sched_time(struct emit *e, const char *name, long ns)
{
	unsigned long magnitude = ns < 0 ? -(unsigned long)ns : (unsigned long)ns;
	long ms = (long)(magnitude / NSEC_PER_MSEC);

	row(e, "%-45s:%14ld.%06lu\n", name, ns < 0 ? -ms : ms, magnitude % 1000000);
}

#define number(path) sched_number(e, path, num(task, path))

#define UTIL_AVG_UNCHANGED 0x80000000L

/* One number since 6.8 (11137d384996). */
static void load_averages(struct emit *e, ref task)
{
	number("se.load.weight");
	if (!has(task, "se.avg"))	/* kernel without SMP */
		return;
	number("se.avg.load_sum");
	number("se.avg.runnable_sum");
	number("se.avg.util_sum");
	number("se.avg.load_avg");
	number("se.avg.runnable_avg");
	number("se.avg.util_avg");
	number("se.avg.last_update_time");
	if (has(task, "se.avg.util_est.ewma")) {
		number("se.avg.util_est.ewma");
		sched_number(e, "se.avg.util_est.enqueued", num(task, "se.avg.util_est.enqueued") & ~UTIL_AVG_UNCHANGED);
	} else {
		sched_number(e, "se.avg.util_est", num(task, "se.avg.util_est") & ~UTIL_AVG_UNCHANGED);
	}
}

/* uclamp_eff_value(): limited by its group and by the system, unless it is on a run queue with a value already. */
static long effective_clamp(struct emit *e, ref task, long id)
{
	long value, limit;

	if (num_at(task, "uclamp[].active", id))
		return num_at(task, "uclamp[].value", id);
	value = num_at(task, "uclamp_req[].value", id);
	if (has(task, "sched_task_group->uclamp") && addr(task, "sched_task_group") != symaddr(e, "root_task_group") &&
	    !(has(task, "sched_task_group->autogroup") && addr(task, "sched_task_group->autogroup"))) {
		long low = num_at(task, "sched_task_group->uclamp[].value", 0);
		long high = num_at(task, "sched_task_group->uclamp[].value", 1);

		value = value < low ? low : value > high ? high : value;
	}
	limit = num_at(sym(e, "uclamp_default", "struct uclamp_se[2]"), "[].value", id);
	return value < limit ? value : limit;
}

static void utilization_clamps(struct emit *e, ref task)
{
	if (!has(task, "uclamp_req"))	/* CONFIG_UCLAMP_TASK */
		return;
	sched_number(e, "uclamp.min", num(task, "uclamp_req[0].value"));
	sched_number(e, "uclamp.max", num(task, "uclamp_req[1].value"));
	sched_number(e, "effective uclamp.min", effective_clamp(e, task, 0));
	sched_number(e, "effective uclamp.max", effective_clamp(e, task, 1));
}

static void policy(struct emit *e, ref task)
{
	enum { NORMAL = 0, BATCH = 3, DEADLINE = 6, EXT = 7 };
	long p = num(task, "policy");
	bool has_ext = has(task, "scx");

	number("policy");
	number("prio");
	if (p == DEADLINE) {
		sched_number(e, "dl.runtime", num(task, "dl.runtime"));
		sched_number(e, "dl.deadline", num(task, "dl.deadline"));
	} else if (has(task, "se.slice") && (p == NORMAL || p == BATCH || (has_ext && p == EXT))) {
		number("se.slice");
	}
	if (has_ext)
		sched_number(e, "ext.enabled", addr(task, "sched_class") == symaddr(e, "ext_sched_class"));
}

EMITTER(proc_pid_sched)
{
	ref task = self;

	row(e, "%s (%ld, #threads: %ld)\n", str(task, "comm"), num(task, "pid"), num(task, "signal->nr_threads"));
	row(e, "-------------------------------------------------------------------\n");
	sched_time(e, "se.exec_start", num(task, "se.exec_start"));
	sched_time(e, "se.vruntime", num(task, "se.vruntime"));
	sched_time(e, "se.sum_exec_runtime", num(task, "se.sum_exec_runtime"));
	number("se.nr_migrations");
	sched_statistics(e, task);
	forgive(e);	/* lines of their own, each with what it reads */
	sched_number(e, "nr_switches", num(task, "nvcsw") + num(task, "nivcsw"));
	sched_number(e, "nr_voluntary_switches", num(task, "nvcsw"));
	sched_number(e, "nr_involuntary_switches", num(task, "nivcsw"));
	load_averages(e, task);
	utilization_clamps(e, task);
	policy(e, task);
	remark(e, "clock-delta, the time between two looks at the clock, is not shown");
	sched_numa(e, task);
}
