/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/ip_maddr_show, netstat_-W_-agn: multicast groups, out of what proc/net/{dev_mcast,igmp,igmp6} show. */
#include "emit/commands/networking/ip.h"

static const char *users(struct emit *e, long count)
{
	return count == 1 ? "" : file_printf(e, " users %ld", count);
}

EMITTER(cmd_ip_maddr)
{
	EACH(device, net_devices(self)) {
		ref in = ptr(device, "ip_ptr"), in6 = ptr(device, "ip6_ptr");

		out(e, "%ld:\t%s\n", num(device, "ifindex"), str(device, "name"));
		EACH(a, list(sub(device, "mc.list"), "struct netdev_hw_addr", "list"))
			out(e, "\tlink  %s%s%s\n", net_device_address(device, sub(a, "addr").addr), users(e, num(a, "refcount")),
			    num(a, "global_use") ? " static" : "");
		if (!null(in))
			EACH(group, chain(ptr(in, "mc_list"), "next_rcu"))
				out(e, "\tinet  %s%s\n", ipv4_text(e, sub(group, "multiaddr").addr),
				    users(e, num(group, "users")));
		if (!null(in6))
			EACH(group, chain(ptr(in6, "mc_list"), "next"))
				out(e, "\tinet6 %s%s\n", ipv6_compressed(e, sub(group, "mca_addr").addr),
				    users(e, num(group, "mca_users")));
	}
}

EMITTER(cmd_netstat_agn)
{
	row(e, "IPv6/IPv4 Group Memberships\nInterface       RefCnt Group\n--------------- ------ ---------------------\n");
	EACH(device, net_devices(self)) {
		ref in = ptr(device, "ip_ptr");

		if (!null(in))
			EACH(group, chain(ptr(in, "mc_list"), "next_rcu"))
				out(e, "%-15s %-6ld %s\n", str(device, "name"), num(group, "users"),
				    ipv4_text(e, sub(group, "multiaddr").addr));
	}
	EACH(device, net_devices(self)) {
		ref in6 = ptr(device, "ip6_ptr");

		if (!null(in6))
			EACH(group, chain(ptr(in6, "mc_list"), "next"))
				out(e, "%-15s %-6ld %s\n", str(device, "name"), num(group, "mca_users"),
				    ipv6_compressed(e, sub(group, "mca_addr").addr));
	}
}
