/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matches of iptables in its own words.  iptables' extensions/libxt_*.c; the layouts are those that user space knows. */
#include "kernel/xt.h"

#include <string.h>

const char *xt_quoted(struct emit *e, const char *text)
{
	size_t n = strlen(text), plain = strspn(text, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_-");
	const char *quoted = "";

	if (n && plain == n)
		return text;
	for (size_t i = 0; i < n; i++)
		quoted = file_printf(e, "%s%s%c", quoted, strchr("\"'\\", text[i]) ? "\\" : "", text[i]);
	return file_printf(e, "\"%s\"", quoted);
}

const char *xt_flags_text(struct emit *e, const char *const *names, size_t count, unsigned long bits)
{
	const char *text = "";

	for (size_t i = 0; i < count; i++)
		if (bits >> i & 1 && names[i])
			text = file_printf(e, "%s%s%s", text, *text ? "," : "", names[i]);
	return text;
}

#define FLAGS_TEXT(e, names, bits) xt_flags_text((e), (names), ARRAY_LEN(names), (bits))

static const char *not(bool inverted)
{
	return inverted ? " !" : "";
}

static const char *port_list(struct emit *e, const char *name, const unsigned p[2], bool inverted)
{
	if (p[0] == 0 && p[1] == 0xffff && !inverted)
		return "";
	if (p[0] == p[1])
		return file_printf(e, " %s:%s%u", name, inverted ? "!" : "", p[0]);
	return file_printf(e, " %ss:%s%u:%u", name, inverted ? "!" : "", p[0], p[1]);
}

static const char *port_option(struct emit *e, const char *name, const unsigned p[2], bool inverted)
{
	if (p[0] == 0 && p[1] == 0xffff && !inverted)
		return "";
	if (p[0] == p[1])
		return file_printf(e, "%s %s %u", not(inverted), name, p[0]);
	return file_printf(e, "%s %s %u:%u", not(inverted), name, p[0], p[1]);
}

struct xt_words xt_ports_words(struct emit *e, const char *protocol, const struct xt_ports *p)
{
	static const char *const names[] = {"FIN", "SYN", "RST", "PSH", "ACK", "URG"};
	bool s = p->inversions & XT_INVERT_SOURCE, d = p->inversions & XT_INVERT_DESTINATION, f = p->inversions & XT_INVERT_FLAGS,
	     o = p->inversions & XT_INVERT_OPTION;
	struct xt_words w;

	w.list = file_printf(e, " %s%s%s", protocol, port_list(e, "spt", p->from, s), port_list(e, "dpt", p->to, d));
	w.save = file_printf(e, " -m %s%s%s", protocol, port_option(e, "--sport", p->from, s),
			     port_option(e, "--dport", p->to, d));
	if (p->option || o) {
		w.list = file_printf(e, "%s option=%s%u", w.list, o ? "!" : "", p->option);
		w.save = file_printf(e, "%s%s --tcp-option %u", w.save, not(o), p->option);
	}
	if (p->mask || f) {
		const char *compare = FLAGS_TEXT(e, names, p->compare);

		w.list = file_printf(e, "%s flags:%s0x%02X/0x%02X", w.list, f ? "!" : "", p->mask, p->compare);
		w.save = file_printf(e, "%s%s --tcp-flags %s %s", w.save, not(f), FLAGS_TEXT(e, names, p->mask),
				     *compare ? compare : "NONE");
	}
	return w;
}

static struct xt_words tcp(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, "struct xt_tcp");
	struct xt_ports p = {.option = (unsigned)num(d, "option"), .mask = (unsigned)num(d, "flg_mask"),
			     .compare = (unsigned)num(d, "flg_cmp"), .inversions = (unsigned)num(d, "invflags")};

	for (long i = 0; i < 2; i++) {
		p.from[i] = (unsigned)num_at(d, "spts[]", i);
		p.to[i] = (unsigned)num_at(d, "dpts[]", i);
	}
	return xt_ports_words(x->e, "tcp", &p);
}

static struct xt_words udp(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, "struct xt_udp");
	struct xt_ports p = {.inversions = (unsigned)num(d, "invflags")};

	for (long i = 0; i < 2; i++) {
		p.from[i] = (unsigned)num_at(d, "spts[]", i);
		p.to[i] = (unsigned)num_at(d, "dpts[]", i);
	}
	return xt_ports_words(x->e, "udp", &p);
}

