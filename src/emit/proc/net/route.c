/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/{route,rt_cache,ipv6_route,rt6_stats}: routes.  fib_route_seq_show(), ipv6_route_native_seq_show() */
#include "emit/emit.h"
#include "kernel/net.h"

enum { RT_TABLE_MAIN = 254, RTN_BROADCAST = 3, RTN_MULTICAST = 5, RTN_UNREACHABLE = 7, RTN_PROHIBIT = 8 };
enum { RTF_UP = 1, RTF_GATEWAY = 2, RTF_HOST = 4, RTF_REJECT = 0x200 };

static uint32_t network_order(struct emit *e, uint32_t v)
{
	return e->facts->big_endian ? v : __builtin_bswap32(v);
}

static void print_route(struct emit *e, uint32_t key, ref alias)
{
	ref info = ptr(alias, "fa_info"), hop;
	long type = num(alias, "fa_type"), slen = num(alias, "fa_slen");
	uint32_t mask = slen >= 32 ? 0 : network_order(e, ~0u << slen), prefix = network_order(e, key), gateway = 0;
	unsigned flags = RTF_UP;

	if (type == RTN_UNREACHABLE || type == RTN_PROHIBIT)
		flags = RTF_REJECT | RTF_UP;
	if (mask == 0xffffffff)
		flags |= RTF_HOST;
	if (null(info)) {
		out(e, "%-127s\n", file_printf(e, "*\t%08X\t%08X\t%04X\t%d\t%u\t%d\t%08X\t%d\t%u\t%u", prefix, 0, flags, 0, 0, 0, mask, 0, 0, 0));
		return;
	}
	hop = fib_next_hop(info);
	if (num(hop, "nhc_gw_family") == AF_INET_) {
		gateway = (uint32_t)num(hop, "nhc_gw.ipv4");
		flags |= gateway ? RTF_GATEWAY : 0;
	}
	out(e, "%-127s\n",
	    file_printf(e, "%s\t%08X\t%08X\t%04X\t%d\t%u\t%ld\t%08X\t%ld\t%ld\t%ld",
			num(hop, "nhc_dev") ? str(hop, "nhc_dev->name") : "*", prefix,
			gateway, flags, 0, 0, num(info, "fib_priority"), mask,
			num(info, "fib_metrics->metrics[7]") ? num(info, "fib_metrics->metrics[7]") + 40 : 0, num(info, "fib_metrics->metrics[2]"),
			num(info, "fib_metrics->metrics[3]") >> 3));	/* RTAX_ADVMSS, RTAX_WINDOW, RTAX_RTT, each less one */
}

EMITTER(proc_net_route)
{
	out(e, "%-127s\n", "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT");
	EACH(table, fib_tables(self)) {
		if (num(table, "tb_id") != RT_TABLE_MAIN)
			continue;
		EACH(alias, fib_aliases(table)) {
			long type = num(alias, "fa_type");

			if (type != RTN_BROADCAST && type != RTN_MULTICAST)
				print_route(e, (uint32_t)KEY(alias), alias);
		}
	}
}

/* The cache that it showed is gone since 3.6: only the header is left. */
EMITTER(proc_net_rt_cache)
{
	out(e, "%-127s\n", "Iface\tDestination\tGateway \tFlags\t\tRefCnt\tUse\tMetric\tSource\t\tMTU\tWindow\tIRTT\tTOS\tHHRef\tHHUptod\tSpecDst");
}

EMITTER(proc_net_ipv6_route)
{
	static const char none[] = "00000000000000000000000000000000";

	if (without_ipv6(e))
		return;
	EACH(route, fib6_routes(self, false)) {
		ref hop = fib6_next_hop(route);
		long flags = num(route, "fib6_flags");
		bool gateway = num(hop, "nh_common.nhc_gw_family");
		uint64_t device = addr(hop, "nh_common.nhc_dev");

		out(e, "%s %02lx ", ipv6_plain(e, sub(route, "fib6_dst.addr").addr), num(route, "fib6_dst.plen"));
		if (has(route, "fib6_src"))	/* CONFIG_IPV6_SUBTREES */
			out(e, "%s %02lx ", ipv6_plain(e, sub(route, "fib6_src.addr").addr), num(route, "fib6_src.plen"));
		else
			out(e, "%s 00 ", none);
		out(e, "%s %08lx %08lx %08x %08lx %8s\n",
		    gateway ? ipv6_plain(e, sub(hop, "nh_common.nhc_gw").addr) : none, num(route, "fib6_metric"),
		    num(route, "fib6_ref"), 0, flags | (gateway ? RTF_GATEWAY : 0),
		    device ? str(hop, "nh_common.nhc_dev->name") : "");
	}
}

EMITTER(proc_net_rt6_stats)
{
	ref s;

	if (without_ipv6(e))
		return;
	s = ptr(self, "ipv6.rt6_stats");
	out(e, "%04lx %04lx %04lx %04lx %04lx %04lx %04lx\n", num(s, "fib_nodes"), num(s, "fib_route_nodes"),
	    num(s, "fib_rt_alloc"), num(s, "fib_rt_entries"), num(s, "fib_rt_cache"),
	    percpu_counter_positive(sub(self, "ipv6.ip6_dst_ops.pcpuc_entries")),
	    num(s, "fib_discarded_routes"));
}
