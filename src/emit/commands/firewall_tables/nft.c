/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/firewall_tables/nft_-a_list_ruleset: all rules of nf_tables.  nftables' table_print(), src/rule.c */
#include "emit/commands/firewall_tables/nft.h"
#include "emit/emit.h"

void nft_block(struct nft_listing *l, const char *kind, const char *name, long handle)
{
	out(l->e, "%s\t%s %s {", l->begun ? "\n" : "", kind, name);
	out(l->e, l->handles ? " # handle %ld\n" : "\n", handle);
	l->begun = true;
}

static bool managed_by_iptables(struct nft_listing *l)
{
	EACH(chain, nft_chains(l->net, l->table))
		EACH(rule, nft_rules(l->net, chain)) {
			struct nft_ops ops = nft_rule_ops(rule);

			if (nft_ops_managed(&ops))
				return true;
		}
	return false;
}

static void print_flowtables(struct nft_listing *l)
{
	enum { HW_OFFLOAD = 1, COUNTER = 2 };
	struct emit *e = l->e;

	EACH(f, list(sub(l->table, "flowtables"), "struct nft_flowtable", "list")) {
		long flags = num(f, "data.flags");
		const char *devices;
		size_t count;

		nft_block(l, "flowtable", str(f, "name"), num(f, "handle"));
		out(e, "\t\thook ingress priority %s\n", nft_priority_text(e, l->family, -1, (int32_t)num(f, "data.priority")));
		devices = nft_devices(e, sub(f, "hook_list"), &count);
		if (count)
			out(e, "\t\tdevices = { %s }\n", devices);
		out(e, "%s%s\t}\n", flags & HW_OFFLOAD ? "\t\tflags offload\n" : "", flags & COUNTER ? "\t\tcounter\n" : "");
	}
}

static void print_table(struct nft_listing *l)
{
	enum { DORMANT = 1 };
	struct emit *e = l->e;
	const char *family = nft_family_name(l->family), *comment;
	size_t size = 0;
	const unsigned char *data;

	if (managed_by_iptables(l))
		out(e, "# Warning: table %s %s is managed by iptables-nft, do not touch!\n", family, str(l->table, "name"));
	forgive(e);		/* a rule that cannot be read withholds itself, below */
	data = has(l->table, "udata") ? nft_user_data(l->table, &size) : NULL;
	out(e, "table %s %s {", family, str(l->table, "name"));
	out(e, l->handles ? " # handle %ld\n" : "\n", num(l->table, "handle"));
	if (num(l->table, "flags") & DORMANT)
		out(e, "\tflags dormant\n");
	comment = nft_user_string(e, data, size, 0);
	if (comment)
		out(e, "\tcomment \"%s\"\n", comment);
	nft_print_objects(l);
	nft_print_sets(l);
	print_flowtables(l);
	nft_print_chains(l);
	forgive(e);
	out(e, "}\n");
}

static void list_ruleset(struct emit *e, ref net, bool handles)
{
	ref pernet;

	if (!nft_loaded(net, &pernet))
		return;
	EACH(table, nft_tables(net, pernet)) {
		struct nft_listing l = {.e = e, .net = net, .table = table, .family = num(table, "family"), .handles = handles};

		if (nft_family_name(l.family))
			print_table(&l);
		else
			remark(e, "a table of a family that is not known is left out");
	}
}

EMITTER(cmd_nft_a_list_ruleset)
{
	list_ruleset(e, self, true);
}

EMITTER(cmd_nft_list_ruleset)
{
	list_ruleset(e, self, false);
}
