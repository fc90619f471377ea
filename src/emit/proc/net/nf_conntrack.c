/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/nf_conntrack: tracked connections.  ct_seq_show(), net/netfilter/nf_conntrack_standalone.c */
#include "emit/emit.h"
#include "kernel/net.h"

/* gre_print_conntrack(): in jiffies. */
static const char *gre_timeouts(struct emit *e, ref ct)
{
	enum { IPPROTO_GRE_ = 47 };

	if (num(ct, "tuplehash[0].tuple.dst.protonum") != IPPROTO_GRE_ || !has(ct, "proto.gre"))
		return "";
	return file_printf(e, "timeout=%ld, stream_timeout=%ld ", num(ct, "proto.gre.timeout") / hz(e),
			   num(ct, "proto.gre.stream_timeout") / hz(e));
}

static void print_connection(struct emit *e, ref ct)
{
	ref original = sub(ct, "tuplehash[0].tuple"), reply = sub(ct, "tuplehash[1].tuple");

	out(e, "%s%s%s%s%s%s%s%s%s", conntrack_protocols(ct), conntrack_left(ct), conntrack_state(ct), gre_timeouts(e, ct),
	    conntrack_tuple(original, ipv6_groups), conntrack_account(ct, 0), conntrack_unreplied(ct),
	    conntrack_tuple(reply, ipv6_groups), conntrack_account(ct, 1));
	out(e, "%s%s", conntrack_assured(ct), has(ct, "mark") ? file_printf(e, "mark=%ld ", num(ct, "mark")) : "");
	if (has(ct, "zone"))
		out(e, "zone=%ld ", num(ct, "zone.id"));
	out(e, "use=%ld\n", num(ct, "ct_general.use") + 1);	/* the reader holds one more */
}

EMITTER(proc_net_nf_conntrack)
{
	if (!conntrack_loaded(e)) {
		absent(e, "connection tracking is not loaded");
		return;
	}
	EACH(ct, conntracks(self))
		print_connection(e, ct);
}
