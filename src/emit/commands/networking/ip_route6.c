/* SPDX-License-Identifier: GPL-2.0-or-later */
/* IPv6 routes of all tables.  rt6_fill_node(), net/ipv6/route.c */
#include "emit/commands/networking/ip.h"

/* Routes that differ in nothing but their next hop are siblings, each a fib6_info. */
static void print_siblings(ref route, ref hop)
{
	ip_print_one_of_hops((struct fib_hop){sub(hop, "nh_common"), num(hop, "nh_common.nhc_weight")}, AF_INET6_);
	EACH(other, list(sub(route, "fib6_siblings"), "struct fib6_info", "fib6_siblings")) {
		ref common = sub(fib6_next_hop(other), "nh_common");

		ip_print_one_of_hops((struct fib_hop){common, num(common, "nhc_weight")}, AF_INET6_);
	}
}

static void print_inet6(ref route)
{
	enum { RTF_EXPIRES = 0x400000, PREF_SHIFT = 27 };
	static const char *const preferences[] = {"medium", "high", "invalid", "low"};
	struct emit *e = context(route);
	ref hop = fib6_next_hop(route);
	long flags = num(route, "fib6_flags"), siblings = num(route, "fib6_nsiblings");

	ip_print_route_type(e, num(route, "fib6_type"));
	ip_print_destination(e, ipv6_compressed(e, sub(route, "fib6_dst.addr").addr), num(route, "fib6_dst.plen"), 128);
	if (has(route, "fib6_src") && num(route, "fib6_src.plen"))	/* CONFIG_IPV6_SUBTREES */
		out(e, "from %s/%ld ", ipv6_compressed(e, sub(route, "fib6_src.addr").addr), num(route, "fib6_src.plen"));
	ip_print_nexthop_id(route);
	if (!siblings)
		ip_print_hop(sub(hop, "nh_common"), AF_INET6_);
	ip_print_table_and_protocol(e, num(route, "fib6_table->tb6_id"), num(route, "fib6_protocol"));
	if (num(route, "fib6_prefsrc.plen"))
		out(e, "src %s ", ipv6_compressed(e, sub(route, "fib6_prefsrc.addr").addr));
	out(e, "metric %lu ", num(route, "fib6_metric"));
	if (!siblings)
		ip_print_hop_flags(sub(hop, "nh_common"));
	if (flags & RTF_EXPIRES)
		out(e, "expires %ldsec ", (num(route, "expires") - jiffies_now(e)) / hz(e));
	ip_print_metrics(ptr(route, "fib6_metrics"));
	out(e, "pref %s", preferences[flags >> PREF_SHIFT & 3]);
	if (siblings)
		print_siblings(route, hop);
	out(e, "\n");
}

void ip_print_routes6(ref net)
{
	uint64_t none = addr(net, "ipv6.fib6_null_entry");
	long siblings = 0;

	EACH(route, fib6_routes(net, false)) {
		if (route.addr == none || siblings-- > 0)
			continue;
		siblings = num(route, "fib6_nsiblings");
		print_inet6(route);
	}
}
