/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A rule in nft's language.  Its expressions load registers, change them and act upon them; a statement is
 * what acts, with what the register was made of.  What says which protocol a header is of is left out where
 * the header's own fields say it, as nft does (payload_dependency_kill()).
 */
#include "kernel/nft.h"

#include <string.h>

struct key_type {
	long key;
	const char *name;
	long type;
};

static const struct key_type meta_keys[] = {
	{0, "meta length", NFT_TYPE_UID}, {1, "meta protocol", NFT_TYPE_ETHERTYPE}, {2, "meta priority", NFT_TYPE_CLASSID}, {3, "meta mark", NFT_TYPE_MARK},
	{4, "iif", NFT_TYPE_IFINDEX}, {5, "oif", NFT_TYPE_IFINDEX}, {6, "iifname", NFT_TYPE_IFNAME}, {7, "oifname", NFT_TYPE_IFNAME},
	{8, "meta iiftype", NFT_TYPE_ARPHRD}, {9, "meta oiftype", NFT_TYPE_ARPHRD}, {10, "meta skuid", NFT_TYPE_UID}, {11, "meta skgid", NFT_TYPE_GID},
	{12, "meta nftrace", NFT_TYPE_UID}, {13, "meta rtclassid", NFT_TYPE_REALM}, {15, "meta nfproto", NFT_TYPE_NFPROTO},
	{16, "meta l4proto", NFT_TYPE_INET_PROTOCOL}, {17, "meta ibrname", NFT_TYPE_IFNAME}, {18, "meta obrname", NFT_TYPE_IFNAME},
	{19, "meta pkttype", NFT_TYPE_PKTTYPE}, {20, "meta cpu", NFT_TYPE_UID}, {21, "iifgroup", NFT_TYPE_UID}, {22, "oifgroup", NFT_TYPE_UID},
	{23, "meta cgroup", NFT_TYPE_UID}, {34, "meta sdifname", NFT_TYPE_IFNAME},
};
static const struct key_type ct_keys[] = {
	{0, "state", NFT_TYPE_CT_STATE}, {1, "direction", NFT_TYPE_CT_DIR}, {2, "status", NFT_TYPE_CT_STATUS}, {3, "mark", NFT_TYPE_MARK},
	{6, "helper", NFT_TYPE_STRING}, {7, "l3proto", NFT_TYPE_NFPROTO}, {10, "protocol", NFT_TYPE_INET_PROTOCOL}, {11, "proto-src", NFT_TYPE_INET_SERVICE},
	{12, "proto-dst", NFT_TYPE_INET_SERVICE}, {17, "zone", NFT_TYPE_UID}, {19, "ip saddr", NFT_TYPE_IPADDR}, {20, "ip daddr", NFT_TYPE_IPADDR},
	{21, "ip6 saddr", NFT_TYPE_IP6ADDR}, {22, "ip6 daddr", NFT_TYPE_IP6ADDR},
};
static const struct key_type socket_keys[] = {
	{0, "socket transparent", NFT_TYPE_INTEGER}, {1, "socket mark", NFT_TYPE_MARK}, {2, "socket wildcard", NFT_TYPE_INTEGER},
};

static const struct key_type *find_key(const struct key_type *keys, size_t count, long key)
{
	for (size_t i = 0; i < count; i++)
		if (keys[i].key == key)
			return &keys[i];
	return NULL;
}

#define FIND_KEY(keys, key) find_key((keys), ARRAY_LEN(keys), (key))

/* The header's protocol that a load is from, as far as the rule has said. */
static long protocol_at(const struct nft_rule_text *t, long base)
{
	return base == NFT_BASE_NETWORK ? t->l3 : base == NFT_BASE_TRANSPORT ? t->l4 : -1;
}

static const struct nft_field *field_of(const struct nft_rule_text *t, const struct nft_op *o)
{
	const struct nft_field *f = nft_field_at((enum nft_payload_base)o->base, protocol_at(t, o->base), (unsigned)o->offset * 8, (unsigned)o->len * 8);
	const struct nft_field *longer = nft_field_from((enum nft_payload_base)o->base, protocol_at(t, o->base), (unsigned)o->offset * 8);

	if (f)
		return f;
	/* An address of which only the network is loaded; what is compared with it says so. */
	return longer && nft_type_has_prefixes(longer->type) && longer->bits > (unsigned)o->len * 8 ? longer : NULL;
}

