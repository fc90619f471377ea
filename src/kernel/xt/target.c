/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Targets of iptables in its own words.  iptables' extensions/libxt_*.c, libipt_*.c */
#include "kernel/xt.h"

#include <string.h>

static struct xt_words unknown(const struct xt_extension *x)
{
	return (struct xt_words){file_printf(x->e, " [UNKNOWN target `%s' revision %ld]", x->name, x->revision),
				 file_printf(x->e, " [revision %ld, not decoded]", x->revision)};
}

static struct xt_words nothing(const struct xt_extension *x)
{
	(void)x;
	return (struct xt_words){"", ""};
}

static struct xt_words reject(const struct xt_extension *x)
{
	static const char *const v4[] = {"icmp-net-unreachable", "icmp-host-unreachable", "icmp-proto-unreachable",
					 "icmp-port-unreachable", "echo-reply", "icmp-net-prohibited",
					 "icmp-host-prohibited", "tcp-reset", "icmp-admin-prohibited"};
	static const char *const v6[] = {"icmp6-no-route", "icmp6-adm-prohibited", "icmp6-not-neighbour",
					 "icmp6-addr-unreachable", "icmp6-port-unreachable", "echo-reply", "tcp-reset",
					 "icmp6-policy-fail", "icmp6-reject-route"};
	long with = num(at(x->e, x->data, "unsigned int"), "");
	const char *name = x->v6 ? one_of(x->e, v6, with) : one_of(x->e, v4, with);

	return (struct xt_words){file_printf(x->e, " reject-with %s", name), file_printf(x->e, " --reject-with %s", name)};
}

static struct xt_words log_words(const struct xt_extension *x)
{
	enum { USUAL_LEVEL = 4 };
	static const char *const options[] = {" --log-tcp-sequence", " --log-tcp-options", " --log-ip-options",
					      " --log-uid", "", " --log-macdecode"};
	ref d = at(x->e, x->data, "struct xt_log_info");
	const char *prefix = str(d, "prefix"), *text = printable(x->e, prefix, strlen(prefix));
	long level = num(d, "level"), flags = num(d, "logflags");
	struct xt_words w = {file_printf(x->e, " LOG flags %ld level %ld%s", flags, level, *prefix ? file_printf(x->e, " prefix \"%s\"", text) : ""), ""};

	if (*prefix)
		w.save = file_printf(x->e, " --log-prefix %s", xt_quoted(x->e, text));
	if (level != USUAL_LEVEL)
		w.save = file_printf(x->e, "%s --log-level %ld", w.save, level);
	for (size_t i = 0; i < ARRAY_LEN(options); i++)
		if (flags >> i & 1)
			w.save = file_printf(x->e, "%s%s", w.save, options[i]);
	return w;
}

/* ---- address translation ------------------------------------------------------------------- */

enum { MAP_IPS = 1, MAP_PORTS = 2, RANDOM = 4, PERSISTENT = 8, RANDOM_FULLY = 16 };

struct range {
	long flags;
	const char *from, *to;
	long first, last;
};

/* Revision 0 of IPv4 has a struct of its own. */
static struct range nat_range(const struct xt_extension *x)
{
	bool compat = !x->v6 && (x->revision == 0 || has_type(x->e, "struct nf_nat_range") == false);
	struct range r = {0};

	if (compat) {
		ref c = sub(at(x->e, x->data, "struct nf_nat_ipv4_multi_range_compat"), "range[0]");

		r = (struct range){num(c, "flags"), ipv4_text(x->e, sub(c, "min_ip").addr),
				   ipv4_text(x->e, sub(c, "max_ip").addr), swap16(num(c, "min.all")),
				   swap16(num(c, "max.all"))};
	} else {
		ref c = at(x->e, x->data, "struct nf_nat_range");
		ref min = sub(c, "min_addr"), max = sub(c, "max_addr");

		r = (struct range){num(c, "flags"), x->v6 ? ipv6_compressed(x->e, min.addr) : ipv4_text(x->e, min.addr),
				   x->v6 ? ipv6_compressed(x->e, max.addr) : ipv4_text(x->e, max.addr),
				   swap16(num(c, "min_proto.all")), swap16(num(c, "max_proto.all"))};
	}
	return r;
}

