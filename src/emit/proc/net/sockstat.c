/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/{sockstat,sockstat6}: sockets in use and their memory.  sockstat_seq_show(), net/ipv4/proc.c */
#include "emit/emit.h"
#include "kernel/net.h"

static long in_use(struct emit *e, ref net, const char *protocol)
{
	return sockets_in_use(net, sym(e, protocol, "struct proto"));
}

static long all_sockets(struct emit *e, ref net)
{
	long sum = 0;

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		sum += has(net, "core.sock_inuse") ? val(percpu_ptr(net, "core.sock_inuse", cpu))	/* until 5.16 */
						   : num(percpu_ptr(net, "core.prot_inuse", cpu), "all");
	return sum < 0 ? 0 : sum;
}

/* sk_memory_allocated(): pages, without what each CPU has in hand */
static long memory(struct emit *e, const char *protocol)
{
	long pages = val(ptr(sym(e, protocol, "struct proto"), "memory_allocated"));

	return pages < 0 ? 0 : pages;
}

/* One counter per CPU since 5.16, a percpu_counter before. */
static long orphans(struct emit *e)
{
	uint64_t a = symaddr(e, "tcp_orphan_count");
	long sum = 0;

	if (has_member(e, "struct proto", "orphan_count->counters"))
		return percpu_counter_positive(at(e, a, "struct percpu_counter"));
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		sum += val(percpu(e, "tcp_orphan_count", "unsigned int", cpu));
	return (int)sum < 0 ? 0 : (int)sum;
}

static long time_waits(ref net)
{
	if (has(net, "ipv4.tcp_death_row.tw_refcount"))		/* 5.19 */
		return num(net, "ipv4.tcp_death_row.tw_refcount") - 1;
	return num(net, "ipv4.tcp_death_row.tw_count|ipv4.tcp_death_row->tw_refcount");
}

EMITTER(proc_net_sockstat)
{
	row(e, "sockets: used %ld\n", all_sockets(e, self));
	row(e, "TCP: inuse %ld orphan %ld tw %ld alloc %ld mem %ld\n", in_use(e, self, "tcp_prot"), orphans(e), time_waits(self),
	    percpu_counter_positive(sym(e, "tcp_sockets_allocated", "struct percpu_counter")), memory(e, "tcp_prot"));
	row(e, "UDP: inuse %ld mem %ld\n", in_use(e, self, "udp_prot"), memory(e, "udp_prot"));
	if (has_sym(e, "udplite_prot"))
		row(e, "UDPLITE: inuse %ld\n", in_use(e, self, "udplite_prot"));
	row(e, "RAW: inuse %ld\n", in_use(e, self, "raw_prot"));
	row(e, "FRAG: inuse %ld memory %ld\n", num(self, "ipv4.fqdir->rhashtable.nelems"), num(self, "ipv4.fqdir->mem"));
}

EMITTER(proc_net_sockstat6)
{
	if (without_ipv6(e))
		return;
	row(e, "TCP6: inuse %ld\n", in_use(e, self, "tcpv6_prot"));
	row(e, "UDP6: inuse %ld\n", in_use(e, self, "udpv6_prot"));
	if (has_sym(e, "udplitev6_prot"))
		row(e, "UDPLITE6: inuse %ld\n", in_use(e, self, "udplitev6_prot"));
	row(e, "RAW6: inuse %ld\n", in_use(e, self, "rawv6_prot"));
	row(e, "FRAG6: inuse %ld memory %ld\n", num(self, "ipv6.fqdir->rhashtable.nelems"), num(self, "ipv6.fqdir->mem"));
}
