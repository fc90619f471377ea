/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/networking/{ip_route_show_table_all,ip_-6_route_show_table_all}: routes of all tables.
 * fib_dump_info(), net/ipv4/fib_semantics.c
 */
#include "emit/commands/networking/ip.h"

enum { RT_SCOPE_UNIVERSE = 0 };

static void print_inet(struct emit *e, uint32_t key, ref alias)
{
	ref info = ptr(alias, "fa_info");
	long hops = fib_next_hop_count(info), scope = num(info, "fib_scope");
	long tos = has(alias, "fa_dscp") ? num(alias, "fa_dscp") : num(alias, "fa_tos");	/* 5.18 */

	ip_print_route_type(e, num(alias, "fa_type"));
	ip_print_destination(e, fib_address(e, key), 32 - num(alias, "fa_slen"), 32);
	ip_print_nexthop_id(info);
	if (tos)
		out(e, "tos %#04lx ", tos);
	if (hops == 1)
		ip_print_hop(fib_next_hop(info), AF_INET_);
	ip_print_table_and_protocol(e, num(alias, "tb_id"), num(info, "fib_protocol"));
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

EMITTER(cmd_ip6_route)
{
	if (has(self, "ipv6.fib6_null_entry"))
		ip_print_routes6(self);
	else
		absent(e, "the kernel has no IPv6");
}

EMITTER(cmd_ip_route)
{
	EACH(table, fib_tables(self))
		EACH(alias, fib_aliases(table))
			print_inet(e, (uint32_t)KEY(alias), alias);
	forgive(e);	/* what is lost of IPv4 says nothing of IPv6 */
	if (has(self, "ipv6.fib6_null_entry"))
		ip_print_routes6(self);
}
