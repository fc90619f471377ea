/* SPDX-License-Identifier: GPL-2.0-or-later */
/* An address of a device.  inet_fill_ifaddr(), net/ipv4/devinet.c; inet6_fill_ifaddr(), net/ipv6/addrconf.c */
#include "emit/commands/networking/ip.h"

#include <string.h>

#define FOREVER 0xffffffffUL

enum { IFA_F_PERMANENT = 0x80 };

static void print_flags(struct emit *e, unsigned long flags, bool v6)
{
	static const struct {
		unsigned long mask;
		const char *name;
	} names[] = {
		{0x1, "secondary"}, {0x2, "nodad"}, {0x4, "optimistic"}, {0x8, "dadfailed"}, {0x10, "home"}, {0x20, "deprecated"},
		{0x40, "tentative"}, {IFA_F_PERMANENT, ""}, {0x100, "mngtmpaddr"}, {0x200, "noprefixroute"}, {0x400, "autojoin"},
		{0x800, "stable-privacy"},
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		bool set = flags & names[i].mask;

		if (names[i].mask == IFA_F_PERMANENT)
			out(e, "%s", set ? "" : "dynamic ");
		else if (set)
			out(e, "%s ", i == 0 && v6 ? "temporary" : names[i].name);
	}
}

static const char *lifetime(struct emit *e, unsigned long seconds)
{
	return seconds == FOREVER ? "forever" : file_printf(e, "%lusec", seconds);
}

/* Given at tstamp; what has passed since is gone from both. */
static void print_lifetimes(ref a, unsigned long valid, unsigned long preferred, const char *line_break)
{
	struct emit *e = context(a);
	unsigned long passed = (unsigned long)(jiffies_now(e) - num(a, "ifa_tstamp|tstamp")) / (unsigned long)hz(e);

	valid &= FOREVER;
	preferred &= FOREVER;
	if (num(a, "ifa_flags|flags") & IFA_F_PERMANENT && (preferred == FOREVER || has(a, "ifa_flags"))) {
		valid = preferred = FOREVER;
	} else if (preferred != FOREVER) {
		preferred = preferred > passed ? preferred - passed : 0;
		if (valid != FOREVER)
			valid = valid > passed ? valid - passed : 0;
	}
	out(e, "%s       valid_lft %s preferred_lft %s\n", line_break, lifetime(e, valid), lifetime(e, preferred));
}

void ip_print_inet(ref a, const char *line_break)
{
	struct emit *e = context(a);
	uint64_t local = sub(a, "ifa_local").addr;

	out(e, "    inet %s", ipv4_text(e, local));
	if (num(a, "ifa_address") != num(a, "ifa_local"))
		out(e, " peer %s", ipv4_text(e, sub(a, "ifa_address").addr));
	out(e, "/%ld ", num(a, "ifa_prefixlen"));
	if (num(a, "ifa_rt_priority"))
		out(e, "metric %ld ", num(a, "ifa_rt_priority"));
	if (num(a, "ifa_broadcast"))
		out(e, "brd %s ", ipv4_text(e, sub(a, "ifa_broadcast").addr));
	out(e, "scope %s ", ip_scope(e, num(a, "ifa_scope")));
	print_flags(e, (unsigned long)num(a, "ifa_flags"), false);
	out(e, "%s", str(a, "ifa_label"));
	print_lifetimes(a, (unsigned long)num(a, "ifa_valid_lft"), (unsigned long)num(a, "ifa_preferred_lft"), line_break);
}

/* rt_scope(): kinds of IPv6 addresses as scopes of routes. */
static long scope6(long kind)
{
	enum { LOOPBACK = 0x10, LINKLOCAL = 0x20, SITELOCAL = 0x40 };

	return kind & LOOPBACK ? 254 : kind & LINKLOCAL ? 253 : kind & SITELOCAL ? 200 : 0;
}

void ip_print_inet6(ref a, const char *line_break)
{
	struct emit *e = context(a);
	const char *peer = ipv6_compressed(e, sub(a, "peer_addr").addr);

	out(e, "    inet6 %s", ipv6_compressed(e, sub(a, "addr").addr));
	if (strcmp(peer, "::"))
		out(e, " peer %s", peer);
	out(e, "/%ld ", num(a, "prefix_len"));
	if (num(a, "rt_priority"))
		out(e, "metric %ld ", num(a, "rt_priority"));
	out(e, "scope %s ", ip_scope(e, scope6(num(a, "scope"))));
	print_flags(e, (unsigned long)num(a, "flags"), true);
	print_lifetimes(a, (unsigned long)num(a, "valid_lft"), (unsigned long)num(a, "prefered_lft"), line_break);
}
