/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a rule does, in nft's language: verdicts, log, reject, nat, set; NULL where it has no words for it here. */
#include "kernel/nft.h"

#include <string.h>

static const char *log_flags(struct emit *e, long flags)
{
	enum { TCPSEQ = 1, TCPOPT = 2, IPOPT = 4, UID = 8, MACDECODE = 32, ALL = 47 };

	if ((flags & ALL) == ALL)
		return " flags all";
	return file_printf(e, "%s%s%s%s", flags & TCPSEQ ? flags & TCPOPT ? " flags tcp sequence,options" : " flags tcp sequence" : flags & TCPOPT ? " flags tcp options" : "",
			   flags & IPOPT ? " flags ip options" : "", flags & UID ? " flags skuid" : "",
			   flags & MACDECODE ? " flags ether" : "");
}

static const char *log_text(struct emit *e, ref priv)
{
	enum { TYPE_LOG = 0, LEVEL_WARNING = 4 };
	static const char *const levels[] = {"emerg", "alert", "crit", "err", "warn", "notice", "info", "debug", "audit"};
	const char *prefix = str(priv, "prefix"), *text = *prefix ? file_printf(e, "log prefix \"%s\"", printable(e, prefix, strlen(prefix))) : "log";
	long level = num(priv, "loginfo.u.log.level"), snap = num(priv, "loginfo.u.ulog.copy_len"), threshold = num(priv, "loginfo.u.ulog.qthreshold");

	if (num(priv, "loginfo.type") == TYPE_LOG)
		return file_printf(e, "%s%s%s", text, level == LEVEL_WARNING ? "" : file_printf(e, " level %s", one_of(e, levels, level)),
				   log_flags(e, num(priv, "loginfo.u.log.logflags")));
	return file_printf(e, "%s group %ld%s%s", text, num(priv, "loginfo.u.ulog.group"),
			   snap ? file_printf(e, " snaplen %ld", snap) : "",
			   threshold ? file_printf(e, " queue-threshold %ld", threshold) : "");
}

static const char *reject_text(struct nft_rule_text *t, ref priv)
{
	enum { ICMP, TCP_RESET, ICMPX };
	static const char *const any[] = {"no-route", "port-unreachable", "host-unreachable", "admin-prohibited"};
	struct nft_value code = {.len = 1};
	long type = num(priv, "type");
	bool v6 = t->l3 == NFPROTO_IPV6_;

	code.bytes[0] = (unsigned char)num(priv, "icmp_code");
	if (type == TCP_RESET)
		return "reject with tcp reset";
	nft_drop_dependency(t, NFT_BASE_NETWORK);
	if (type == ICMPX)
		return code.bytes[0] == 1 ? "reject" : file_printf(t->e, "reject with icmpx %s",
								   one_of(t->e, any, code.bytes[0]));
	if (type != ICMP || (!v6 && t->l3 != NFPROTO_IPV4_))
		return NULL;
	if (code.bytes[0] == (v6 ? 4 : 3) && t->family == t->l3)
		return "reject";
	return file_printf(t->e, "reject with %s %s", v6 ? "icmpv6" : "icmp",
			   nft_value_text(t->net, v6 ? NFT_TYPE_ICMPV6_CODE : NFT_TYPE_ICMP_CODE, &code));
}

static const char *nat_flags(struct emit *e, long flags)
{
	static const struct {
		long flag;
		const char *name;
	} names[] = {{0x4, "random"}, {0x10, "fully-random"}, {0x8, "persistent"}, {0x40, "netmap"}};
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (flags & names[i].flag)
			text = file_printf(e, "%s%s%s", text, *text ? "," : " ", names[i].name);
	return text;
}

/* What a register of the statement holds; NULL: nothing that can be said. */
static const char *argument(struct nft_rule_text *t, long reg, long type)
{
	const char *text = reg >= 4 && reg < NFT_REGISTERS ? nft_source_text(t, t->reg[reg], type) : NULL;

	return text;
}

