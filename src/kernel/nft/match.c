/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a rule compares, in nft's language: "tcp dport 22", "ip saddr 10.0.0.0/8", "ct state established", "iifname @set". */
#include "kernel/nft.h"

#include <string.h>

static const char *const operators[] = {"", "!= ", "< ", "<= ", "> ", ">= "};

static bool is_load(const struct nft_op *o)
{
	switch (o->kind) {
	case NFT_PAYLOAD:
	case NFT_META:
	case NFT_CT:
	case NFT_FIB:
	case NFT_RT:
	case NFT_SOCKET:
	case NFT_NUMGEN:
	case NFT_BITWISE:
	case NFT_BYTEORDER:
		return true;
	default:
		return o->kind == NFT_IMMEDIATE && o->dreg >= 4;
	}
}

static bool say(struct nft_rule_text *t, size_t i, const char *text)
{
	if (!text)
		return false;
	nft_mark_said(t, t->ops[i].source);
	t->text[i] = text;
	return true;
}

/* What it says of the protocol of the next header. */
static void learn_protocol(struct nft_rule_text *t, size_t i)
{
	enum { NFPROTO = 15, PROTOCOL = 1, L4PROTO = 16, IIFTYPE = 8 };
	const struct nft_op *o = &t->ops[i], *load = &t->ops[o->source];
	long type = nft_source_type(t, o->source);
	long value = (long)nft_number(&o->a, nft_type_big_endian(type)), base = -1;

	if (load->kind == NFT_META && load->key == NFPROTO) {
		t->l3 = value;
		base = NFT_BASE_NETWORK;
	} else if (type == NFT_TYPE_ETHERTYPE && (load->kind == NFT_META || load->base == NFT_BASE_LINK)) {
		t->l3 = value == 0x0800 ? NFPROTO_IPV4_ : value == 0x86dd ? NFPROTO_IPV6_ : value == 0x0806 ? NFPROTO_ARP_ : -1;
		base = NFT_BASE_NETWORK;
	} else if (type == NFT_TYPE_INET_PROTOCOL && load->kind != NFT_CT) {
		t->l4 = value;
		base = NFT_BASE_TRANSPORT;
	} else if (load->kind == NFT_META && load->key == IIFTYPE) {
		base = NFT_BASE_LINK;
	}
	if (base >= 0)
		t->dependency[base] = (long)i;
}

static bool all_zero(const struct nft_value *v)
{
	for (size_t i = 0; i < v->len; i++)
		if (v->bytes[i])
			return false;
	return true;
}

/* Of an address, only the bytes of its network may have been loaded. */
static const char *value_text(struct nft_rule_text *t, long type, const struct nft_value *v)
{
	struct nft_value whole = *v;

	if (!nft_type_has_prefixes(type) || v->len >= nft_type_size(type))
		return nft_value_text(t->net, type, v);
	whole.len = nft_type_size(type);
	return file_printf(t->e, "%s/%zu", nft_value_text(t->net, type, &whole), v->len * 8);
}

/* Neighbouring fields are loaded and compared at once; NULL: they are not all known. */
static const char *several_fields(struct nft_rule_text *t, const struct nft_op *o, const struct nft_op *load)
{
	long protocol = load->base == NFT_BASE_NETWORK ? t->l3 : t->l4;
	unsigned bit = (unsigned)load->offset * 8, pos = 0;
	const char *text = "";

	while (pos < o->a.len) {
		const struct nft_field *f = nft_field_from((enum nft_payload_base)load->base, protocol, bit + pos * 8);
		struct nft_value part = {.len = f ? f->bits / 8 : 0};

		if (!part.len || f->bits % 8 || pos + part.len > o->a.len)
			return NULL;
		memcpy(part.bytes, o->a.bytes + pos, part.len);
		text = file_printf(t->e, "%s%s%s %s", text, *text ? " " : "", f->name, nft_value_text(t->net, f->type, &part));
		pos += (unsigned)part.len;
	}
	return *text ? text : NULL;
}

