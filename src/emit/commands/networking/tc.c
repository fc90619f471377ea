/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/tc_-s_qdisc_show: queueing disciplines of each device, as iproute2 shows them */
#include "emit/emit.h"
#include "kernel/net.h"

#include <string.h>

/* "5ms": of microseconds, three digits */
static const char *time_text(struct emit *e, double us)
{
	if (us >= 1e6)
		return file_printf(e, "%.3gs", us / 1e6);
	if (us >= 1e3)
		return file_printf(e, "%.3gms", us / 1e3);
	return file_printf(e, "%.0fus", us);
}

/* "32Mb" */
static const char *size_text(struct emit *e, unsigned long bytes)
{
	if (bytes >= 1 << 20 && !(bytes & ((1 << 20) - 1)))
		return file_printf(e, "%luMb", bytes >> 20);
	if (bytes >= 1 << 10 && !(bytes & ((1 << 10) - 1)))
		return file_printf(e, "%luKb", bytes >> 10);
	return file_printf(e, "%lub", bytes);
}

/* CoDel counts in units of 1024 ns. */
static unsigned long codel_us(ref parameters, bool interval)
{
	unsigned long units = (unsigned long)(interval ? num(parameters, "interval") : num(parameters, "target"));

	return (units << 10) / 1000;
}

static void fq_codel_options(struct emit *e, ref qdisc)
{
	ref q = qdisc_private(qdisc, "struct fq_codel_sched_data"), parameters = sub(q, "cparams");

	out(e, "limit %lup flows %lu quantum %lu target %s ", num(qdisc, "limit"), num(q, "flows_cnt"), num(q, "quantum"),
	    time_text(e, (double)codel_us(parameters, false)));
	out(e, "interval %s memory_limit %s %sdrop_batch %lu ", time_text(e, (double)codel_us(parameters, true)),
	    size_text(e, (unsigned long)num(q, "memory_limit")), num(parameters, "ecn") ? "ecn " : "", num(q, "drop_batch_size"));
}

static void fq_codel_statistics(struct emit *e, ref qdisc)
{
	ref q = qdisc_private(qdisc, "struct fq_codel_sched_data");
	long new_flows = 0, old_flows = 0;

	EACH_KEY(i, list(sub(q, "new_flows"), "struct fq_codel_flow", "flowchain"))
		new_flows = i + 1;
	EACH_KEY(i, list(sub(q, "old_flows"), "struct fq_codel_flow", "flowchain"))
		old_flows = i + 1;
	out(e, "  maxpacket %lu drop_overlimit %lu new_flow_count %lu ecn_mark %lu", num(q, "cstats.maxpacket"),
	    num(q, "drop_overlimit"), num(q, "new_flow_count"), num(q, "cstats.ecn_mark"));
	if (num(q, "memory_usage"))
		out(e, " memory_used %lu", num(q, "memory_usage"));
	out(e, "\n  new_flows_len %ld old_flows_len %ld\n", new_flows, old_flows);
}

static void pfifo_fast_options(struct emit *e, __attribute__((unused)) ref qdisc)
{
	out(e, "bands 3 priomap 1 2 2 2 1 2 0 0 1 1 1 1 1 1 1 1");	/* sch_default_prio2band */
}

static void ingress_options(struct emit *e, __attribute__((unused)) ref qdisc)
{
	out(e, "---------------- ");
}

static const struct kind {
	const char *name;
	void (*options)(struct emit *e, ref qdisc);
	void (*statistics)(struct emit *e, ref qdisc);
} kinds[] = {
	{"fq_codel", fq_codel_options, fq_codel_statistics}, {"pfifo_fast", pfifo_fast_options, NULL}, {"noqueue", NULL, NULL},
	{"mq", NULL, NULL}, {"ingress", ingress_options, NULL}, {"clsact", ingress_options, NULL},
};

static const char *parent_text(struct emit *e, unsigned parent)
{
	unsigned major = parent >> 16, minor = parent & 0xffff;

	if (parent == UINT32_MAX)
		return "root ";
	if (!parent)
		return "";
	return file_printf(e, minor ? major ? "parent %x:%x " : "parent %.0x:%x " : "parent %x: ", major, minor);
}

static void print_qdisc(struct emit *e, ref device, ref qdisc)
{
	const char *name = str(qdisc, "ops->id");
	struct qdisc_stats s = qdisc_stats(device, qdisc);
	const struct kind *kind = NULL;
	long references = num(qdisc, "refcnt");

	for (size_t i = 0; i < ARRAY_LEN(kinds) && !kind; i++)
		kind = strcmp(kinds[i].name, name) ? NULL : &kinds[i];
	out(e, "qdisc %s %lx: dev %s %s", name, num(qdisc, "handle") >> 16, str(device, "name"), parent_text(e, (unsigned)num(qdisc, "parent")));
	if (references != 1)
		out(e, "refcnt %ld ", references);
	if (kind && kind->options)
		kind->options(e, qdisc);
	else if (!kind)
		remark(e, "parameters of %s are not shown", name);
	out(e, "\n Sent %lu bytes %lu pkt (dropped %u, overlimits %u requeues %u) \n", s.bytes, s.packets, s.drops, s.overlimits,
	    s.requeues);
	out(e, " backlog %s %up requeues %u\n", size_text(e, s.backlog), s.queued, s.requeues);
	if (kind && kind->statistics)
		kind->statistics(e, qdisc);
}

EMITTER(cmd_tc_qdisc)
{
	EACH(device, net_devices(self))
		EACH(qdisc, qdiscs(device))
			print_qdisc(e, device, qdisc);
}
