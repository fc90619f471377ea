/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Queueing disciplines of a device: net/sched/sch_api.c */
#include "kernel/net.h"

#include <string.h>

enum { BUILTIN = 1, CPU_STATS = 0x20, INVISIBLE = 0x80 };	/* TCQ_F_… */

static void add(struct address_list *found, ref qdisc)
{
	if (!null(qdisc) && !(num(qdisc, "flags") & (BUILTIN | INVISIBLE)))
		address_add(found, qdisc.addr);
}

/* tc_dump_qdisc_root(): the root, those in its hash, and what is for packets that come in. */
struct walk qdiscs(ref device)
{
	struct emit *e = context(device);
	struct address_list found = address_list(e);
	ref root = ptr(device, "qdisc");

	add(&found, root);
	if (has(device, "qdisc_hash"))
		EACH(head, array(device, "qdisc_hash"))
			EACH(qdisc, hlist(head, "struct Qdisc", "hash"))
				if (qdisc.addr != root.addr)
					add(&found, qdisc);
	if (has(device, "ingress_queue") && addr(device, "ingress_queue"))
		add(&found, ptr(device, "ingress_queue->qdisc_sleeping"));
	return address_walk(e, &found, "struct Qdisc");
}

ref qdisc_private(ref qdisc, const char *type)
{
	struct emit *e = context(qdisc);

	if (has(qdisc, "privdata"))
		return cast(sub(qdisc, "privdata"), type);
	return at(e, qdisc.addr + (sizeof_type(e, "struct Qdisc") + 63) / 64 * 64, type);
}

static void add_queue(struct qdisc_stats *s, ref queue)
{
	s->queued += (unsigned)num(queue, "qlen");
	s->backlog += (unsigned)num(queue, "backlog");
	s->drops += (unsigned)num(queue, "drops");
	s->overlimits += (unsigned)num(queue, "overlimits");
	s->requeues += (unsigned)num(queue, "requeues");
}

/* With counters on each CPU only these count. */
static void add_own(struct qdisc_stats *s, ref qdisc)
{
	struct emit *e = context(qdisc);
	bool per_cpu = num(qdisc, "flags") & CPU_STATS && addr(qdisc, "cpu_qstats");

	s->queued += (unsigned)num(qdisc, "q.qlen");
	if (!per_cpu) {
		add_queue(s, sub(qdisc, "qstats"));
		s->queued -= (unsigned)num(qdisc, "qstats.qlen");	/* not kept */
		s->bytes += (uint64_t)num(qdisc, "bstats.bytes");
		s->packets += (uint64_t)num(qdisc, "bstats.packets");
		return;
	}
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref basic = percpu_ptr(qdisc, "cpu_bstats", cpu);

		add_queue(s, percpu_ptr(qdisc, "cpu_qstats", cpu));
		s->bytes += (uint64_t)num(basic, "bytes|bstats.bytes");
		s->packets += (uint64_t)num(basic, "packets|bstats.packets");
	}
}

/* mq has no counters of its own: it sums those of the queues' (mq_dump()). */
struct qdisc_stats qdisc_stats(ref device, ref qdisc)
{
	struct qdisc_stats s = {0};

	if (strcmp(str(qdisc, "ops->id"), "mq") != 0) {
		add_own(&s, qdisc);
		return s;
	}
	EACH(queue, array_n(ptr(device, "_tx"), "", num(device, "num_tx_queues")))
		if (addr(queue, "qdisc_sleeping"))
			add_own(&s, ptr(queue, "qdisc_sleeping"));
	return s;
}
