/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which tables of iptables there are, and how they are put together. */
#include "kernel/xt.h"

#include <string.h>

static ref legacy_tables(ref net, bool v6)
{
	struct emit *e = context(net);
	long family = v6 ? NFPROTO_IPV6_ : NFPROTO_IPV4_;
	/* the module's own since 5.13 */
	ref kept = has(net, "xt.tables") ? sub(net, "xt") : at(e, net_generic(net, "xt_pernet_id"), "struct xt_pernet");

	return elem(kept, "tables", family);
}

bool xt_types_known(struct emit *e)
{
	if (!has_function(e, "nft_do_chain") || has_type(e, "struct nft_table"))
		return true;
	stub(e, "the types of the module nf_tables, where iptables may have its tables, are not known");
	return false;
}

size_t xt_table_names(ref net, bool v6, bool of_nft, const char *names[], size_t room)
{
	static const char *const known[] = {"mangle", "security", "raw", "filter", "nat"};
	struct emit *e = context(net);
	size_t n = 0;

	if (of_nft) {
		for (size_t i = 0; i < ARRAY_LEN(known) && n < room; i++)
			if (xt_table_exists(net, v6, true, known[i]))
				names[n++] = known[i];
		return n;
	}
	if (!has_function(e, v6 ? "ip6t_do_table" : "ipt_do_table") || !has_module_sym(e, "x_tables", "xt"))
		return 0;
	EACH(table, list(legacy_tables(net, v6), "struct xt_table", "list"))
		if (n < room)
			names[n++] = str(table, "name");
	return n;
}

bool xt_table_exists(ref net, bool v6, bool of_nft, const char *name)
{
	enum { ROOM = 16 };
	struct emit *e = context(net);
	const char *names[ROOM];
	size_t count;
	ref pernet;

	if (of_nft) {
		if (!has_function(e, "nft_do_chain") || !has_type(e, "struct nft_table") || !nft_loaded(net, &pernet))
			return false;
		return !null(nft_table_find(net, pernet, v6 ? NFPROTO_IPV6_ : NFPROTO_IPV4_, name));
	}
	count = xt_table_names(net, v6, false, names, ROOM);
	for (size_t i = 0; i < count; i++)
		if (strcmp(names[i], name) == 0)
			return true;
	return false;
}

struct xt_chain *xt_chain_add(struct xt_table *t, const char *name)
{
	t->chains = file_grow(t->e, t->chains, t->count, &t->room, sizeof(*t->chains));
	t->chains[t->count] = (struct xt_chain){.name = name};
	return &t->chains[t->count++];
}

struct xt_rule *xt_rule_add(struct xt_table *t, struct xt_chain *c)
{
	c->rules = file_grow(t->e, c->rules, c->count, &c->room, sizeof(*c->rules));
	c->rules[c->count] = (struct xt_rule){.in = "", .out = "", .target = "", .matches = {"", ""}, .target_words = {"", ""}};
	return &c->rules[c->count++];
}

void xt_words_add(struct emit *e, struct xt_rule *r, struct xt_words w)
{
	r->matches = (struct xt_words){file_printf(e, "%s%s", r->matches.list, w.list),
				       file_printf(e, "%s%s", r->matches.save, w.save)};
}
