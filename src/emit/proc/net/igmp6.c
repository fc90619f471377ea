/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/igmp6: IPv6 multicast groups.  igmp6_mc_seq_show(), net/ipv6/mcast.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_net_igmp6)
{
	enum { MAF_TIMER_RUNNING = 1 };

	EACH(device, net_devices(self)) {
		ref in6 = ptr(device, "ip6_ptr");

		if (null(in6))
			continue;
		EACH(im, chain(ptr(in6, "mc_list"), "next")) {
			long flags = num(im, "mca_flags");
			long left = flags & MAF_TIMER_RUNNING ? num(im,
								    "mca_work.timer.expires|mca_timer.expires") - jiffies_now(e) : 0;

			out(e, "%-4ld %-15s %s %5ld %08lX %ld\n", num(device, "ifindex"), str(device, "name"),
			    ipv6_plain(e, sub(im, "mca_addr").addr), num(im, "mca_users"), flags, delta_ticks(e, left));
		}
	}
}
