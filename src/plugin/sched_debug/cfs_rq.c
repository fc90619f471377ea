/* SPDX-License-Identifier: GPL-2.0-or-later */
/* print_cfs_rq(), kernel/sched/debug.c; and what EEVDF (6.6) works out of a fair run queue. */
#include "plugin/sched_debug/sched_debug.h"

#include <string.h>

/* ---- EEVDF -------------------------------------------------------------------------- */

__extension__ typedef __int128 wide_int;

/* The sums over a queue, with its current entity, which is kept outside. */
struct average {
	wide_int sum;
	long load;
	long zero;	/* vruntime that the sums are relative to */
};

/*
 * 64-bit kernels carry ten more bits of a weight, which averages leave out: scale_load_down().  Since 7.1 only as
 * many as must go where sums grew too large; since 7.3 that of a task is its share of the CPU, through all groups.
 */
static long average_weight(ref cfs_rq, ref entity)
{
	unsigned shift = has(cfs_rq, "sum_shift") ? num(cfs_rq, "sum_shift") & 63 : 10;
	uint64_t weight = (uint64_t)num(entity, "h_load.weight|load.weight") >> shift;

	return shift && weight < 2 ? 2 : (long)weight;
}

/* Members: avg_vruntime, avg_load, min_vruntime; sum_w_vruntime, sum_weight, zero_vruntime since 7.0. */
static struct average average(ref cfs_rq)
{
	struct average a = {num(cfs_rq, "sum_w_vruntime|avg_vruntime"), num(cfs_rq, "sum_weight|avg_load"),
			    num(cfs_rq, "zero_vruntime|min_vruntime")};
	ref curr = ptr(cfs_rq, "curr");

	if (!null(curr) && num(curr, "on_rq")) {
		long weight = average_weight(cfs_rq, curr);

		a.sum += (wide_int)(num(curr, "vruntime") - a.zero) * weight;
		a.load += weight;
	}
	return a;
}

/* Rounded towards minus infinity, as avg_vruntime() does it. */
static long avg_vruntime(ref cfs_rq)
{
	struct average a = average(cfs_rq);

	if (a.load <= 0)
		return a.zero;
	if (a.sum < 0)
		a.sum -= a.load - 1;
	return a.zero + (long)(a.sum / a.load);
}

/* A task competes with those of its group, since 7.3 with all of its CPU. */
bool entity_eligible(ref rq, ref entity)
{
	ref cfs_rq = has(entity, "cfs_rq") && !has(entity, "h_load") ? ptr(entity, "cfs_rq") : sub(rq, "cfs");
	struct average a;

	if (null(cfs_rq))
		return false;
	a = average(cfs_rq);
	return a.sum >= (wide_int)(num(entity, "vruntime") - a.zero) * a.load;
}

/* ---- the ends of the tree of entities ------------------------------------------------------ */

static ref root_entity(ref cfs_rq)
{
	ref node = ptr(cfs_rq, "tasks_timeline.rb_root.rb_node");

	return null(node) ? node : container(node, "struct sched_entity", "run_node");
}

static void ends(ref cfs_rq, ref *first, ref *last)
{
	*first = *last = (ref){0, cfs_rq.type};
	EACH(entity, rbtree(sub(cfs_rq, "tasks_timeline"), "struct sched_entity", "run_node")) {
		if (!first->addr)
			*first = entity;
		*last = entity;
	}
}

static void print_eevdf_times(struct emit *e, ref cfs_rq)
{
	ref first, last, root = root_entity(cfs_rq);
	long left = -1, right = -1;

	ends(cfs_rq, &first, &last);
	if (has(root, "min_vruntime"))		/* 6.6: of the whole tree below */
		left = null(root) ? -1 : num(root, "min_vruntime");
	else if (!null(first))
		left = num(first, "vruntime");
	right = null(last) ? -1 : num(last, "vruntime");
	if (!has(cfs_rq, "exec_clock"))
		sched_ns(e, "left_deadline", null(first) ? -1 : num(first, "deadline"));
	sched_ns(e, "left_vruntime", left);
	if (has(cfs_rq, "zero_vruntime"))
		sched_ns(e, "zero_vruntime", num(cfs_rq, "zero_vruntime"));
	else
		sched_ns(e, "min_vruntime", num(cfs_rq, "min_vruntime"));
	if (has(cfs_rq, "sum_shift")) {		/* 7.1 */
		long sum = num(cfs_rq, "sum_w_vruntime"), size = sum < 0 ? -sum : sum;

		row(e, "  .%-30s: %ld (%d bits)\n", "sum_w_vruntime", sum, size ? 63 - __builtin_clzl((unsigned long)size) : -1);
		row(e, "  .%-30s: %lu\n", "sum_weight", (unsigned long)num(cfs_rq, "sum_weight"));
		sched_long(e, "sum_shift", num(cfs_rq, "sum_shift"));
	}
	sched_ns(e, "avg_vruntime", avg_vruntime(cfs_rq));
	sched_ns(e, "right_vruntime", right);
	sched_ns(e, "spread", right - left);
}

