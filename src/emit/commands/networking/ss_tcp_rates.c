/* SPDX-License-Identifier: GPL-2.0-or-later */
/* How fast a TCP connection is, and what it waited for.  tcp_get_info(), net/ipv4/tcp.c; tcp_stats_print() of ss */
#include "emit/commands/networking/ss.h"

static double bits_per_second(double bytes, double us)
{
	return us > 0 ? bytes * 8000000. / us : 0;
}

/* Times are kept in 32 bits of jiffies. */
static void print_ages(ref tp, ref icsk)
{
	struct emit *e = context(tp);
	uint32_t now = (uint32_t)jiffies_now(e);
	const uint32_t since[] = {now - (uint32_t)num(tp, "lsndtime"), now - (uint32_t)num(icsk, "icsk_ack.lrcvtime"),
				  now - (uint32_t)num(tp, "rcv_tstamp")};
	static const char *const names[] = {"lastsnd", "lastrcv", "lastack"};

	for (size_t i = 0; i < ARRAY_LEN(since); i++)
		if (since[i])
			out(e, " %s:%u", names[i], (uint32_t)jiffies_to_ms(e, since[i]));
}

/* tcp_get_info_chrono_stats(): how long it was busy, and of that, waited for the other's window or its own buffer. */
static void print_busy(ref tp)
{
	enum { KINDS = 3 };
	static const char *const names[KINDS] = {"", "rwnd_limited", "sndbuf_limited"};
	struct emit *e = context(tp);
	long ms[KINDS], total = 0;

	for (long i = 0; i < KINDS; i++) {
		uint32_t ticks = (uint32_t)num_at(tp, "chrono_stat[]", i);

		if (num(tp, "chrono_type") == i + 1)
			ticks += (uint32_t)jiffies_now(e) - (uint32_t)num(tp, "chrono_start");
		ms[i] = jiffies_to_ms(e, ticks);
		total += ms[i];
	}
	if (!total)
		return;
	out(e, " busy:%ldms", total);
	for (int i = 1; i < KINDS; i++)
		if (ms[i])
			out(e, " %s:%ldms(%.1f%%)", names[i], ms[i], 100. * (double)ms[i] / (double)total);
}

void ss_tcp_rates(ref tp, ref sk)
{
	struct emit *e = context(tp);
	double send = bits_per_second((double)num(tp, "snd_cwnd") * (double)num(tp, "mss_cache"),
				      (double)(num(tp, "srtt_us") >> 3));
	unsigned long pacing = (unsigned long)num(sk, "sk_pacing_rate"), limit = (unsigned long)num(sk, "sk_max_pacing_rate");
	unsigned long interval = (unsigned long)num(tp, "rate_interval_us"), delivered = (unsigned long)num(tp, "rate_delivered");
	unsigned long delivery = interval ? delivered * (unsigned long)num(tp, "mss_cache") * 1000000 / interval : 0;

	if (send > 0)
		out(e, " send %.0fbps", send);
	print_ages(tp, sub(tp, "inet_conn"));
	if (pacing && pacing != ~0UL) {
		out(e, " pacing_rate %.0fbps", (double)pacing * 8);
		if (limit && limit != ~0UL)
			out(e, "/%.0fbps", (double)limit * 8);
	}
	if (delivery)
		out(e, " delivery_rate %lubps", delivery * 8);
	if (num(tp, "delivered"))
		out(e, " delivered:%ld", num(tp, "delivered"));
	if (num(tp, "delivered_ce"))
		out(e, " delivered_ce:%ld", num(tp, "delivered_ce"));
	if (num(tp, "rate_app_limited"))
		out(e, " app_limited");
	print_busy(tp);
}
