/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/{tcp,tcp6}: TCP sockets.  tcp4_seq_show(), net/ipv4/tcp_ipv4.c; tcp6_seq_show(), net/ipv6/tcp_ipv6.c */
#include "emit/emit.h"
#include "kernel/net.h"

/* "address:port", in the way of the family. */
static const char *end_point(struct emit *e, ref common, bool v6, bool remote, long port)
{
	uint64_t a = v6 ? (remote ? sub(common, "skc_v6_daddr").addr : sub(common, "skc_v6_rcv_saddr").addr)
			: (remote ? sub(common, "skc_daddr").addr : sub(common, "skc_rcv_saddr").addr);

	return file_printf(e, "%s:%04lX", v6 ? ipv6_hex(e, a) : ipv4_hex(e, a), port & 0xffff);
}

/* What only a whole socket has: how it sends. */
static const char *details(ref common, long state)
{
	struct emit *e = context(common);
	ref tp = cast(common, "struct tcp_sock"), icsk = sub(tp, "inet_conn"), net = ptr(common, "skc_net.net");
	long threshold = num(tp, "snd_ssthresh");
	long pingpong = has(net, "ipv4.sysctl_tcp_pingpong_thresh") ? num(net, "ipv4.sysctl_tcp_pingpong_thresh") : 1;	/* 6.7 */

	return file_printf(e, " %ld %ld %ld %ld %ld", clock_ticks(e, num(icsk, "icsk_rto")),
			   clock_ticks(e, num(icsk, "icsk_ack.ato")),
			   num(icsk, "icsk_ack.quick") << 1 | (num(icsk, "icsk_ack.pingpong") >= pingpong),
			   num(tp, "snd_cwnd"),
			   state == TCP_LISTEN_ ? num(icsk, "icsk_accept_queue.fastopenq.max_qlen") : threshold >= 0x7fffffff ? -1 : threshold);
}

/* The kernel prints a request's and a closed socket's references as they are, or as none. */
static void print_socket(struct emit *e, ref common, bool v6, long i)
{
	struct tcp_socket t = tcp_socket(common);
	bool is_request = !t.is_whole && t.timer == TCP_TIMER_ON;
	const char *line = file_printf(e, "%4ld: %s %s %02lX %08X:%08X %02X:%08lX %08lX %5ld %8ld %lu %ld %s%s", i,
				       end_point(e, common, v6, false, t.local_port),
				       end_point(e, common, v6, true, t.remote_port), t.state, t.send_queue,
				       t.receive_queue, (unsigned)t.timer, delta_ticks(e, t.timer_left), t.retransmits,
				       t.uid, t.probes, t.inode, is_request ? 0 : num(common, "skc_refcnt"),
				       restricted_pointer(e, common.addr), t.is_whole ? details(common, t.state) : "");

	out(e, v6 ? "%s\n" : "%-149s\n", line);
}

static void print_sockets(struct emit *e, ref net, bool v6)
{
	EACH(common, tcp_sockets(net, v6))
		print_socket(e, common, v6, PLACE(common));
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
