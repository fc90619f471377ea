/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/{udp,udp6,udplite,udplite6,raw,raw6,icmp,icmp6}: datagram sockets.  udp4_format_sock(), raw_sock_seq_show(), __ip6_dgram_sock_seq_show() */
#include "emit/emit.h"
#include "kernel/net.h"

/* width: of the bucket's number; queue: bytes that wait to be received. */
static const char *line(struct emit *e, ref sk, bool v6, int width, long bucket, long local, long remote, long queue)
{
	ref common = sub(sk, "__sk_common");
	const char *from = v6 ? ipv6_hex(e, sub(common, "skc_v6_rcv_saddr").addr) : ipv4_hex(e, sub(common, "skc_rcv_saddr").addr);
	const char *to = v6 ? ipv6_hex(e, sub(common, "skc_v6_daddr").addr) : ipv4_hex(e, sub(common, "skc_daddr").addr);

	return file_printf(e, "%*ld: %s:%04lX %s:%04lX %02lX %08X:%08X %02X:%08lX %08X %5ld %8d %lu %ld %s %ld", width,
			   bucket, from, local, to, remote, num(common, "skc_state"), (uint32_t)socket_send_queue(sk),
			   (uint32_t)queue, 0, 0L, 0, socket_uid(sk),
			   0, socket_inode(sk), num(common, "skc_refcnt"), restricted_pointer(e, sk.addr), socket_drops(sk));
}

static bool shown(ref sk, ref net, bool v6)
{
	return num(sk, "__sk_common.skc_family") == (v6 ? AF_INET6_ : AF_INET_) && socket_in(sk, net);
}

static const char v4_header[] = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops";
static const char v6_header[] = "  sl  local_address                         remote_address                        "
				"st tx_queue rx_queue tr tm->when retrnsmt   uid  timeout inode ref pointer drops";

static void print_udp(struct emit *e, ref net, bool v6, bool lite)
{
	if (v6)
		out(e, "%s\n", v6_header);
	else
		out(e, " %-126s\n", v4_header);
	EACH(sk, udp_sockets(net, lite)) {
		ref inet = cast(sk, "struct inet_sock");

		if (!shown(sk, net, v6))
			continue;
		/* what was read but is not given back yet does not count: udp_rqueue_get() */
		out(e, v6 ? "%s\n" : "%-127s\n",
		    line(e, sk, v6, 5, KEY(sk), swap16(num(inet, "inet_sport")), swap16(num(sk, "__sk_common.skc_dport")),
			 socket_receive_queue(sk) - num(cast(sk, "struct udp_sock"), "forward_deficit")));
	}
}

EMITTER(proc_net_udp)
{
	print_udp(e, self, false, false);
}

EMITTER(proc_net_udp6)
{
	print_udp(e, self, true, false);
}

EMITTER(proc_net_udplite)
{
	if (!has_sym(e, "udplite_table"))
		absent(e, "the kernel has no UDP-Lite");
	else
		print_udp(e, self, false, true);
}

EMITTER(proc_net_udplite6)
{
	if (!has_sym(e, "udplite_table"))
		absent(e, "the kernel has no UDP-Lite");
	else
		print_udp(e, self, true, true);
}

/* Raw sockets: "port" is the protocol. */
static void print_raw(struct emit *e, ref net, bool v6)
{
	EACH(sk, raw_sockets(net, v6))
		if (shown(sk, net, v6))
			out(e, "%s\n", line(e, sk, v6, v6 ? 5 : 4, KEY(sk), num(sk, "__sk_common.skc_num"), 0, socket_receive_queue(sk)));
}

EMITTER(proc_net_raw)
{
	out(e, "%s\n", v4_header);
	print_raw(e, self, false);
}

EMITTER(proc_net_raw6)
{
	out(e, "%s\n", v6_header);
	print_raw(e, self, true);
}

/* Ping sockets: "port" is the identifier. */
static void print_ping(struct emit *e, ref net, bool v6)
{
	ref table = sym(e, "ping_table", "struct ping_table");

	EACH(sk, buckets(e, (struct bucket_walk_options){
		.base = sub(table, "hash").addr, .count = (size_t)len(table, "hash"), .stride = e->facts->word_size,
		.type = "struct sock", .member = "__sk_common.skc_node",
	})) {
		if (!shown(sk, net, v6))
			continue;
		out(e, v6 ? "%s\n" : "%-127s\n",
		    line(e, sk, v6, 5, KEY(sk), swap16(num(cast(sk, "struct inet_sock"), "inet_sport")),
			 swap16(num(sk, "__sk_common.skc_dport")), socket_receive_queue(sk)));
	}
}

EMITTER(proc_net_icmp)
{
	out(e, "%-127s\n", v4_header);
	print_ping(e, self, false);
}

EMITTER(proc_net_icmp6)
{
	out(e, "%s\n", v6_header);
	print_ping(e, self, true);
}
