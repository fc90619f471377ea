/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tracked connections, and the words for what they are made of.  net/netfilter/nf_conntrack_core.c, nf_conntrack_proto*.c */
#include "kernel/net.h"

enum {	/* include/uapi/linux/in.h */
	IPPROTO_ICMP_ = 1, IPPROTO_TCP_ = 6, IPPROTO_UDP_ = 17, IPPROTO_DCCP_ = 33, IPPROTO_GRE_ = 47, IPPROTO_ICMPV6_ = 58,
	IPPROTO_SCTP_ = 132, IPPROTO_UDPLITE_ = 136,
};

enum { STATUS_SEEN_REPLY = 1 << 1, STATUS_ASSURED = 1 << 2, STATUS_OFFLOAD = 1 << 14,
      STATUS_HW_OFFLOAD = 1 << 15 };	/* enum ip_conntrack_status */

bool conntrack_loaded(struct emit *e)
{
	return has_module_sym(e, "nf_conntrack", "nf_conntrack_hash");
}

struct walk conntracks(ref net)
{
	struct emit *e = context(net);
	struct address_list found = address_list(e);
	struct bucket_walk_options o = {.stride = e->facts->word_size, .type = "struct nf_conntrack_tuple_hash",
					.member = "hnnode"};
	long now = jiffies_now(e);

	o.base = addr(sym(e, "nf_conntrack_hash", "void *"), "");
	o.count = (size_t)val(sym(e, "nf_conntrack_htable_size", "unsigned int"));
	EACH(hash, buckets(e, o)) {
		ref ct;

		if (num(hash, "tuple.dst.dir"))		/* each connection hangs in the table twice */
			continue;
		ct = container(hash, "struct nf_conn", "tuplehash[0]");
		if (addr(ct, "ct_net.net") != net.addr)
			continue;
		/* Expired ones, that still wait to be taken out, are not shown. */
		if ((int32_t)(num(ct, "timeout") - now) > 0 || num(ct, "status") & STATUS_OFFLOAD)
			address_add(&found, ct.addr);
	}
	return address_walk(e, &found, "struct nf_conn");
}

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

const char *conntrack_protocols(ref ct)
{
	ref original = sub(ct, "tuplehash[0].tuple");
	long family = num(original, "src.l3num"), protocol = num(original, "dst.protonum");

	return file_printf(context(ct), "%-8s %ld %-8s %ld ",
			   family == AF_INET_ ? "ipv4" : family == AF_INET6_ ? "ipv6" : "unknown", family,
			   protocol_name(protocol), protocol);
}

const char *conntrack_left(ref ct)
{
	struct emit *e = context(ct);

	if (num(ct, "status") & STATUS_OFFLOAD)
		return "";
	return file_printf(e, "%ld ", (long)(int32_t)(num(ct, "timeout") - jiffies_now(e)) / hz(e));
}

/* In the order of enum tcp_conntrack, sctp_conntrack, ct_dccp_state. */
const char *conntrack_state(ref ct)
{
	static const char *const tcp[] = {"NONE", "SYN_SENT", "SYN_RECV", "ESTABLISHED", "FIN_WAIT", "CLOSE_WAIT",
					  "LAST_ACK", "TIME_WAIT", "CLOSE", "SYN_SENT2"};
	static const char *const sctp[] = {"NONE", "CLOSED", "COOKIE_WAIT", "COOKIE_ECHOED", "ESTABLISHED",
					   "SHUTDOWN_SENT", "SHUTDOWN_RECD", "SHUTDOWN_ACK_SENT", "HEARTBEAT_SENT",
					   "HEARTBEAT_ACKED"};
	static const char *const dccp[] = {"NONE", "REQUEST", "RESPOND", "PARTOPEN", "OPEN", "CLOSEREQ", "CLOSING",
					   "TIMEWAIT", "IGNORE", "INVALID"};
	struct emit *e = context(ct);

	switch (num(ct, "tuplehash[0].tuple.dst.protonum")) {
	case IPPROTO_TCP_:
		return file_printf(e, "%s ", one_of(e, tcp, num(ct, "proto.tcp.state")));
	case IPPROTO_SCTP_:
		return file_printf(e, "%s ", one_of(e, sctp, num(ct, "proto.sctp.state")));
	case IPPROTO_DCCP_:
		return file_printf(e, "%s ", one_of(e, dccp, num(ct, "proto.dccp.state")));
	}
	return "";
}

