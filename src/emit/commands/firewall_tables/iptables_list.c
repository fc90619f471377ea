/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_commands/firewall_tables/iptables_-vnxL, iptables_-t_nat_-nvL, ip6tables_…: one table, as iptables lists it, that of
 * iptables-nft where there is one, else that of ip_tables.  iptables' print_header() and print_rule_details(), xshared.c
 */
#include "emit/emit.h"
#include "kernel/xt.h"

#include <inttypes.h>
#include <string.h>

/* xtables_print_num(): "12K", unless exact; width 0: no columns */
static const char *number(struct emit *e, uint64_t n, bool exact, int width)
{
	static const char letters[] = "KMGT";
	size_t i = 0;

	if (exact || n <= 99999)
		return file_printf(e, "%*" PRIu64, width, n);
	for (n = (n + 500) / 1000; n > 9999 && i + 1 < strlen(letters); i++)
		n = (n + 500) / 1000;
	return file_printf(e, "%*" PRIu64 "%c", width ? width - 1 : 0, n, letters[i]);
}

static const char *address(struct emit *e, const struct xt_address *a, bool v6)
{
	long prefix = nft_prefix_length(a->mask.bytes, a->mask.len), whole = v6 ? 128 : 32;
	struct nft_value v = a->address;
	const char *text;

	if (!v.len || prefix == 0)
		return v6 ? "::/0" : "0.0.0.0/0";
	for (size_t i = 0; i < v.len; i++)
		v.bytes[i] &= a->mask.bytes[i];
	text = v6 ? ipv6_text(e, v.bytes) : file_printf(e, "%u.%u.%u.%u", v.bytes[0], v.bytes[1], v.bytes[2], v.bytes[3]);
	if (prefix == whole)
		return text;
	if (prefix > 0)
		return file_printf(e, "%s/%ld", text, prefix);
	return v6 ? file_printf(e, "%s/%s", text, ipv6_text(e, a->mask.bytes))
		  : file_printf(e, "%s/%u.%u.%u.%u", text, a->mask.bytes[0], a->mask.bytes[1], a->mask.bytes[2], a->mask.bytes[3]);
}

static const char *device(struct emit *e, const char *name, bool inverted)
{
	return !*name ? "*" : inverted ? file_printf(e, "!%s", name) : name;
}

static void print_rule(const struct xt_table *t, const struct xt_rule *r, bool exact)
{
	struct emit *e = t->e;
	int width = exact ? 8 : 5;

	out(e, "%s %s %-9s ", number(e, r->counters.packets, exact, width), number(e, r->counters.bytes, exact, width), r->target);
	out(e, "%c%-4ld %c%c  %-6s %-6s ", r->protocol_inverted ? '!' : ' ', r->protocol, r->fragment_inverted ? '!' : '-', r->fragment ? 'f' : '-',
	    device(e, r->in, r->in_inverted), device(e, r->out, r->out_inverted));
	out(e, "%c%-19s %c%-19s %s", r->from.inverted ? '!' : ' ', address(e, &r->from, t->v6), r->to.inverted ? '!' : ' ', address(e, &r->to, t->v6),
	    r->is_goto ? "[goto] " : "");
	out(e, "%s", r->matches.list);
	out(e, "%s\n", r->target_words.list);
}

static void print_table(const struct xt_table *t, bool exact)
{
	struct emit *e = t->e;

	for (size_t i = 0; i < t->count; i++) {
		const struct xt_chain *c = &t->chains[i];

		out(e, "%sChain %s (", i ? "\n" : "", c->name);
		if (c->lost)
			out(e, "its policy is lost)\n");
		else if (c->policy)
			out(e, "policy %s %s packets, %s bytes)\n", c->policy, number(e, c->counters.packets, exact, 0), number(e, c->counters.bytes, exact, 0));
		else
			out(e, "%ld references)\n", c->references);
		out(e, "%s target     prot opt in     out     source               destination         \n", exact ? "    pkts      bytes" : " pkts bytes");
		for (size_t k = 0; k < c->count; k++)
			if (!c->rules[k].lost)
				print_rule(t, &c->rules[k], exact);
	}
}

static void list_table(struct emit *e, ref net, bool v6, const char *name, bool exact)
{
	const char *family = v6 ? "ip6" : "ip", *any[1];
	bool of_nft = xt_table_names(net, v6, true, any, 1);
	struct xt_table t;

	if (!xt_types_known(e))
		return;
	if (!xt_table_exists(net, v6, of_nft, name)) {
		absent(e, "iptables has no such table");
		return;
	}
	if (!(of_nft ? xt_nft_table(net, v6, name, &t) : xt_legacy_table(net, v6, name, &t)))
		return;
	if (of_nft && xt_table_names(net, v6, false, any, 1))
		out(e, "# Warning: %stables-legacy tables present, use %stables-legacy to see them\n", family, family);
	if (t.incompatible)
		out(e, "# Table `%s' contains incompatible base-chains, use 'nft' tool to list them.\n", name);
	print_table(&t, exact);
}

#define LIST(function, v6, table, exact)			\
	EMITTER(function)					\
	{							\
		list_table(e, self, (v6), (table), (exact));	\
	}
#define LISTS(prefix, v6)						\
	LIST(cmd_##prefix##_vnxL, v6, "filter", true)			\
	LIST(cmd_##prefix##_filter, v6, "filter", false)		\
	LIST(cmd_##prefix##_mangle, v6, "mangle", false)		\
	LIST(cmd_##prefix##_nat, v6, "nat", false)			\
	LIST(cmd_##prefix##_raw, v6, "raw", false)			\
	LIST(cmd_##prefix##_security, v6, "security", false)

LISTS(iptables, false)
LISTS(ip6tables, true)
