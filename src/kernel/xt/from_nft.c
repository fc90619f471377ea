/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Tables that iptables-nft keeps in nf_tables.  Addresses, interfaces, protocols, ports, marks and limits it writes
 * as expressions of nf_tables, the rest as its extensions.  iptables' nft-shared.c, nft-ruleparse.c
 */
#include "kernel/xt.h"

#include <stdlib.h>
#include <string.h>

enum { TCP = 6, UDP = 17 };

struct parse {
	struct xt_table *t;
	struct xt_rule *r;
	struct xt_ports ports;
	const struct nft_op *load, *mask;
};

static void add_unknown(struct parse *p, const struct nft_op *o)
{
	const char *raw = nft_raw_text(p->t->e, o);

	xt_words_add(p->t->e, p->r, (struct xt_words){file_printf(p->t->e, " %s", raw), file_printf(p->t->e, " %s", raw)});
}

/* iptables-save shows them as the match of the protocol, all that there are in one. */
static void flush_ports(struct parse *p)
{
	if (p->ports.used)
		xt_words_add(p->t->e, p->r, xt_ports_words(p->t->e, p->r->protocol == UDP ? "udp" : "tcp", &p->ports));
	p->ports = (struct xt_ports){.from = {0, 0xffff}, .to = {0, 0xffff}};
}

static const char *interface(struct emit *e, const struct nft_value *v)
{
	size_t n = strnlen((const char *)v->bytes, v->len);

	return file_printf(e, "%s%s", printable(e, (const char *)v->bytes, n), n == v->len && n < 16 ? "+" : "");
}

static bool compare_meta(struct parse *p, const struct nft_op *o, bool inverted)
{
	enum { MARK = 3, IIFNAME = 6, OIFNAME = 7, L4PROTO = 16 };
	bool big = p->t->e->facts->big_endian;

	if (p->mask && p->load->key != MARK)
		return false;
	switch (p->load->key) {
	case IIFNAME:
		p->r->in = interface(p->t->e, &o->a);
		p->r->in_inverted = inverted;
		return true;
	case OIFNAME:
		p->r->out = interface(p->t->e, &o->a);
		p->r->out_inverted = inverted;
		return true;
	case L4PROTO:
		p->r->protocol = o->a.bytes[0];
		p->r->protocol_inverted = inverted;
		return true;
	case MARK:
		xt_words_add(p->t->e, p->r, xt_mark_words(p->t->e, "mark", (unsigned long)nft_number(&o->a, big),
						 p->mask ? (unsigned long)nft_number(&p->mask->a, big) : 0xffffffff, inverted));
		return true;
	}
	return false;
}

static bool compare_network(struct parse *p, const struct nft_op *o, bool inverted)
{
	long size = p->t->v6 ? 16 : 4, source = p->t->v6 ? 8 : 12;
	struct xt_address *a = p->load->offset == source ? &p->r->from : &p->r->to;

	if (!p->t->v6 && p->load->offset == 9 && o->a.len == 1 && !p->mask) {		/* the protocol */
		p->r->protocol = o->a.bytes[0];
		p->r->protocol_inverted = inverted;
		return true;
	}
	if (!p->t->v6 && p->load->offset == 6 && o->a.len == 2 && p->mask) {	/* not the first fragment */
		p->r->fragment = true;
		p->r->fragment_inverted = !inverted;
		return true;
	}
	if ((p->load->offset != source && p->load->offset != source + size) || p->load->len > size)
		return false;
	*a = (struct xt_address){.address = o->a, .mask = {.len = (size_t)size}, .inverted = inverted};
	a->address.len = (size_t)size;
	if (p->mask)
		memcpy(a->mask.bytes, p->mask->a.bytes, p->mask->a.len < (size_t)size ? p->mask->a.len : (size_t)size);
	else
		memset(a->mask.bytes, 0xff, (size_t)p->load->len);
	return true;
}