static struct xt_words icmp_words(struct emit *e, const char *list, const char *match, const char *option, const unsigned char *d)
{
	bool any = d[0] == 0xff, one = d[1] == d[2], all = d[1] == 0 && d[2] == 0xff, inverted = d[3] & 1;
	struct xt_words w;

	w.list = file_printf(e, "%s %s %u%s", not(inverted), list, d[0],
			     all || any ? "" : one ? file_printf(e, " code %u", d[1]) : file_printf(e, " codes %u-%u", d[1], d[2]));
	w.save = any ? file_printf(e, " -m %s%s %s any", match, not(inverted), option)
		     : file_printf(e, " -m %s%s %s %u%s", match, not(inverted), option, d[0],
				   all ? "" : file_printf(e, "/%u", d[1]));
	return w;
}

/* struct ipt_icmp, ip6t_icmp: type, first and last code, inversion */
static struct xt_words icmp(const struct xt_extension *x)
{
	const unsigned char *d = read_bytes(x->e, x->data, 4), none[4] = {0};

	return icmp_words(x->e, "icmptype", "icmp", "--icmp-type", d ? d : none);
}

static struct xt_words icmp6(const struct xt_extension *x)
{
	const unsigned char *d = read_bytes(x->e, x->data, 4), none[4] = {0};

	return icmp_words(x->e, "ipv6-icmptype", "icmp6", "--icmpv6-type", d ? d : none);
}

static struct xt_words multiport(const struct xt_extension *x)
{
	static const char *const lists[] = {"sports", "dports", "ports"};
	ref d = at(x->e, x->data, "struct xt_multiport_v1");
	const char *which = one_of(x->e, lists, num(d, "flags")), *ports = "";
	bool inverted = num(d, "invert");
	long count = num(d, "count");

	for (long i = 0; i < count && i < len(d, "ports"); i++)
		ports = file_printf(x->e, "%s%s%ld", ports, !i ? "" : num_at(d, "pflags[]", i - 1) ? ":" : ",",
				    num_at(d, "ports[]", i));
	return (struct xt_words){file_printf(x->e, " multiport %s %s%s", which, inverted ? " !" : "", ports),
				 file_printf(x->e, " -m multiport%s --%s %s", not(inverted), which, ports)};
}

/* XT_CONNTRACK_STATE_*: a bit each, INVALID first */
static const char *states(struct emit *e, unsigned long bits, unsigned long untracked)
{
	static const struct {
		unsigned long bit;
		const char *name;
	} names[] = {{1, "INVALID"}, {8, "NEW"}, {4, "RELATED"}, {2, "ESTABLISHED"}};
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (bits & names[i].bit)
			text = file_printf(e, "%s%s%s", text, *text ? "," : "", names[i].name);
	if (bits & untracked)
		text = file_printf(e, "%s%sUNTRACKED", text, *text ? "," : "");
	if (untracked == 0x100)
		text = file_printf(e, "%s%s%s", text, bits & 0x40 ? *text ? ",SNAT" : "SNAT" : "",
				   bits & 0x80 ? *text || bits & 0x40 ? ",DNAT" : "DNAT" : "");
	return text;
}

static struct xt_words unknown(const struct xt_extension *x, const char *kind)
{
	return (struct xt_words){file_printf(x->e, " [UNKNOWN %s `%s' revision %ld]", kind, x->name, x->revision),
				 file_printf(x->e, " %s %s [revision %ld, not decoded]", *kind == 'm' ? "-m" : "-j",
					     x->name, x->revision)};
}

static struct xt_words conntrack(const struct xt_extension *x)
{
	enum { STATE = 1, STATUS = 1 << 6, STATE_ALIAS = 1 << 13 };
	static const char *const statuses[] = {"EXPECTED", "SEEN_REPLY", "ASSURED", "CONFIRMED"};
	ref d = at(x->e, x->data, "struct xt_conntrack_mtinfo3");
	long flags = num(d, "match_flags"), inverted = num(d, "invert_flags");
	bool alias = flags & STATE_ALIAS;
	const char *name = alias ? "state" : "conntrack";
	struct xt_words w = {"", file_printf(x->e, " -m %s", name)};

