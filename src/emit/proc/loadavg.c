/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/loadavg: load averages, running and existing tasks, newest pid.  loadavg_proc_show(), fs/proc/loadavg.c */
#include "emit/emit.h"

#define FSHIFT 11	/* bits of fraction in a load average */
#define ONE (1UL << FSHIFT)

EMITTER(proc_loadavg)
{
	ref averages = sym(e, "avenrun", "unsigned long[3]");
	long running = 0;

	for (long i = 0; i < 3; i++) {
		unsigned long load = (unsigned long)num_at(averages, "[]", i) + ONE / 200;

		out(e, "%lu.%02lu ", load >> FSHIFT, (load & (ONE - 1)) * 100 >> FSHIFT);
	}
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		running += num(percpu(e, "runqueues", "struct rq", cpu), "nr_running");
	out(e, "%ld/%ld %ld\n", running, val(sym(e, "nr_threads", "int")),
	    num(sym(e, "init_pid_ns", "struct pid_namespace"), "idr.idr_next") - 1);
}
