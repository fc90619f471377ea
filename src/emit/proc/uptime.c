/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/uptime: seconds since boot, and idle seconds of all CPUs.  uptime_proc_show(), fs/proc/uptime.c */
#include "emit/emit.h"

#define NSEC_PER_CENTISEC 10000000UL

EMITTER(proc_uptime)
{
	unsigned long up = clock_boottime(e), idle = 0;

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		idle += cpu_idle_time(e, cpu);
	out(e, "%lu.%02lu %lu.%02lu\n", up / NSEC_PER_SEC, up % NSEC_PER_SEC / NSEC_PER_CENTISEC,
	    idle / NSEC_PER_SEC, idle % NSEC_PER_SEC / NSEC_PER_CENTISEC);
}
