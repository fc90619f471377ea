/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/networking/{ip_-s_-s_neigh_show,ip_neigh_show_nud_noarp}: who is behind which hardware address.
 * neigh_fill_info(), net/core/neighbour.c
 */
#include "emit/commands/networking/ip.h"

enum { NUD_INCOMPLETE = 1, NUD_FAILED = 0x20, NUD_NOARP = 0x40, NTF_PROXY = 0x8, NTF_EXT_LEARNED = 0x10, NTF_ROUTER = 0x80 };

static void print_states(struct emit *e, long state)
{
	static const char *const names[] = {"INCOMPLETE", "REACHABLE", "STALE", "DELAY", "PROBE", "FAILED", "NOARP", "PERMANENT"};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (state >> i & 1)
			out(e, "%s ", names[i]);
}

static void print_neighbour(ref n, ref device, bool v6, bool statistics)
{
	struct emit *e = context(n);
	uint64_t key = sub(n, "primary_key").addr;
	long now = jiffies_now(e), state = num(n, "nud_state"), references = num(n, "refcnt") - 1, flags = num(n, "flags");

	out(e, "%s dev %s ", v6 ? ipv6_compressed(e, key) : ipv4_text(e, key), str(device, "name"));
	if (state & ~(NUD_INCOMPLETE | NUD_FAILED))		/* NUD_VALID */
		out(e, "lladdr %s ", net_device_address(device, sub(n, "ha").addr));
	if (flags & NTF_ROUTER)
		out(e, "router ");
	if (flags & NTF_EXT_LEARNED)
		out(e, "extern_learn ");
	if (statistics) {
		if (references)
			out(e, " ref %ld", references);
		out(e, " used %ld/%ld/%ldprobes %ld ", (now - num(n, "used")) / hz(e), (now - num(n, "confirmed")) / hz(e),
		    (now - num(n, "updated")) / hz(e), num(n, "probes"));
	}
	print_states(e, state);
	out(e, "\n");
}

/* states: those to show */
static void print_table(struct emit *e, ref net, const char *symbol, bool v6, long states, bool statistics)
{
	if (!has_sym(e, symbol))
		return;
	EACH(n, neighbours(sym(e, symbol, "struct neigh_table"))) {
		ref device = ptr(n, "dev");

		if (addr(device, "nd_net.net") == net.addr && num(n, "nud_state") & states)
			print_neighbour(n, device, v6, statistics);
	}
}

/* All of them: sos leaves those without ARP to the second file. */
EMITTER(cmd_ip_neigh)
{
	print_table(e, self, "arp_tbl", false, 0xff, true);
	print_table(e, self, "nd_tbl", true, 0xff, true);
}

EMITTER(cmd_ip_neigh_noarp)
{
	print_table(e, self, "arp_tbl", false, NUD_NOARP, false);
	print_table(e, self, "nd_tbl", true, NUD_NOARP, false);
}
