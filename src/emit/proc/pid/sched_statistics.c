/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/sched, struct sched_statistics.  proc_sched_show_task(), kernel/sched/debug.c */
#include "emit/proc/pid/sched.h"

#define time_of(name) sched_time(e, file_printf(e, "%s" name, prefix), num(stats, name))
#define count_of(name) sched_number(e, file_printf(e, "%s" name, prefix), num(stats, name))

static void averages(struct emit *e, ref task)
{
	long runtime = num(task, "se.sum_exec_runtime"), migrations = num(task, "se.nr_migrations");
	long switches = num(task, "nvcsw") + num(task, "nivcsw");

	sched_time(e, "avg_atom", switches ? runtime / switches : -1);
	sched_time(e, "avg_per_cpu", migrations ? runtime / migrations : -1);
}

/* A part of the task since 5.16 (ceeadb83aea2), printed without a prefix; of its sched_entity before. */
void sched_statistics(struct emit *e, ref task)
{
	bool own = has(task, "stats.wait_count");
	const char *prefix = own ? "" : "se.statistics.";
	ref stats;

	if ((!own && !has(task, "se.statistics.wait_count")) ||
	    num(sym(e, "sched_schedstats", "struct static_key"), "enabled") <= 0)
		return;
	stats = own ? sub(task, "stats") : sub(task, "se.statistics");
	time_of("sum_sleep_runtime");
	if (has(stats, "sum_block_runtime"))
		time_of("sum_block_runtime");
	time_of("wait_start");
	time_of("sleep_start");
	time_of("block_start");
	time_of("sleep_max");
	time_of("block_max");
	time_of("exec_max");
	time_of("slice_max");
	time_of("wait_max");
	time_of("wait_sum");
	count_of("wait_count");
	time_of("iowait_sum");
	count_of("iowait_count");
	count_of("nr_migrations_cold");
	count_of("nr_failed_migrations_affine");
	count_of("nr_failed_migrations_running");
	count_of("nr_failed_migrations_hot");
	count_of("nr_forced_migrations");
	count_of("nr_wakeups");
	count_of("nr_wakeups_sync");
	count_of("nr_wakeups_migrate");
	count_of("nr_wakeups_local");
	count_of("nr_wakeups_remote");
	count_of("nr_wakeups_affine");
	count_of("nr_wakeups_affine_attempts");
	count_of("nr_wakeups_passive");
	count_of("nr_wakeups_idle");
	averages(e, task);
	if (has(stats, "core_forceidle_sum"))
		time_of("core_forceidle_sum");
}