static const char *argument_range(struct nft_rule_text *t, long min, long max, long type, bool prefix)
{
	const char *from = argument(t, min, type), *to = argument(t, max, type);

	if (!from || !to)
		return NULL;
	nft_mark_said(t, t->reg[min]);
	nft_mark_said(t, t->reg[max]);
	if (strcmp(from, to) == 0)
		return from;
	if (t->ops[t->reg[min]].kind == NFT_IMMEDIATE && t->ops[t->reg[max]].kind == NFT_IMMEDIATE && prefix)
		return nft_range_text(t->net, type, &t->ops[t->reg[min]].a, &t->ops[t->reg[max]].a);
	return file_printf(t->e, "%s-%s", from, to);
}

static const char *nat_text(struct nft_rule_text *t, ref priv)
{
	enum { SOURCE = 0, NETMAP = 0x40 };
	long flags = num(priv, "flags");
	long family = num(priv, "family"), address = num(priv, "sreg_addr_min"), port = num(priv, "sreg_proto_min");
	bool several = t->family != NFPROTO_IPV4_ && t->family != NFPROTO_IPV6_, v6 = family == NFPROTO_IPV6_;
	bool both = address && port && address < NFT_REGISTERS && port < NFT_REGISTERS && t->reg[port] == t->reg[address] && t->reg[address] >= 0;
	const char *to = "", *ports = "";

	if (address && !(to = argument_range(t, address, num(priv, "sreg_addr_max"), v6 ? NFT_TYPE_IP6ADDR : NFT_TYPE_IPADDR, flags & NETMAP)))
		return NULL;
	if (port && !both && !(ports = argument_range(t, port, num(priv, "sreg_proto_max"), NFT_TYPE_INET_SERVICE, false)))
		return NULL;
	if (port && !both)
		to = file_printf(t->e, v6 && address ? "[%s]:%s" : "%s:%s", to, ports);
	return file_printf(t->e, "%s%s%s to %s%s", num(priv, "type") == SOURCE ? "snat" : "dnat",
			   several && address ? v6 ? " ip6" : " ip" : "", flags & NETMAP ? " prefix" : "", to,
			   nat_flags(t->e, flags & ~NETMAP));
}

static const char *port_text(struct nft_rule_text *t, ref priv, const char *word)
{
	long port = num(priv, "sreg_proto_min");
	const char *ports = port ? argument_range(t, port, num(priv, "sreg_proto_max"), NFT_TYPE_INET_SERVICE, false) : "";

	if (!ports)
		return NULL;
	return file_printf(t->e, "%s%s%s%s", word, port ? " to :" : "", ports, nat_flags(t->e, num(priv, "flags")));
}

static const char *object_text(struct emit *e, ref priv)
{
	static const struct {
		long type;
		const char *words;
	} kinds[] = {{1, "counter name"}, {2, "quota name"}, {3, "ct helper set"}, {4, "limit name"}, {7, "ct timeout set"}, {8, "meta secmark set"},
		     {9, "ct expectation set"}, {10, "synproxy name"}};
	ref object = deref(priv);
	long type = num(object, "ops->type->type");

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (kinds[i].type == type)
			return file_printf(e, "%s \"%s\"", kinds[i].words, str(object, "key.name"));
	return NULL;
}

/* Its expressions were one until 5.10. */
static const char *dynset_expressions(struct nft_rule_text *t, ref priv)
{
	long n = has(priv, "num_exprs") ? num(priv, "num_exprs") : 0;
	const char *text = "";

	for (long i = 0; i < n && i < len(priv, "expr_array"); i++) {
		struct nft_op op = nft_op_at(ptr_at(priv, "expr_array[]", i));
		const char *one = nft_stateful_text(t->net, &op);

		text = file_printf(t->e, "%s %s", text, one ? one : nft_raw_text(t->e, &op));
	}
	return text;
}

