/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What /proc/net/tcp, netstat and ss say of a TCP socket, be it whole, a request, or what is left of a closed one. */
#include "kernel/net.h"

/*
 * get_tcp4_sock(): which timer runs, and for how long.  icsk_timeout tells when it was meant to end, until 6.15
 * left that to the timer; 6.19 moved the timer to the socket.
 */
static void find_timer(ref icsk, struct tcp_socket *t)
{
	enum { RETRANS = 1, PROBE0 = 3, LOSS_PROBE = 5, REO_TIMEOUT = 6 };
	long pending = num(icsk, "icsk_pending"), now = jiffies_now(context(icsk));

	if (pending == RETRANS || pending == LOSS_PROBE || pending == REO_TIMEOUT || pending == PROBE0) {
		t->timer = pending == PROBE0 ? TCP_TIMER_PROBE : TCP_TIMER_ON;
		t->timer_left = num(icsk, "icsk_timeout|icsk_inet.sk.tcp_retransmit_timer.expires|icsk_retransmit_timer.expires") - now;
	} else if (num(icsk, "icsk_keepalive_timer.entry.pprev|icsk_inet.sk.sk_timer.entry.pprev")) {
		t->timer = TCP_TIMER_KEEPALIVE;
		t->timer_left = num(icsk, "icsk_keepalive_timer.expires|icsk_inet.sk.sk_timer.expires") - now;
	}
}

static void whole_socket(ref common, struct tcp_socket *t)
{
	ref tp = cast(common, "struct tcp_sock"), icsk = sub(tp, "inet_conn"), sk = sub(icsk, "icsk_inet.sk");
	long received = (int32_t)(num(tp, "rcv_nxt") - num(tp, "copied_seq"));

	t->is_whole = true;
	t->local_port = swap16(num(icsk, "icsk_inet.inet_sport"));
	t->send_queue = (uint32_t)(num(tp, "write_seq") - num(tp, "snd_una"));
	t->receive_queue = (uint32_t)(t->state == TCP_LISTEN_ ? num(sk, "sk_ack_backlog") : received < 0 ? 0 : received);
	t->retransmits = num(icsk, "icsk_retransmits");
	t->probes = num(icsk, "icsk_probes_out");
	t->uid = socket_uid(sk);
	t->inode = socket_inode(sk);
	find_timer(icsk, t);
}

static void closed_socket(ref common, struct tcp_socket *t)
{
	ref tw = cast(common, "struct inet_timewait_sock");

	t->state = num(tw, "tw_substate");
	t->local_port = swap16(num(tw, "tw_sport"));
	t->timer = TCP_TIMER_WAIT;
	t->timer_left = num(tw, "tw_timer.expires") - jiffies_now(context(common));
}

static void connection_request(ref common, struct tcp_socket *t)
{
	ref request = cast(common, "struct request_sock");

	t->state = TCP_SYN_RECV_;
	t->local_port = num(common, "skc_num");
	t->timer = TCP_TIMER_ON;
	t->timer_left = num(request, "rsk_timer.expires") - jiffies_now(context(common));
	t->retransmits = num(request, "num_timeout");
	t->uid = socket_uid(ptr(request, "__req_common.skc_listener"));
}

struct tcp_socket tcp_socket(ref common)
{
	struct tcp_socket t = {.common = common, .state = num(common, "skc_state"),
			       .remote_port = swap16(num(common, "skc_dport"))};

	if (t.state == TCP_TIME_WAIT_)
		closed_socket(common, &t);
	else if (t.state == TCP_NEW_SYN_RECV_)
		connection_request(common, &t);
	else
		whole_socket(common, &t);
	return t;
}

static void add_sockets(struct address_list *l, struct walk sockets, ref net, long family)
{
	EACH(common, sockets) {
		PLACE(common);	/* taints behind what was lost */
		if (num(common, "skc_family") == family && socket_in(common, net))
			address_add(l, common.addr);
		else if (tainted(l->e))
			address_lost(l);
	}
}

struct walk tcp_sockets(ref net, bool v6)
{
	struct emit *e = context(net);
	struct address_list l = address_list(e);

	add_sockets(&l, tcp_listeners(net), net, v6 ? AF_INET6_ : AF_INET_);
	add_sockets(&l, tcp_connections(net), net, v6 ? AF_INET6_ : AF_INET_);
	return address_walk(e, &l, "struct sock_common");
}