/* Fields of less than whole bytes are cut out with a mask. */
static const char *bit_field(struct nft_rule_text *t, const struct nft_op *o, const struct nft_op *mask,
			     const struct nft_op *load)
{
	uint64_t m = nft_number(&mask->a, true), value = nft_number(&o->a, true);
	unsigned low = 0, bits = 0, whole = (unsigned)mask->a.len * 8;
	struct nft_value v = {.len = 8};
	const struct nft_field *f;

	if (load->kind != NFT_PAYLOAD || !m || mask->a.len > 4)
		return NULL;
	while (!(m >> low & 1))
		low++;
	while (m >> (low + bits) & 1)
		bits++;
	f = m >> (low + bits) ? NULL : nft_field_at((enum nft_payload_base)load->base,
						    load->base == NFT_BASE_NETWORK ? t->l3 : t->l4,
						   (unsigned)load->offset * 8 + whole - low - bits, bits);
	if (!f || f->bits % 8 == 0)
		return NULL;
	for (unsigned i = 0; i < 8; i++)
		v.bytes[i] = (unsigned char)(value >> low >> (56 - 8 * i));
	return file_printf(t->e, "%s %s%s", f->name, one_of(t->e, operators, o->op), nft_value_text(t->net, f->type, &v));
}

static const char *flags_comparison(struct nft_rule_text *t, const struct nft_op *o, const struct nft_op *mask,
				    const char *lhs, long type)
{
	bool big = nft_type_big_endian(type) || t->e->facts->big_endian;
	const char *flags = nft_flags_text(t->e, type, nft_number(&mask->a, big));

	if (all_zero(&o->a))
		return file_printf(t->e, "%s %s%s", lhs, o->op == NFT_CMP_EQ_ ? "! " : "", flags);
	return file_printf(t->e, "%s %s%s / %s", lhs, one_of(t->e, operators, o->op),
			   nft_flags_text(t->e, type, nft_number(&o->a, big)), flags);
}

static const char *masked(struct nft_rule_text *t, const struct nft_op *o, const struct nft_op *mask)
{
	static const char *const signs[] = {"==", "!=", "<", "<=", ">", ">="};
	const struct nft_op *load = mask->source >= 0 ? &t->ops[mask->source] : NULL;
	long type = nft_source_type(t, mask->source), prefix = nft_prefix_length(mask->a.bytes, mask->a.len);
	const char *text, *lhs = nft_source_text(t, mask->source, type);
	bool equality = o->op == NFT_CMP_EQ_ || o->op == NFT_CMP_NEQ_;

	if (!load || mask->op || !all_zero(&mask->b))
		return NULL;
	text = bit_field(t, o, mask, load);
	if (text || !lhs)
		return text;
	if (nft_type_is_flags(type) && equality)
		return flags_comparison(t, o, mask, lhs, type);
	if (nft_type_has_prefixes(type) && equality && prefix >= 0)
		return file_printf(t->e, "%s %s%s/%ld", lhs, operators[o->op], nft_value_text(t->net, type, &o->a), prefix);
	return file_printf(t->e, "%s & %s %s %s", lhs, nft_value_text(t->net, type, &mask->a), one_of(t->e, signs, o->op),
			   nft_value_text(t->net, type, &o->a));
}

/* "fib … missing": whether there is a route at all. */
static const char *plain(struct nft_rule_text *t, const struct nft_op *o, const struct nft_op *load)
{
	long type = nft_source_type(t, o->source);
	const char *lhs = nft_source_text(t, o->source, type);

	if (load->kind == NFT_PAYLOAD && (type == NFT_TYPE_NONE || o->a.len > nft_type_size(type)) &&
	    o->op == NFT_CMP_EQ_ && type != NFT_TYPE_INTEGER) {
		const char *several = several_fields(t, o, load);

		if (several)
			return several;
	}
	if (!lhs)
		return NULL;
	return file_printf(t->e, "%s %s%s%s", lhs, one_of(t->e, operators, o->op),
			   o->op == NFT_CMP_EQ_ && nft_type_is_flags(type) ? "== " : "", value_text(t, type, &o->a));
}

