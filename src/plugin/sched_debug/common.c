/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plugin/sched_debug/sched_debug.h"

#include <stdlib.h>

const char *split_ns(struct emit *e, long ns, int width)
{
	/* nsec_high() and nsec_low() both forget the sign of what is less than a millisecond. */
	unsigned long low = (unsigned long)(ns < 0 ? -(unsigned long)ns : (unsigned long)ns) % 1000000;

	return file_printf(e, "%*ld.%06lu", width, ns / NSEC_PER_MSEC, low);
}

/* autogroup_path(), then the path of its cgroup. */
const char *task_group_path(struct emit *e, ref group)
{
	if (has(group, "autogroup") && !null(ptr(group, "autogroup")))
		return file_printf(e, "/autogroup-%ld", num(group, "autogroup->id"));
	return cgroup_path(ptr(group, "css.cgroup"));
}

/* The static key behind schedstat_enabled(). */
bool schedstats_on(struct emit *e)
{
	return has_sym(e, "sched_schedstats") && num(sym(e, "sched_schedstats", "struct static_key_false"), "key.enabled") > 0;
}

static void add_task(struct emit *e, struct sched_tasks *s, ref task)
{
	long cpu = task_cpu(task);

	if (tainted(e))
		return;
	s->tasks = worker_grow(e, s->tasks, s->count, &s->room, sizeof(*s->tasks));
	s->tasks[s->count++] = (struct sched_task){task, cpu};
}

const struct sched_tasks *sched_tasks(struct emit *e)
{
	struct sched_tasks *s = slot(e, "sched_tasks", sizeof(*s));

	if (damage_begin(e, &s->damage)) {
		EACH(process, tasks(e))
			EACH(thread, threads(process))
				add_task(e, s, thread);
		damage_end(e, &s->damage);
	}
	damage_tell(e, &s->damage, "not all tasks could be read");
	return s;
}
