/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/igmp: IPv4 multicast groups.  igmp_mc_seq_show(), net/ipv4/igmp.c */
#include "emit/emit.h"
#include "kernel/net.h"

/* IGMP_V1_SEEN(), IGMP_V2_SEEN(): forced by sysctl, or such a router was heard of lately. */
static const char *querier(struct emit *e, ref in)
{
	long i = enumv(e, "IPV4_DEVCONF_FORCE_IGMP_VERSION") - 1, now = jiffies_now(e);
	long all = num_at(ptr(in, "dev->nd_net.net"), "ipv4.devconf_all->data[]", i), own = num_at(in, "cnf.data[]", i);
	long forced = all ? all : own;
	long v1 = num(in, "mr_v1_seen"), v2 = num(in, "mr_v2_seen");

	if (forced == 1 || (v1 && now < v1))
		return "V1";
	return forced == 2 || (v2 && now < v2) ? "V2" : "V3";
}

EMITTER(proc_net_igmp)
{
	row(e, "Idx\tDevice    : Count Querier\tGroup    Users Timer\tReporter\n");
	EACH(device, net_devices(self)) {
		ref in = ptr(device, "ip_ptr");
		bool first = true;

		if (null(in))
			continue;
		EACH(im, chain(ptr(in, "mc_list"), "next_rcu")) {
			long running = num(im, "tm_running");

			if (first)
				out(e, "%ld\t%-10s: %5ld %7s\n", num(device, "ifindex"), str(device, "name"),
				    num(in, "mc_count"), querier(e, in));
			first = false;
			out(e, "\t\t\t\t%s %5ld %ld:%08lX\t\t%ld\n", ipv4_hex(e, sub(im, "multiaddr").addr),
			    num(im, "users"), running,
			    running ? delta_ticks(e, num(im, "timer.expires") - jiffies_now(e)) : 0, num(im, "reporter"));
		}
	}
}
