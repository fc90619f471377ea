/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/networking/{ip_route_show_table_all,ip_-6_route_show_table_all}: routes of all tables.
 * fib_dump_info(), net/ipv4/fib_semantics.c; rt6_fill_node(), net/ipv6/route.c
 */
#include "emit/commands/networking/ip.h"

enum { RTN_UNICAST = 1, RT_TABLE_MAIN = 254, RTPROT_BOOT = 3, RT_SCOPE_UNIVERSE = 0 };

static void print_type(struct emit *e, long type)
{
	if (type != RTN_UNICAST)
		out(e, "%s ", ip_route_type(e, type));
}

static void print_destination(struct emit *e, const char *address, long bits, long all_bits)
{
	if (!bits)
		out(e, "default ");
	else if (bits == all_bits)
		out(e, "%s ", address);
	else
		out(e, "%s/%ld ", address, bits);
}

static void print_table_and_protocol(struct emit *e, long table, long protocol)
{
	if (table != RT_TABLE_MAIN)
		out(e, "table %s ", ip_table(e, table));
	if (protocol != RTPROT_BOOT)
		out(e, "proto %s ", ip_protocol(e, protocol));
}

/* Next hops that the route brings along itself, or finds in an object of their own. */
static void print_nexthop_id(ref route)
{
	if (has(route, "nh") && num(route, "nh"))
		out(context(route), "nhid %ld ", num(route, "nh->id"));
}

static void print_inet(struct emit *e, uint32_t key, ref alias)
{
	ref info = ptr(alias, "fa_info");
	long hops = fib_next_hop_count(info), scope = num(info, "fib_scope");
	long tos = has(alias, "fa_dscp") ? num(alias, "fa_dscp") : num(alias, "fa_tos");	/* 5.18 */

	print_type(e, num(alias, "fa_type"));
	print_destination(e, fib_address(e, key), 32 - num(alias, "fa_slen"), 32);
	print_nexthop_id(info);
	if (tos)
		out(e, "tos %#04lx ", tos);
	if (hops == 1)
		ip_print_hop(fib_next_hop(info), AF_INET_);
	print_table_and_protocol(e, num(alias, "tb_id"), num(info, "fib_protocol"));
	if (scope != RT_SCOPE_UNIVERSE)
		out(e, "scope %s ", ip_scope(e, scope));
	if (num(info, "fib_prefsrc"))
		out(e, "src %s ", ipv4_text(e, sub(info, "fib_prefsrc").addr));
	if (num(info, "fib_priority"))
		out(e, "metric %lu ", num(info, "fib_priority"));
	if (hops == 1)
		ip_print_hop_flags(fib_next_hop(info));
	ip_print_metrics(ptr(info, "fib_metrics"));
	for (long i = 0; hops > 1 && i < hops && i < LIMIT_NEXT_HOPS; i++)
		ip_print_one_of_hops(fib_next_hop_at(info, i), AF_INET_);
	out(e, "\n");
}

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

	print_type(e, num(route, "fib6_type"));
	print_destination(e, ipv6_compressed(e, sub(route, "fib6_dst.addr").addr), num(route, "fib6_dst.plen"), 128);
	if (has(route, "fib6_src") && num(route, "fib6_src.plen"))	/* CONFIG_IPV6_SUBTREES */
		out(e, "from %s/%ld ", ipv6_compressed(e, sub(route, "fib6_src.addr").addr), num(route, "fib6_src.plen"));
	print_nexthop_id(route);
	if (!siblings)
		ip_print_hop(sub(hop, "nh_common"), AF_INET6_);
	print_table_and_protocol(e, num(route, "fib6_table->tb6_id"), num(route, "fib6_protocol"));
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

static void print_all_inet6(ref net)
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

EMITTER(cmd_ip6_route)
{
	if (has(self, "ipv6.fib6_null_entry"))
		print_all_inet6(self);
	else
		absent(e, "the kernel has no IPv6");
}

EMITTER(cmd_ip_route)
{
	EACH(table, fib_tables(self))
		EACH(alias, fib_aliases(table))
			print_inet(e, (uint32_t)KEY(alias), alias);
	forgive(e);
	if (has(self, "ipv6.fib6_null_entry"))
		print_all_inet6(self);
}