/* "sport=1 dport=2 " */
static const char *ports(ref tuple)
{
	struct emit *e = context(tuple);
	long source = swap16(num(tuple, "src.u.all")), destination = swap16(num(tuple, "dst.u.all"));

	switch (num(tuple, "dst.protonum")) {
	case IPPROTO_ICMP_:
	case IPPROTO_ICMPV6_:
		return file_printf(e, "type=%ld code=%ld id=%ld ", num(tuple, "dst.u.icmp.type"),
				   num(tuple, "dst.u.icmp.code"), source);
	case IPPROTO_GRE_:
		return file_printf(e, "srckey=0x%lx dstkey=0x%lx ", source, destination);
	case IPPROTO_TCP_:
	case IPPROTO_UDP_:
	case IPPROTO_UDPLITE_:
	case IPPROTO_DCCP_:
	case IPPROTO_SCTP_:
		return file_printf(e, "sport=%ld dport=%ld ", source, destination);
	}
	return "";
}

const char *conntrack_tuple(ref tuple, const char *(*ipv6)(struct emit *e, uint64_t address))
{
	struct emit *e = context(tuple);
	const char *(*text)(struct emit *e, uint64_t address) = num(tuple, "src.l3num") == AF_INET6_ ? ipv6 : ipv4_text;

	return file_printf(e, "src=%s dst=%s %s", text(e, sub(tuple, "src.u3").addr), text(e, sub(tuple, "dst.u3").addr),
			   ports(tuple));
}

/* Where an extension of that number lies; 0: the connection has none. */
static uint64_t extension(ref ct, long id)
{
	ref ext = ptr(ct, "ext");
	long offset;

	if (null(ext) || id >= len(ext, "offset") || !(offset = num_at(ext, "offset[]", id)))
		return 0;
	return ext.addr + (uint64_t)offset;
}

const char *conntrack_account(ref ct, long direction)
{
	struct emit *e = context(ct);
	uint64_t where = has_enum(e, "NF_CT_EXT_ACCT") ? extension(ct, enumv(e, "NF_CT_EXT_ACCT")) : 0;
	ref counters;

	if (!where)
		return "";
	counters = at(e, where, "struct nf_conn_counter");
	return file_printf(e, "packets=%ld bytes=%ld ", num_at(counters, "[].packets", direction),
			   num_at(counters, "[].bytes", direction));
}

const char *conntrack_helper(ref ct)
{
	struct emit *e = context(ct);
	uint64_t where = has_enum(e, "NF_CT_EXT_HELPER") ? extension(ct, enumv(e, "NF_CT_EXT_HELPER")) : 0;
	ref helper;

	if (!where)
		return "";
	helper = ptr(at(e, where, "struct nf_conn_help"), "helper");
	return null(helper) ? "" : file_printf(e, "helper=%s ", str(helper, "name"));
}

const char *conntrack_unreplied(ref ct)
{
	return num(ct, "status") & STATUS_SEEN_REPLY ? "" : "[UNREPLIED] ";
}

const char *conntrack_assured(ref ct)
{
	long status = num(ct, "status");

	return status & STATUS_HW_OFFLOAD ? "[HW_OFFLOAD] " : status & STATUS_OFFLOAD ? "[OFFLOAD] " : status & STATUS_ASSURED ? "[ASSURED] " : "";
}