static bool set_ports(struct parse *p, long offset, unsigned first, unsigned last, bool inverted)
{
	unsigned *range = offset == 0 ? p->ports.from : p->ports.to;

	if (offset != 0 && offset != 2)
		return false;
	range[0] = first;
	range[1] = last;
	p->ports.used = true;
	if (inverted)
		p->ports.inversions |= offset == 0 ? XT_INVERT_SOURCE : XT_INVERT_DESTINATION;
	return true;
}

static bool compare_transport(struct parse *p, const struct nft_op *o)
{
	unsigned value = (unsigned)nft_number(&o->a, true);
	bool inverted = o->op == NFT_CMP_NEQ_;

	if (p->r->protocol != TCP && p->r->protocol != UDP)
		return false;
	if (p->load->len == 1 && p->load->offset == 13 && p->r->protocol == TCP && p->mask) {
		p->ports.used = true;
		p->ports.mask = p->mask->a.bytes[0];
		p->ports.compare = o->a.bytes[0];
		p->ports.inversions |= inverted ? XT_INVERT_FLAGS : 0;
		return true;
	}
	if (p->load->len == 4 && p->load->offset == 0 && !inverted)
		return set_ports(p, 0, value >> 16, value >> 16, false) && set_ports(p, 2, value & 0xffff, value & 0xffff, false);
	if (p->load->len != 2 || p->mask)
		return false;
	switch (o->op) {
	case NFT_CMP_EQ_:
	case NFT_CMP_NEQ_:
		return set_ports(p, p->load->offset, value, value, inverted);
	case NFT_CMP_GTE_:
		return set_ports(p, p->load->offset, value, p->load->offset ? p->ports.to[1] : p->ports.from[1], false);
	case NFT_CMP_LTE_:
		return set_ports(p, p->load->offset, p->load->offset ? p->ports.to[0] : p->ports.from[0], value, false);
	}
	return false;
}

static bool compare(struct parse *p, const struct nft_op *o)
{
	bool equality = o->op == NFT_CMP_EQ_ || o->op == NFT_CMP_NEQ_;

	if (!p->load || p->load->dreg != o->sreg)
		return false;
	if (p->load->kind == NFT_PAYLOAD && p->load->base == NFT_BASE_TRANSPORT)
		return compare_transport(p, o);
	if (p->load->kind == NFT_PAYLOAD && p->load->base == NFT_BASE_NETWORK)
		return equality && compare_network(p, o, o->op == NFT_CMP_NEQ_);
	return p->load->kind == NFT_META && equality && compare_meta(p, o, o->op == NFT_CMP_NEQ_);
}

static bool range(struct parse *p, const struct nft_op *o)
{
	if (!p->load || p->load->kind != NFT_PAYLOAD || p->load->base != NFT_BASE_TRANSPORT || p->load->len != 2 || p->mask)
		return false;
	return set_ports(p, p->load->offset, (unsigned)nft_number(&o->a, true), (unsigned)nft_number(&o->b, true), o->op);
}

static bool limit(struct parse *p, const struct nft_op *o)
{
	static const struct {
		uint64_t seconds;
		const char *name;
	} units[] = {{1, "sec"}, {60, "min"}, {3600, "hour"}, {86400, "day"}};
	uint64_t seconds = (uint64_t)num(o->priv, "nsecs") / 1000000000;

	for (size_t i = 0; i < ARRAY_LEN(units); i++)
		if (units[i].seconds == seconds && !o->key && !num(o->priv, "invert")) {
			xt_words_add(p->t->e, p->r, xt_limit_words(p->t->e, file_printf(p->t->e, "%ld/%s", num(o->priv, "rate"), units[i].name), (unsigned long)num(o->priv, "burst")));
			return true;
		}
	return false;
}

