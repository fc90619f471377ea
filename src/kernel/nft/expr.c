/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions of nf_tables: which one it is says the function that would send it to user space.  nft_*.c */
#include "kernel/nft.h"

#include <string.h>

static struct nft_value value_of(ref data, long n)
{
	struct nft_value v = {.len = n > 0 && n <= NFT_VALUE_MAX ? (size_t)n : 0};
	const void *p = v.len ? read_bytes(context(data), data.addr, v.len) : NULL;

	if (p)
		memcpy(v.bytes, p, v.len);
	return v;
}

static void decode_cmp16_fast(struct nft_op *o)
{
	o->a = value_of(sub(o->priv, "data"), o->len);
	o->op = num(o->priv, "inv") ? NFT_CMP_NEQ_ : NFT_CMP_EQ_;
}

/* Of the one for up to 32 bits, those are counted. */
static void decode_cmp_fast(struct nft_op *o)
{
	o->len = (o->len + 7) / 8;
	decode_cmp16_fast(o);
}

static void decode_cmp(struct nft_op *o)
{
	o->op = num(o->priv, "op");
	o->a = value_of(sub(o->priv, "data"), o->len);
}

static void decode_range(struct nft_op *o)
{
	o->op = num(o->priv, "op");
	o->a = value_of(sub(o->priv, "data_from"), o->len);
	o->b = value_of(sub(o->priv, "data_to"), o->len);
}

static void decode_payload(struct nft_op *o)
{
	o->base = num(o->priv, "base");
	o->offset = num(o->priv, "offset");
}

static void decode_bitwise(struct nft_op *o)
{
	o->op = num(o->priv, "op");
	o->a = value_of(sub(o->priv, "mask"), o->len);
	o->b = value_of(sub(o->priv, "xor"), o->len);
}

static void decode_bitwise_fast(struct nft_op *o)
{
	o->len = 4;
	o->a = value_of(sub(o->priv, "mask"), 4);
	o->b = value_of(sub(o->priv, "xor"), 4);
}

static void decode_key(struct nft_op *o)
{
	o->key = num(o->priv, "key");
	o->dir = has(o->priv, "dir") ? num(o->priv, "dir") : 0;
}

static void decode_fib(struct nft_op *o)
{
	o->key = num(o->priv, "result");
	o->op = num(o->priv, "flags");
}

static void decode_set_reference(struct nft_op *o)
{
	o->set = ptr(o->priv, "set");
	o->invert = num(o->priv, "invert");
}

static void decode_dynset(struct nft_op *o)
{
	decode_set_reference(o);
	o->op = num(o->priv, "op");
	o->sreg = num(o->priv, "sreg_key");
	o->dreg = -1;
}

static void decode_immediate(struct nft_op *o)
{
	o->len = num(o->priv, "dlen");
	o->a = value_of(sub(o->priv, "data"), o->len);
}

static void decode_byteorder(struct nft_op *o)
{
	o->op = num(o->priv, "op");
}

static void decode_exthdr_set(struct nft_op *o)
{
	o->key = num(o->priv, "type");
	o->offset = num(o->priv, "offset");
	o->op = num(o->priv, "op");
	o->dreg = -1;
}

/* op: the modulus, offset: what is added; key: drawn at random, or one after the other */
static void decode_random(struct nft_op *o)
{
	o->op = num(o->priv, "modulus");
	o->offset = num(o->priv, "offset");
	o->key = 1;
	o->len = 4;
}

static void decode_counting(struct nft_op *o)
{
	decode_random(o);
	o->key = 0;
}