long nft_source_type(struct nft_rule_text *t, long op)
{
	const struct nft_op *o = op >= 0 ? &t->ops[op] : NULL;
	const struct key_type *k = NULL;
	const struct nft_field *f;

	if (!o)
		return NFT_TYPE_NONE;
	switch (o->kind) {
	case NFT_PAYLOAD:
		f = field_of(t, o);
		return f ? (long)f->type : NFT_TYPE_NONE;
	case NFT_META:
		k = FIND_KEY(meta_keys, o->key);
		break;
	case NFT_CT:
		k = FIND_KEY(ct_keys, o->key);
		break;
	case NFT_SOCKET:
		k = FIND_KEY(socket_keys, o->key);
		break;
	case NFT_NUMGEN:
		return NFT_TYPE_UID;		/* a number of the machine */
	case NFT_FIB:
		return o->key == 3 ? NFT_TYPE_FIB_ADDR : o->op & 32 ? NFT_TYPE_BOOLEAN : o->key == 1 ? NFT_TYPE_IFINDEX : NFT_TYPE_IFNAME;
	case NFT_BITWISE:
	case NFT_BYTEORDER:
		return nft_source_type(t, o->source);
	default:
		break;
	}
	return k ? k->type : NFT_TYPE_NONE;
}

/* "@th,32,16": bits of a header that has no name here */
static const char *place_text(struct emit *e, const struct nft_op *o)
{
	static const char *const bases[] = {"ll", "nh", "th", "ih"};

	return file_printf(e, "@%s,%ld,%ld", one_of(e, bases, o->base), o->offset * 8, o->len * 8);
}

static const char *fib_text(struct emit *e, const struct nft_op *o)
{
	static const char *const parts[] = {"saddr", "daddr", "mark", "iif", "oif"};
	static const char *const results[] = {"", "oif", "oifname", "type"};
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(parts); i++)
		if (o->op >> i & 1)
			text = file_printf(e, "%s%s%s", text, *text ? " . " : "", parts[i]);
	return file_printf(e, "fib %s %s", text, one_of(e, results, o->key));
}

/* Directions that are no enumerator of theirs: neither. */
static const char *ct_text(struct emit *e, const struct nft_op *o, const struct key_type *k)
{
	bool directed = o->key == 8 || o->key == 9 || (o->key >= 11 && o->key <= 12) || (o->key >= 19 && o->key <= 22);

	return file_printf(e, "ct %s%s", directed ? o->dir ? "reply " : "original " : "", k->name);
}

static const char *masked_text(struct nft_rule_text *t, const struct nft_op *o, long type)
{
	struct emit *e = t->e;
	const char *inner = nft_source_text(t, o->source, type);
	bool big = nft_type_big_endian(nft_source_type(t, o->source)) || e->facts->big_endian;
	uint64_t mask = nft_number(&o->a, big), xor = nft_number(&o->b, big), all = o->len >= 8 ? UINT64_MAX : (UINT64_C(1) << 8 * o->len) - 1;

	if (!inner || o->op || o->len > 8)
		return NULL;
	if (xor && !(xor & mask) && (xor | mask) == all)
		return file_printf(e, "%s | 0x%0*lx", inner, (int)o->len * 2, (unsigned long)xor);
	if (mask != all)
		inner = file_printf(e, "%s & 0x%0*lx", inner, (int)o->len * 2, (unsigned long)mask);
	return xor ? file_printf(e, "%s ^ 0x%0*lx", inner, (int)o->len * 2, (unsigned long)xor) : inner;
}

const char *nft_source_text(struct nft_rule_text *t, long op, long type)
{
	const struct nft_op *o = op >= 0 ? &t->ops[op] : NULL;
	const struct key_type *k;
	const struct nft_field *f;

	if (!o)
		return NULL;
	switch (o->kind) {
	case NFT_PAYLOAD:
		f = field_of(t, o);
		return f ? f->name : place_text(t->e, o);
	case NFT_META:
		k = FIND_KEY(meta_keys, o->key);
		return k ? k->name : NULL;
	case NFT_CT:
		k = FIND_KEY(ct_keys, o->key);
		return k ? ct_text(t->e, o, k) : NULL;
	case NFT_SOCKET:
		k = FIND_KEY(socket_keys, o->key);
		return k ? k->name : NULL;
	case NFT_FIB:
		return fib_text(t->e, o);
	case NFT_NUMGEN:
		return file_printf(t->e, "numgen %s mod %ld%s", o->key ? "random" : "inc", o->op, o->offset ? file_printf(t->e, " offset %ld", o->offset) : "");
	case NFT_IMMEDIATE:
		return nft_value_text(t->net, type, &o->a);
	case NFT_BITWISE:
		return masked_text(t, o, type);
	case NFT_LOOKUP:
		return t->text[op] && *t->text[op] ? t->text[op] : NULL;	/* a map: kept there until it is used */
	default:
		return NULL;
	}
}