/* Before EEVDF. */
static void print_cfs_times(struct emit *e, ref cfs_rq)
{
	long smallest = -1, largest = -1;
	ref first, last;

	ends(cfs_rq, &first, &last);
	if (!null(first)) {
		smallest = num(first, "vruntime");
		largest = num(last, "vruntime");
	}
	sched_ns(e, "MIN_vruntime", smallest);
	sched_ns(e, "min_vruntime", num(cfs_rq, "min_vruntime"));
	sched_ns(e, "max_vruntime", largest);
	sched_ns(e, "spread", largest - smallest);
	sched_ns(e, "spread0", num(cfs_rq, "min_vruntime") - num(percpu(e, "runqueues", "struct rq", 0), "cfs.min_vruntime"));
}

/* ---- the rest -------------------------------------------------------------------------------- */

/* What of these a kernel counts, it prints, in this order. */
static void print_counts(struct emit *e, ref cfs_rq)
{
	/* Until 5.15 these two were counted but not shown. */
	bool hierarchical = has(cfs_rq, "idle_nr_running") || !has(cfs_rq, "h_nr_running");

#define COUNT(member)						\
	do {							\
		if (has(cfs_rq, #member))			\
			sched_long(e, #member, num(cfs_rq, #member)); \
	} while (0)
	COUNT(nr_spread_over);
	COUNT(nr_running);
	COUNT(nr_queued);
	if (hierarchical)
		COUNT(h_nr_running);
	COUNT(h_nr_runnable);
	COUNT(h_nr_queued);
	COUNT(h_nr_delayed);
	COUNT(idle_nr_running);
	if (hierarchical)
		COUNT(idle_h_nr_running);
	COUNT(h_nr_idle);
	sched_long(e, "load", num(cfs_rq, "load.weight"));
	if (has(cfs_rq, "avg")) {		/* CONFIG_SMP */
		sched_long(e, "load_avg", num(cfs_rq, "avg.load_avg"));
		sched_long(e, "runnable_avg", num(cfs_rq, "avg.runnable_avg"));
		sched_long(e, "util_avg", num(cfs_rq, "avg.util_avg"));
		if (has(cfs_rq, "avg.util_est.enqueued"))	/* one number since 6.8 (11137d384996) */
			sched_long(e, "util_est_enqueued", num(cfs_rq, "avg.util_est.enqueued"));
		else
			sched_long(e, "util_est", num(cfs_rq, "avg.util_est"));
		sched_long(e, "removed.load_avg", num(cfs_rq, "removed.load_avg"));
		sched_long(e, "removed.util_avg", num(cfs_rq, "removed.util_avg"));
		sched_long(e, "removed.runnable_avg", num(cfs_rq, "removed.runnable_avg"));
	}
	COUNT(tg_load_avg_contrib);
	if (has(cfs_rq, "tg_load_avg_contrib"))
		sched_long(e, "tg_load_avg", num(cfs_rq, "tg->load_avg"));
	if (has_member(e, "struct sched_entity", "h_load"))
		COUNT(h_load);
	COUNT(throttled);
	COUNT(throttle_count);
#undef COUNT
}

/*
 * The entity that stands for a group in its parent's queue: null() for the root group.  An array of
 * pointers until 7.0; since then behind the per-CPU queue itself.
 */
static ref group_entity(struct emit *e, long cpu, ref cfs_rq)
{
	ref group = ptr(cfs_rq, "tg");
	uint64_t table;

	if (has_type(e, "struct cfs_tg_state")) {
		if (group.addr == symaddr(e, "root_task_group"))
			return (ref){0, cfs_rq.type};
		return sub(container(cfs_rq, "struct cfs_tg_state", "cfs_rq"), "se");
	}
	table = addr(group, "se");
	return at(e, table ? read_word(e, table + (uint64_t)cpu * e->facts->word_size) : 0, "struct sched_entity");
}

/* print_cfs_group_stats() */
static void print_group(struct emit *e, ref se)
{
	if (null(se))
		return;
	sched_ns(e, "se->exec_start", num(se, "exec_start"));
	sched_ns(e, "se->vruntime", num(se, "vruntime"));
	sched_ns(e, "se->sum_exec_runtime", num(se, "sum_exec_runtime"));
	sched_long(e, "se->load.weight", num(se, "load.weight"));
	if (!has(se, "avg"))
		return;
	sched_long(e, "se->avg.load_avg", num(se, "avg.load_avg"));
	sched_long(e, "se->avg.util_avg", num(se, "avg.util_avg"));
	sched_long(e, "se->avg.runnable_avg", num(se, "avg.runnable_avg"));
}

void print_cfs_rq(struct emit *e, long cpu, ref cfs_rq)
{
	bool grouped = has(cfs_rq, "tg");	/* CONFIG_FAIR_GROUP_SCHED */

	row(e, "\ncfs_rq[%ld]:%s\n", cpu, grouped ? task_group_path(e, ptr(cfs_rq, "tg")) : "");
	if (has(cfs_rq, "exec_clock"))
		sched_ns(e, "exec_clock", num(cfs_rq, "exec_clock"));
	if (has_member(e, "struct sched_entity", "deadline"))
		print_eevdf_times(e, cfs_rq);
	else
		print_cfs_times(e, cfs_rq);
	print_counts(e, cfs_rq);
	if (grouped)
		print_group(e, group_entity(e, cpu, cfs_rq));
}
