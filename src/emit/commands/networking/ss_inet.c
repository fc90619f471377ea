/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Raw, UDP and TCP sockets in ss.  inet_sk_diag_fill(), net/ipv4/inet_diag.c */
#include "emit/commands/networking/ss.h"

#include <string.h>

/* "[fe80::1]%eth0:"; a socket of IPv6 that takes IPv4 as well is bound to "*:". */
static const char *address(struct ss *s, ref common, bool v6, bool remote)
{
	struct emit *e = s->e;
	long device = remote ? 0 : num(common, "skc_bound_dev_if");
	const char *on = device ? file_printf(e, "%%%s", net_device_name(s->net, device)) : "", *text;

	if (!v6)
		return file_printf(e, "%s%s:", ipv4_text(e, remote ? sub(common, "skc_daddr").addr : sub(common, "skc_rcv_saddr").addr), on);
	text = ipv6_compressed(e, remote ? sub(common, "skc_v6_daddr").addr : sub(common, "skc_v6_rcv_saddr").addr);
	if (!strcmp(text, "::") && !num(common, "skc_ipv6only"))
		return file_printf(e, "*%s:", on);
	return file_printf(e, "[%s]%s:", text, on);
}

static const char *port(struct emit *e, long number)
{
	return number ? file_printf(e, "%ld", number) : "*";
}

static struct ss_row ends(struct ss *s, ref common, bool v6, long local_port, long remote_port)
{
	return (struct ss_row){
		.address = address(s, common, v6, false), .port = port(s->e, local_port),
		.peer = address(s, common, v6, true), .peer_port = port(s->e, remote_port),
	};
}

static void datagram_row(struct ss *s, ref sk, bool v6, const char *kind, long local_port)
{
	ref common = sub(sk, "__sk_common");
	struct ss_row r = ends(s, common, v6, local_port, swap16(num(common, "skc_dport")));

	r.kind = kind;
	r.state = ss_state(s->e, num(common, "skc_state"));
	r.receive_queue = socket_receive_queue(sk);
	r.send_queue = socket_send_queue(sk);
	if (!ss_columns(s, r))
		return;
	ss_processes(sk);
	ss_inet_details(sk, v6, num(common, "skc_state"));
	out(s->e, "\n");
}

static void tcp_row(struct ss *s, ref common, bool v6)
{
	struct emit *e = s->e;
	struct tcp_socket t = tcp_socket(common);
	struct ss_row r = ends(s, common, v6, t.local_port, t.remote_port);
	ref sk = cast(common, "struct sock");

	r.kind = "tcp";
	r.state = ss_state(e, t.state);
	r.receive_queue = t.receive_queue;
	r.send_queue = t.is_whole && t.state == TCP_LISTEN_ ? num(sk, "sk_max_ack_backlog") : t.send_queue;
	if (!ss_columns(s, r))
		return;
	if (t.is_whole)
		ss_processes(sk);
	ss_timer(e, &t);
	if (t.is_whole) {
		ss_inet_details(sk, v6, t.state);
		ss_tcp_info(cast(common, "struct tcp_sock"));
	} else {
		out(e, " ino:0 sk:%lx\n\t", num(common, "skc_cookie"));
	}
	out(e, "\n");
}

static bool shown(struct ss *s, ref sk, bool v6)
{
	return num(sk, "__sk_common.skc_family") == (v6 ? AF_INET6_ : AF_INET_) && socket_in(sk, s->net);
}

/* ss knows few protocols of raw sockets by name. */
static const char *raw_kind(long protocol)
{
	return protocol == 0 ? "raw" : protocol == 6 ? "tcp" : protocol == 17 ? "udp" : protocol == 58 ? "icmp6" : "???";
}

void ss_inet(struct ss *s)
{
	for (int v6 = 0; v6 < 2; v6++)
		EACH(sk, raw_sockets(s->net, v6))
			if (shown(s, sk, v6))
				datagram_row(s, sk, v6, raw_kind(num(sk, "__sk_common.skc_num")), num(sk, "__sk_common.skc_num"));
	for (int v6 = 0; v6 < 2; v6++)
		EACH(sk, udp_sockets(s->net, false))
			if (shown(s, sk, v6))
				datagram_row(s, sk, v6, "udp", num(sk, "__sk_common.skc_num"));
	for (int v6 = 0; v6 < 2; v6++)
		EACH(common, tcp_sockets(s->net, v6))
			tcp_row(s, common, v6);
}
