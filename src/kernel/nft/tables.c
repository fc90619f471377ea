/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Tables, chains and rules of nf_tables.  net/netfilter/nf_tables_api.c */
#include "kernel/nft.h"

#include <string.h>

bool nft_loaded(ref net, ref *pernet)
{
	struct emit *e = context(net);

	if (!has_function(e, "nft_do_chain")) {
		absent(e, "nf_tables is not loaded");
		return false;
	}
	if (!has_type(e, "struct nft_table")) {
		stub(e, "the types of the module nf_tables are not known");
		return false;
	}
	if (!has_type(e, "struct nftables_pernet")) {		/* until 5.12 */
		*pernet = sub(net, "nft");
		return true;
	}
	return net_module_data(net, "nf_tables", "nf_tables_net_id", "struct nftables_pernet", pernet) && !tainted(e);
}

/* nft_is_active(): a bit for each of two generations says that the object is not in it. */
static bool active(ref net, long genmask)
{
	return !(genmask >> (num(net, "nft.gencursor") & 1) & 1);
}

#define ACTIVE_WALK(net, head, type)								\
	do {											\
		struct address_list found_ = address_list(context(net));			\
		EACH(o_, list((head), (type), "list"))						\
			if (active((net), num(o_, "genmask")))					\
				address_add(&found_, o_.addr);					\
		return address_walk(context(net), &found_, (type));				\
	} while (0)

struct walk nft_tables(ref net, ref pernet)
{
	ACTIVE_WALK(net, sub(pernet, "tables"), "struct nft_table");
}

struct walk nft_chains(ref net, ref table)
{
	ACTIVE_WALK(net, sub(table, "chains"), "struct nft_chain");
}

struct walk nft_rules(ref net, ref chain)
{
	ACTIVE_WALK(net, sub(chain, "rules"), "struct nft_rule");
}

struct walk nft_sets(ref net, ref table)
{
	ACTIVE_WALK(net, sub(table, "sets"), "struct nft_set");
}

struct walk nft_objects(ref net, ref table)
{
	ACTIVE_WALK(net, sub(table, "objects"), "struct nft_object");
}

ref nft_table_find(ref net, ref pernet, long family, const char *name)
{
	EACH(table, nft_tables(net, pernet))
		if (num(table, "family") == family && !strcmp(str(table, "name"), name))
			return table;
	return at(context(net), 0, "struct nft_table");
}

const char *nft_family_name(long family)
{
	switch (family) {
	case NFPROTO_INET_: return "inet";
	case NFPROTO_IPV4_: return "ip";
	case NFPROTO_ARP_: return "arp";
	case NFPROTO_NETDEV_: return "netdev";
	case NFPROTO_BRIDGE_: return "bridge";
	case NFPROTO_IPV6_: return "ip6";
	}
	return NULL;
}

ref nft_base_chain(ref chain)
{
	enum { BASE = 1 };	/* NFT_CHAIN_BASE */

	if (!(num(chain, "flags") & BASE))
		return at(context(chain), 0, "struct nft_base_chain");
	return container(chain, "struct nft_base_chain", "chain");
}

const char *nft_user_string(struct emit *e, const unsigned char *data, size_t size, unsigned type)
{
	if (!data)
		return NULL;
	for (size_t i = 0; i + 2 <= size; i += 2 + (size_t)data[i + 1]) {
		size_t n = data[i + 1];

		if (n > size - i - 2)
			break;
		if (data[i] == type && n && !data[i + 2 + n - 1])
			return printable(e, (const char *)data + i + 2, n - 1);
	}
	return NULL;
}

const unsigned char *nft_user_data_(ref o, size_t *size)
{
	*size = (size_t)num(o, "udlen");
	return *size ? read_bytes(context(o), addr(o, "udata"), *size) : NULL;
}

/* It lies behind the expressions: a byte that says how long it is, less one, and so many bytes. */
const char *nft_rule_comment(ref rule)
{
	struct emit *e = context(rule);
	const unsigned char *length, *data;
	uint64_t where;

	if (!num(rule, "udata"))
		return NULL;
	where = sub(rule, "data").addr + (uint64_t)num(rule, "dlen");
	length = read_bytes(e, where, 1);
	data = length ? read_bytes(e, where + 1, (size_t)*length + 1) : NULL;
	return data ? nft_user_string(e, data, (size_t)*length + 1, 0) : NULL;
}
