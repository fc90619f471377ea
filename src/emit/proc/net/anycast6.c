/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/anycast6: IPv6 anycast addresses.  ac6_seq_show(), net/ipv6/anycast.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_net_anycast6)
{
	EACH(device, net_devices(self)) {
		ref in6 = ptr(device, "ip6_ptr");

		if (null(in6))
			continue;
		EACH(a, chain(ptr(in6, "ac_list"), "aca_next"))
			out(e, "%-4ld %-15s %s %5ld\n", num(device, "ifindex"), str(device, "name"),
			    ipv6_plain(e, sub(a, "aca_addr").addr), num(a, "aca_users"));
	}
}
