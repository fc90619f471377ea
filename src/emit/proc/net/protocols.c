/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/protocols: the kinds of sockets.  proto_seq_printf(), net/core/sock.c */
#include "emit/emit.h"
#include "kernel/net.h"

/* In the order of the columns; sendpage was removed in 6.5, its column with it. */
static long implements(ref proto, size_t i)
{
	switch (i) {
	case 0: return num(proto, "close");
	case 1: return num(proto, "connect");
	case 2: return num(proto, "disconnect");
	case 3: return num(proto, "accept");
	case 4: return num(proto, "ioctl");
	case 5: return num(proto, "init");
	case 6: return num(proto, "destroy");
	case 7: return num(proto, "shutdown");
	case 8: return num(proto, "setsockopt");
	case 9: return num(proto, "getsockopt");
	case 10: return num(proto, "sendmsg");
	case 11: return num(proto, "recvmsg");
	case 12: return num_or(proto, "sendpage", -1);
	case 13: return num(proto, "bind");
	case 14: return num(proto, "backlog_rcv");
	case 15: return num(proto, "hash");
	case 16: return num(proto, "unhash");
	case 17: return num(proto, "get_port");
	default: return num(proto, "enter_memory_pressure");
	}
}

static const char *pressure(ref proto)
{
	if (!num(proto, "memory_pressure"))
		return "NI";
	return val(ptr(proto, "memory_pressure")) ? "yes" : "no";
}

EMITTER(proc_net_protocols)
{
	bool sendpage = has_member(e, "struct proto", "sendpage");

	row(e, "%-9s %-4s %-8s %-6s %-5s %-7s %-4s %-10s %s\n", "protocol", "size", "sockets", "memory", "press", "maxhdr", "slab", "module",
	    sendpage ? "cl co di ac io in de sh ss gs se re sp bi br ha uh gp em" : "cl co di ac io in de sh ss gs se re bi br ha uh gp em");
	EACH(proto, list(sym(e, "proto_list", "struct list_head"), "struct proto", "node")) {
		long memory = num(proto, "memory_allocated") ? val(ptr(proto, "memory_allocated")) : -1;

		out(e, "%-9s %4ld %6ld  %6ld   %-3s %6ld   %-3s  %-10s ", str(proto, "name"), num(proto, "obj_size"), sockets_in_use(self, proto),
		    num(proto, "memory_allocated") && memory < 0 ? 0 : memory, pressure(proto), num(proto, "max_header"), num(proto, "slab") ? "yes" : "no",
		    num(proto, "owner") ? str(proto, "owner->name") : "kernel");
		for (size_t i = 0; i < 19; i++)
			if (sendpage || i != 12)
				out(e, "%2c%s", implements(proto, i) ? 'y' : 'n', i < 18 ? " " : "\n");
	}
}