static const char *ports(struct emit *e, const struct range *r)
{
	return r->first == r->last ? file_printf(e, "%ld", r->first) : file_printf(e, "%ld-%ld", r->first, r->last);
}

static const char *nat_flags(struct emit *e, long flags, const char *dash)
{
	return file_printf(e, "%s%s%s", flags & RANDOM ? file_printf(e, " %srandom", dash) : "",
			   flags & RANDOM_FULLY ? file_printf(e, " %srandom-fully", dash) : "",
			   flags & PERSISTENT ? file_printf(e, " %spersistent", dash) : "");
}

static const char *destination(const struct xt_extension *x, const struct range *r)
{
	const char *text = "";

	if (r->flags & MAP_IPS)
		text = strcmp(r->from, r->to) == 0 ? r->from : file_printf(x->e, "%s-%s", r->from, r->to);
	if (r->flags & MAP_PORTS)
		text = file_printf(x->e, x->v6 && *text ? "[%s]:%s" : "%s:%s", text, ports(x->e, r));
	return text;
}

static struct xt_words nat(const struct xt_extension *x)
{
	struct range r = nat_range(x);
	const char *to = destination(x, &r);

	return (struct xt_words){file_printf(x->e, " to:%s%s", to, nat_flags(x->e, r.flags, "")),
				 file_printf(x->e, " --to-%s %s%s", *x->name == 'D' ? "destination" : "source", to,
					     nat_flags(x->e, r.flags, "--"))};
}

static struct xt_words to_ports(const struct xt_extension *x)
{
	struct range r = nat_range(x);
	struct xt_words w = {"", ""};

	if (r.flags & MAP_PORTS) {
		w.list = file_printf(x->e, *x->name == 'R' ? " redir ports %s" : " masq ports: %s", ports(x->e, &r));
		w.save = file_printf(x->e, " --to-ports %s", ports(x->e, &r));
	}
	return (struct xt_words){file_printf(x->e, "%s%s", w.list, nat_flags(x->e, r.flags, "")),
				 file_printf(x->e, "%s%s", w.save, nat_flags(x->e, r.flags, "--"))};
}

/* ---- marks ------------------------------------------------------------------------------------ */

static const char *mark_change(struct emit *e, const char *name, unsigned long mark, unsigned long mask)
{
	if (mark == 0)
		return file_printf(e, " %s and 0x%lx", name, ~mask & 0xffffffff);
	if (mark == mask)
		return file_printf(e, " %s or 0x%lx", name, mark);
	if (mask == 0)
		return file_printf(e, " %s xor 0x%lx", name, mark);
	return mask == 0xffffffff ? file_printf(e, " %s set 0x%lx", name, mark) :
	       file_printf(e, " %s xset 0x%lx/0x%lx", name, mark, mask);
}

static struct xt_words mark(const struct xt_extension *x)
{
	ref d = at(x->e, x->data, "struct xt_mark_tginfo2");
	unsigned long m = (unsigned long)num(d, "mark"), mask = (unsigned long)num(d, "mask");

	return (struct xt_words){mark_change(x->e, "MARK", m, mask), file_printf(x->e, " --set-xmark 0x%lx/0x%lx", m, mask)};
}

static struct xt_words connmark(const struct xt_extension *x)
{
	enum { SET, SAVE, RESTORE };
	ref d = at(x->e, x->data, x->revision == 1 ? "struct xt_connmark_tginfo1" : "struct xt_connmark_tginfo2");
	unsigned long m = (unsigned long)num(d, "ctmark"), ct = (unsigned long)num(d, "ctmask"), nf = (unsigned long)num(d, "nfmask");
	long mode = num(d, "mode");
	const char *verb = mode == SAVE ? "save" : "restore", *masks;

