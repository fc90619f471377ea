/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/snmp: counters of IPv4, ICMP, TCP and UDP.  snmp_seq_show(), net/ipv4/proc.c */
#include "emit/emit.h"
#include "kernel/net.h"

/* "Name: A B C\nName: 1 2 3\n" out of one of the kernel's tables; `extra` columns come first. */
static void print_group(struct emit *e, ref net, const char *name, const char *table, const char *member,
			const char *extra_names, const char *extra)
{
	size_t n;
	const struct mib_item *item = mib_table(e, table, &n);
	struct sb names = {0}, values = {0};
	ref mib = sub(net, "mib");

	for (size_t i = 0; i < n; i++) {
		uint64_t v = mib_sum(mib, member, item[i].entry);

		sb_printf(&names, " %s", item[i].name);
		sb_printf(&values, " %ld", (long)v);
	}
	out(e, "%s:%s%s\n%s:%s%s\n", name, extra_names, names.s ? names.s : "", name, extra, values.s ? values.s : "");
	sb_free(&names);
	sb_free(&values);
}

static void print_icmp(struct emit *e, ref net)
{
	size_t n;
	const struct mib_item *item = mib_table(e, "icmpmibmap", &n);
	bool limits = has_enum(e, "ICMP_MIB_RATELIMITGLOBAL");		/* 6.1, 6.2 */
	ref mib = sub(net, "mib"), messages = ptr(mib, "icmpmsg_statistics");
	const char *in_names = "", *out_names = "", *in = "", *sent = "";

	for (size_t i = 0; i < n; i++) {
		in_names = file_printf(e, "%s In%s", in_names, item[i].name);
		out_names = file_printf(e, "%s Out%s", out_names, item[i].name);
		in = file_printf(e, "%s %ld", in, num_at(messages, "mibs[]", item[i].entry));
		sent = file_printf(e, "%s %ld", sent, num_at(messages, "mibs[]", item[i].entry | 0x100));
	}
#define ICMP(item) mib_sum(mib, "icmp_statistics", enumv(e, item))
	out(e, "Icmp: InMsgs InErrors InCsumErrors%s OutMsgs OutErrors%s%s\n", in_names,
	    limits ? " OutRateLimitGlobal OutRateLimitHost" : "", out_names);
	out(e, "Icmp: %lu %lu %lu%s %lu %lu", ICMP("ICMP_MIB_INMSGS"), ICMP("ICMP_MIB_INERRORS"), ICMP("ICMP_MIB_CSUMERRORS"), in,
	    ICMP("ICMP_MIB_OUTMSGS"), ICMP("ICMP_MIB_OUTERRORS"));
	if (limits)
		out(e, " %lu %lu", ICMP("ICMP_MIB_RATELIMITGLOBAL"), ICMP("ICMP_MIB_RATELIMITHOST"));
#undef ICMP
	out(e, "%s\n", sent);
}

/* Types that were seen, sixteen to a pair of lines: icmpmsg_put() */
static void print_icmp_types(struct emit *e, ref net)
{
	const char *names = "", *values = "";
	unsigned count = 0;
	ref messages = ptr(net, "mib.icmpmsg_statistics");

	for (long i = 0; i < 512; i++) {
		long v = num_at(messages, "mibs[]", i);

		if (v) {
			names = file_printf(e, "%s %sType%ld", names, i & 0x100 ? "Out" : "In", i & 0xff);
			values = file_printf(e, "%s %ld", values, v);
			count++;
		}
		if (count == 16 || (i == 511 && count)) {
			out(e, "IcmpMsg:%s\nIcmpMsg:%s\n", names, values);
			names = values = "";
			count = 0;
		}
	}
}

EMITTER(proc_net_snmp)
{
	long forwarding = num_at(self, "ipv4.devconf_all->data[]", enumv(e, "IPV4_DEVCONF_FORWARDING") - 1);

	print_group(e, self, "Ip", "snmp4_ipstats_list", "ip_statistics", " Forwarding DefaultTTL",
		    file_printf(e, " %d %ld", forwarding ? 1 : 2, num(self, "ipv4.sysctl_ip_default_ttl")));
	print_icmp(e, self);
	print_icmp_types(e, self);
	print_group(e, self, "Tcp", "snmp4_tcp_list", "tcp_statistics", "", "");
	print_group(e, self, "Udp", "snmp4_udp_list", "udp_statistics", "", "");
	if (has(self, "mib.udplite_statistics"))	/* gone in 7.1 */
		print_group(e, self, "UdpLite", "snmp4_udp_list", "udplite_statistics", "", "");
}

EMITTER(proc_net_netstat)
{
	print_group(e, self, "TcpExt", "snmp4_net_list", "net_statistics", "", "");
	print_group(e, self, "IpExt", "snmp4_ipextstats_list", "ip_statistics", "", "");
	if (has_sym(e, "mptcp_snmp_list") && num(self, "mib.mptcp_statistics")) {
		print_group(e, self, "MPTcpExt", "mptcp_snmp_list", "mptcp_statistics", "", "");
	} else if (has_sym(e, "mptcp_snmp_list")) {	/* nobody has used it yet: zeros */
		size_t n;
		const struct mib_item *item = mib_table(e, "mptcp_snmp_list", &n);

		out(e, "MPTcpExt:");
		for (size_t i = 0; i < n; i++)
			out(e, " %s", item[i].name);
		out(e, "\nMPTcpExt:");
		for (size_t i = 0; i < n; i++)
			out(e, " 0");
		out(e, "\n");
	}
}