/* "accept" and "jump x" as iptables says it. */
static bool verdict(struct parse *p, const struct nft_op *o)
{
	const char *text = o->dreg == 0 ? nft_verdict_text(p->t->e, sub(o->priv, "data").addr) : NULL;

	if (!text)
		return false;
	p->r->is_goto = str_starts(text, "goto ");
	if (p->r->is_goto || str_starts(text, "jump "))
		p->r->target = text + 5;
	else
		p->r->target = strcmp(text, "drop") == 0 ? "DROP" : strcmp(text, "accept") == 0 ? "ACCEPT" : strcmp(text, "return") == 0 ? "RETURN" : text;
	return true;
}

static void extension(struct parse *p, const struct nft_op *o)
{
	struct xt_extension x = {p->t->e, p->t->net, p->t->v6, str(o->set, "name"), num(o->set, "revision"), o->priv.addr, 0};

	if (o->kind == NFT_MATCH) {
		x.size = (size_t)num(cast(o->set, "struct xt_match"), "matchsize");
		xt_words_add(p->t->e, p->r, xt_match_words(&x));
	} else {
		x.size = (size_t)num(cast(o->set, "struct xt_target"), "targetsize");
		p->r->target = x.name;
		p->r->target_words = xt_target_words(&x, &p->r->saved_target);
	}
}

/* What a target of the extensions is called is written as a log of nf_tables since 1.8.8. */
static bool log_target(struct parse *p, const struct nft_op *o)
{
	enum { TYPE_ULOG = 1 };
	struct emit *e = p->t->e;
	const char *prefix = str(o->priv, "prefix"), *text = printable(e, prefix, strlen(prefix));
	long group = num(o->priv, "loginfo.u.ulog.group");

	if (num(o->priv, "loginfo.type") != TYPE_ULOG || num(o->priv, "loginfo.u.ulog.copy_len") ||
	    num(o->priv, "loginfo.u.ulog.qthreshold"))
		return false;
	p->r->target = "NFLOG";
	p->r->target_words.list = file_printf(e, "%s%s", *prefix ? file_printf(e, " nflog-prefix \"%s\"", text) : "",
					      group ? file_printf(e, " nflog-group %ld", group) : "");
	p->r->target_words.save = file_printf(e, "%s%s", *prefix ? file_printf(e, " --nflog-prefix %s", xt_quoted(e, text)) : "",
					      group ? file_printf(e, " --nflog-group %ld", group) : "");
	return true;
}

static bool no_bits(const struct nft_value *v)
{
	for (size_t i = 0; i < v->len; i++)
		if (v->bytes[i])
			return false;
	return true;
}

static bool parse_op(struct parse *p, const struct nft_op *o)
{
	switch (o->kind) {
	case NFT_PAYLOAD:
	case NFT_META:
		p->load = o;
		p->mask = NULL;
		return true;
	case NFT_BITWISE:
		p->mask = o;
		return p->load && !o->op && no_bits(&o->b);
	case NFT_CMP: return compare(p, o);
	case NFT_RANGE: return range(p, o);
	case NFT_LIMIT: return limit(p, o);
	case NFT_COUNTER:
		p->r->counters = nft_counter(o->priv);
		return true;
	case NFT_IMMEDIATE: return verdict(p, o);
	case NFT_LOG: return log_target(p, o);
	case NFT_MATCH:
	case NFT_TARGET:
		extension(p, o);
		return true;
	default: return false;
	}
}

static bool is_condition(const struct nft_op *o)
{
	return o->kind == NFT_PAYLOAD || o->kind == NFT_META || o->kind == NFT_BITWISE || o->kind == NFT_CMP ||
	       o->kind == NFT_RANGE;
}

