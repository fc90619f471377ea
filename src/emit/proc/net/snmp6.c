/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/net/snmp6, dev_snmp6/[device]: counters of IPv6.  snmp6_seq_show(), net/ipv6/proc.c */
#include "emit/emit.h"
#include "kernel/net.h"

static void print_table(struct emit *e, ref holder, const char *table, const char *member)
{
	size_t n;
	const struct mib_item *item = mib_table(e, table, &n);

	for (size_t i = 0; i < n; i++)
		row(e, "%-32s\t%lu\n", item[i].name, mib_sum(holder, member, item[i].entry));
}

/* icmp6type2name[]; where the compiler has made code of it (7.2), the names that it had. */
static const char *type_name(struct emit *e, long type)
{
	static const char *const reports[] = {"Echos", "EchoReplies", "GroupMembQueries", "GroupMembResponses",
					      "GroupMembReductions", "RouterSolicits", "RouterAdvertisements",
					      "NeighborSolicits", "NeighborAdvertisements", "Redirects"};
	static const char *const errors[] = {"DestUnreachs", "PktTooBigs", "TimeExcds", "ParmProblems"};

	if (has_sym(e, "icmp6type2name")) {
		ref names = sym(e, "icmp6type2name", "char *[256]");

		return num_at(names, "[]", type) ? str_at(names, "[]", type) : NULL;
	}
	return type >= 1 && type <= 4 ? errors[type - 1] : type >= 128 &&
	       type <= 137 ? reports[type - 128] : type == 143 ? "MLDv2Reports" : NULL;
}

/* Messages by the name of their type, then those that were seen by its number. */
static void print_messages(struct emit *e, ref messages)
{
	for (long i = 0; i < 512; i++)
		if (type_name(e, i & 0xff))
			row(e, "%-32s\t%lu\n", file_printf(e, "Icmp6%s%s", i & 0x100 ? "Out" : "In", type_name(e, i & 0xff)), num_at(messages, "mibs[]", i));
	for (long i = 0; i < 512; i++)
		if (num_at(messages, "mibs[]", i))
			row(e, "%-32s\t%lu\n", file_printf(e, "Icmp6%sType%ld", i & 0x100 ? "Out" : "In", i & 0xff),
			    num_at(messages, "mibs[]", i));
}

EMITTER(proc_net_snmp6)
{
	ref mib = sub(self, "mib");

	if (without_ipv6(e))
		return;
	print_table(e, mib, "snmp6_ipstats_list", "ipv6_statistics");
	print_table(e, mib, "snmp6_icmp6_list", "icmpv6_statistics");
	print_messages(e, ptr(mib, "icmpv6msg_statistics"));
	print_table(e, mib, "snmp6_udp6_list", "udp_stats_in6");
	if (has(mib, "udplite_stats_in6"))
		print_table(e, mib, "snmp6_udplite6_list", "udplite_stats_in6");
}

EMITTER(proc_net_dev_snmp6)
{
	ref in6, messages;
	const struct mib_item *item;
	size_t n;

	if (without_ipv6(e))
		return;
	in6 = ptr(self, "ip6_ptr");
	if (null(in6)) {
		absent(e, "IPv6 is not set up on this device");
		return;
	}
	item = mib_table(e, "snmp6_icmp6_list", &n);
	row(e, "%-32s\t%ld\n", "ifIndex", num(self, "ifindex"));
	print_table(e, sub(in6, "stats"), "snmp6_ipstats_list", "ipv6");
	messages = ptr(in6, "stats.icmpv6dev");
	/* Icmp6OutRateLimitHost, the last one, is not shown of a device since tables are as long as they are (6.17). */
	if (n && !mib_table_has_end(e, "snmp6_icmp6_list", n))
		n--;
	for (size_t i = 0; i < n; i++)
		row(e, "%-32s\t%lu\n", item[i].name, num_at(messages, "mibs[]", item[i].entry));
	print_messages(e, ptr(in6, "stats.icmpv6msgdev"));
}
