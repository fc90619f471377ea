/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net: files that are a header, or nothing, until something rare is set up. */
#include "emit/emit.h"
#include "kernel/net.h"

/* ip6fl_seq_show(), net/ipv6/ip6_flowlabel.c */
EMITTER(proc_net_ip6_flowlabel)
{
	if (without_ipv6(e))
		return;
	row(e, "Label S Owner  Users  Linger Expires  Dst                              Opt\n");
	EACH(first, pointers_n(sym(e, "fl_ht", "struct ip6_flowlabel *[]"), "", 256))
		EACH(fl, chain(first, "next")) {
			long label = num(fl, "label"), share = num(fl, "share");

			if (addr(fl, "fl_net") != self.addr)
				continue;
			out(e, "%05lX %-1ld %-6ld %-6ld %-6ld %-8ld %s %-4ld\n", (long)__builtin_bswap32((uint32_t)label), share,
			    share == 2 ? pid_number(ptr(fl, "owner.pid"), 0) : share == 3 ? num(fl, "owner.uid") : 0,
			    num(fl, "users"), num(fl, "linger") / hz(e), (num(fl, "expires") - jiffies_now(e)) / hz(e),
			    ipv6_plain(e, sub(fl, "dst").addr),
			    num(fl, "opt") ? num(fl, "opt->opt_nflen") : 0);
		}
}

/* cn_proc_show(), drivers/connector/connector.c */
EMITTER(proc_net_connector)
{
	if (!has_function(e, "cn_proc_show")) {
		absent(e, "the kernel has no connector");
		return;
	}
	row(e, "Name            ID\n");
	EACH(cb, list(sub(ptr(sym(e, "cdev", "struct cn_dev"), "cbdev"), "queue_list"), "struct cn_callback_entry", "callback_entry"))
		row(e, "%-15s %lu:%lu\n", str(cb, "id.name"), num(cb, "id.id.idx"), num(cb, "id.id.val"));
}

/* seq_show(), net/netfilter/nf_log.c */
EMITTER(proc_net_nf_log)
{
	ref all;

	if (!has_sym(e, "loggers") || !has_member(e, "struct net", "nf.nf_loggers")) {
		absent(e, "the kernel has no netfilter");
		return;
	}
	all = sym(e, "loggers", "struct nf_logger *[]");
	EACH_KEY(i, numbers(e, len(self, "nf.nf_loggers"))) {
		ref used = ptr_at(sub(self, "nf.nf_loggers"), "[]",
				  i), first = ptr_at(all, "[]", 2 * i), second = ptr_at(all, "[]", 2 * i + 1);

		row(e, "%2ld %s (%s%s%s)\n", i, null(used) ? "NONE" : str(used, "name"), null(first) ? "" : str(first, "name"),
		    null(first) || null(second) ? "" : ",", null(second) ? "" : str(second, "name"));
	}
}

/* struct ip_rt_acct of each of 256 realms, as bytes.  rt_acct_proc_show(), net/ipv4/route.c */
EMITTER(proc_net_rt_acct)
{
	enum { REALMS = 256, COUNTERS = 4 };	/* bytes and packets, out and in */
	uint32_t sum[REALMS * COUNTERS] = {0};
	ref holder;

	if (!has_sym(e, "ip_rt_acct")) {
		absent(e, "the kernel accounts no realms");
		return;
	}
	holder = sym(e, "ip_rt_acct", "struct ip_rt_acct *");
	if (null(deref(holder))) {
		absent(e, "IPv4 is not initialised");
		return;
	}
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		const uint32_t *part = read_bytes(e, percpu_ptr(holder, "", cpu).addr, sizeof(sum));

		for (size_t i = 0; part && i < ARRAY_LEN(sum); i++)
			sum[i] += part[i];
	}
	if (!tainted(e))
		out_bytes(e, sum, sizeof(sum));
}

/* wireless_dev_seq_show(), net/wireless/wext-proc.c: a header, and what the drivers of wireless devices say when they are asked */
EMITTER(proc_net_wireless)
{
	enum { WIRELESS_EXT = 22 };	/* since 2.6.21 */

	if (!has_function(e, "wireless_dev_seq_show")) {
		absent(e, "the kernel has no wireless extensions");
		return;
	}
	row(e, "Inter-| sta-|   Quality        |   Discarded packets               | Missed | WE\n"
	       " face | tus | link level noise |  nwid  crypt   frag  retry   misc | beacon | %d\n", WIRELESS_EXT);
	EACH(device, net_devices(self))
		if ((has(device, "wireless_handlers") && addr(device, "wireless_handlers")) ||
		    (has(device, "ieee80211_ptr") && addr(device, "ieee80211_ptr")))
			remark(e, "%s is not shown: its driver would be asked", str(device, "name"));
}
