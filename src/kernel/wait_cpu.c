/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CPUs that wait for others: smp_call_function_many() spins until each has done what it was asked for.
 * That the panicking CPU answers no more says nothing of the time before.
 */
#include "kernel/unwind.h"
#include "kernel/kernel.h"

#define CSD_LOCKED 1	/* CSD_FLAG_LOCK: asked, and not done yet */

/* What that CPU has asked another for.  pcpu: 5.13 (a5aabace5fb8) to 6.3; a union with flags since 5.8. */
static ref call_of(struct emit *e, long cpu, long other)
{
	ref calls = percpu(e, "cfd_data", "struct call_function_data", cpu);

	if (has(calls, "pcpu"))
		return sub(percpu_ptr(calls, "pcpu", other), "csd");
	return percpu_ptr(calls, "csd", other);
}

void find_cpu_waited_for(struct emit *e, long cpu, struct wait *w)
{
	if (!has_type(e, "struct call_function_data"))
		return;
	EACH_KEY(other, cpus(e, CPUS_ONLINE)) {
		ref call = call_of(e, cpu, other);

		if (other == cpu || other == panicking_cpu(e) || !(num(call, "node.u_flags|node.flags|flags") & CSD_LOCKED))
			continue;
		w->what = file_printf(e, w->what ? "%s, %ld" : "%s%ld", w->what ? w->what : "an answer of CPU ", other);
		if (!w->owner)
			w->owner = cpu_current(e, other).addr;
	}
}