static const char *dynset_text(struct nft_rule_text *t, const struct nft_op *o)
{
	static const char *const verbs[] = {"add", "update", "delete"};
	size_t key_len = (size_t)num(o->set, "klen");
	const char *key = nft_key_text(t, o->sreg, key_len), *data = "";
	uint64_t timeout = (uint64_t)num(o->priv, "timeout");
	long sreg_data = num(o->priv, "sreg_data");

	if (!key)
		return NULL;
	if (num(o->set, "flags") & NFT_SET_MAP_) {
		data = argument_range(t, sreg_data, sreg_data, num(o->set, "dtype"), false);
		if (!data)
			return NULL;
		data = file_printf(t->e, " : %s", data);
	}
	nft_mark_key(t, o->sreg, key_len);
	return file_printf(t->e, "%s @%s { %s%s%s%s }", one_of(t->e, verbs, o->op), str(o->set, "name"), key,
			   timeout ? file_printf(t->e, " timeout %s", nft_time_text(t->e, (uint64_t)jiffies_to_ms(t->e, timeout))) : "",
			   dynset_expressions(t, o->priv), data);
}

static const char *set_text(struct nft_rule_text *t, const struct nft_op *o)
{
	static const struct nft_key_name {
		enum nft_kind kind;
		long key;
		const char *name;
		long type;
	} names[] = {
		{NFT_META_SET, 2, "meta priority", NFT_TYPE_CLASSID}, {NFT_META_SET, 3, "meta mark", NFT_TYPE_MARK},
		{NFT_META_SET, 12, "meta nftrace", NFT_TYPE_UID}, {NFT_META_SET, 19, "meta pkttype", NFT_TYPE_PKTTYPE},
		{NFT_CT_SET, 3, "ct mark", NFT_TYPE_MARK}, {NFT_CT_SET, 17, "ct zone", NFT_TYPE_UID},
	};

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (names[i].kind == o->kind && names[i].key == o->key) {
			const char *value = argument_range(t, o->sreg, o->sreg, names[i].type, false);

			return value ? file_printf(t->e, "%s set %s", names[i].name, value) : NULL;
		}
	return NULL;
}

/* A field of whole bytes, or bits that are cleared in what was there and set anew. */
static const char *payload_set_text(struct nft_rule_text *t, const struct nft_op *o)
{
	const struct nft_op *from = o->source >= 0 ? &t->ops[o->source] : NULL;
	long protocol = o->base == NFT_BASE_NETWORK ? t->l3 : t->l4;
	unsigned low = 0, bits = 0, whole = (unsigned)o->len * 8;
	enum nft_payload_base base = (enum nft_payload_base)o->base;
	const struct nft_field *f = nft_field_at(base, protocol, (unsigned)o->offset * 8, whole);
	struct nft_value v = {.len = 8};
	const char *text = NULL;
	uint64_t keep, value;

	if (from && from->kind == NFT_IMMEDIATE && f)
		text = nft_value_text(t->net, f->type, &from->a);
	if (from && from->kind == NFT_BITWISE && o->len <= 4 && !from->op) {
		keep = ~nft_number(&from->a, true) & ((UINT64_C(1) << whole) - 1);
		value = nft_number(&from->b, true);
		while (keep && !(keep >> low & 1))
			low++;
		while (keep >> (low + bits) & 1)
			bits++;
		f = nft_field_at(base, protocol, (unsigned)o->offset * 8 + whole - low - bits, bits);
		for (unsigned i = 0; i < 8; i++)
			v.bytes[i] = (unsigned char)(value >> low >> (56 - 8 * i));
		text = f && bits && !(keep >> (low + bits)) ? nft_value_text(t->net, f->type, &v) : NULL;
	}
	if (!text)
		return NULL;
	nft_mark_said(t, o->source);
	nft_drop_dependency(t, o->base);
	return file_printf(t->e, "%s set %s", f->name, text);
}

