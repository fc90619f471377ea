/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/if_inet6: IPv6 addresses.  if6_seq_show(), net/ipv6/addrconf.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_net_if_inet6)
{
	struct bucket_walk_options o = {.count = 256, .stride = e->facts->word_size, .type = "struct inet6_ifaddr",
					.member = "addr_lst"};

	if (without_ipv6(e))
		return;
	o.base = has(self, "ipv6.inet6_addr_lst") ? addr(self, "ipv6.inet6_addr_lst") : symaddr(e, "inet6_addr_lst");	/* 5.18 */
	EACH(a, buckets(e, o)) {
		ref device = ptr(a, "idev->dev");

		if (addr(device, "nd_net.net") != self.addr)
			continue;
		out(e, "%s %02lx %02lx %02lx %02lx %8s\n", ipv6_plain(e, sub(a, "addr").addr), num(device, "ifindex"),
		    num(a, "prefix_len"), num(a, "scope"), num(a, "flags") & 0xff, str(device, "name"));
	}
}
