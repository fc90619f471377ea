/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/netlink: netlink sockets.  netlink_native_seq_show(), net/netlink/af_netlink.c */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(proc_net_netlink)
{
	row(e, "sk               Eth Pid        Groups   Rmem     Wmem     Dump  Locks    Drops    Inode\n");
	EACH(nlk, netlink_sockets(e)) {
		ref sk = sub(nlk, "sk");

		if (!socket_in(sk, self))
			continue;
		out(e, "%s %-3ld %-10lu %08lx %-8ld %-8ld %-5ld %-8ld %-8ld %-8lu\n", restricted_pointer(e, sk.addr),
		    num(sk, "sk_protocol"), (unsigned long)num(nlk, "portid"),
		    num(nlk, "groups") ? num(nlk, "groups[0]") & 0xffffffff : 0, socket_receive_queue(sk),
		    socket_send_queue(sk), has(nlk, "cb_running") ? num(nlk, "cb_running") : num(nlk, "flags") >> enum_or(e, "NETLINK_F_CB_RUNNING", 63) & 1,
		    num(sk, "__sk_common.skc_refcnt"), socket_drops(sk), socket_inode(sk));
	}
}
