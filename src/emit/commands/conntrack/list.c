/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/conntrack/conntrack_-L_-o_extended: tracked connections.  ctnetlink_fill_info(), net/netfilter/nf_conntrack_netlink.c */
#include "emit/emit.h"
#include "kernel/net.h"

/* Zone 0, the usual one, is not sent. */
static const char *zone(struct emit *e, ref ct)
{
	long id = has(ct, "zone") ? num(ct, "zone.id") : 0;

	return id ? file_printf(e, "zone=%ld ", id) : "";
}

EMITTER(cmd_conntrack)
{
	if (!conntrack_loaded(e)) {
		absent(e, "connection tracking is not loaded");
		return;
	}
	EACH(ct, conntracks(self)) {
		ref original = sub(ct, "tuplehash[0].tuple"), reply = sub(ct, "tuplehash[1].tuple");

		out(e, "%s%s%s%s%s%s%s%s%s", conntrack_protocols(ct), conntrack_left(ct), conntrack_state(ct),
		    conntrack_tuple(original, ipv6_compressed), conntrack_account(ct, 0), conntrack_unreplied(ct),
		    conntrack_tuple(reply, ipv6_compressed), conntrack_account(ct, 1), conntrack_assured(ct));
		if (has(ct, "mark"))
			out(e, "mark=%ld ", num(ct, "mark"));
		out(e, "%s%suse=%ld\n", zone(e, ct), conntrack_helper(ct), num(ct, "ct_general.use"));
	}
}