	if (flags & ~(STATE | STATUS | STATE_ALIAS))
		return unknown(x, "match");
	if (flags & STATE) {
		const char *s = states(x->e, (unsigned long)num(d, "state_mask"), 0x100), *option = alias ? "state" : "ctstate";

		w.list = file_printf(x->e, "%s %s %s", not(inverted & STATE), option, s);
		w.save = file_printf(x->e, "%s%s --%s %s", w.save, not(inverted & STATE), option, s);
	}
	if (flags & STATUS) {
		const char *s = num(d, "status_mask") ? FLAGS_TEXT(x->e, statuses, (unsigned long)num(d, "status_mask")) : "NONE";

		w.list = file_printf(x->e, "%s%s ctstatus %s", w.list, not(inverted & STATUS), s);
		w.save = file_printf(x->e, "%s%s --ctstatus %s", w.save, not(inverted & STATUS), s);
	}
	return w;
}

static struct xt_words state(const struct xt_extension *x)
{
	const char *s = states(x->e, (unsigned long)num(at(x->e, x->data, "struct xt_state_info"), "statemask"), 0x40);

	return (struct xt_words){file_printf(x->e, " state %s", s), file_printf(x->e, " -m state --state %s", s)};
}

static struct xt_words comment(const struct xt_extension *x)
{
	const char *text = string(x->e, x->data);

	text = printable(x->e, text, strlen(text));
	return (struct xt_words){file_printf(x->e, " /* %s */", text),
				 file_printf(x->e, " -m comment --comment %s", xt_quoted(x->e, text))};
}

struct xt_words xt_mark_words(struct emit *e, const char *what, unsigned long mark, unsigned long mask, bool inverted)
{
	const char *value = mask == 0xffffffff ? file_printf(e, "0x%lx", mark) : file_printf(e, "0x%lx/0x%lx", mark, mask);

	/* The one for connections leaves another blank. */
	return (struct xt_words){file_printf(e, " %s match %s%s%s", what, *what == 'c' ? " " : "", inverted ? "!" : "", value),
				 file_printf(e, " -m %s%s --mark %s", what, not(inverted), value)};
}

static struct xt_words mark(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, strcmp(x->name, "mark") == 0 ? "struct xt_mark_mtinfo1" : "struct xt_connmark_mtinfo1");

	return xt_mark_words(x->e, x->name, (unsigned long)num(d, "mark"), (unsigned long)num(d, "mask"), num(d, "invert"));
}

struct xt_words xt_limit_words(struct emit *e, const char *rate, unsigned long burst)
{
	enum { USUAL_BURST = 5 };

	return (struct xt_words){file_printf(e, " limit: avg %s burst %lu", rate, burst),
				 file_printf(e, " -m limit --limit %s%s", rate,
					     burst == USUAL_BURST ? "" : file_printf(e, " --limit-burst %lu", burst))};
}

/* The times between two packets that rates are kept as: in parts of a second. */
static const char *rate_text(struct emit *e, unsigned long period, unsigned long second)
{
	const struct {
		unsigned long time;
		const char *name;
	} units[] = {{86400 * second, "day"}, {3600 * second, "hour"}, {60 * second, "min"}, {second, "sec"}};
	size_t i = 1;

	if (!period)
		return NULL;
	while (i < ARRAY_LEN(units) && period <= units[i].time && units[i].time / period >= units[i].time % period)
		i++;
	return file_printf(e, "%lu/%s", units[i - 1].time / period, units[i - 1].name);
}

/* A rate is kept as the time between two packets, in ten thousandths of a second. */
static struct xt_words limit(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, "struct xt_rateinfo");
	const char *rate = rate_text(x->e, (unsigned long)num(d, "avg"), 10000);

	return rate ? xt_limit_words(x->e, rate, (unsigned long)num(d, "burst")) : unknown(x, "match");
}

static struct xt_words addrtype(const struct xt_extension *x)
{
	static const char *const names[] = {"UNSPEC", "UNICAST", "LOCAL", "BROADCAST", "ANYCAST", "MULTICAST",
					    "BLACKHOLE", "UNREACHABLE", "PROHIBIT", "THROW", "NAT", "XRESOLVE"};
	enum { INVERT_SOURCE = 1, INVERT_DEST = 2, LIMIT_IN = 4, LIMIT_OUT = 8 };
	ref d = at(x->e, x->data, "struct xt_addrtype_info_v1");
	long flags = num(d, "flags");
	unsigned long from = (unsigned long)num(d, "source"), to = (unsigned long)num(d, "dest");
	struct xt_words w = {" ADDRTYPE match", " -m addrtype"};