	if (mode == SET)
		return (struct xt_words){mark_change(x->e, "CONNMARK", m, ct),
					 file_printf(x->e, " --set-xmark 0x%lx/0x%lx", m, ct)};
	if (mode != SAVE && mode != RESTORE)
		return unknown(x);
	masks = nf == ct ? nf == 0xffffffff ? "" : file_printf(x->e, " mask 0x%lx", nf)
			 : mode == SAVE ? file_printf(x->e, " nfmask 0x%lx ctmask ~0x%lx", nf, ct) : file_printf(x->e, " ctmask 0x%lx nfmask ~0x%lx", ct, nf);
	return (struct xt_words){file_printf(x->e, " CONNMARK %s%s", verb, masks),
				 file_printf(x->e, " --%s-mark --nfmask 0x%lx --ctmask 0x%lx", verb, nf, ct)};
}

/* ---- others ----------------------------------------------------------------------------------- */

static struct xt_words conntrack(const struct xt_extension *x)
{
	enum { NOTRACK = 1, ZONE_DIR = 4 | 8, ZONE_MARK = 16 };
	ref d = at(x->e, x->data, x->revision == 0 ? "struct xt_ct_target_info" : "struct xt_ct_target_info_v1");
	long flags = num(d, "flags"), zone = num(d, "zone");
	const char *helper = str(d, "helper"), *timeout = x->revision ? str(d, "timeout") : "";
	struct xt_words w = {"", ""};

	if (flags & (ZONE_DIR | ZONE_MARK) || num(d, "ct_events") || num(d, "exp_events"))
		return unknown(x);
	if (flags & NOTRACK)
		w = (struct xt_words){" notrack", " --notrack"};
	if (*helper)
		w = (struct xt_words){file_printf(x->e, "%s helper %s", w.list, helper),
				      file_printf(x->e, "%s --helper %s", w.save, helper)};
	if (*timeout)
		w = (struct xt_words){file_printf(x->e, "%s timeout %s", w.list, timeout),
				      file_printf(x->e, "%s --timeout %s", w.save, timeout)};
	if (zone)
		w = (struct xt_words){file_printf(x->e, "%s zone %ld", w.list, zone),
				      file_printf(x->e, "%s --zone %ld", w.save, zone)};
	w.list = file_printf(x->e, " CT%s", w.list);
	return w;
}

static struct xt_words tcpmss(const struct xt_extension *x)
{
	enum { CLAMP = 0xffff };
	long mss = num(at(x->e, x->data, "struct xt_tcpmss_info"), "mss");

	if (mss == CLAMP)
		return (struct xt_words){" TCPMSS clamp to PMTU", " --clamp-mss-to-pmtu"};
	return (struct xt_words){file_printf(x->e, " TCPMSS set %ld", mss), file_printf(x->e, " --set-mss %ld", mss)};
}

static struct xt_words dscp(const struct xt_extension *x)
{
	long d = num(at(x->e, x->data, "struct xt_DSCP_info"), "dscp");

	return (struct xt_words){file_printf(x->e, " DSCP set 0x%02lx", (unsigned long)d),
				 file_printf(x->e, " --set-dscp 0x%02lx", (unsigned long)d)};
}

static struct xt_words nflog(const struct xt_extension *x)
{
	enum { USUAL_THRESHOLD = 0, HAS_LENGTH = 1 };
	ref d = at(x->e, x->data, "struct xt_nflog_info");
	const char *prefix = str(d, "prefix"), *text = printable(x->e, prefix, strlen(prefix));
	long group = num(d, "group"), threshold = num(d,
						      "threshold"), size = num(d, "len"), has_size = num(d, "flags") & HAS_LENGTH;
	struct xt_words w = {*prefix ? file_printf(x->e, " nflog-prefix \"%s\"", text) : "",
			     *prefix ? file_printf(x->e, " --nflog-prefix %s", xt_quoted(x->e, text)) : ""};

	if (group)
		w = (struct xt_words){file_printf(x->e, "%s nflog-group %ld", w.list, group),
				      file_printf(x->e, "%s --nflog-group %ld", w.save, group)};
	if (size || has_size)
		w = (struct xt_words){file_printf(x->e, "%s nflog-%s %ld", w.list, has_size ? "size" : "range", size),
				      file_printf(x->e, "%s --nflog-%s %ld", w.save, has_size ? "size" : "range", size)};
	if (threshold != USUAL_THRESHOLD)
		w = (struct xt_words){file_printf(x->e, "%s nflog-threshold %ld", w.list, threshold),
				      file_printf(x->e, "%s --nflog-threshold %ld", w.save, threshold)};
	return w;
}

