/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/netstat_-W_-neopa: sockets as netstat(8) of net-tools shows what is in proc/net. */
#include "emit/commands/networking/netstat.h"
#include "kernel/net.h"

static const char *end_point(struct emit *e, ref common, bool v6, bool remote, long port)
{
	const char *address = v6 ? ipv6_compressed(e, remote ? sub(common, "skc_v6_daddr").addr : sub(common, "skc_v6_rcv_saddr").addr)
				 : ipv4_text(e, remote ? sub(common, "skc_daddr").addr : sub(common, "skc_rcv_saddr").addr);

	return port ? file_printf(e, "%s:%ld", address, port) : file_printf(e, "%s:*", address);
}

static void print_inet(struct netstat *ns, const struct tcp_socket *t, const char *protocol, bool v6, const char *state)
{
	static const char *const timers[] = {"off", "on", "keepalive", "timewait", "probe"};
	struct emit *e = ns->e;

	out(e, "%-4s  %6u %6u %-23s %-23s %-11s %-10ld %-10lu %-20s %s (%2.2f/%ld/%ld)\n", protocol, t->receive_queue,
	    t->send_queue, end_point(e, t->common, v6, false, t->local_port),
	    end_point(e, t->common, v6, true, t->remote_port), state, t->uid, t->inode,
	    t->is_whole ? netstat_program(ns, cast(t->common, "struct sock")) : "-", timers[t->timer],
	    (double)delta_ticks(e, t->timer_left) / 100, t->retransmits, t->probes);
}

static void print_tcp(struct netstat *ns, ref net, bool v6)
{
	static const char *const states[] = {"UNKNOWN", "ESTABLISHED", "SYN_SENT", "SYN_RECV", "FIN_WAIT1", "FIN_WAIT2",
					     "TIME_WAIT", "CLOSE", "CLOSE_WAIT", "LAST_ACK", "LISTEN", "CLOSING"};

	EACH(common, tcp_sockets(net, v6)) {
		struct tcp_socket t = tcp_socket(common);

		print_inet(ns, &t, v6 ? "tcp6" : "tcp", v6,
			   t.state >= 0 && (size_t)t.state < ARRAY_LEN(states) ? states[t.state] : "UNKNOWN");
	}
}

/* A datagram socket has no queue of its own to send, no timers, and of states only that it is connected. */
static struct tcp_socket datagram(ref sk, long local_port)
{
	return (struct tcp_socket){
		.common = sub(sk, "__sk_common"), .is_whole = true, .state = num(sk, "__sk_common.skc_state"), .local_port = local_port,
		.remote_port = swap16(num(sk, "__sk_common.skc_dport")), .receive_queue = (uint32_t)socket_receive_queue(sk),
		.send_queue = (uint32_t)socket_send_queue(sk), .uid = socket_uid(sk), .inode = socket_inode(sk),
	};
}

static bool shown(ref sk, ref net, bool v6)
{
	return num(sk, "__sk_common.skc_family") == (v6 ? AF_INET6_ : AF_INET_) && socket_in(sk, net);
}

static void print_datagrams(struct netstat *ns, ref net, bool v6)
{
	EACH(sk, udp_sockets(net, false)) {
		struct tcp_socket t = datagram(sk, num(sk, "__sk_common.skc_num"));

		if (shown(sk, net, v6))
			print_inet(ns, &t, v6 ? "udp6" : "udp", v6, t.state == TCP_ESTABLISHED_ ? "ESTABLISHED" : "");
	}
}

static void print_raw(struct netstat *ns, ref net, bool v6)
{
	EACH(sk, raw_sockets(net, v6)) {
		struct tcp_socket t = datagram(sk, num(sk, "__sk_common.skc_num"));

		if (shown(sk, net, v6))
			print_inet(ns, &t, v6 ? "raw6" : "raw", v6, file_printf(ns->e, "%ld", t.state));
	}
}

EMITTER(cmd_netstat)
{
	struct netstat ns = {.e = e};

	row(e, "Active Internet connections (servers and established)\n"
	       "Proto Recv-Q Send-Q Local Address           Foreign Address         State       User       Inode      PID/Program name     Timer\n");
	for (int v6 = 0; v6 < 2; v6++)
		print_tcp(&ns, self, v6);
	for (int v6 = 0; v6 < 2; v6++)
		print_datagrams(&ns, self, v6);
	for (int v6 = 0; v6 < 2; v6++)
		print_raw(&ns, self, v6);
	forgive(e);	/* the others are in tables of their own */
	row(e, "Active UNIX domain sockets (servers and established)\n"
	       "Proto RefCnt Flags       Type       State         I-Node   PID/Program name     Path\n");
	EACH(u, unix_sockets(self))
		if (socket_in(sub(u, "sk"), self))
			netstat_unix(&ns, u);
	if (ns.no_arguments)
		remark(e, "arguments of some processes are not in the dump: their programs have the names of the processes");
	socket_holders_tell(e);
}
