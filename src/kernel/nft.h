/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * nft.h - the rules of nf_tables: tables, chains, rules and their expressions, sets and their elements,
 * and the words of nft's language for them.
 */
#ifndef VR_KERNEL_NFT_H
#define VR_KERNEL_NFT_H

#include "kernel/net.h"

enum { NFPROTO_INET_ = 1, NFPROTO_IPV4_ = 2, NFPROTO_ARP_ = 3, NFPROTO_NETDEV_ = 5, NFPROTO_BRIDGE_ = 7, NFPROTO_IPV6_ = 10 };

/* ---- tables, chains, rules (nft/tables.c): those of the generation in force ---------------------- */

/* The namespace's data; false with absent() or stub() said where nf_tables is not there. */
bool nft_loaded(ref net, ref *pernet);
struct walk nft_tables(ref net, ref pernet);	/* struct nft_table */
struct walk nft_chains(ref net, ref table);	/* struct nft_chain */
struct walk nft_rules(ref net, ref chain);	/* struct nft_rule */
struct walk nft_sets(ref net, ref table);	/* struct nft_set, the anonymous ones of single rules too */
struct walk nft_objects(ref net, ref table);	/* struct nft_object */
ref nft_table_find(ref net, ref pernet, long family, const char *name);	/* null if there is none */
const char *nft_family_name(long family);	/* "inet"; NULL: not known */
ref nft_base_chain(ref chain);			/* struct nft_base_chain, null of a chain that hangs on no hook */
/* The string of that type among what user space had kept with an object; NULL: none. */
const char *nft_user_string(struct emit *e, const unsigned char *data, size_t size, unsigned type);
#define nft_user_data(o, size) nft_user_data_((o), (size))	/* of an object with the members udata and udlen */
const unsigned char *nft_user_data_(ref o, size_t *size);
const char *nft_rule_comment(ref rule);		/* NULL: none */

/* ---- values and their types (nft/value.c) ------------------------------------------------------------ */

enum { NFT_VALUE_MAX = 64 };
struct nft_value {
	unsigned char bytes[NFT_VALUE_MAX];
	size_t len;
};

enum nft_type {		/* as user space numbers them (nftables, enum datatypes); those with a use here */
	NFT_TYPE_NONE = 0, NFT_TYPE_VERDICT = 1, NFT_TYPE_NFPROTO = 2, NFT_TYPE_INTEGER = 4, NFT_TYPE_STRING = 5, NFT_TYPE_LLADDR = 6,
	NFT_TYPE_IPADDR = 7, NFT_TYPE_IP6ADDR = 8, NFT_TYPE_ETHERADDR = 9, NFT_TYPE_ETHERTYPE = 10, NFT_TYPE_ARPOP = 11,
	NFT_TYPE_INET_PROTOCOL = 12, NFT_TYPE_INET_SERVICE = 13, NFT_TYPE_ICMP_TYPE = 14, NFT_TYPE_TCP_FLAG = 15, NFT_TYPE_MARK = 19,
	NFT_TYPE_IFINDEX = 20, NFT_TYPE_ARPHRD = 21, NFT_TYPE_REALM = 22, NFT_TYPE_CLASSID = 23, NFT_TYPE_UID = 24, NFT_TYPE_GID = 25,
	NFT_TYPE_CT_STATE = 26, NFT_TYPE_CT_DIR = 27, NFT_TYPE_CT_STATUS = 28, NFT_TYPE_ICMP6_TYPE = 29, NFT_TYPE_PKTTYPE = 31,
	NFT_TYPE_ICMP_CODE = 32, NFT_TYPE_ICMPV6_CODE = 33, NFT_TYPE_DSCP = 36, NFT_TYPE_ECN = 37, NFT_TYPE_FIB_ADDR = 38,
	NFT_TYPE_BOOLEAN = 39, NFT_TYPE_IFNAME = 41, NFT_TYPE_IGMP_TYPE = 42,
};

