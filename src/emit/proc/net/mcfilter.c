/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/{mcfilter,mcfilter6}: source filters of multicast groups.  igmp_mcf_seq_show(), igmp6_mcf_seq_show() */
#include "emit/emit.h"
#include "kernel/net.h"

enum { EXCLUDE, INCLUDE };		/* MCAST_EXCLUDE, MCAST_INCLUDE */

EMITTER(proc_net_mcfilter)
{
	row(e, "Idx Device        MCA        SRC    INC    EXC\n");
	EACH(device, net_devices(self)) {
		ref in = ptr(device, "ip_ptr");

		if (null(in))
			continue;
		EACH(im, chain(ptr(in, "mc_list"), "next_rcu"))
			EACH(source, chain(ptr(im, "sources"), "sf_next"))
				out(e, "%3ld %6.6s 0x%s 0x%s %6lu %6lu\n", num(device, "ifindex"), str(device, "name"),
				    hex_bytes(e, sub(im, "multiaddr").addr, 4, ""),
				    hex_bytes(e, sub(source, "sf_inaddr").addr, 4, ""),
				    num_at(source, "sf_count[]", INCLUDE), num_at(source, "sf_count[]", EXCLUDE));
	}
}

EMITTER(proc_net_mcfilter6)
{
	row(e, "Idx Device                Multicast Address                   Source Address    INC    EXC\n");
	EACH(device, net_devices(self)) {
		ref in6 = ptr(device, "ip6_ptr");

		if (null(in6))
			continue;
		EACH(im, chain(ptr(in6, "mc_list"), "next"))
			EACH(source, chain(ptr(im, "mca_sources"), "sf_next"))
				out(e, "%3ld %6.6s %s %s %6lu %6lu\n", num(device, "ifindex"), str(device, "name"),
				    ipv6_plain(e, sub(im, "mca_addr").addr), ipv6_plain(e, sub(source, "sf_addr").addr),
				    num_at(source, "sf_count[]", INCLUDE), num_at(source, "sf_count[]", EXCLUDE));
	}
}
