/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sched.h - the parts of proc/[pid]/sched: sched.c, sched_statistics.c, sched_numa.c. */
#ifndef VR_EMIT_PROC_PID_SCHED_H
#define VR_EMIT_PROC_PID_SCHED_H

#include "emit/emit.h"

void sched_number(struct emit *e, const char *name, long value);
void sched_time(struct emit *e, const char *name, long ns);
void sched_statistics(struct emit *e, ref task);	/* while sysctl kernel.sched_schedstats is on */
void sched_numa(struct emit *e, ref task);

#endif
