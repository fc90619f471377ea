/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sys/kernel/debug/sched/debug, proc/sched_debug until 5.12 (d27e9ae2f244 moved it): the run queues.
 * sched_debug_show(), kernel/sched/debug.c
 */
#include "plugin/sched_debug/sched_debug.h"

#include <string.h>

static void print_rt_rq(struct emit *e, long cpu, ref rt_rq)
{
	/* Without CONFIG_RT_GROUP_SCHED there may be a tg, but it is NULL. */
	row(e, "\nrt_rq[%ld]:%s\n", cpu, has(rt_rq, "tg") && addr(rt_rq, "tg") ? task_group_path(e, ptr(rt_rq, "tg")) : "");
	sched_long(e, "rt_nr_running", num(rt_rq, "rt_nr_running"));
	if (has(rt_rq, "rt_nr_migratory"))
		sched_long(e, "rt_nr_migratory", num(rt_rq, "rt_nr_migratory"));
	if (has(rt_rq, "rt_throttled")) {	/* 6.12: with CONFIG_RT_GROUP_SCHED only */
		sched_long(e, "rt_throttled", num(rt_rq, "rt_throttled"));
		sched_ns(e, "rt_time", num(rt_rq, "rt_time"));
		sched_ns(e, "rt_runtime", num(rt_rq, "rt_runtime"));
	}
}

/* With CONFIG_RT_GROUP_SCHED one queue for each group; autogroups have none of their own. */
static void print_rt(struct emit *e, long cpu, ref rq)
{
	if (!has_member(e, "struct task_group", "rt_rq")) {
		print_rt_rq(e, cpu, sub(rq, "rt"));
		return;
	}
	EACH(group, list(sym(e, "task_groups", "struct list_head"), "struct task_group", "list")) {
		uint64_t rt_rq = read_word(e, addr(group, "rt_rq") + (uint64_t)cpu * e->facts->word_size);

		if (rt_rq && (!has(group, "autogroup") || !addr(group, "autogroup")))
			print_rt_rq(e, cpu, at(e, rt_rq, "struct rt_rq"));
	}
}

static void print_dl(struct emit *e, long cpu, ref rq)
{
	ref bandwidth = has(rq, "rd") ? sub(ptr(rq, "rd"), "dl_bw") : sub(rq, "dl.dl_bw");

	row(e, "\ndl_rq[%ld]:\n", cpu);
	sched_long(e, "dl_nr_running", num(rq, "dl.dl_nr_running"));
	if (has(rq, "dl.dl_nr_migratory"))
		sched_long(e, "dl_nr_migratory", num(rq, "dl.dl_nr_migratory"));
	sched_long(e, "dl_bw->bw", num(bandwidth, "bw"));
	sched_long(e, "dl_bw->total_bw", num(bandwidth, "total_bw"));
}

static void print_clocks(struct emit *e, ref rq)
{
	sched_long(e, "nr_running", num(rq, "nr_running"));
	sched_long(e, "nr_switches", num(rq, "nr_switches"));
	sched_long(e, "nr_uninterruptible", num(rq, "nr_uninterruptible"));
	sched_ns(e, "next_balance", num(rq, "next_balance"));
	sched_long(e, "curr->pid", num(rq, "curr->pid"));
	sched_ns(e, "clock", num(rq, "clock"));
	sched_ns(e, "clock_task", num(rq, "clock_task"));
	if (has(rq, "avg_idle")) {	/* CONFIG_SMP */
		sched_long(e, "avg_idle", num(rq, "avg_idle"));
		sched_long(e, "max_idle_balance_cost", num(rq, "max_idle_balance_cost"));
	}
	if (has(rq, "yld_count") && schedstats_on(e)) {
		sched_long(e, "yld_count", num(rq, "yld_count"));
		sched_long(e, "sched_count", num(rq, "sched_count"));
		sched_long(e, "sched_goidle", num(rq, "sched_goidle"));
		sched_long(e, "ttwu_count", num(rq, "ttwu_count"));
		sched_long(e, "ttwu_local", num(rq, "ttwu_local"));
	}
}

static void print_cpu(struct emit *e, long cpu)
{
	ref rq = percpu(e, "runqueues", "struct rq", cpu);

	if (!strcmp(e->facts->arch, "x86_64")) {
		long khz = val(sym(e, "cpu_khz", "unsigned int"));

		row(e, "cpu#%ld, %ld.%03ld MHz\n", cpu, (khz ? khz : 1) / 1000, (khz ? khz : 1) % 1000);
	} else {
		row(e, "cpu#%ld\n", cpu);
	}
	print_clocks(e, rq);
	if (has(rq, "leaf_cfs_rq_list"))	/* CONFIG_FAIR_GROUP_SCHED */
		EACH(cfs_rq, list(sub(rq, "leaf_cfs_rq_list"), "struct cfs_rq", "leaf_cfs_rq_list"))
			print_cfs_rq(e, cpu, cfs_rq);
	else
		print_cfs_rq(e, cpu, sub(rq, "cfs"));
	print_rt(e, cpu, rq);
	print_dl(e, cpu, rq);
	print_cpu_tasks(e, cpu, rq);
}

static void print_all(struct emit *e)
{
	print_sched_header(e);
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		print_cpu(e, cpu);
}

EMITTER(sched_debug)
{
	if (!has_sym(e, "sched_debug_sops"))
		absent(e, "kernel without CONFIG_SCHED_DEBUG");
	else if (!has_sym(e, "debugfs_sched"))
		absent(e, "this kernel has proc/sched_debug instead");
	else
		print_all(e);
}

EMITTER(proc_sched_debug)
{
	if (!has_sym(e, "sched_debug_sops"))
		absent(e, "kernel without CONFIG_SCHED_DEBUG");
	else if (has_sym(e, "debugfs_sched"))
		absent(e, "this kernel has sys/kernel/debug/sched/debug instead");
	else
		print_all(e);
}