static void add_rule(struct xt_table *t, struct xt_chain *c, ref rule)
{
	struct nft_ops ops = nft_rule_ops(rule);
	struct parse p = {.t = t, .r = xt_rule_add(t, c)};
	const char *comment = nft_rule_comment(rule);

	flush_ports(&p);
	for (size_t i = 0; i < ops.count; i++) {
		if (!is_condition(&ops.v[i]))
			flush_ports(&p);
		if (!parse_op(&p, &ops.v[i])) {
			if (p.load && is_condition(&ops.v[i]) && p.load != &ops.v[i])
				add_unknown(&p, p.load);
			add_unknown(&p, &ops.v[i]);
			p.load = p.mask = NULL;		/* it may have written what they did */
		}
	}
	flush_ports(&p);
	if (comment)
		xt_words_add(t->e, p.r, (struct xt_words){file_printf(t->e, " /* %s */", comment), file_printf(t->e, " -m comment --comment %s", xt_quoted(t->e, comment))});
}

/* The chains that each table of iptables has, made or not. */
static const struct {
	const char *table, *chains[5];
} built_in[] = {
	{"filter", {"INPUT", "FORWARD", "OUTPUT"}},	{"nat", {"PREROUTING", "INPUT", "OUTPUT", "POSTROUTING"}},
	{"raw", {"PREROUTING", "OUTPUT"}},		{"security", {"INPUT", "FORWARD", "OUTPUT"}},
	{"mangle", {"PREROUTING", "INPUT", "FORWARD", "OUTPUT", "POSTROUTING"}},
};

static ref find_chain(ref net, ref table, const char *name)
{
	EACH(chain, nft_chains(net, table))
		if (strcmp(str(chain, "name"), name) == 0 && !null(nft_base_chain(chain)))
			return chain;
	return at(context(net), 0, "struct nft_chain");
}

static void fill_chain(struct xt_table *t, const char *name, ref chain)
{
	struct xt_chain *c = xt_chain_add(t, name);
	ref base = null(chain) ? at(t->e, 0, "struct nft_base_chain") : nft_base_chain(chain);

	if (null(chain)) {
		c->policy = "ACCEPT";
		return;
	}
	if (!null(base))
		c->policy = num(base, "policy") ? "ACCEPT" : "DROP";
	else
		c->references = num(chain, "use");
	c->lost = tainted(t->e);
	EACH(rule, nft_rules(t->net, chain)) {
		add_rule(t, c, rule);
		c->rules[c->count - 1].lost = tainted(t->e);
		if (null(base))
			c->references--;	/* each of its own rules uses a chain as well */
	}
	if (!c->lost)
		forgive(t->e);
}

static void add_built_in(struct xt_table *t, ref table)
{
	for (size_t i = 0; i < ARRAY_LEN(built_in); i++)
		for (size_t k = 0; strcmp(built_in[i].table, t->name) == 0 && k < ARRAY_LEN(built_in[i].chains) && built_in[i].chains[k]; k++)
			fill_chain(t, built_in[i].chains[k], find_chain(t->net, table, built_in[i].chains[k]));
}

static bool is_built_in(const struct xt_table *t, const char *name)
{
	for (size_t i = 0; i < t->count; i++)
		if (t->chains[i].policy && strcmp(t->chains[i].name, name) == 0)
			return true;
	return false;
}

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct xt_chain *)a)->name, ((const struct xt_chain *)b)->name);
}

bool xt_nft_table(ref net, bool v6, const char *name, struct xt_table *t)
{
	struct emit *e = context(net);
	ref pernet, table;
	size_t hooks;

	*t = (struct xt_table){.e = e, .net = net, .v6 = v6, .of_nft = true, .name = name};
	if (!nft_loaded(net, &pernet))
		return false;
	table = nft_table_find(net, pernet, v6 ? NFPROTO_IPV6_ : NFPROTO_IPV4_, name);
	if (null(table))
		return false;
	add_built_in(t, table);
	hooks = t->count;
	EACH(chain, nft_chains(net, table)) {
		const char *n = str(chain, "name");

		if (null(nft_base_chain(chain)))
			fill_chain(t, n, chain);
		else if (!is_built_in(t, n))
			t->incompatible = true;
	}
	if (t->count > hooks)
		qsort(t->chains + hooks, t->count - hooks, sizeof(*t->chains), by_name);
	return true;
}
