/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/{ip,ip6}_mr_{vif,cache}: multicast routing.  net/ipv4/ipmr.c, net/ipv6/ip6mr.c */
#include "emit/emit.h"
#include "kernel/net.h"

/* A table whose entries this program does not print: they are said to be missing if there are any. */
static void header_only(struct emit *e, const char *header, bool has_entries, const char *what)
{
	row(e, "%s\n", header);
	if (has_entries)
		remark(e, "%s are not shown", what);
}

static bool multicast_routing(ref net, bool v6)
{
	struct emit *e = context(net);

	if (v6)
		return has_member(e, "struct net", "ipv6.mrt6") && num(net, "ipv6.mrt6") && num(ptr(net, "ipv6.mrt6"), "maxvif");
	return has_member(e, "struct net", "ipv4.mrt") && num(net, "ipv4.mrt") && num(ptr(net, "ipv4.mrt"), "maxvif");
}

EMITTER(proc_net_ip_mr_vif)
{
	if (!has_member(e, "struct net", "ipv4.mrt") && !has_member(e, "struct net", "ipv4.mr_tables"))
		absent(e, "the kernel has no IPv4 multicast routing");
	else
		header_only(e, "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags Local    Remote",
			    multicast_routing(self, false), "interfaces");
}

EMITTER(proc_net_ip_mr_cache)
{
	if (!has_member(e, "struct net", "ipv4.mrt") && !has_member(e, "struct net", "ipv4.mr_tables"))
		absent(e, "the kernel has no IPv4 multicast routing");
	else
		header_only(e, "Group    Origin   Iif     Pkts    Bytes    Wrong Oifs", multicast_routing(self, false), "routes");
}

EMITTER(proc_net_ip6_mr_vif)
{
	if (!has_member(e, "struct net", "ipv6.mrt6") && !has_member(e, "struct net", "ipv6.mr6_tables"))
		absent(e, "the kernel has no IPv6 multicast routing");
	else
		header_only(e, "Interface      BytesIn  PktsIn  BytesOut PktsOut Flags", multicast_routing(self, true),
			    "interfaces");
}

EMITTER(proc_net_ip6_mr_cache)
{
	if (!has_member(e, "struct net", "ipv6.mrt6") && !has_member(e, "struct net", "ipv6.mr6_tables"))
		absent(e, "the kernel has no IPv6 multicast routing");
	else
		header_only(e, "Group                            Origin                           Iif      Pkts  Bytes     Wrong  Oifs",
			    multicast_routing(self, true), "routes");
}
