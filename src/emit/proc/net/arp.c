/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/arp: IPv4 neighbours.  arp_format_neigh_entry(), net/ipv4/arp.c */
#include "emit/emit.h"
#include "kernel/net.h"

enum { NUD_REACHABLE = 2, NUD_STALE = 4, NUD_DELAY = 8, NUD_PROBE = 16, NUD_NOARP = 64, NUD_PERMANENT = 128 };
enum { ATF_COM = 2, ATF_PERM = 4, ATF_PUBL = 8 };

static unsigned flags_of(long state)
{
	if (state & NUD_PERMANENT)
		return ATF_PERM | ATF_COM;
	return state & (NUD_REACHABLE | NUD_STALE | NUD_DELAY | NUD_PROBE | NUD_NOARP) ? ATF_COM : 0;
}

EMITTER(proc_net_arp)
{
	ref table = sym(e, "arp_tbl", "struct neigh_table");

	row(e, "IP address       HW type     Flags       HW address            Mask     Device\n");
	EACH(n, neighbours(table)) {
		ref device = ptr(n, "dev");
		long state = num(n, "nud_state");

		if (state & NUD_NOARP && !(state & ~NUD_NOARP))
			continue;
		if (addr(device, "nd_net.net") != self.addr)
			continue;
		out(e, "%-16s 0x%-10lx0x%-10x%-17s     *        %s\n", ipv4_text(e, sub(n, "primary_key").addr),
		    num(device, "type"), flags_of(state),
		    hex_bytes(e, sub(n, "ha").addr, (size_t)num(device, "addr_len"), ":"), str(device, "name"));
	}
	EACH(p, pointers_n(table, "phash_buckets", 16))
		EACH(n, chain(p, "next"))
			if (addr(n, "net.net") == self.addr)
				out(e, "%-16s 0x%-10lx0x%-10x%-17s     *        %s\n", ipv4_text(e, sub(n, "key").addr),
				    num(n, "dev") ? num(n, "dev->type") : 0, ATF_PUBL | ATF_PERM, "00:00:00:00:00:00",
				    num(n, "dev") ? str(n, "dev->name") : "*");
}
