/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/networking/{ip_-4_rule_list,ip_-6_rule_list,ip_rule_list}: which routing table is asked when.  fib_nl_fill_rule(), net/core/fib_rules.c */
#include "emit/commands/networking/ip.h"

enum { FIB_RULE_INVERT = 2, FIB_RULE_UNRESOLVED = 4, FIB_RULE_IIF_DETACHED = 8, FIB_RULE_OIF_DETACHED = 16 };
enum { FR_ACT_TO_TBL = 1, FR_ACT_GOTO = 2, FR_ACT_NOP = 3, RTPROT_KERNEL = 2 };

/* struct fib4_rule or fib6_rule around it says from where and to where. */
static const char *prefix(ref rule, bool v6, bool source)
{
	struct emit *e = context(rule);
	ref own = v6 ? container(rule, "struct fib6_rule", "common") : container(rule, "struct fib4_rule", "common");
	long bits;
	const char *address;

	if (v6) {
		bits = source ? num(own, "src.plen") : num(own, "dst.plen");
		address = ipv6_compressed(e, source ? sub(own, "src.addr").addr : sub(own, "dst.addr").addr);
	} else {
		bits = source ? num(own, "src_len") : num(own, "dst_len");
		address = ipv4_text(e, source ? sub(own, "src").addr : sub(own, "dst").addr);
	}
	return !bits ? "" : bits == (v6 ? 128 : 32) ? address : file_printf(e, "%s/%ld", address, bits);
}

static void print_range(ref range, const char *word)
{
	long start = num(range, "start"), end = num(range, "end");

	if (!start && !end)
		return;
	if (start == end)
		out(context(range), " %s %ld", word, start);
	else
		out(context(range), " %s %ld-%ld", word, start, end);
}

static void print_selectors(ref rule, bool v6)
{
	struct emit *e = context(rule);
	const char *from = prefix(rule, v6, true), *to = prefix(rule, v6, false);
	long flags = num(rule, "flags");
	ref uids = sub(rule, "uid_range");

	out(e, "%lu:\t%sfrom %s", num(rule, "pref"), flags & FIB_RULE_INVERT ? "not " : "", *from ? from : "all");
	if (*to)
		out(e, " to %s", to);
	if (num(rule, "mark") || num(rule, "mark_mask")) {
		out(e, " fwmark %#lx", num(rule, "mark"));
		if ((uint32_t)num(rule, "mark_mask") != 0xffffffff)
			out(e, "/%#lx", num(rule, "mark_mask"));
	}
	if (num(rule, "iifname[0]"))
		out(e, " iif %s%s", str(rule, "iifname"), flags & FIB_RULE_IIF_DETACHED ? " [detached]" : "");
	if (num(rule, "oifname[0]"))
		out(e, " oif %s%s", str(rule, "oifname"), flags & FIB_RULE_OIF_DETACHED ? " [detached]" : "");
	if (num(rule, "l3mdev"))
		out(e, " lookup [l3mdev-table]");
	if (num(uids, "start") || (uint32_t)num(uids, "end") != 0xffffffff)
		out(e, " uidrange %lu-%lu", num(uids, "start"), num(uids, "end"));
	if (num(rule, "ip_proto"))
		out(e, " ipproto %ld", num(rule, "ip_proto"));
	print_range(sub(rule, "sport_range"), "sport");
	print_range(sub(rule, "dport_range"), "dport");
}

static void print_action(ref rule)
{
	struct emit *e = context(rule);
	long action = num(rule, "action"), protocol = num(rule, "proto");

	if (num(rule, "table"))
		out(e, " lookup %s", ip_table(e, num(rule, "table")));
	if ((int32_t)num(rule, "suppress_prefixlen") != -1)
		out(e, " suppress_prefixlength %ld", num(rule, "suppress_prefixlen"));
	if ((int32_t)num(rule, "suppress_ifgroup") != -1)
		out(e, " suppress_ifgroup %s", ip_group(e, num(rule, "suppress_ifgroup")));
	if (action == FR_ACT_GOTO)
		out(e, " goto %ld%s", num(rule, "target"), num(rule, "ctarget") ? "" : " [unresolved]");
	else if (action == FR_ACT_NOP)
		out(e, " nop");
	else if (action != FR_ACT_TO_TBL)
		out(e, " %s", ip_route_type(e, action));
	if (protocol && protocol != RTPROT_KERNEL)
		out(e, " proto %s", ip_protocol(e, protocol));
	out(e, "\n");
}

static void print_rules(ref operations, bool v6)
{
	EACH(rule, list(sub(operations, "rules_list"), "struct fib_rule", "list")) {
		print_selectors(rule, v6);
		print_action(rule);
	}
}

EMITTER(cmd_ip_rule)
{
	if (has(self, "ipv4.rules_ops"))
		print_rules(ptr(self, "ipv4.rules_ops"), false);
	else
		absent(e, "the kernel has no policy routing");
}

EMITTER(cmd_ip6_rule)
{
	if (has(self, "ipv6.fib6_rules_ops") && addr(self, "ipv6.fib6_rules_ops"))
		print_rules(ptr(self, "ipv6.fib6_rules_ops"), true);
	else
		absent(e, "the kernel has no policy routing of IPv6");
}
