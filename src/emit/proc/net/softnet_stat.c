/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/softnet_stat: how each CPU receives.  softnet_seq_show(), net/core/net-procfs.c */
#include "emit/emit.h"
#include "kernel/net.h"

/* What did not fit into its queue: in two halves since 6.18 (a cache line for each half of the NUMA nodes). */
static unsigned long dropped(ref sd)
{
	if (!has(sd, "drop_counters"))
		return (unsigned long)num(sd, "dropped");
	return (unsigned long)(uint32_t)(num(sd, "drop_counters.drops0") + num(sd, "drop_counters.drops1"));
}

EMITTER(proc_net_softnet_stat)
{
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		ref sd = percpu(e, "softnet_data", "struct softnet_data", cpu);
		ref limit = has(sd, "flow_limit") ? ptr(sd, "flow_limit") : (ref){0, sd.type};
		long input = num(sd, "input_pkt_queue.qlen"), process = num(sd, "process_queue.qlen");

		out(e, "%08lx %08lx %08lx %08x %08x %08x %08x %08x %08x %08lx %08lx %08lx %08lx", num(sd, "processed"),
		    dropped(sd), num(sd, "time_squeeze"), 0, 0, 0, 0, 0, 0, num_or(sd, "received_rps", 0),
		    limit.addr ? num(limit, "count") : 0,
		    input + process, cpu);
		if (has(sd, "in_net_rx_action"))	/* 6.4: both queues apart as well */
			out(e, " %08lx %08lx", input, process);
		out(e, "\n");
	}
}
