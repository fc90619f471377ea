/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Netlink and packet sockets in ss.  sk_diag_fill(), net/netlink/diag.c; net/packet/diag.c */
#include "emit/commands/networking/ss.h"

static void netlink_row(struct ss *s, ref nlk)
{
	enum { NETLINK_CONNECTED = 1 };
	struct emit *e = s->e;
	ref sk = sub(nlk, "sk");
	bool connected = num(sk, "__sk_common.skc_state") == NETLINK_CONNECTED;
	struct ss_row row = {
		.kind = "nl", .state = "UNCONN", .receive_queue = socket_receive_queue(sk), .send_queue = socket_send_queue(sk),
		.address = file_printf(e, "%ld:", num(sk, "sk_protocol")), .port = file_printf(e, "%d", (int32_t)num(nlk, "portid")),
		.peer = connected ? file_printf(e, "%ld:", num(nlk, "dst_group")) : "*",
		.peer_port = connected ? file_printf(e, "%d", (int32_t)num(nlk, "dst_portid")) : "",
	};

	if (!socket_in(sk, s->net) || !ss_columns(s, row))
		return;
	out(e, " sk=0 cb=0 groups=0x%08lx\t", addr(nlk, "groups") ? num(nlk, "groups[0]") & 0xffffffff : 0);
	ss_memory(sk);
	out(e, "\n");
}

/* __netlink_diag_dump(): the table of each protocol, then its listeners to groups, a second time. */
void ss_netlink(struct ss *s)
{
	enum { MAX_LINKS = 32 };

	EACH(table, array_n(deref(sym(s->e, "nl_table", "struct netlink_table *")), "", MAX_LINKS)) {
		EACH(nlk, rhashtable(sub(table, "hash"), "struct netlink_sock", "node"))
			netlink_row(s, nlk);
		EACH(nlk, hlist(sub(table, "mc_list"), "struct netlink_sock", "sk.__sk_common.skc_bind_node"))
			netlink_row(s, nlk);
	}
}

static const char *protocol_name(struct emit *e, long be)
{
	long protocol = swap16(be);

	return protocol == 3 ? "*" : protocol == 0x800 ? "ip" : protocol == 0x806 ? "arp" : protocol == 0x86dd ? "ipv6" :
	       file_printf(e, "[%ld]", protocol);
}

/* Single bits of a struct packet_sock until 6.4, then of flags. */
static bool packet_flag(ref po, const char *old, const char *bit)
{
	return has_(po, old) ? num_(po, old, 0) : num(po, "flags") >> enumv(context(po), bit) & 1;
}

static void packet_details(ref po)
{
	struct emit *e = context(po);
	bool vnet_header = has(po, "vnet_hdr_sz") ? num(po, "vnet_hdr_sz") : num_or(po, "has_vnet_hdr", 0);

	out(e, "\n\tver:%ld cpy_thresh:%ld flags( ", num(po, "tp_version"), num(po, "copy_thresh"));
	out(e, "%s%s%s%s", packet_flag(po, "running", "PACKET_SOCK_RUNNING") ? "running" : "",
	    packet_flag(po, "auxdata", "PACKET_SOCK_AUXDATA") ? " auxdata" : "",
	    packet_flag(po, "origdev", "PACKET_SOCK_ORIGDEV") ? " origdev" : "", vnet_header ? " vnethdr" : "");
	out(e, " )");
	if (num(po, "rx_ring.pg_vec_len") || num(po, "tx_ring.pg_vec_len"))
		remark(e, "rings of packet sockets are not shown");
}

void ss_packet(struct ss *s)
{
	enum { SOCK_RAW = 3 };
	struct emit *e = s->e;

	if (!has_type(e, "struct packet_sock") || !has(s->net, "packet.sklist"))
		return;
	EACH(sk, hlist(sub(s->net, "packet.sklist"), "struct sock", "__sk_common.skc_node")) {
		ref po = cast(sk, "struct packet_sock");
		long ifindex = num(po, "ifindex");
		struct ss_row row = {
			.kind = num(sk, "sk_type") == SOCK_RAW ? "p_raw" : "p_dgr", .state = "UNCONN",
			.receive_queue = socket_receive_queue(sk), .address = file_printf(e, "%s:", protocol_name(e, num(po, "num"))),
			.port = ifindex ? net_device_name(s->net, ifindex) : "*", .peer = "*", .peer_port = "",
		};

		if (!ss_columns(s, row))
			continue;
		ss_processes(sk);
		ss_socket(sk);
		packet_details(po);
		ss_memory(sk);
		out(e, "\n");
	}
}
