/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What IPv4 and IPv6 routes have in common: their parts, next hops, metrics.  fib_nexthop_info(), net/ipv4/fib_semantics.c */
#include "emit/commands/networking/ip.h"

enum { RTN_UNICAST = 1, RT_TABLE_MAIN = 254, RTPROT_BOOT = 3 };

void ip_print_route_type(struct emit *e, long type)
{
	if (type != RTN_UNICAST)
		out(e, "%s ", ip_route_type(e, type));
}

void ip_print_destination(struct emit *e, const char *address, long bits, long all_bits)
{
	if (!bits)
		out(e, "default ");
	else if (bits == all_bits)
		out(e, "%s ", address);
	else
		out(e, "%s/%ld ", address, bits);
}

void ip_print_table_and_protocol(struct emit *e, long table, long protocol)
{
	if (table != RT_TABLE_MAIN)
		out(e, "table %s ", ip_table(e, table));
	if (protocol != RTPROT_BOOT)
		out(e, "proto %s ", ip_protocol(e, protocol));
}

/* Next hops that the route brings along itself, or finds in an object of their own. */
void ip_print_nexthop_id(ref route)
{
	if (has(route, "nh") && num(route, "nh"))
		out(context(route), "nhid %ld ", num(route, "nh->id"));
}

void ip_print_hop(ref common, long family)
{
	struct emit *e = context(common);
	long gateway = num(common, "nhc_gw_family");

	if (gateway)
		out(e, "via %s%s ", gateway == family ? "" : gateway == AF_INET6_ ? "inet6 " : "inet ",
		    gateway == AF_INET6_ ? ipv6_compressed(e, sub(common, "nhc_gw").addr) : ipv4_text(e, sub(common, "nhc_gw").addr));
	if (addr(common, "nhc_dev"))
		out(e, "dev %s ", str(common, "nhc_dev->name"));
}

void ip_print_hop_flags(ref common)
{
	static const struct {
		long mask;
		const char *word;
	} flags[] = {{1, "dead"}, {4, "onlink"}, {2, "pervasive"}, {8, "offload"}, {64, "trap"}, {16, "linkdown"}};
	long set = num(common, "nhc_flags");

	for (size_t i = 0; i < ARRAY_LEN(flags); i++)
		if (set & flags[i].mask)
			out(context(common), "%s ", flags[i].word);
}

void ip_print_one_of_hops(struct fib_hop hop, long family)
{
	out(context(hop.common), "\n\tnexthop ");
	ip_print_hop(hop.common, family);
	out(context(hop.common), "weight %ld ", hop.weight);
	ip_print_hop_flags(hop.common);
}

static const char *milliseconds(struct emit *e, unsigned long v)
{
	return v >= 1000 ? file_printf(e, "%gs", (double)v / 1e3) : file_printf(e, "%lums", v);
}

/* Metrics have numbers from 1, RTAX_LOCK; the array begins with it. */
void ip_print_metrics(ref metrics)
{
	enum { RTAX_LOCK = 1, RTAX_MTU = 2, RTAX_RTT = 4, RTAX_RTTVAR = 5, RTAX_RTO_MIN = 13, RTAX_CC_ALGO = 16 };
	static const char *const names[] = {
		"", "", "mtu", "window", "rtt", "rttvar", "ssthresh", "cwnd", "advmss", "reordering", "hoplimit", "initcwnd",
		"features", "rto_min", "initrwnd", "quickack", "congctl", "fastopen_no_cookie",
	};
	struct emit *e = context(metrics);
	long locked = num(metrics, "metrics[0]");

	for (long i = RTAX_MTU; i < (long)ARRAY_LEN(names) && i <= len(metrics, "metrics"); i++) {
		unsigned long v = (unsigned long)num_at(metrics, "metrics[]", i - 1) & 0xffffffff;

		if (!v && !(locked >> i & 1))
			continue;
		out(e, "%s %s", names[i], locked >> i & 1 ? "lock " : "");
		if (i == RTAX_RTT || i == RTAX_RTTVAR || i == RTAX_RTO_MIN)
			out(e, "%s ", milliseconds(e, i == RTAX_RTT ? v / 8 : i == RTAX_RTTVAR ? v / 4 : v));
		else if (i == RTAX_CC_ALGO)
			remark(e, "names of congestion control algorithms of routes are not shown");
		else
			out(e, "%lu ", v);
	}
}
