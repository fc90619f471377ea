/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How a TCP connection does, in ss -i.  tcp_get_info(), net/ipv4/tcp.c */
#include "emit/commands/networking/ss.h"

/* What is printed as it is, if it is not 0. */
static void print_numbers(ref tp, const char *const rows[][2], size_t count)
{
	for (size_t i = 0; i < count; i++) {
		unsigned long v = (unsigned long)num_(tp, rows[i][1], 0);

		if (v)
			out(context(tp), " %s:%lu", rows[i][0], v);
	}
}

static void print_options(ref tp)
{
	enum { ECN_OK = 1, ECN_SEEN = 8 };
	struct emit *e = context(tp);
	long ecn = num(tp, "ecn_flags");

	out(e, "%s%s%s%s%s", num(tp, "rx_opt.tstamp_ok") ? " ts" : "", num(tp, "rx_opt.sack_ok") ? " sack" : "",
	    ecn & ECN_OK ? " ecn" : "", ecn & ECN_SEEN ? " ecnseen" : "", num(tp, "syn_data_acked") ? " fastopen" : "");
}

static void print_timing(ref tp, ref icsk)
{
	static const char *const sizes[][2] = {
		{"mss", "mss_cache"}, {"pmtu", "inet_conn.icsk_pmtu_cookie"}, {"rcvmss", "inet_conn.icsk_ack.rcv_mss"},
		{"advmss", "advmss"}, {"cwnd", "snd_cwnd"},
	};
	struct emit *e = context(tp);
	long rto = jiffies_to_ms(e, (uint64_t)num(icsk, "icsk_rto")), rtt = num(tp, "srtt_us") >> 3;

	if (num(tp, "rx_opt.wscale_ok"))
		out(e, " wscale:%ld,%ld", num(tp, "rx_opt.snd_wscale"), num(tp, "rx_opt.rcv_wscale"));
	if (rto && rto != 3000)
		out(e, " rto:%ld", rto);
	if (num(icsk, "icsk_backoff"))
		out(e, " backoff:%ld", num(icsk, "icsk_backoff"));
	if (rtt)
		out(e, " rtt:%g/%g", (double)rtt / 1000, (double)(num(tp, "mdev_us") >> 2) / 1000);
	if (num(icsk, "icsk_ack.ato"))
		out(e, " ato:%ld", jiffies_to_ms(e, (uint64_t)num(icsk, "icsk_ack.ato")));
	print_numbers(tp, sizes, ARRAY_LEN(sizes));
	if (num(tp, "snd_ssthresh") < 0xffff)
		out(e, " ssthresh:%ld", num(tp, "snd_ssthresh"));
}

static void print_traffic(ref tp)
{
	static const char *const counters[][2] = {
		{"bytes_sent", "bytes_sent"}, {"bytes_retrans", "bytes_retrans"}, {"bytes_acked", "bytes_acked"},
		{"bytes_received", "bytes_received"}, {"segs_out", "segs_out"}, {"segs_in", "segs_in"},
		{"data_segs_out", "data_segs_out"}, {"data_segs_in", "data_segs_in"},
	};

	print_numbers(tp, counters, ARRAY_LEN(counters));
}

static void print_losses(ref tp)
{
	struct emit *e = context(tp);
	long unsent = (int32_t)(num(tp, "write_seq") - num(tp, "snd_nxt")), rtt = num(tp, "rcv_rtt_est.rtt_us") >> 3;
	uint32_t least = (uint32_t)num(tp, "rtt_min.s[0].v");
	static const char *const first[][2] = {{"lost", "lost_out"}, {"sacked", "sacked_out"}, {"dsack_dups", "dsack_dups"}};
	static const char *const windows[][2] = {{"rcv_space", "rcvq_space.space"}, {"rcv_ssthresh", "rcv_ssthresh"}};
	static const char *const last[][2] = {{"rcv_ooopack", "rcv_ooopack"}, {"snd_wnd", "snd_wnd"}};

	if (num(tp, "packets_out"))
		out(e, " unacked:%ld", num(tp, "packets_out"));
	if (num(tp, "retrans_out") || num(tp, "total_retrans"))
		out(e, " retrans:%ld/%ld", num(tp, "retrans_out"), num(tp, "total_retrans"));
	print_numbers(tp, first, ARRAY_LEN(first));
	if (num(tp, "reordering") != 3)
		out(e, " reordering:%ld", num(tp, "reordering"));
	if (num(tp, "reord_seen"))
		out(e, " reord_seen:%ld", num(tp, "reord_seen"));
	if (rtt)
		out(e, " rcv_rtt:%g", (double)rtt / 1000);
	print_numbers(tp, windows, ARRAY_LEN(windows));
	if (unsent > 0)
		out(e, " notsent:%ld", unsent);
	if (least && least != ~0U)
		out(e, " minrtt:%g", (double)least / 1000);
	print_numbers(tp, last, ARRAY_LEN(last));
}

/* A listening socket has nothing to tell but its defaults. */
void ss_tcp_info(ref tp)
{
	struct emit *e = context(tp);
	ref icsk = sub(tp, "inet_conn"), sk = sub(icsk, "icsk_inet.sk");
	bool listens = num(sk, "__sk_common.skc_state") == TCP_LISTEN_;

	if (!listens)
		print_options(tp);
	out(e, " %s", str(icsk, "icsk_ca_ops->name"));
	if (listens) {
		out(e, " cwnd:%ld", num(tp, "snd_cwnd"));
		return;
	}
	print_timing(tp, icsk);
	print_traffic(tp);
	ss_tcp_rates(tp, sk);
	print_losses(tp);
}