	if (from) {
		w.list = file_printf(x->e, "%s src-type %s%s", w.list, flags & INVERT_SOURCE ? "!" : "",
				     FLAGS_TEXT(x->e, names, from));
		w.save = file_printf(x->e, "%s%s --src-type %s", w.save, not(flags & INVERT_SOURCE),
				     FLAGS_TEXT(x->e, names, from));
	}
	if (to) {
		w.list = file_printf(x->e, "%s dst-type %s%s", w.list, flags & INVERT_DEST ? "!" : "",
				     FLAGS_TEXT(x->e, names, to));
		w.save = file_printf(x->e, "%s%s --dst-type %s", w.save, not(flags & INVERT_DEST), FLAGS_TEXT(x->e, names, to));
	}
	if (flags & (LIMIT_IN | LIMIT_OUT)) {
		w.list = file_printf(x->e, "%s limit-%s", w.list, flags & LIMIT_IN ? "in" : "out");
		w.save = file_printf(x->e, "%s --limit-iface-%s", w.save, flags & LIMIT_IN ? "in" : "out");
	}
	return w;
}

static struct xt_words owner(const struct xt_extension *x)
{
	enum { UID = 1, GID = 2 };
	ref d = at(x->e, x->data, "struct xt_owner_match_info");
	long match = num(d, "match"), invert = num(d, "invert");
	struct xt_words w = {"", " -m owner"};

	if (match & ~(UID | GID))
		return unknown(x, "match");
	for (int i = 0; i < 2; i++) {
		long min = i ? num(d, "gid_min") : num(d, "uid_min"), max = i ? num(d, "gid_max") : num(d, "uid_max");
		const char *value = min == max ? file_printf(x->e, "%ld", min) : file_printf(x->e, "%ld-%ld", min, max);

		if (!(match >> i & 1))
			continue;
		w.list = file_printf(x->e, "%s%s owner %s match %s", w.list, not(invert >> i & 1), i ? "GID" : "UID", value);
		w.save = file_printf(x->e, "%s%s --%s-owner %s", w.save, not(invert >> i & 1), i ? "gid" : "uid", value);
	}
	return w;
}

static const char *address(const struct xt_extension *x, ref a)
{
	return x->v6 ? ipv6_compressed(x->e, a.addr) : ipv4_text(x->e, a.addr);
}

static struct xt_words iprange(const struct xt_extension *x)
{
	enum { SRC = 1, DST = 2, SRC_INV = 16, DST_INV = 32 };
	ref d = at(x->e, x->data, "struct xt_iprange_mtinfo");
	long flags = num(d, "flags");
	struct xt_words w = {"", " -m iprange"};

	if (flags & SRC) {
		const char *r = file_printf(x->e, "%s-%s", address(x, sub(d, "src_min")), address(x, sub(d, "src_max")));

		w.list = file_printf(x->e, " source IP range%s %s", not(flags & SRC_INV), r);
		w.save = file_printf(x->e, "%s%s --src-range %s", w.save, not(flags & SRC_INV), r);
	}
	if (flags & DST) {
		const char *r = file_printf(x->e, "%s-%s", address(x, sub(d, "dst_min")), address(x, sub(d, "dst_max")));

		w.list = file_printf(x->e, "%s destination IP range%s %s", w.list, not(flags & DST_INV), r);
		w.save = file_printf(x->e, "%s%s --dst-range %s", w.save, not(flags & DST_INV), r);
	}
	return w;
}

static struct xt_words mac(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, "struct xt_mac_info");
	const char *a = hex_bytes(x->e, sub(d, "srcaddr").addr, 6, ":");

	return (struct xt_words){file_printf(x->e, " MAC%s %s", not(num(d, "invert")), a),
				 file_printf(x->e, " -m mac%s --mac-source %s", not(num(d, "invert")), a)};
}

static struct xt_words pkttype(const struct xt_extension *x)
{
	static const char *const names[] = {"unicast", "broadcast", "multicast"};
	ref d = at(x->e, x->data, "struct xt_pkttype_info");
	const char *type = one_of(x->e, names, num(d, "pkttype"));
	bool inverted = num(d, "invert");

	return (struct xt_words){file_printf(x->e, " PKTTYPE %s %s", inverted ? "!=" : "=", type),
				 file_printf(x->e, " -m pkttype%s --pkt-type %s", not(inverted), type)};
}

