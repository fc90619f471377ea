/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/packet: packet sockets.  packet_seq_show(), net/packet/af_packet.c */
#include "emit/emit.h"
#include "kernel/net.h"

static long is_running(struct emit *e, ref po)
{
	return has(po, "running") ? num(po, "running") : num(po, "flags") >> enumv(e, "PACKET_SOCK_RUNNING") & 1;	/* 6.4 */
}

EMITTER(proc_net_packet)
{
	if (!has_sym(e, "packet_seq_ops") && !has_function(e, "packet_rcv")) {
		absent(e, "packet sockets are not loaded");
		return;
	}
	row(e, "%-*sRefCnt Type Proto  Iface R Rmem   User   Inode\n", net_tables_aligned(e) ? 17 : 9, "sk");
	EACH(sk, hlist(sub(self, "packet.sklist"), "struct sock", "__sk_common.skc_node")) {
		ref po = cast(sk, "struct packet_sock");
		long protocol = num(po, "num");

		out(e, "%s %-6ld %-4ld %04lx   %-5ld %1ld %-6ld %-6ld %-6lu\n", restricted_pointer(e, sk.addr),
		    num(sk, "__sk_common.skc_refcnt"), num(sk, "sk_type"),
		    (protocol & 0xff) << 8 | (protocol >> 8 & 0xff), num(po, "ifindex"), is_running(e, po),
		    socket_receive_queue(sk), socket_uid(sk), socket_inode(sk));
	}
}
