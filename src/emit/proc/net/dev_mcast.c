/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/dev_mcast: link-layer multicast addresses.  dev_mc_seq_show(), net/core/net-procfs.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_net_dev_mcast)
{
	EACH(device, net_devices(self))
		EACH(a, list(sub(device, "mc.list"), "struct netdev_hw_addr", "list"))
			out(e, "%-4ld %-15s %-5ld %-5ld %s\n", num(device, "ifindex"), str(device, "name"), num(a, "refcount"),
			    num(a, "global_use"), hex_bytes(e, sub(a, "addr").addr, (size_t)num(device, "addr_len"), ""));
}
