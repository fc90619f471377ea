/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/psched: units of the packet scheduler.  psched_show(), net/sched/sch_api.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_net_psched)
{
	enum { TICK_NS = 64, TICKS_PER_SEC = 1000000 };

	long resolution = timer_resolution(e);

	out(e, "%08x %08x %08x %08lx\n", (unsigned)NSEC_PER_USEC, TICK_NS, TICKS_PER_SEC,
	    resolution > 0 ? NSEC_PER_SEC / resolution : 0);
}
