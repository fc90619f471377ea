/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/unix: Unix domain sockets.  unix_seq_show(), net/unix/af_unix.c */
#include "emit/emit.h"
#include "kernel/net.h"

enum { TCP_ESTABLISHED = 1, TCP_LISTEN = 10, SO_ACCEPTCON = 1 << 16 };
enum { SS_UNCONNECTED = 1, SS_CONNECTING = 2, SS_CONNECTED = 3, SS_DISCONNECTING = 4 };

EMITTER(proc_net_unix)
{
	row(e, "Num       RefCount Protocol Flags    Type St Inode Path\n");
	EACH(u, unix_sockets(self)) {
		ref sk = sub(u, "sk");
		long state = num(sk, "__sk_common.skc_state");
		bool connected = state == TCP_ESTABLISHED;

		if (!socket_in(sk, self))
			continue;
		out(e, "%s: %08lX %08X %08X %04lX %02X %5lu%s\n", restricted_pointer(e, sk.addr),
		    num(sk, "__sk_common.skc_refcnt"), 0, state == TCP_LISTEN ? SO_ACCEPTCON : 0, num(sk, "sk_type"),
		    num(sk, "sk_socket") ? (connected ? SS_CONNECTED : SS_UNCONNECTED) : (connected ? SS_CONNECTING : SS_DISCONNECTING),
		    socket_inode(sk), unix_socket_path(u));
	}
}
