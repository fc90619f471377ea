/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/schedstat: time run, time waited, times run.  proc_pid_schedstat(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_schedstat)
{
	if (!has(self, "sched_info.pcount"))
		absent(e, "kernel without CONFIG_SCHED_INFO");
	else
		row(e, "%lu %lu %lu\n", (unsigned long)num(self, "se.sum_exec_runtime"),
		    (unsigned long)num(self, "sched_info.run_delay"), (unsigned long)num(self, "sched_info.pcount"));
}
