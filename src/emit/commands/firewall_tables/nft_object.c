/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Named counters, quotas, limits and helpers, as nft list ruleset prints them.  nftables' obj_print_data(), src/rule.c */
#include "emit/commands/firewall_tables/nft.h"
#include "emit/emit.h"

#include <inttypes.h>
#include <string.h>

enum { COUNTER = 1, QUOTA = 2, CT_HELPER = 3, LIMIT = 4 };	/* NFT_OBJECT_* */

static const char *limit_text(struct emit *e, ref object, ref priv)
{
	const char *dump = symbol_name(e, addr(object, "ops->dump"));
	bool bytes = !strcmp(dump, "nft_limit_obj_bytes_dump");

	return nft_limit_text(e, cast(priv, has_type(e, "struct nft_limit_priv") ? "struct nft_limit_priv" : "struct nft_limit"), bytes);
}

/* enum NFPROTO_*, as a helper is for one of them or both */
static const char *helper_text(struct nft_listing *l, ref priv)
{
	ref helper = cast(priv, "struct nft_ct_helper_obj"), four = ptr(helper, "helper4"), six = ptr(helper, "helper6");
	struct nft_value protocol = {.len = 1};

	protocol.bytes[0] = (unsigned char)num(helper, "l4proto");
	return file_printf(l->e, "type \"%s\" protocol %s\n\t\tl3proto %s", str(null(four) ? six : four, "name"),
			   nft_value_text(l->net, NFT_TYPE_INET_PROTOCOL, &protocol),
			   null(six) ? "ip" : null(four) ? "ip6" : "inet");
}

static const char *object_text(struct nft_listing *l, ref object, long type)
{
	ref priv = sub(object, "data");
	struct counter_pair c;

	switch (type) {
	case COUNTER:
		c = nft_counter(cast(priv, "struct nft_counter_percpu_priv"));
		return file_printf(l->e, "packets %" PRIu64 " bytes %" PRIu64, c.packets, c.bytes);
	case QUOTA:
		return nft_quota_text(l->e, cast(priv, "struct nft_quota"));
	case CT_HELPER:
		return helper_text(l, priv);
	case LIMIT:
		return limit_text(l->e, object, priv);
	}
	return NULL;
}

void nft_print_objects(struct nft_listing *l)
{
	static const char *const kinds[] = {"object", "counter", "quota", "ct helper", "limit", "connlimit", "tunnel",
					    "ct timeout", "secmark", "ct expectation", "synproxy"};
	struct emit *e = l->e;

	EACH(object, nft_objects(l->net, l->table)) {
		long type = num(object, "ops->type->type");
		const char *text = object_text(l, object, type), *comment;
		size_t size = 0;
		const unsigned char *data = has(object, "udata") ? nft_user_data(object, &size) : NULL;

		nft_block(l, one_of(e, kinds, type), str(object, "key.name"), num(object, "handle"));
		comment = nft_user_string(e, data, size, 0);
		if (comment)
			out(e, "\t\tcomment \"%s\"\n", comment);
		out(e, "\t\t%s\n\t}\n", text ? text : "[ what it holds is not decoded ]");
	}
}
