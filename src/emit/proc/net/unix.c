/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/unix: Unix domain sockets.  unix_seq_show(), net/unix/af_unix.c */
#include "emit/emit.h"
#include "kernel/net.h"

enum { TCP_ESTABLISHED = 1, TCP_LISTEN = 10, SO_ACCEPTCON = 1 << 16 };
enum { SS_UNCONNECTED = 1, SS_CONNECTING = 2, SS_CONNECTED = 3, SS_DISCONNECTING = 4 };

/* An abstract name begins with a NUL, shown as '@', as are further ones. */
static const char *socket_path(struct emit *e, ref u)
{
	ref a = ptr(u, "addr");
	long size_;
	char *path;
	const char *raw;

	if (null(a))
		return "";
	size_ = num(a, "len") - 2;		/* behind sun_family */
	if (size_ <= 0 || size_ > 108)
		return " ";
	raw = read_bytes(e, sub(a, "name").addr + 2, (size_t)size_);
	if (!raw)
		return "";
	path = file_alloc(e, (size_t)size_ + 2, 1);
	path[0] = ' ';
	if (raw[0])
		size_--;			/* its terminating NUL */
	for (long i = 0; i < size_; i++)
		path[i + 1] = raw[i] ? raw[i] : '@';
	return path;
}

EMITTER(proc_net_unix)
{
	row(e, "Num       RefCount Protocol Flags    Type St Inode Path\n");
	EACH(u, unix_sockets(self)) {
		ref sk = sub(u, "sk");
		long state = num(sk, "__sk_common.skc_state");
		bool connected = state == TCP_ESTABLISHED;

		if (!socket_in(sk, self))
			continue;
		out(e, "%s: %08lX %08X %08X %04lX %02X %5lu%s\n", restricted_pointer(e, sk.addr), num(sk, "__sk_common.skc_refcnt"), 0,
		    state == TCP_LISTEN ? SO_ACCEPTCON : 0, num(sk, "sk_type"),
		    num(sk, "sk_socket") ? (connected ? SS_CONNECTED : SS_UNCONNECTED) : (connected ? SS_CONNECTING : SS_DISCONNECTING),
		    socket_inode(sk), socket_path(e, u));
	}
}
