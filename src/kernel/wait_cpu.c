/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CPUs that wait for others: smp_call_function_many() spins until each has done what it was asked for,
 * smp_call_function_single() until one has, which is asked with what lies on the caller's stack.
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

static void waits_for(struct emit *e, long other, struct wait *w)
{
	w->what = file_printf(e, w->what ? "%s, %ld" : "%s%ld", w->what ? w->what : "an answer of CPU ", other);
	if (!w->owner)
		w->owner = cpu_current(e, other).addr;
}

/* Has that CPU been sent something that lies on that stack?  What it has not looked at yet is in its queue. */
static bool is_asked_from(struct emit *e, long other, struct stack_span stack)
{
	EACH(call, llist(percpu(e, "call_single_queue", "struct llist_head", other), "struct __call_single_data", "node.llist|llist"))
		if (call.addr >= stack.low && call.addr < stack.high)
			return true;
	return false;
}

void find_cpu_waited_for(struct emit *e, long cpu, struct wait *w)
{
	bool panicking = false;

	if (!has_type(e, "struct call_function_data"))
		return;
	EACH_KEY(other, cpus(e, CPUS_ONLINE)) {
		ref call = call_of(e, cpu, other);

		if (other == cpu || !(num(call, "node.u_flags|node.flags|flags") & CSD_LOCKED))
			continue;
		if (other == panicking_cpu(e))
			panicking = true;
		else
			waits_for(e, other, w);
	}
	if (panicking && !w->what)
		w->what = "an answer of the CPU that panicked";
	if (w->what || !has_type(e, "struct __call_single_data"))
		return;
	EACH_KEY(other, cpus(e, CPUS_ONLINE))
		if (other != cpu && other != panicking_cpu(e) && is_asked_from(e, other, task_stack_span(e, cpu_current(e, cpu))))
			waits_for(e, other, w);
}
