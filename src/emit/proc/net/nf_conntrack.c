/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/nf_conntrack: tracked connections.  ct_seq_show(), net/netfilter/nf_conntrack_standalone.c */
#include "emit/emit.h"
#include "kernel/net.h"

enum { IPPROTO_ICMP_ = 1, IPPROTO_TCP_ = 6, IPPROTO_UDP_ = 17, IPPROTO_DCCP_ = 33, IPPROTO_GRE_ = 47, IPPROTO_ICMPV6_ = 58, IPPROTO_SCTP_ = 132, IPPROTO_UDPLITE_ = 136 };

static const char *protocol_name(long protocol)
{
	switch (protocol) {
	case IPPROTO_ICMP_: return "icmp";
	case IPPROTO_TCP_: return "tcp";
	case IPPROTO_UDP_: return "udp";
	case IPPROTO_DCCP_: return "dccp";
	case IPPROTO_GRE_: return "gre";
	case IPPROTO_ICMPV6_: return "icmpv6";
	case IPPROTO_SCTP_: return "sctp";
	case IPPROTO_UDPLITE_: return "udplite";
	}
	return "unknown";
}

/* enum tcp_conntrack, in the order of tcp_conntrack_names[] */
static const char *tcp_state(struct emit *e, ref ct)
{
	static const char *const names[] = {"NONE", "SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT", "CLOSE_WAIT", "LAST_ACK", "TIME_WAIT", "CLOSE", "SYN_SENT2"};
	long state = num(ct, "proto.tcp.state");

	return state >= 0 && (size_t)state < ARRAY_LEN(names) ? file_printf(e, "%s ", names[state]) : "UNKNOWN ";
}

static long port(ref tuple, bool source)
{
	long p = source ? num(tuple, "src.u.all") : num(tuple, "dst.u.all");

	return (p & 0xff) << 8 | (p >> 8 & 0xff);
}

static const char *tuple_text(struct emit *e, ref tuple)
{
	bool v6 = num(tuple, "src.l3num") == AF_INET6_;
	uint64_t from = sub(tuple, "src.u3").addr, to = sub(tuple, "dst.u3").addr;
	long protocol = num(tuple, "dst.protonum");
	const char *addresses = file_printf(e, "src=%s dst=%s ", v6 ? ipv6_groups(e, from) : ipv4_text(e, from), v6 ? ipv6_groups(e, to) : ipv4_text(e, to));

	switch (protocol) {
	case IPPROTO_ICMP_:
	case IPPROTO_ICMPV6_:
		return file_printf(e, "%stype=%ld code=%ld id=%ld ", addresses, num(tuple, "dst.u.icmp.type"), num(tuple, "dst.u.icmp.code"), port(tuple, true));
	case IPPROTO_GRE_:
		return file_printf(e, "%ssrckey=0x%lx dstkey=0x%lx ", addresses, port(tuple, true), port(tuple, false));
	case IPPROTO_TCP_:
	case IPPROTO_UDP_:
	case IPPROTO_UDPLITE_:
	case IPPROTO_DCCP_:
	case IPPROTO_SCTP_:
		return file_printf(e, "%ssport=%ld dport=%ld ", addresses, port(tuple, true), port(tuple, false));
	}
	return addresses;
}

/* Packets and bytes, if accounting was on when the connection began (an extension of its own). */
static const char *account(struct emit *e, ref ct, long direction)
{
	ref ext = ptr(ct, "ext"), counters;
	long offset;

	if (null(ext) || !(offset = num_at(ext, "offset[]", enumv(e, "NF_CT_EXT_ACCT"))))
		return "";
	counters = at(e, ext.addr + (uint64_t)offset, "struct nf_conn_counter");
	return file_printf(e, "packets=%ld bytes=%ld ", num_at(counters, "[].packets", direction), num_at(counters, "[].bytes", direction));
}

static void print_connection(struct emit *e, ref ct)
{
	enum { SEEN_REPLY = 1 << 1, ASSURED = 1 << 2, DYING = 1 << 9, OFFLOAD = 1 << 14, HW_OFFLOAD = 1 << 15 };
	ref original = sub(ct, "tuplehash[0].tuple"), reply = sub(ct, "tuplehash[1].tuple");
	long status = num(ct, "status"), family = num(original, "src.l3num"), protocol = num(original, "dst.protonum");
	long left = (int32_t)(num(ct, "timeout") - jiffies_now(e));

	if (left <= 0 && !(status & OFFLOAD))		/* expired: the kernel skips it */
		return;
	out(e, "%-8s %ld %-8s %ld ", family == AF_INET_ ? "ipv4" : family == AF_INET6_ ? "ipv6" : "unknown", family, protocol_name(protocol), protocol);
	if (!(status & OFFLOAD))
		out(e, "%ld ", left / hz(e));
	out(e, "%s%s%s%s%s%s", protocol == IPPROTO_TCP_ ? tcp_state(e, ct) : "", tuple_text(e, original), account(e, ct, 0),
	    status & SEEN_REPLY ? "" : "[UNREPLIED] ", tuple_text(e, reply), account(e, ct, 1));
	out(e, "%s%s", status & HW_OFFLOAD ? "[HW_OFFLOAD] " : status & OFFLOAD ? "[OFFLOAD] " : status & ASSURED ? "[ASSURED] " : "",
	    has(ct, "mark") ? file_printf(e, "mark=%ld ", num(ct, "mark")) : "");
	if (has(ct, "zone"))
		out(e, "zone=%ld ", num(ct, "zone.id"));
	out(e, "use=%ld\n", num(ct, "ct_general.use") + 1);	/* the reader holds one more */
}

EMITTER(proc_net_nf_conntrack)
{
	struct bucket_walk_options o = {.stride = e->facts->word_size, .type = "struct nf_conntrack_tuple_hash", .member = "hnnode"};

	if (!has_module_sym(e, "nf_conntrack", "nf_conntrack_hash")) {
		absent(e, "connection tracking is not loaded");
		return;
	}
	o.base = addr(sym(e, "nf_conntrack_hash", "void *"), "");
	o.count = (size_t)val(sym(e, "nf_conntrack_htable_size", "unsigned int"));
	EACH(hash, buckets(e, o)) {
		ref ct;

		if (num(hash, "tuple.dst.dir"))		/* each connection hangs in the table twice */
			continue;
		ct = container(hash, "struct nf_conn", "tuplehash[0]");
		if (addr(ct, "ct_net.net") == self.addr)
			print_connection(e, ct);
	}
}