static struct xt_words length(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, "struct xt_length_info");
	long min = num(d, "min"), max = num(d, "max");
	bool inverted = num(d, "invert");
	const char *value = min == max ? file_printf(x->e, "%ld", min) : file_printf(x->e, "%ld:%ld", min, max);

	return (struct xt_words){file_printf(x->e, " length %s%s", inverted ? "!" : "", value),
				 file_printf(x->e, " -m length%s --length %s", not(inverted), value)};
}

/* struct ipt_ttl_info, ip6t_hl_info: how to compare, with what */
static struct xt_words ttl(const struct xt_extension *x)
{
	static const char *const signs[] = {"==", "!=", "<",
					    ">"}, *const options[] = {"", " !", "", ""}, *const verbs[] = {"eq", "eq", "lt", "gt"};
	const unsigned char *d = read_bytes(x->e, x->data, 2);
	const char *name = strcmp(x->name, "hl") == 0 ? "HL" : "TTL";

	if (!d || d[0] >= ARRAY_LEN(signs))
		return unknown(x, "match");
	return (struct xt_words){file_printf(x->e, " %s match %s %s %u", name, name, signs[d[0]], d[1]),
				 file_printf(x->e, " -m %s%s --%s-%s %u", x->name, options[d[0]], x->name, verbs[d[0]], d[1])};
}

static struct xt_words rpfilter(const struct xt_extension *x)
{
	static const char *const flags[] = {"loose", "validmark", "accept-local", "invert"};
	long bits = num(at(x->e, x->data, "struct xt_rpfilter_info"), "flags");
	struct xt_words w = {" rpfilter", " -m rpfilter"};

	for (size_t i = 0; i < ARRAY_LEN(flags); i++)
		if (bits >> i & 1)
			w = (struct xt_words){file_printf(x->e, "%s %s", w.list, flags[i]),
					      file_printf(x->e, "%s --%s", w.save, flags[i])};
	return w;
}

static struct xt_words connlimit(const struct xt_extension *x)
{
	enum { UPTO = 1, DADDR = 2 };
	ref d = at(x->e, x->data, "struct xt_connlimit_info");
	const unsigned char *mask_ = read_bytes(x->e, sub(d, "mask").addr, x->v6 ? 16 : 4);
	long bits_ = mask_ ? nft_prefix_length(mask_, x->v6 ? 16 : 4) : -1, limit_ = num(d, "limit"), flags = num(d, "flags");

	if (bits_ < 0)
		return unknown(x, "match");
	return (struct xt_words){file_printf(x->e, " #conn %s/%ld %s %ld", flags & DADDR ? "dst" : "src", bits_, flags & UPTO ? "<=" : ">", limit_),
				 file_printf(x->e, " -m connlimit --connlimit-%s %ld --connlimit-mask %ld --connlimit-%s",
					     flags & UPTO ? "upto" : "above", limit_, bits_,
					     flags & DADDR ? "daddr" : "saddr")};
}

static struct xt_words physdev(const struct xt_extension *x)
{
	enum { IN = 1, OUT = 2, BRIDGED = 4, ISIN = 8, ISOUT = 16 };
	ref d = at(x->e, x->data, "struct xt_physdev_info");
	long has_ = num(d, "bitmask"), inverted = num(d, "invert");
	const char *text = has_ & ISIN ? file_printf(x->e, "%s --physdev-is-in", not(inverted & ISIN)) : "";

	if (has_ & IN)
		text = file_printf(x->e, "%s%s --physdev-in %s", text, not(inverted & IN), str(d, "physindev"));
	if (has_ & ISOUT)
		text = file_printf(x->e, "%s%s --physdev-is-out", text, not(inverted & ISOUT));
	if (has_ & OUT)
		text = file_printf(x->e, "%s%s --physdev-out %s", text, not(inverted & OUT), str(d, "physoutdev"));
	if (has_ & BRIDGED)
		text = file_printf(x->e, "%s%s --physdev-is-bridged", text, not(inverted & BRIDGED));
	return (struct xt_words){file_printf(x->e, " PHYSDEV match%s", text), file_printf(x->e, " -m physdev%s", text)};
}

