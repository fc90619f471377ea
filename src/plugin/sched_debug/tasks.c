/* SPDX-License-Identifier: GPL-2.0-or-later */
/* print_rq() and print_task(), kernel/sched/debug.c: the tasks of one CPU, running or not. */
#include "plugin/sched_debug/sched_debug.h"

#include <string.h>

/* Forms of the table: until 6.5, EEVDF's first one (6.6), that with custom slices (6.12), and with weights as well (7.3). */
enum form { FORM_CFS, FORM_EEVDF, FORM_SLICE, FORM_WEIGHT };

static enum form form_of(struct emit *e)
{
	if (!has_member(e, "struct sched_entity", "deadline"))
		return FORM_CFS;
	if (!has_member(e, "struct sched_entity", "custom_slice"))
		return FORM_EEVDF;
	return has_member(e, "struct sched_entity", "h_load") ? FORM_WEIGHT : FORM_SLICE;
}

static bool has_numa(struct emit *e)
{
	return has_member(e, "struct task_struct", "numa_group");
}

static void print_titles(struct emit *e, enum form form)
{
	static const char dashes[] = "-------------------------------------------------------";

	row(e, "\nrunnable tasks:\n");
	if (form < FORM_SLICE) {
		row(e, " S            task   PID         tree-key  switches  prio     wait-time             sum-exec        sum-sleep\n");
		row(e, "%s%.54s\n", dashes, dashes);
		return;
	}
	row(e, " S            task   PID%s       vruntime   eligible    deadline             slice          sum-exec      switches"
	    "  prio         wait-time        sum-sleep       sum-block%s%s\n", form == FORM_WEIGHT ? "     weight" : "",
	    has_numa(e) ? "  node   group-id" : "",
	    has_member(e, "struct task_struct", "sched_task_group") ? "  group-path" : "");
	row(e, "%s%.54s%.54s%s%s\n", dashes, dashes, dashes, has_numa(e) ? "--------------" : "",
	    has_member(e, "struct task_struct", "sched_task_group") ? "--------------" : "");
}

/* Zero unless schedstats were switched on.  In se.statistics until 5.15 (ceeadb83aea2). */
static long stat_ns(struct emit *e, ref task, bool on, const char *which)
{
	ref stats = has(task, "stats.wait_sum") ? sub(task, "stats") : sub(task, "se.statistics");

	(void)e;
	if (!on)
		return 0;
	return !strcmp(which, "wait") ? num(stats, "wait_sum") : !strcmp(which, "sleep") ? num(stats, "sum_sleep_runtime") :
	       num(stats, "sum_block_runtime");
}

static void print_times(struct emit *e, ref rq, ref task, enum form form)
{
	long vruntime = num(task, "se.vruntime"), switches = num(task, "nvcsw") + num(task, "nivcsw"), prio = num(task, "prio");
	char eligible = form == FORM_CFS ? ' ' : entity_eligible(rq, sub(task, "se")) ? 'E' : 'N';

	if (form == FORM_WEIGHT)
		out(e, "%10ld ", num(task, "se.h_load.weight"));
	if (form == FORM_CFS)
		out(e, "%s %9ld %5ld ", split_ns(e, vruntime, 9), switches, prio);
	else if (form == FORM_EEVDF)
		out(e, "%s %c %s %s %s %9ld %5ld ", split_ns(e, vruntime, 9), eligible, split_ns(e, num(task, "se.deadline"), 9),
		    split_ns(e, num(task, "se.slice"), 9), split_ns(e, num(task, "se.sum_exec_runtime"), 9), switches, prio);
	else
		out(e, "%s   %c   %s %c %s %s %9ld   %5ld ", split_ns(e, vruntime, 9), eligible,
		    split_ns(e, num(task, "se.deadline"), 9), num(task, "se.custom_slice") ? 'S' : ' ',
		    split_ns(e, num(task, "se.slice"), 9), split_ns(e, num(task, "se.sum_exec_runtime"), 9), switches, prio);
}

static void print_stats(struct emit *e, ref task, enum form form, bool on)
{
	out(e, "%s ", split_ns(e, stat_ns(e, task, on, "wait"), 9));
	if (form < FORM_SLICE)
		out(e, "%s ", split_ns(e, num(task, "se.sum_exec_runtime"), 9));
	out(e, "%s", split_ns(e, stat_ns(e, task, on, "sleep"), 9));
	if (has(task, "stats.sum_block_runtime"))
		out(e, " %s", split_ns(e, stat_ns(e, task, on, "block"), 9));
}

static void print_task(struct emit *e, ref rq, ref task, enum form form, bool on)
{
	const char *gap = form >= FORM_SLICE ? "        " : " ";
	char state = task_state(task)[0];

	if (task.addr == addr(rq, "curr"))
		out(e, ">R");
	else
		out(e, " %c", state);
	/* EEVDF's first form had no space before the name: 147f3efaa241 (6.6) took it away, 6.12 gave it back. */
	out(e, "%s%15s %5ld ", form == FORM_EEVDF ? "" : " ", str(task, "comm"), num(task, "pid"));
	print_times(e, rq, task, form);
	print_stats(e, task, form, on);
	if (has_numa(e)) {
		ref group = ptr(task, "numa_group");
		long node = val(percpu(e, "numa_node", "int", task_cpu(task))), id = null(group) ? 0 : num(group, "gid");

		out(e, form >= FORM_SLICE ? "   %ld      %ld" : " %ld %ld", node, id);
	}
	if (has(task, "sched_task_group"))
		out(e, "%s%s", gap, task_group_path(e, ptr(task, "sched_task_group")));
	out(e, "\n");
}

void print_cpu_tasks(struct emit *e, long cpu, ref rq)
{
	const struct sched_tasks *s = sched_tasks(e);
	enum form form = form_of(e);
	bool on = schedstats_on(e);

	print_titles(e, form);
	for (size_t i = 0; i < s->count; i++) {
		bool was = tainted(e);

		if (s->tasks[i].cpu == cpu)
			print_task(e, rq, s->tasks[i].task, form, on);
		e->taint = was;
	}
	row(e, "\n");
}
