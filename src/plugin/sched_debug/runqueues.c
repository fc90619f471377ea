/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * plugins/sched_debug/runqueues.json: for each CPU what runs, what is queued in which class, how far its
 * clock lags behind, what is throttled.
 */
#include "plugin/sched_debug/sched_debug.h"

#include <string.h>

/* "fair", "rt", "dl", "ext", "idle", "stop": the classes are variables. */
static const char *class_of(struct emit *e, ref task)
{
	const char *name = symbol_name(e, addr(task, "sched_class"));
	size_t n = strcspn(name, "_");

	return str_ends(name, "_sched_class") ? file_printf(e, "%.*s", (int)n, name) : name;
}

static void json_task(struct emit *e, const char *key, ref task)
{
	json_open(e, key, '{');
	json_num(e, "pid", num(task, "pid"));
	json_str(e, "comm", str(task, "comm"));
	json_str(e, "class", class_of(e, task));
	json_num(e, "prio", num(task, "prio"));
	json_close(e);
}

/* On the queue and not running; since 6.12 a sleeper's dequeue may be delayed, which is not to be queued. */
static bool is_queued(ref task)
{
	return num(task, "on_rq") && !num_or(task, "se.sched_delayed", 0);
}

static void json_queued(struct emit *e, long cpu, ref rq)
{
	const struct sched_tasks *s = sched_tasks(e);
	uint64_t current = addr(rq, "curr");

	json_open(e, "queued", '[');
	for (size_t i = 0; i < s->count; i++)
		if (s->tasks[i].cpu == cpu && s->tasks[i].task.addr != current && is_queued(s->tasks[i].task))
			json_task(e, NULL, s->tasks[i].task);
	json_close(e);
}

/* CONFIG_SCHED_CLASS_EXT: tasks of BPF schedulers, and those already handed to this CPU. */
static void json_ext(struct emit *e, ref rq)
{
	if (!has(rq, "scx"))
		return;
	json_open(e, "ext", '{');
	json_num(e, "nr_running", num(rq, "scx.nr_running"));
	json_num(e, "nr_in_local_queue", num(rq, "scx.local_dsq.nr"));
	json_close(e);
}

static void json_throttled(struct emit *e, ref rq)
{
	if (has(rq, "rt.rt_throttled"))
		json_bool(e, "rt_throttled", num(rq, "rt.rt_throttled"));
	if (!has(rq, "leaf_cfs_rq_list") || !has_member(e, "struct cfs_rq", "throttled"))
		return;
	json_open(e, "throttled_groups", '[');
	EACH(cfs_rq, list(sub(rq, "leaf_cfs_rq_list"), "struct cfs_rq", "leaf_cfs_rq_list"))
		if (num(cfs_rq, "throttled"))
			json_str(e, NULL, task_group_path(e, ptr(cfs_rq, "tg")));
	json_close(e);
}

static long latest_clock(struct emit *e)
{
	long latest = 0;

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		long clock = num(percpu(e, "runqueues", "struct rq", cpu), "clock");

		latest = clock > latest ? clock : latest;
	}
	return latest;
}

EMITTER(sched_debug_runqueues)
{
	long latest = latest_clock(e);

	json_open(e, NULL, '{');
	json_open(e, "cpus", '[');
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		ref rq = percpu(e, "runqueues", "struct rq", cpu), curr = ptr(rq, "curr");

		json_open(e, NULL, '{');
		json_num(e, "cpu", cpu);
		json_num(e, "nr_running", num(rq, "nr_running"));
		json_num(e, "clock_ns", num(rq, "clock"));
		json_num(e, "clock_lag_ns", latest - num(rq, "clock"));
		json_bool(e, "idle", curr.addr == addr(rq, "idle"));
		json_task(e, "current", curr);
		json_queued(e, cpu, rq);
		json_ext(e, rq);
		json_throttled(e, rq);
		json_close(e);
	}
	json_close(e);
	json_close(e);
}