/* Two comparisons of one register in a row. */
static bool range_of_two(struct nft_rule_text *t, size_t i)
{
	const struct nft_op *o = &t->ops[i], *next = &t->ops[i + 1];
	long type = nft_source_type(t, o->source);
	const char *lhs = nft_source_text(t, o->source, type);

	if (o->op != NFT_CMP_GTE_ || i + 1 >= t->count || next->kind != NFT_CMP || next->op != NFT_CMP_LTE_ ||
	    next->sreg != o->sreg || !lhs)
		return false;
	t->text[i + 1] = "";
	return say(t, i, file_printf(t->e, "%s %s-%s", lhs, nft_value_text(t->net, type, &o->a), nft_value_text(t->net, type, &next->a)));
}

static bool comparison(struct nft_rule_text *t, size_t i)
{
	const struct nft_op *o = &t->ops[i], *from = o->source >= 0 ? &t->ops[o->source] : NULL;

	if (!from)
		return false;
	if (range_of_two(t, i))
		return true;
	if (from->kind == NFT_BITWISE)
		return say(t, i, masked(t, o, from));
	if (!say(t, i, plain(t, o, from)))
		return false;
	if (o->op == NFT_CMP_EQ_)
		learn_protocol(t, i);
	return true;
}

static bool range(struct nft_rule_text *t, size_t i)
{
	const struct nft_op *o = &t->ops[i];
	long type = nft_source_type(t, o->source);
	const char *lhs = nft_source_text(t, o->source, type);

	return lhs && say(t, i, file_printf(t->e, "%s %s%s-%s", lhs, o->op ? "!= " : "", nft_value_text(t->net, type, &o->a), nft_value_text(t->net, type, &o->b)));
}

/* The values of several registers in a row, as a set of that key has them. */
const char *nft_key_text(struct nft_rule_text *t, long sreg, size_t key_len)
{
	const char *text = "";

	for (long r = sreg; r >= 4 && r < NFT_REGISTERS && r < sreg + (long)(key_len + 3) / 4;) {
		long from = t->reg[r], words = from >= 0 ? (t->ops[from].len + 3) / 4 : 0;
		const char *one = nft_source_text(t, from, nft_source_type(t, from));

		if (!one)
			return NULL;
		text = file_printf(t->e, "%s%s%s", text, *text ? " . " : "", one);
		r += words > 0 ? words : 1;
	}
	return *text ? text : NULL;
}

void nft_mark_key(struct nft_rule_text *t, long sreg, size_t key_len)
{
	for (long r = sreg; r >= 4 && r < NFT_REGISTERS && r < sreg + (long)(key_len + 3) / 4; r++)
		nft_mark_said(t, t->reg[r]);
}

static bool lookup(struct nft_rule_text *t, size_t i)
{
	const struct nft_op *o = &t->ops[i];
	long flags = num(o->set, "flags");
	size_t key_len = (size_t)num(o->set, "klen");
	const char *lhs = nft_key_text(t, o->sreg, key_len);
	const char *set = flags & NFT_SET_ANONYMOUS_ ? nft_anonymous_set(t->net, o->set) : file_printf(t->e, "@%s", str(o->set, "name"));
	const char *word = !(flags & NFT_SET_MAP_) ? o->invert ? " !=" : "" : o->dreg >= 4 ? " map" : " vmap";

	if (!lhs || !set)
		return false;
	nft_mark_key(t, o->sreg, key_len);
	t->text[i] = file_printf(t->e, "%s%s %s", lhs, word, set);
	t->ops[i].len = flags & NFT_SET_MAP_ ? num(o->set, "dlen") : 0;
	if (!(flags & NFT_SET_MAP_))
		t->ops[i].dreg = -1;
	return true;
}

bool nft_match_text(struct nft_rule_text *t, size_t i)
{
	if (t->text[i])
		return true;
	switch (t->ops[i].kind) {
	case NFT_CMP:
		return comparison(t, i);
	case NFT_RANGE:
		return range(t, i);
	case NFT_LOOKUP:
		return lookup(t, i);
	default:
		return is_load(&t->ops[i]);
	}
}
