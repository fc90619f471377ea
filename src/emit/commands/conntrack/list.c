/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/conntrack/conntrack_-L_-o_extended: tracked connections.  ctnetlink_fill_info(), net/netfilter/nf_conntrack_netlink.c */
#include "emit/emit.h"
#include "kernel/net.h"

static const char *tuple_text(struct emit *e, ref tuple)
{
	bool v6 = num(tuple, "src.l3num") == AF_INET6_;
	uint64_t from = sub(tuple, "src.u3").addr, to = sub(tuple, "dst.u3").addr;

	return file_printf(e, "src=%s dst=%s %s", v6 ? ipv6_compressed(e, from) : ipv4_text(e, from),
			   v6 ? ipv6_compressed(e, to) : ipv4_text(e, to), conntrack_ports(tuple));
}

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
		long family = num(original, "src.l3num"), protocol = num(original, "dst.protonum");

		out(e, "%-8s %ld %-8s %ld ", family == AF_INET_ ? "ipv4" : family == AF_INET6_ ? "ipv6" : "unknown",
		    family, conntrack_protocol(protocol), protocol);
		out(e, "%s%s%s%s%s%s%s%s", conntrack_left(ct), conntrack_state(ct), tuple_text(e, original),
		    conntrack_account(ct, 0), conntrack_unreplied(ct), tuple_text(e, reply), conntrack_account(ct, 1),
		    conntrack_assured(ct));
		if (has(ct, "mark"))
			out(e, "mark=%ld ", num(ct, "mark"));
		out(e, "%s%suse=%ld\n", zone(e, ct), conntrack_helper(ct), num(ct, "ct_general.use"));
	}
}
