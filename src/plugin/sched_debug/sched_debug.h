/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sched_debug.h - between the files that print the scheduler's state. */
#ifndef VR_PLUGIN_SCHED_DEBUG_H
#define VR_PLUGIN_SCHED_DEBUG_H

#include "emit/emit.h"

/* All threads with the CPU that each is on, collected once: every CPU's part of the file lists its own. */
struct sched_tasks {
	struct damage damage;
	size_t count, room;
	struct sched_task {
		ref task;
		long cpu;
	} *tasks;
};
const struct sched_tasks *sched_tasks(struct emit *e);

/* SPLIT_NS(): nanoseconds as milliseconds with six decimals; -1 gives "0.000001", as in the kernel. */
const char *split_ns(struct emit *e, long ns, int width);
const char *task_group_path(struct emit *e, ref group);		/* struct task_group: "/system.slice", "/autogroup-5" */
bool schedstats_on(struct emit *e);

void print_sched_header(struct emit *e);
void print_cfs_rq(struct emit *e, long cpu, ref cfs_rq);
void print_cpu_tasks(struct emit *e, long cpu, ref rq);
bool entity_eligible(ref rq, ref entity);		/* struct sched_entity, since 6.6 */

/* "  .name                          : value", the form of most lines. */
#define sched_long(e, name, value) row(e, "  .%-30s: %ld\n", name, (long)(value))
#define sched_ns(e, name, value) row(e, "  .%-30s: %s\n", name, split_ns(e, (long)(value), 0))

#endif
