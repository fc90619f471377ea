/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Sets, maps and named objects, as nft list ruleset prints them.  nftables' set_print() and obj_print(), src/rule.c */
#include "emit/commands/firewall_tables/nft.h"
#include "emit/emit.h"

#include <inttypes.h>

static const char *data_type_text(struct emit *e, ref set)
{
	static const char *const objects[] = {"", "counter", "quota", "ct helper", "limit", "connlimit", "tunnel", "ct timeout", "secmark", "ct expectation", "synproxy"};
	uint32_t type = (uint32_t)num(set, "dtype");

	if (num(set, "flags") & NFT_SET_OBJECT_)
		return file_printf(e, " : %s", one_of(e, objects, num(set, "objtype")));
	return file_printf(e, " : %s", type == 0xffffff00 ? "verdict" : nft_types_text(e, type));
}

/* Values of these types share a line. */
static size_t per_line(long type)
{
	static const struct {
		enum nft_type type;
		size_t count;
	} several[] = {
		{NFT_TYPE_NFPROTO, 5}, {NFT_TYPE_INTEGER, 5}, {NFT_TYPE_ARPOP, 5}, {NFT_TYPE_INET_PROTOCOL, 5}, {NFT_TYPE_INET_SERVICE, 5}, {NFT_TYPE_TCP_FLAG, 5},
		{NFT_TYPE_MARK, 5}, {NFT_TYPE_IFINDEX, 5}, {NFT_TYPE_CLASSID, 5}, {NFT_TYPE_UID, 5}, {NFT_TYPE_GID, 5}, {NFT_TYPE_CT_DIR, 5}, {NFT_TYPE_IPADDR, 2},
		{NFT_TYPE_CT_STATE, 2}, {NFT_TYPE_CT_STATUS, 2}, {NFT_TYPE_PKTTYPE, 2},
	};

	for (size_t i = 0; i < ARRAY_LEN(several); i++)
		if (several[i].type == type)
			return several[i].count;
	return 1;
}

static void print_elements(struct nft_listing *l, ref set)
{
	struct emit *e = l->e;
	struct nft_element *elements;
	size_t count, on_line = 0;

	if (!nft_set_elements(l->net, set, &elements, &count) || !count)
		return;
	out(e, "\t\telements = { ");
	for (size_t i = 0; i < count; i++) {
		struct scratch s = scratch_begin(e);
		bool full = i && on_line >= per_line(num(set, "ktype"));

		out(e, "%s%s", !i ? "" : full ? ",\n\t\t\t     " : ", ", nft_element_text(l->net, set, &elements[i]));
		on_line = full ? 1 : on_line + 1;
		scratch_end(e, s);
	}
	out(e, " }\n");
}

static void print_flags(struct emit *e, long flags)
{
	static const struct {
		long flag;
		const char *name;
	} names[] = {{NFT_SET_CONSTANT_, "constant"}, {NFT_SET_INTERVAL_, "interval"}, {NFT_SET_EVAL_, "dynamic"}, {NFT_SET_TIMEOUT_, "timeout"}};
	const char *text = "";

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (flags & names[i].flag)
			text = file_printf(e, "%s%s%s", text, *text ? "," : "", names[i].name);
	if (*text)
		out(e, "\t\tflags %s\n", text);
}

static bool merges(const unsigned char *data, size_t size)
{
	enum { MERGE_ELEMENTS = 2 };

	if (!data)
		return false;
	for (size_t i = 0; i + 2 <= size; i += 2 + (size_t)data[i + 1])
		if (data[i] == MERGE_ELEMENTS && data[i + 1] && i + 2 < size)
			return data[i + 2];
	return false;
}

static void print_set(struct nft_listing *l, ref set)
{
	enum { COMMENT = 7 };
	struct emit *e = l->e;
	long flags = num(set, "flags");
	size_t size;
	const unsigned char *data = nft_user_data(set, &size);
	const char *comment = nft_user_string(e, data, size, COMMENT), *statements = nft_set_statements(l->net, set);

	nft_block(l, flags & (NFT_SET_MAP_ | NFT_SET_OBJECT_) ? "map" : "set", str(set, "name"), num(set, "handle"));
	out(e, "\t\ttype %s%s\n", nft_types_text(e, num(set, "ktype")), flags & (NFT_SET_MAP_ | NFT_SET_OBJECT_) ? data_type_text(e, set) : "");
	if (num(set, "policy"))
		out(e, "\t\tpolicy memory\n");
	if (nft_set_size(set))
		out(e, "\t\tsize %ld\n", nft_set_size(set));
	print_flags(e, flags);
	if (*statements)
		out(e, "\t\t%s\n", statements);
	if (num(set, "timeout"))
		out(e, "\t\ttimeout %s\n", nft_time_text(e, (uint64_t)jiffies_to_ms(e, (uint64_t)num(set, "timeout"))));
	if (num(set, "gc_int"))
		out(e, "\t\tgc-interval %s\n", nft_time_text(e, (uint64_t)num(set, "gc_int")));
	if (merges(data, size))
		out(e, "\t\tauto-merge\n");
	if (comment)
		out(e, "\t\tcomment \"%s\"\n", comment);
	print_elements(l, set);
	forgive(e);
	out(e, "\t}\n");
}

void nft_print_sets(struct nft_listing *l)
{
	EACH(set, nft_sets(l->net, l->table))
		if (!(num(set, "flags") & NFT_SET_ANONYMOUS_))
			print_set(l, set);
}
