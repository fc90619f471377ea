/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/firewall_tables/iptables-save, ip6tables-save, of each namespace too: all tables as commands, those of
 * iptables-nft where there are any, else those of ip_tables; iptables-legacy-save: the latter where there are both.
 * iptables' print_rule4(), ip4tables-save
 */
#include "emit/emit.h"
#include "kernel/xt.h"

#include <inttypes.h>
#include <string.h>

enum { TABLES = 16 };

/* " -s 10.0.0.0/8"; without words where all are meant */
static const char *address(struct emit *e, const struct xt_address *a, const char *option, bool v6)
{
	long prefix = nft_prefix_length(a->mask.bytes, a->mask.len);
	const char *text;

	if (!a->address.len || (prefix == 0 && !a->inverted))
		return "";
	text = v6 ? ipv6_text(e, a->address.bytes) : file_printf(e, "%u.%u.%u.%u", a->address.bytes[0], a->address.bytes[1], a->address.bytes[2], a->address.bytes[3]);
	if (prefix >= 0)
		text = file_printf(e, "%s/%ld", text, prefix);
	else
		text = v6 ? file_printf(e, "%s/%s", text, ipv6_text(e, a->mask.bytes))
			  : file_printf(e, "%s/%u.%u.%u.%u", text, a->mask.bytes[0], a->mask.bytes[1], a->mask.bytes[2],
					a->mask.bytes[3]);
	return file_printf(e, "%s %s %s", a->inverted ? " !" : "", option, text);
}

static const char *device(struct emit *e, const char *name, bool inverted, const char *option)
{
	return *name ? file_printf(e, "%s %s %s", inverted ? " !" : "", option, name) : "";
}

/* iptables has names of its own for some, the rest are those of the system. */
static const char *protocol(struct emit *e, ref net, const struct xt_rule *r)
{
	struct nft_value v = {.len = 1};

	if (!r->protocol)
		return "";
	v.bytes[0] = (unsigned char)r->protocol;
	return file_printf(e, "%s -p %s", r->protocol_inverted ? " !" : "", nft_value_text(net, NFT_TYPE_INET_PROTOCOL, &v));
}

static void print_rule(const struct xt_table *t, const char *chain, const struct xt_rule *r)
{
	struct emit *e = t->e;

	out(e, "-A %s%s%s%s%s%s%s", chain, address(e, &r->from, "-s", t->v6), address(e, &r->to, "-d", t->v6),
	    device(e, r->in, r->in_inverted, "-i"), device(e, r->out, r->out_inverted, "-o"), protocol(e, t->net, r),
	    r->fragment ? r->fragment_inverted ? " ! -f" : " -f" : "");
	out(e, "%s", r->matches.save);
	out(e, *r->target ? " -%c %s%s\n" : "\n", r->is_goto ? 'g' : 'j', r->saved_target ? r->saved_target : r->target,
	    r->target_words.save);
}

static void print_table(const struct xt_table *t)
{
	struct emit *e = t->e;
	const char *when = calendar_text(e, (long)crash_time(e));

	if (t->incompatible)
		out(e, "# Table `%s' contains incompatible base-chains, use 'nft' tool to list them.\n", t->name);
	out(e, "# Generated from the dump of %s%s\n*%s\n", when, t->of_nft ? " (nf_tables)" : "", t->name);
	for (size_t i = 0; i < t->count; i++)
		out(e, ":%s %s [%" PRIu64 ":%" PRIu64 "]\n", t->chains[i].name,
		    t->chains[i].policy ? t->chains[i].policy : "-", t->chains[i].counters.packets,
		    t->chains[i].counters.bytes);
	for (size_t i = 0; i < t->count; i++)
		for (size_t k = 0; k < t->chains[i].count; k++)
			if (!t->chains[i].rules[k].lost)
				print_rule(t, t->chains[i].name, &t->chains[i].rules[k]);
	out(e, "COMMIT\n");
}

static void save(struct emit *e, ref net, bool v6, bool want_legacy)
{
	const char *names[TABLES], *family = v6 ? "ip6" : "ip";
	size_t of_nft = xt_table_names(net, v6, true, names, TABLES), legacy = xt_table_names(net, v6, false, names, TABLES);
	bool use_nft = of_nft && !want_legacy;
	size_t count = use_nft ? xt_table_names(net, v6, true, names, TABLES) : legacy;

	if (!xt_types_known(e))
		return;
	if (!count || (want_legacy && !of_nft)) {
		absent(e, want_legacy ? "iptables has not tables of both kinds" : "iptables has no tables");
		return;
	}
	if (use_nft && legacy)
		out(e, "# Warning: %stables-legacy tables present, use %stables-legacy-save to see them\n", family, family);
	for (size_t i = 0; i < count; i++) {
		struct scratch s = scratch_begin(e);
		struct xt_table t;

		if (use_nft ? xt_nft_table(net, v6, names[i], &t) : xt_legacy_table(net, v6, names[i], &t))
			print_table(&t);
		scratch_end(e, s);
	}
}

#define SAVE(function, v6, legacy)			\
	EMITTER(function)				\
	{						\
		save(e, self, (v6), (legacy));		\
	}

SAVE(cmd_iptables_save, false, false)
SAVE(cmd_ip6tables_save, true, false)
SAVE(cmd_iptables_legacy_save, false, true)
SAVE(cmd_ip6tables_legacy_save, true, true)