/* What depends on bytes or on the rate itself, and tables of other sizes than usual, are not told here. */
static struct xt_words hashlimit(const struct xt_extension *x)
{
	enum { INVERT = 16, USUAL_GC = 1000, MODES = 15 };
	static const char *const modes[] = {"srcip", "srcport", "dstip", "dstport"};
	static const unsigned long mode_bits[] = {4, 8, 1, 2};
	ref d = at(x->e, x->data, "struct xt_hashlimit_mtinfo3");
	unsigned long mode = (unsigned long)num(d, "cfg.mode"), shown = 0;
	const char *rate = rate_text(x->e, (unsigned long)num(d, "cfg.avg"),
				     1000000), *per = rate ? strchr(rate, '/') + 1 : "", *what, *upto = mode & INVERT ? "above" : "up to";
	long whole = x->v6 ? 128 : 32, usual_expiry = *per == 's' ? 1000 : *per == 'm' ? 60000 : *per == 'h' ? 3600000 : 86400000;

	for (size_t i = 0; i < ARRAY_LEN(mode_bits); i++)
		shown |= mode & mode_bits[i] ? 1UL << i : 0;
	what = FLAGS_TEXT(x->e, modes, shown);
	if (!rate || mode & ~(unsigned long)(INVERT | MODES) || num(d, "cfg.size") || num(d, "cfg.max") ||
	    num(d, "cfg.gc_interval") != USUAL_GC ||
	    num(d, "cfg.expire") != usual_expiry ||
	    num(d, "cfg.srcmask") != whole || num(d, "cfg.dstmask") != whole)
		return unknown(x, "match");
	return (struct xt_words){file_printf(x->e, " limit: %s %s burst %ld%s%s", upto, rate, num(d, "cfg.burst"), *what ? " mode " : "", *what ? what : ""),
				 file_printf(x->e, " -m hashlimit --hashlimit-%s %s --hashlimit-burst %ld%s%s --hashlimit-name %s", mode & INVERT ? "above" : "upto", rate,
					     num(d, "cfg.burst"), *what ? " --hashlimit-mode " : "", what, str(d, "name"))};
}

static struct xt_words statistic(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, "struct xt_statistic_info");
	bool inverted = num(d, "flags") & 1;
	const char *what;

	if (num(d, "mode") == 0) {
		what = file_printf(x->e, "%.11f", (double)num(d, "u.random.probability") / 0x80000000U);
		return (struct xt_words){file_printf(x->e, " statistic mode random%s probability %s", not(inverted), what),
					 file_printf(x->e, " -m statistic --mode random%s --probability %s",
						     not(inverted), what)};
	}
	return (struct xt_words){file_printf(x->e, " statistic mode nth%s every %ld packet %ld", not(inverted), num(d, "u.nth.every") + 1, num(d, "u.nth.packet")),
				 file_printf(x->e, " -m statistic --mode nth%s --every %ld --packet %ld", not(inverted),
					     num(d, "u.nth.every") + 1, num(d, "u.nth.packet"))};
}

static struct xt_words recent(const struct xt_extension *x)
{
	enum { CHECK = 1, SET = 2, UPDATE = 4, REMOVE = 8, TTL = 16, REAP = 32 };
	ref d = at(x->e, x->data, "struct xt_recent_mtinfo_v1");
	long what = num(d, "check_set"), seconds = num(d, "seconds"), hits = num(d, "hit_count");
	const char *name = str(d, "name"), *mask_ = address(x, sub(d, "mask"));
	bool source = !num(d, "side");
	struct xt_words w;

	w.list = file_printf(x->e, "%s recent:%s%s%s%s", not(num(d, "invert")), what & SET ? " SET" : "",
			     what & CHECK ? " CHECK" : "", what & UPDATE ? " UPDATE" : "",
			     what & REMOVE ? " REMOVE" : "");
	w.save = file_printf(x->e, " -m recent%s%s%s%s%s", not(num(d, "invert")), what & SET ? " --set" : "",
			     what & CHECK ? " --rcheck" : "", what & UPDATE ? " --update" : "",
			     what & REMOVE ? " --remove" : "");
	if (seconds) {
		w.list = file_printf(x->e, "%s seconds: %ld", w.list, seconds);
		w.save = file_printf(x->e, "%s --seconds %ld", w.save, seconds);
	}
	w.list = file_printf(x->e, "%s%s", w.list, what & REAP ? " reap" : "");
	w.save = file_printf(x->e, "%s%s", w.save, what & REAP ? " --reap" : "");
	if (hits) {
		w.list = file_printf(x->e, "%s hit_count: %ld", w.list, hits);
		w.save = file_printf(x->e, "%s --hitcount %ld", w.save, hits);
	}
	w.list = file_printf(x->e, "%s%s name: %s side: %s mask: %s", w.list, what & TTL ? " TTL-Match" : "", name,
			     source ? "source" : "dest", mask_);
	w.save = file_printf(x->e, "%s%s --name %s --mask %s --r%s", w.save, what & TTL ? " --rttl" : "", name, mask_,
			     source ? "source" : "dest");
	return w;
}

