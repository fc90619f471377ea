/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/{tcp,tcp6}: TCP sockets.  tcp4_seq_show(), net/ipv4/tcp_ipv4.c; tcp6_seq_show(), net/ipv6/tcp_ipv6.c */
#include "emit/emit.h"
#include "kernel/net.h"

enum { TCP_TIME_WAIT = 6, TCP_LISTEN = 10, TCP_NEW_SYN_RECV = 12, TCP_SYN_RECV = 3 };

/* "address:port", in the way of the family. */
static const char *end_point(struct emit *e, ref common, bool v6, bool remote, long port)
{
	uint64_t a = v6 ? (remote ? sub(common, "skc_v6_daddr").addr : sub(common, "skc_v6_rcv_saddr").addr)
			: (remote ? sub(common, "skc_daddr").addr : sub(common, "skc_rcv_saddr").addr);

	return file_printf(e, "%s:%04lX", v6 ? ipv6_hex(e, a) : ipv4_hex(e, a), port & 0xffff);
}

/* Which timer runs (1 retransmission, 2 keepalive, 4 zero window probe), and for how long. */
static const char *timer(struct emit *e, ref icsk)
{
	enum { RETRANS = 1, PROBE0 = 3, LOSS_PROBE = 5, REO_TIMEOUT = 6 };
	long pending = num(icsk, "icsk_pending"), kind = 0, left = 0;

	if (pending == RETRANS || pending == LOSS_PROBE || pending == REO_TIMEOUT || pending == PROBE0) {
		kind = pending == PROBE0 ? 4 : 1;
		left = num(icsk, "icsk_timeout|icsk_inet.sk.tcp_retransmit_timer.expires") - jiffies_now(e);
	} else if (num(icsk, "icsk_keepalive_timer.entry.pprev|icsk_inet.sk.sk_timer.entry.pprev")) {
		kind = 2;
		left = num(icsk, "icsk_keepalive_timer.expires|icsk_inet.sk.sk_timer.expires") - jiffies_now(e);
	}
	return file_printf(e, "%02lX:%08lX", kind, delta_ticks(e, left));
}

static const char *socket_line(struct emit *e, ref common, bool v6, long i)
{
	ref tp = cast(common, "struct tcp_sock"), icsk = sub(tp, "inet_conn"), inet = sub(icsk, "icsk_inet"), sk = sub(inet, "sk");
	long state = num(common, "skc_state"), received = (int32_t)(num(tp, "rcv_nxt") - num(tp, "copied_seq"));
	long threshold = num(tp, "snd_ssthresh");
	ref net = ptr(common, "skc_net.net");
	long pingpong = has(net, "ipv4.sysctl_tcp_pingpong_thresh") ? num(net, "ipv4.sysctl_tcp_pingpong_thresh") : 1;	/* 6.7 */

	if (state == TCP_LISTEN)
		received = num(sk, "sk_ack_backlog");
	else if (received < 0)
		received = 0;
	return file_printf(e, "%4ld: %s %s %02lX %08X:%08X %s %08lX %5ld %8ld %lu %ld %s %ld %ld %ld %ld %ld", i,
			   end_point(e, common, v6, false, swap16(num(inet, "inet_sport"))),
			   end_point(e, common, v6, true, swap16(num(common, "skc_dport"))), state,
			   (uint32_t)(num(tp, "write_seq") - num(tp, "snd_una")), (uint32_t)received, timer(e, icsk),
			   num(icsk, "icsk_retransmits"), socket_uid(sk), num(icsk, "icsk_probes_out"), socket_inode(sk),
			   num(common, "skc_refcnt"), restricted_pointer(e, common.addr), clock_ticks(e, num(icsk, "icsk_rto")),
			   clock_ticks(e, num(icsk, "icsk_ack.ato")),
			   num(icsk, "icsk_ack.quick") << 1 | (num(icsk, "icsk_ack.pingpong") >= pingpong), num(tp, "snd_cwnd"),
			   state == TCP_LISTEN ? num(icsk, "icsk_accept_queue.fastopenq.max_qlen") : threshold >= 0x7fffffff ? -1 : threshold);
}

static const char *time_wait_line(struct emit *e, ref common, bool v6, long i)
{
	ref tw = cast(common, "struct inet_timewait_sock");

	return file_printf(e, "%4ld: %s %s %02lX %08X:%08X %02X:%08lX %08X %5d %8d %d %ld %s", i,
			   end_point(e, common, v6, false, swap16(num(tw, "tw_sport"))),
			   end_point(e, common, v6, true, swap16(num(common, "skc_dport"))), num(tw, "tw_substate"), 0, 0, 3,
			   delta_ticks(e, num(tw, "tw_timer.expires") - jiffies_now(e)), 0, 0, 0, 0, num(common, "skc_refcnt"),
			   restricted_pointer(e, common.addr));
}

static const char *request_line(struct emit *e, ref common, bool v6, long i)
{
	ref request = cast(common, "struct request_sock");

	return file_printf(e, "%4ld: %s %s %02X %08X:%08X %02X:%08lX %08lX %5ld %8d %d %d %s", i,
			   end_point(e, common, v6, false, num(common, "skc_num")),
			   end_point(e, common, v6, true, swap16(num(common, "skc_dport"))), TCP_SYN_RECV, 0, 0, 1,
			   delta_ticks(e, num(request, "rsk_timer.expires") - jiffies_now(e)), num(request, "num_timeout"),
			   socket_uid(ptr(request, "__req_common.skc_listener")), 0, 0, 0, restricted_pointer(e, common.addr));
}

static void print_socket(struct emit *e, ref common, bool v6, long i)
{
	long state = num(common, "skc_state");
	const char *line = state == TCP_TIME_WAIT ? time_wait_line(e, common, v6, i)
			 : state == TCP_NEW_SYN_RECV ? request_line(e, common, v6, i) : socket_line(e, common, v6, i);

	out(e, v6 ? "%s\n" : "%-149s\n", line);
}

static void print_sockets(struct emit *e, ref net, bool v6)
{
	long i = 0, family = v6 ? AF_INET6_ : AF_INET_;

	EACH(common, tcp_listeners(net))
		if (num(common, "skc_family") == family && socket_in(common, net))
			print_socket(e, common, v6, i++);
	EACH(common, tcp_connections(net))
		if (num(common, "skc_family") == family && socket_in(common, net))
			print_socket(e, common, v6, i++);
}

EMITTER(proc_net_tcp)
{
	out(e, "%-149s\n", "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode");
	print_sockets(e, self, false);
}

EMITTER(proc_net_tcp6)
{
	out(e, "  sl  local_address                         remote_address                        "
	       "st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode\n");
	print_sockets(e, self, true);
}
