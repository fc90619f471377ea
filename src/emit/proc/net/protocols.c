/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/protocols: the kinds of sockets.  proto_seq_printf(), net/core/sock.c */
#include "emit/emit.h"
#include "kernel/net.h"

#include <string.h>

/* What a protocol may implement: a column each; sendpage was removed in 6.5, its column with it. */
static const struct operation {
	const char *column, *member;
} operations[] = {
	{"cl", "close"}, {"co", "connect"}, {"di", "disconnect"}, {"ac", "accept"}, {"io", "ioctl"}, {"in", "init"},
	{"de", "destroy"},
	{"sh", "shutdown"}, {"ss", "setsockopt"}, {"gs", "getsockopt"}, {"se", "sendmsg"}, {"re", "recvmsg"}, {"sp", "sendpage"},
	{"bi", "bind"}, {"br", "backlog_rcv"}, {"ha", "hash"}, {"uh", "unhash"}, {"gp", "get_port"},
	{"em", "enter_memory_pressure"},
};

static bool has_column(struct emit *e, const struct operation *o)
{
	return strcmp(o->column, "sp") || has_member(e, "struct proto", "sendpage");
}

static void print_header(struct emit *e)
{
	out(e, "%-9s %-4s %-8s %-6s %-5s %-7s %-4s %-10s", "protocol", "size", "sockets", "memory", "press", "maxhdr",
	    "slab", "module");
	for (size_t i = 0; i < ARRAY_LEN(operations); i++)
		if (has_column(e, &operations[i]))
			out(e, " %s", operations[i].column);
	out(e, "\n");
}

static void print_operations(struct emit *e, ref proto)
{
	for (size_t i = 0; i < ARRAY_LEN(operations); i++)
		if (has_column(e, &operations[i]))
			out(e, " %2c", num_(proto, operations[i].member, 0) ? 'y' : 'n');
	out(e, "\n");
}

static const char *pressure(ref proto)
{
	if (!num(proto, "memory_pressure"))
		return "NI";
	return val(ptr(proto, "memory_pressure")) ? "yes" : "no";
}

EMITTER(proc_net_protocols)
{
	print_header(e);
	EACH(proto, list(sym(e, "proto_list", "struct list_head"), "struct proto", "node")) {
		long memory = num(proto, "memory_allocated") ? val(ptr(proto, "memory_allocated")) : -1;

		out(e, "%-9s %4ld %6ld  %6ld   %-3s %6ld   %-3s  %-10s", str(proto, "name"), num(proto, "obj_size"),
		    sockets_in_use(self, proto), num(proto, "memory_allocated") && memory < 0 ? 0 : memory,
		    pressure(proto), num(proto, "max_header"), num(proto, "slab") ? "yes" : "no",
		    num(proto, "owner") ? str(proto, "owner->name") : "kernel");
		print_operations(e, proto);
	}
}