static struct xt_words nfqueue(const struct xt_extension *x)
{
	enum { BYPASS = 1, FANOUT = 2 };
	ref d = at(x->e, x->data, "struct xt_NFQ_info_v3");
	long first = num(d, "queuenum"), total = num(d, "queues_total"), flags = num(d, "flags");
	const char *queues = total > 1 ? file_printf(x->e, "balance %ld:%ld", first,
						     first + total - 1) : file_printf(x->e, "num %ld", first);

	return (struct xt_words){file_printf(x->e, " NFQUEUE %s%s%s", queues, flags & BYPASS ? " bypass" : "", flags & FANOUT ? " cpu-fanout" : ""),
				 file_printf(x->e, " --queue-%s%s%s", queues, flags & BYPASS ? " --queue-bypass" : "",
					     flags & FANOUT ? " --queue-cpu-fanout" : "")};
}

static const struct {
	const char *name;
	long first, last;		/* revisions of that layout */
	const char *type;		/* NULL: there is none of that name */
	size_t size;
	struct xt_words (*words)(const struct xt_extension *x);
} targets[] = {
	{"CONNMARK", 1, 1, "struct xt_connmark_tginfo1", 0, connmark},
	{"CONNMARK", 2, 2, "struct xt_connmark_tginfo2", 0, connmark},
	{"CT", 0, 0, "struct xt_ct_target_info", 0, conntrack}, {"CT", 1, 2, "struct xt_ct_target_info_v1", 0, conntrack},
	{"DNAT", 0, 0, NULL, 20, nat}, {"DNAT", 1, 2, "struct nf_nat_range", 0, nat},
	{"DSCP", 0, 0, "struct xt_DSCP_info", 0, dscp},
	{"LOG", 0, 0, "struct xt_log_info", 0, log_words}, {"MARK", 2, 2, "struct xt_mark_tginfo2", 0, mark},
	{"MASQUERADE", 0, 0, NULL, 20, to_ports},
	{"NFLOG", 0, 0, "struct xt_nflog_info", 0, nflog}, {"NFQUEUE", 3, 3, "struct xt_NFQ_info_v3", 0, nfqueue},
	{"NOTRACK", 0, 0, NULL, 0, nothing},
	{"REDIRECT", 0, 0, NULL, 20, to_ports}, {"REJECT", 0, 0, NULL, 4, reject}, {"SNAT", 0, 0, NULL, 20, nat},
	{"SNAT", 1, 2, "struct nf_nat_range", 0, nat},
	{"TCPMSS", 0, 0, "struct xt_tcpmss_info", 0, tcpmss}, {"TRACE", 0, 0, NULL, 0, nothing},
};

/* CT with this flag is what iptables once called NOTRACK. */
static bool is_notrack(const struct xt_extension *x)
{
	enum { ALIAS = 2 };
	const char *type = x->revision == 0 ? "struct xt_ct_target_info" : "struct xt_ct_target_info_v1";

	return strcmp(x->name, "CT") == 0 && has_type(x->e, type) && sizeof_type(x->e, type) <= x->size &&
	       num(at(x->e, x->data, "unsigned short"), "") & ALIAS;
}

struct xt_words xt_target_words(const struct xt_extension *x, const char **alias)
{
	*alias = NULL;
	if (is_notrack(x)) {
		*alias = "NOTRACK";
		return (struct xt_words){" NOTRACK", ""};
	}
	for (size_t i = 0; i < ARRAY_LEN(targets); i++) {
		if (strcmp(targets[i].name, x->name) != 0 || x->revision < targets[i].first || x->revision > targets[i].last)
			continue;
		if (targets[i].type && !has_type(x->e, targets[i].type))
			break;
		if ((targets[i].type ? sizeof_type(x->e, targets[i].type) : targets[i].size) <= x->size)
			return targets[i].words(x);
	}
	return unknown(x);
}