static const struct expression {
	const char *dump;
	enum nft_kind kind;
	const char *type;
	void (*decode)(struct nft_op *o);
	bool no_source, no_destination;
} expressions[] = {
	{"nft_bitwise_dump", NFT_BITWISE, "struct nft_bitwise", decode_bitwise, false, false},
	{"nft_bitwise_fast_dump", NFT_BITWISE, "struct nft_bitwise_fast_expr", decode_bitwise_fast, false, false},
	{"nft_byteorder_dump", NFT_BYTEORDER, "struct nft_byteorder", decode_byteorder, false, false},
	{"nft_cmp16_fast_dump", NFT_CMP, "struct nft_cmp16_fast_expr", decode_cmp16_fast, false, false},
	{"nft_cmp_dump", NFT_CMP, "struct nft_cmp_expr", decode_cmp, false, false},
	{"nft_cmp_fast_dump", NFT_CMP, "struct nft_cmp_fast_expr", decode_cmp_fast, false, false},
	{"nft_connlimit_dump", NFT_CONNLIMIT, "struct nft_connlimit", NULL, false, false},
	{"nft_counter_dump", NFT_COUNTER, "struct nft_counter_percpu_priv", NULL, false, false},
	{"nft_ct_get_dump", NFT_CT, "struct nft_ct", decode_key, true, false},
	{"nft_ct_set_dump", NFT_CT_SET, "struct nft_ct", decode_key, false, true},
	{"nft_dynset_dump", NFT_DYNSET, "struct nft_dynset", decode_dynset, false, true},
	{"nft_exthdr_dump_set", NFT_EXTHDR_SET, "struct nft_exthdr", decode_exthdr_set, false, true},
	{"nft_fib_dump", NFT_FIB, "struct nft_fib", decode_fib, true, false},
	{"nft_flow_offload_dump", NFT_FLOW, "struct nft_flow_offload", NULL, false, false},
	{"nft_immediate_dump", NFT_IMMEDIATE, "struct nft_immediate_expr", decode_immediate, true, false},
	{"nft_limit_bytes_dump", NFT_LIMIT, "struct nft_limit_priv|nft_limit", NULL, false, false},
	{"nft_limit_pkts_dump", NFT_LIMIT, "struct nft_limit_priv|nft_limit", NULL, false, false},
	{"nft_log_dump", NFT_LOG, "struct nft_log", NULL, false, false},
	{"nft_lookup_dump", NFT_LOOKUP, "struct nft_lookup", decode_set_reference, false, false},
	{"nft_masq_dump", NFT_MASQUERADE, "struct nft_masq", NULL, false, false},
	{"nft_match_dump", NFT_MATCH, "struct xt_match", NULL, false, false},
	{"nft_match_large_dump", NFT_MATCH, "struct nft_xt_match_priv", NULL, false, false},
	{"nft_meta_get_dump", NFT_META, "struct nft_meta", decode_key, true, false},
	{"nft_meta_set_dump", NFT_META_SET, "struct nft_meta", decode_key, false, true},
	{"nft_nat_dump", NFT_NAT, "struct nft_nat", NULL, false, false},
	{"nft_ng_inc_dump", NFT_NUMGEN, "struct nft_ng_inc", decode_counting, true, false},
	{"nft_ng_random_dump", NFT_NUMGEN, "struct nft_ng_random", decode_random, true, false},
	{"nft_objref_dump", NFT_OBJECT, "struct nft_object *", NULL, false, false},
	{"nft_payload_dump", NFT_PAYLOAD, "struct nft_payload", decode_payload, true, false},
	{"nft_payload_set_dump", NFT_PAYLOAD_SET, "struct nft_payload_set", decode_payload, false, true},
	{"nft_queue_dump", NFT_QUEUE, "struct nft_queue", NULL, false, false},
	{"nft_quota_dump", NFT_QUOTA, "struct nft_quota", NULL, false, false},
	{"nft_range_dump", NFT_RANGE, "struct nft_range_expr", decode_range, false, true},
	{"nft_redir_dump", NFT_REDIRECT, "struct nft_redir", NULL, false, false},
	{"nft_reject_dump", NFT_REJECT, "struct nft_reject", NULL, false, false},
	{"nft_rt_get_dump", NFT_RT, "struct nft_rt", decode_key, true, false},
	{"nft_socket_dump", NFT_SOCKET, "struct nft_socket", decode_key, true, false},
	{"nft_tproxy_dump", NFT_TPROXY, "struct nft_tproxy", NULL, false, false},
	{"nft_target_dump", NFT_TARGET, "struct xt_target", NULL, false, false},
};

static const struct handler_table handlers = HANDLER_TABLE("nft expressions", expressions);

/* Limits lost their state to a struct of its own in 5.17. */
static const char *type_there_is(struct emit *e, const char *type)
{
	if (!strcmp(type, "struct nft_limit_priv|nft_limit"))
		return has_type(e, "struct nft_limit_priv") ? "struct nft_limit_priv" : "struct nft_limit";
	return type;
}