/* The segment size that TCP announces, cut to what the route takes: rt tcpmss, turned, written. */
static const char *exthdr_set_text(struct nft_rule_text *t, const struct nft_op *o)
{
	enum { TCP_OPTION = 1, MAXSEG = 2, RT_TCPMSS = 3 };
	const struct nft_op *from = o->source >= 0 ? &t->ops[o->source] : NULL;
	const char *value = NULL;

	if (!from || o->op != TCP_OPTION || o->key != MAXSEG || o->offset != 2 || o->len != 2)
		return NULL;
	if (from->kind == NFT_IMMEDIATE)
		value = nft_value_text(t->net, NFT_TYPE_INTEGER, &from->a);
	else if (from->kind == NFT_BYTEORDER && from->source >= 0 && t->ops[from->source].kind == NFT_RT && t->ops[from->source].key == RT_TCPMSS)
		value = "rt mtu";
	if (!value)
		return NULL;
	nft_mark_said(t, o->source);
	return file_printf(t->e, "tcp option maxseg size set %s", value);
}

static const char *queue_text(struct emit *e, ref priv)
{
	long first = num(priv, "queuenum"), total = num(priv, "queues_total"), flags = num(priv, "flags");
	const char *how = flags == 3 ? " flags bypass,fanout" : flags == 1 ? " flags bypass" : flags == 2 ? " flags fanout" : "";

	return total > 1 ? file_printf(e, "queue%s to %ld-%ld", how, first, first + total - 1) :
	       file_printf(e, "queue%s to %ld", how, first);
}

static const char *tproxy_text(struct nft_rule_text *t, ref priv)
{
	long family = num(priv, "family"), address = num(priv, "sreg_addr"), port = num(priv, "sreg_port");
	bool v6 = family == NFPROTO_IPV6_, several = t->family != NFPROTO_IPV4_ && t->family != NFPROTO_IPV6_;
	const char *to = address ? argument_range(t, address, address, v6 ? NFT_TYPE_IP6ADDR : NFT_TYPE_IPADDR, false) : "";
	const char *ports = port ? argument_range(t, port, port, NFT_TYPE_INET_SERVICE, false) : "";

	if (!to || !ports)
		return NULL;
	return file_printf(t->e, "tproxy%s to %s%s%s%s%s", several && family ? v6 ? " ip6" : " ip" : "",
			   v6 && address ? "[" : "", to, v6 && address ? "]" : "", port ? ":" : "", ports);
}

static const char *statement(struct nft_rule_text *t, const struct nft_op *o)
{
	switch (o->kind) {
	case NFT_IMMEDIATE: return nft_verdict_text(t->e, sub(o->priv, "data").addr);
	case NFT_COUNTER:
	case NFT_LIMIT:
	case NFT_QUOTA: return nft_stateful_text(t->net, o);
	case NFT_LOG: return log_text(t->e, o->priv);
	case NFT_REJECT: return reject_text(t, o->priv);
	case NFT_NAT: return nat_text(t, o->priv);
	case NFT_MASQUERADE: return port_text(t, o->priv, "masquerade");
	case NFT_REDIRECT: return port_text(t, o->priv, "redirect");
	case NFT_OBJECT: return object_text(t->e, o->priv);
	case NFT_DYNSET: return dynset_text(t, o);
	case NFT_TPROXY: return tproxy_text(t, o->priv);
	case NFT_CONNLIMIT: return file_printf(t->e, "ct count %s%ld", num(o->priv, "invert") ? "over " : "",
					       num(o->priv, "limit"));
	case NFT_NOTRACK: return "notrack";
	case NFT_FLOW: return file_printf(t->e, "flow add @%s", str(o->priv, "flowtable->name"));
	case NFT_META_SET:
	case NFT_CT_SET: return set_text(t, o);
	case NFT_PAYLOAD_SET: return payload_set_text(t, o);
	case NFT_EXTHDR_SET: return exthdr_set_text(t, o);
	case NFT_QUEUE: return queue_text(t->e, o->priv);
	case NFT_MATCH: return file_printf(t->e, "xt match \"%s\"", str(o->set, "name"));
	case NFT_TARGET: return file_printf(t->e, "xt target \"%s\"", str(o->set, "name"));
	default: return NULL;
	}
}

bool nft_statement_text(struct nft_rule_text *t, size_t i)
{
	const char *text = statement(t, &t->ops[i]);

	if (text)
		t->text[i] = text;
	return text;
}