/* A field of a header says of which protocol it is. */
void nft_drop_dependency(struct nft_rule_text *t, long base)
{
	enum { ICMP = 1, ICMPV6 = 58 };
	long dep = base >= 0 && base < 4 ? t->dependency[base] : -1;
	const struct nft_op *load = dep >= 0 && t->ops[dep].source >= 0 ? &t->ops[t->ops[dep].source] : NULL;
	bool several = t->family == NFPROTO_INET_ || t->family == NFPROTO_BRIDGE_ || t->family == NFPROTO_NETDEV_;

	/* "ip protocol" restricts to IPv4 as well, where there are others. */
	if (!load || (load->kind == NFT_PAYLOAD && base == NFT_BASE_TRANSPORT && load->base == NFT_BASE_NETWORK && several))
		return;
	t->text[dep] = "";
	t->dependency[base] = -1;
	/* ICMP is of one family, ICMPv6 of the other. */
	if (base == NFT_BASE_TRANSPORT && ((t->l4 == ICMP && t->l3 == NFPROTO_IPV4_) || (t->l4 == ICMPV6 && t->l3 == NFPROTO_IPV6_)))
		nft_drop_dependency(t, NFT_BASE_NETWORK);
}

void nft_mark_said(struct nft_rule_text *t, long op)
{
	enum { TAG = 14 };

	while (op >= 0) {
		const struct nft_op *o = &t->ops[op];

		if (!t->text[op] || o->kind == NFT_LOOKUP)
			t->text[op] = "";
		if (o->kind == NFT_PAYLOAD)	/* behind the addresses of Ethernet lies a tag */
			nft_drop_dependency(t, o->base == NFT_BASE_LINK && o->offset >= TAG ? NFT_BASE_NETWORK : o->base);
		op = o->source;
	}
}

static void write_registers(struct nft_rule_text *t, long i)
{
	const struct nft_op *o = &t->ops[i];
	long words = o->len > 0 && o->len <= NFT_VALUE_MAX ? (o->len + 3) / 4 : 1;

	/* What is not decoded may have written any of them. */
	for (size_t r = 0; o->kind == NFT_OTHER && r < NFT_REGISTERS; r++)
		t->reg[r] = -1;
	if (o->dreg < 4)
		return;
	for (long r = o->dreg; r < o->dreg + words && r < NFT_REGISTERS; r++)
		t->reg[r] = i;
}

const char *nft_ops_text(ref net, long family, struct nft_ops ops)
{
	struct emit *e = context(net);
	struct nft_rule_text t = {.e = e, .net = net, .family = family, .l3 = -1, .l4 = -1, .ops = ops.v, .count = ops.count};
	const char *text = "";

	t.text = file_alloc(e, ops.count + 1, sizeof(*t.text));
	if (family == NFPROTO_IPV4_ || family == NFPROTO_IPV6_ || family == NFPROTO_ARP_)
		t.l3 = family;
	for (size_t i = 0; i < NFT_REGISTERS; i++)
		t.reg[i] = -1;
	for (size_t i = 0; i < ARRAY_LEN(t.dependency); i++)
		t.dependency[i] = -1;
	for (size_t i = 0; i < t.count; i++) {
		struct nft_op *o = &t.ops[i];

		o->source = o->sreg >= 0 && o->sreg < NFT_REGISTERS ? t.reg[o->sreg] : -1;
		if (!nft_match_text(&t, i))
			nft_statement_text(&t, i);
		write_registers(&t, (long)i);
	}
	for (size_t i = 0; i < t.count; i++) {
		const char *one = t.text[i] ? t.text[i] : nft_raw_text(e, &t.ops[i]);

		if (*one)
			text = file_printf(e, "%s%s%s", text, *text ? " " : "", one);
	}
	return text;
}

const char *nft_rule_text(ref net, long family, ref rule)
{
	const char *text = nft_ops_text(net, family, nft_rule_ops(rule)), *comment = nft_rule_comment(rule);

	return comment ? file_printf(context(net), "%s comment \"%s\"", text, comment) : text;
}

bool nft_ops_managed(const struct nft_ops *ops)
{
	for (size_t i = 0; i < ops->count; i++)
		if (ops->v[i].kind == NFT_MATCH || ops->v[i].kind == NFT_TARGET)
			return true;
	return false;
}
