/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/ptype: who takes packets of which protocol.  ptype_seq_show(), net/core/net-procfs.c */
#include "emit/emit.h"
#include "kernel/net.h"

enum { ETH_P_ALL = 3, PTYPE_HASH_SIZE = 16 };

static void print_handlers(struct emit *e, ref head, ref net, const char *device)
{
	EACH(type, list(head, "struct packet_type", "list")) {
		long protocol = num(type, "type");
		uint64_t only = addr(type, "af_packet_net");

		protocol = (protocol & 0xff) << 8 | (protocol >> 8 & 0xff);
		if (only && only != net.addr)
			continue;
		if (protocol == ETH_P_ALL)
			out(e, "ALL ");
		else
			out(e, "%04lx", protocol);
		out(e, " %-8s %s\n", device, symbol_and_module(e, addr(type, "func")));
	}
}

EMITTER(proc_net_ptype)
{
	row(e, "Type Device      Function\n");
	EACH(device, net_devices(self)) {
		print_handlers(e, sub(device, "ptype_all"), self, str(device, "name"));
		print_handlers(e, sub(device, "ptype_specific"), self, str(device, "name"));
	}
	if (has(self, "ptype_all")) {		/* 6.15: lists of each namespace */
		print_handlers(e, sub(self, "ptype_all"), self, "");
		print_handlers(e, sub(self, "ptype_specific"), self, "");
	}
	if (has_sym(e, "ptype_all"))
		print_handlers(e, sym(e, "ptype_all", "struct list_head"), self, "");
	else if (has_member(e, "struct net_hotdata", "ptype_all"))
		print_handlers(e, sub(sym(e, "net_hotdata", "struct net_hotdata"), "ptype_all"), self, "");
	EACH(head, array_n(sym(e, "ptype_base", "struct list_head"), "", PTYPE_HASH_SIZE))
		print_handlers(e, head, self, "");
}