/* Registers that its kind has; the compiler's bit fields and bytes hold numbers of 32-bit registers. */
static void decode_registers(struct nft_op *o, const struct expression *x)
{
	if (!x->no_source && has(o->priv, "sreg"))
		o->sreg = num(o->priv, "sreg");
	if (!x->no_destination && has(o->priv, "dreg"))
		o->dreg = num(o->priv, "dreg");
	if (has(o->priv, "len"))
		o->len = num(o->priv, "len");
}

struct nft_op nft_op_at(ref expr)
{
	struct emit *e = context(expr);
	ref ops = ptr(expr, "ops"), type = ptr(ops, "type");
	struct nft_op o = {.name = str(type, "name"), .sreg = -1, .dreg = -1, .source = -1, .set = at(e, 0, "struct nft_set")};
	uint64_t dump = addr(ops, "dump"), header = offsetof_member(e, "struct nft_expr", "data");
	const struct expression *x = dump ? handler_row(e, &handlers, dump) : NULL;
	long whole = num(ops, "size");

	o.priv = sub(expr, "data");
	o.size = whole > (long)header ? (size_t)whole - header : 0;
	if (!dump && !strcmp(o.name, "notrack"))
		o.kind = NFT_NOTRACK;
	/* Data of iptables' extensions is as long as they say. */
	if (x && (x->kind == NFT_MATCH || x->kind == NFT_TARGET)) {
		o.kind = x->kind;
		o.set = at(e, addr(ops, "data"), x->kind == NFT_MATCH ? "struct xt_match" : "struct xt_target");
		if (strcmp(x->dump, "nft_match_large_dump") == 0)
			o.priv = ptr(at(e, o.priv.addr, x->type), "info");
	} else if (x && has_type(e, type_there_is(e, x->type)) && sizeof_type(e, type_there_is(e, x->type)) <= o.size) {
		o.kind = x->kind;
		o.priv = at(e, o.priv.addr, type_there_is(e, x->type));
		decode_registers(&o, x);
		if (x->decode)
			x->decode(&o);
	}
	if (!strcmp(o.name, "limit") && o.kind == NFT_LIMIT)
		o.key = strcmp(x->dump, "nft_limit_bytes_dump") == 0;
	return o;
}

struct nft_ops nft_rule_ops(ref rule)
{
	struct emit *e = context(rule);
	struct nft_ops ops = {0};
	uint64_t pos = sub(rule, "data").addr, end = pos + (uint64_t)num(rule, "dlen");

	ops.v = file_alloc(e, LIMIT_NFT_EXPRESSIONS, sizeof(*ops.v));
	while (pos < end) {
		ref expr = at(e, pos, "struct nft_expr");
		long whole = num(expr, "ops->size");

		if (!whole && tainted(e))
			break;
		if (whole < (long)sizeof(uint64_t) || (uint64_t)whole > end - pos || ops.count == LIMIT_NFT_EXPRESSIONS) {
			fail(e, "nft rule", "an expression does not end within its rule", pos);
			break;
		}
		ops.v[ops.count++] = nft_op_at(expr);
		pos += (uint64_t)whole;
	}
	return ops;
}

const char *nft_verdict_text(struct emit *e, uint64_t data)
{
	ref verdict = at(e, data, "struct nft_verdict");
	int32_t code = (int32_t)num(verdict, "code");

	switch (code) {
	case 0: return "drop";
	case 1: return "accept";
	case -1: return "continue";
	case -2: return "break";
	case -3: return file_printf(e, "jump %s", str(verdict, "chain->name"));
	case -4: return file_printf(e, "goto %s", str(verdict, "chain->name"));
	case -5: return "return";
	}
	return NULL;
}

/* nft_counter_fetch() */
struct counter_pair nft_counter(ref counter)
{
	struct counter_pair sum = {0};

	EACH_KEY(cpu, cpus(context(counter), CPUS_POSSIBLE)) {
		ref c = percpu_ptr(counter, "counter", cpu);

		sum.packets += (uint64_t)num(c, "packets");
		sum.bytes += (uint64_t)num(c, "bytes");
	}
	return sum;
}