const char *nft_type_name(long type);		/* "ipv4_addr"; NULL: not known */
size_t nft_type_size(long type);		/* bytes; 0: of no fixed size */
bool nft_type_is_flags(long type);		/* a set of bits, with a name for each */
bool nft_type_big_endian(long type);
bool nft_type_has_prefixes(long type);
uint64_t nft_number(const struct nft_value *v, bool big_endian);
const char *nft_value_text(ref net, long type, const struct nft_value *v);
const char *nft_flags_text(struct emit *e, long type, uint64_t flags);	/* "established,related" */
const char *nft_time_text(struct emit *e, uint64_t ms);		/* "1h30m" */
/* Leading ones in a mask; -1: others too, or bits behind the first zero. */
long nft_prefix_length(const unsigned char *mask, size_t size);

/* ---- fields of headers (nft/field.c) ----------------------------------------------------------------- */

enum nft_payload_base { NFT_BASE_LINK, NFT_BASE_NETWORK, NFT_BASE_TRANSPORT, NFT_BASE_INNER };

struct nft_field {
	const char *name;	/* "ip saddr" */
	unsigned bit, bits;	/* from the start of the header */
	enum nft_type type;
};
/* protocol: of the layer (an NFPROTO_ for the network's, an IPPROTO_ for the transport's); -1: not known. NULL: no such field. */
const struct nft_field *nft_field_at(enum nft_payload_base base, long protocol, unsigned bit, unsigned bits);
const struct nft_field *nft_field_from(enum nft_payload_base base, long protocol, unsigned bit);	/* that begins there */

/* ---- expressions (nft/expr.c) -------------------------------------------------------------------------- */

enum nft_kind {
	NFT_OTHER, NFT_PAYLOAD, NFT_PAYLOAD_SET, NFT_CMP, NFT_BITWISE, NFT_META, NFT_META_SET, NFT_CT, NFT_CT_SET, NFT_LOOKUP, NFT_RANGE,
	NFT_IMMEDIATE, NFT_COUNTER, NFT_LIMIT, NFT_LOG, NFT_NAT, NFT_MASQUERADE, NFT_REDIRECT, NFT_REJECT, NFT_FIB, NFT_RT, NFT_SOCKET,
	NFT_QUOTA, NFT_OBJECT, NFT_DYNSET, NFT_NOTRACK, NFT_MATCH, NFT_TARGET, NFT_BYTEORDER, NFT_EXTHDR_SET, NFT_QUEUE, NFT_NUMGEN, NFT_FLOW, NFT_TPROXY, NFT_CONNLIMIT,
};

enum { NFT_REGISTERS = 20 };	/* of 32 bits; the first four are the verdict's */
enum { NFT_CMP_EQ_, NFT_CMP_NEQ_, NFT_CMP_LT_, NFT_CMP_LTE_, NFT_CMP_GT_, NFT_CMP_GTE_ };

struct nft_op {
	enum nft_kind kind;
	const char *name;		/* as user space knows it: "payload" */
	ref priv;			/* its data: of its own struct where the kind is known */
	size_t size;			/* bytes of that */
	long sreg, dreg;		/* -1: none */
	long base, offset, len, op, key, dir;
	bool invert;
	struct nft_value a, b;		/* data; mask and xor; from and to */
	ref set;
	long source;			/* the expression that the source register is from; -1: none */
};

struct nft_ops {
	struct nft_op *v;
	size_t count;
};
/* All of a rule; what cannot be read of one taints. */
struct nft_ops nft_rule_ops(ref rule);
struct nft_op nft_op_at(ref expr);		/* one struct nft_expr, such as of a set's element */
const char *nft_verdict_text(struct emit *e, uint64_t data);	/* of a struct nft_verdict: "jump x"; NULL: not known */
struct counter_pair {
	uint64_t packets, bytes;
};
struct counter_pair nft_counter(ref counter);	/* of a struct nft_counter_percpu_priv */

/* ---- sets (nft/set.c) ------------------------------------------------------------------------------------ */

