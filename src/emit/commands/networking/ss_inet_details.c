/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands behind the columns of raw, UDP and TCP sockets.  inet_diag_msg_attrs_fill(), net/ipv4/inet_diag.c */
#include "emit/commands/networking/ss.h"

/* sock_cgroup_ptr(): a word of several uses until 5.15 (8520e224f547), then a pointer. */
static void print_cgroup(ref sk)
{
	struct emit *e = context(sk);
	uint64_t word = has(sk, "sk_cgrp_data.cgroup") ? addr(sk, "sk_cgrp_data.cgroup") : addr(sk, "sk_cgrp_data.val");

	if (!has(sk, "sk_cgrp_data"))
		return;
	if (!word || word & 3)
		out(e, " cgroup:/");
	else
		out(e, " cgroup:%s", cgroup_path(at(e, word, "struct cgroup")));
}

/* print_ms_timer() of ss: minutes, seconds, milliseconds, no more of them than matter. */
static const char *duration(struct emit *e, unsigned long ms)
{
	unsigned long seconds = ms / 1000 % 60, minutes = ms / 60000;
	const char *s = "";

	ms %= 1000;
	if (minutes) {
		s = file_printf(e, "%lumin", minutes);
		ms = 0;
		seconds = minutes > 9 ? 0 : seconds;
	}
	if (seconds > 9)
		ms = 0;
	if (seconds)
		s = file_printf(e, "%s%lu%s", s, seconds, ms ? "." : "sec");
	if (ms)
		s = file_printf(e, "%s%03lums", s, ms);
	return s;
}

void ss_timer(struct emit *e, const struct tcp_socket *t)
{
	static const char *const names[] = {"off", "on", "keepalive", "timewait", "persist"};
	long count = t->timer == TCP_TIMER_KEEPALIVE || t->timer == TCP_TIMER_PROBE ? t->probes : t->retransmits;
	unsigned long ms = t->timer_left > 0 ? (unsigned long)jiffies_to_ms(e, (uint64_t)t->timer_left) : 0;

	if (t->timer != TCP_TIMER_OFF)
		out(e, " timer:(%s,%s,%ld)", names[t->timer], duration(e, ms), count);
}

/* What all kinds have behind their columns. */
void ss_inet_details(ref sk, bool v6, long state)
{
	struct emit *e = context(sk);

	ss_socket(sk);
	print_cgroup(sk);
	if (v6 && (state == TCP_LISTEN_ || state == TCP_CLOSE_))
		out(e, " v6only:%d", (int)num(sk, "__sk_common.skc_ipv6only"));
	ss_shutdown(sk);
	out(e, "\n\t");
	ss_memory(sk);
}