/* The set's name stands in ip_set_list, at the number that the match has. */
static struct xt_words set(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, "struct xt_set_info"), sets;
	long index = num(d, "index"), dim = num(d, "dim"), flags = num(d, "flags");
	const char *dirs = "", *name;

	if (!has_sym(x->e, "ip_set_net_id") || !has_type(x->e, "struct ip_set_net") || dim > 6)
		return unknown(x, "match");
	sets = at(x->e, net_generic(x->net, "ip_set_net_id"), "struct ip_set_net");
	if (index >= num(sets, "ip_set_max"))
		return unknown(x, "match");
	name = str(deref(at(x->e, addr(sets, "ip_set_list") + (uint64_t)index * x->e->facts->word_size, "struct ip_set *")), "name");
	for (long i = 1; i <= dim; i++)
		dirs = file_printf(x->e, "%s%s%s", dirs, i > 1 ? "," : "", flags >> i & 1 ? "src" : "dst");
	return (struct xt_words){file_printf(x->e, "%s match-set %s %s", not(flags & 1), name, dirs),
				 file_printf(x->e, " -m set%s --match-set %s %s", not(flags & 1), name, dirs)};
}

static const struct {
	const char *name;
	long first, last;		/* revisions of that layout */
	const char *type;		/* NULL: read without one */
	size_t size;			/* not less than that, of those */
	struct xt_words (*words)(const struct xt_extension *x);
} matches[] = {
	{"addrtype", 1, 1, "struct xt_addrtype_info_v1", 0, addrtype}, {"comment", 0, 0, NULL, 256, comment},
	{"connmark", 1, 1, "struct xt_connmark_mtinfo1", 0, mark},
	{"conntrack", 3, 3, "struct xt_conntrack_mtinfo3", 0, conntrack},
	{"connlimit", 1, 1, "struct xt_connlimit_info", 0, connlimit},
	{"hashlimit", 3, 3, "struct xt_hashlimit_mtinfo3", 0, hashlimit},
	{"hl", 0, 0, NULL, 2, ttl}, {"physdev", 0, 1, "struct xt_physdev_info", 0, physdev},
	{"rpfilter", 0, 0, "struct xt_rpfilter_info", 0, rpfilter},
	{"icmp", 0, 0, NULL, 4, icmp}, {"icmp6", 0, 0, NULL, 4, icmp6}, {"iprange", 1, 1, "struct xt_iprange_mtinfo", 0, iprange},
	{"length", 0, 0, "struct xt_length_info", 0, length}, {"limit", 0, 0, "struct xt_rateinfo", 0, limit},
	{"mac", 0, 0, "struct xt_mac_info", 0, mac},
	{"mark", 1, 1, "struct xt_mark_mtinfo1", 0, mark}, {"multiport", 1, 1, "struct xt_multiport_v1", 0, multiport},
	{"owner", 1, 1, "struct xt_owner_match_info", 0, owner}, {"pkttype", 0, 0, "struct xt_pkttype_info", 0, pkttype},
	{"recent", 1, 1, "struct xt_recent_mtinfo_v1", 0, recent}, {"set", 1, 4, "struct xt_set_info", 0, set},
	{"state", 0, 0, "struct xt_state_info", 0, state},
	{"statistic", 0, 0, "struct xt_statistic_info", 0, statistic}, {"tcp", 0, 0, "struct xt_tcp", 0, tcp},
	{"ttl", 0, 0, NULL, 2, ttl},
	{"udp", 0, 0, "struct xt_udp", 0, udp},
};

struct xt_words xt_match_words(const struct xt_extension *x)
{
	for (size_t i = 0; i < ARRAY_LEN(matches); i++) {
		if (strcmp(matches[i].name, x->name) != 0 || x->revision < matches[i].first || x->revision > matches[i].last)
			continue;
		if (matches[i].type && !has_type(x->e, matches[i].type))
			break;
		if ((matches[i].type ? sizeof_type(x->e, matches[i].type) : matches[i].size) <= x->size)
			return matches[i].words(x);
	}
	return unknown(x, "match");
}