enum {	/* enum nft_set_flags */
	NFT_SET_ANONYMOUS_ = 0x1, NFT_SET_CONSTANT_ = 0x2, NFT_SET_INTERVAL_ = 0x4, NFT_SET_MAP_ = 0x8, NFT_SET_TIMEOUT_ = 0x10,
	NFT_SET_EVAL_ = 0x20, NFT_SET_OBJECT_ = 0x40,
};

struct nft_element {
	struct nft_value key, end;	/* end.len 0: a single value */
	uint64_t data;			/* where the data of a map's element, or the object's pointer, lies; 0: none */
	uint64_t ext;			/* its struct nft_set_ext */
	bool to_infinity, catch_all;
};
/* In the order of their keys, intervals joined; false: the kind of set is not known (noted). */
bool nft_set_elements(ref net, ref set, struct nft_element **elements, size_t *count);
uint64_t nft_element_part(struct emit *e, const struct nft_element *element, const char *extension);	/* 0: it has none */

/* ---- in nft's language (nft/rule.c, nft/statement.c, nft/raw.c, nft/set_text.c) -------------------------------- */

struct nft_rule_text {
	struct emit *e;
	ref net;
	long family, l3, l4;		/* protocols as the rule has compared them; -1: not known */
	struct nft_op *ops;
	size_t count;
	const char **text;		/* of each expression: what it says; "" if another one says it; NULL: not said yet */
	long reg[NFT_REGISTERS];	/* the expression that wrote it last; -1: none */
	long dependency[4];		/* the expression that says which protocol lies at that base; -1: none */
};

/* The whole rule, expressions that nft's language has no words for in brackets. */
const char *nft_rule_text(ref net, long family, ref rule);
const char *nft_ops_text(ref net, long family, struct nft_ops ops);	/* the same of expressions alone */
bool nft_ops_managed(const struct nft_ops *ops);	/* it has extensions of iptables */
/* What a register holds, as the right or left side of a statement; NULL: no words for it. */
const char *nft_source_text(struct nft_rule_text *t, long op, long type);
long nft_source_type(struct nft_rule_text *t, long op);
void nft_drop_dependency(struct nft_rule_text *t, long base);	/* what says the protocol at that base is implied */
void nft_mark_said(struct nft_rule_text *t, long op);	/* it, and what it is made from */
bool nft_match_text(struct nft_rule_text *t, size_t i);	/* comparisons and lookups; false: no words */
bool nft_statement_text(struct nft_rule_text *t, size_t i);	/* all others */
/* What the registers of a set's key hold, and that it has been said. */
const char *nft_key_text(struct nft_rule_text *t, long sreg, size_t key_len);
void nft_mark_key(struct nft_rule_text *t, long sreg, size_t key_len);
const char *nft_raw_text(struct emit *e, const struct nft_op *op);
const char *nft_stateful_text(ref net, const struct nft_op *op);	/* counter, limit, quota: what sets' elements have; NULL: another */
const char *nft_limit_text(struct emit *e, ref priv, bool bytes);	/* "rate 5/minute burst 7 packets" */
const char *nft_quota_text(struct emit *e, ref priv);	/* "over 100 mbytes used 5 kbytes" */
long nft_set_size(ref set);			/* as user space gave it; 0: it gave none */
const char *nft_set_statements(ref net, ref set);	/* "counter": what each element has; "" if nothing */
long nft_set_key_type(ref set);			/* of a number in the machine's order, one that is shown so */
const char *nft_types_text(struct emit *e, long type);	/* "ipv4_addr . inet_service" */
const char *nft_range_text(ref net, long type, const struct nft_value *from, const struct nft_value *to);	/* "10.0.0.0/8", "80-90" */
const char *nft_element_text(ref net, ref set, const struct nft_element *el);
const char *nft_concat_text(ref net, ref set, const struct nft_value *from, const struct nft_value *to);
const char *nft_anonymous_set(ref net, ref set);	/* "{ 22, 80 }"; NULL: could not be listed */

#endif
