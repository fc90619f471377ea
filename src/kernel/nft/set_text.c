/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Elements of sets and maps in nft's language. */
#include "kernel/nft.h"

#include <string.h>

enum { TYPE_BITS = 6, TYPE_MASK = 63 };		/* a type of several values is their types in a row */

/* Intervals take two places of an rbtree each, which it hides since 6.13. */
long nft_set_size(ref set)
{
	bool doubled = has(set, "ops->usize") && strcmp(symbol_name(context(set), addr(set, "ops->usize")),
							"nft_rbtree_usize") == 0;

	return num(set, "size") / (doubled ? 2 : 1);
}

const char *nft_set_statements(ref net, ref set)
{
	struct emit *e = context(net);
	const char *text = "";

	for (long i = 0; has(set, "num_exprs") && i < num(set, "num_exprs") && i < len(set, "exprs"); i++) {
		struct nft_op op = nft_op_at(ptr_at(set, "exprs[]", i));
		const char *one = op.kind == NFT_COUNTER ? "counter" : nft_stateful_text(net, &op);

		text = file_printf(e, "%s%s%s", text, *text ? " " : "", one ? one : nft_raw_text(e, &op));
	}
	return text;
}

/* User space notes the order of bytes, since "integer" says none. */
long nft_set_key_type(ref set)
{
	enum { KEY_BYTEORDER = 0, HOST = 1 };
	long type = num(set, "ktype");
	size_t size;
	const unsigned char *data = nft_user_data(set, &size);

	if (data && type == NFT_TYPE_INTEGER && size >= 3 && data[0] == KEY_BYTEORDER && data[1] >= 1 && data[2] == HOST)
		return NFT_TYPE_UID;
	return type;
}

const char *nft_types_text(struct emit *e, long type)
{
	const char *text = "";

	for (long shift = 4 * TYPE_BITS; shift >= 0; shift -= TYPE_BITS) {
		long one = type >> shift & TYPE_MASK;

		if (one && !nft_type_name(one))
			text = file_printf(e, "%s%stype-%ld", text, *text ? " . " : "", one);
		else if (one)
			text = file_printf(e, "%s%s%s", text, *text ? " . " : "", nft_type_name(one));
	}
	return text;
}

const char *nft_range_text(ref net, long type, const struct nft_value *from, const struct nft_value *to)
{
	struct emit *e = context(net);
	unsigned char mask[NFT_VALUE_MAX];
	long prefix;
	bool aligned = true;

	if (!to->len || !memcmp(from->bytes, to->bytes, from->len))
		return nft_value_text(net, type, from);
	for (size_t i = 0; i < from->len; i++) {
		mask[i] = (unsigned char)~(from->bytes[i] ^ to->bytes[i]);
		aligned &= !(from->bytes[i] & (unsigned char)~mask[i]);
	}
	prefix = nft_prefix_length(mask, from->len);
	if (aligned && prefix >= 0 && prefix % 8 == 0 && type == NFT_TYPE_IFNAME) {	/* names that begin so */
		struct nft_value begin = *from;

		begin.len = (size_t)prefix / 8;
		return nft_value_text(net, type, &begin);
	}
	if (aligned && prefix >= 0 && nft_type_has_prefixes(type))
		return file_printf(e, "%s/%ld", nft_value_text(net, type, from), prefix);
	return file_printf(e, "%s-%s", nft_value_text(net, type, from), nft_value_text(net, type, to));
}

/* Each value begins at a register of its own. */
static const char *several_text(ref net, long type, const struct nft_value *from, const struct nft_value *to)
{
	struct emit *e = context(net);
	const char *text = "";
	size_t pos = 0;

	for (long shift = 4 * TYPE_BITS; shift >= 0; shift -= TYPE_BITS) {
		long one = type >> shift & TYPE_MASK;
		struct nft_value a = {.len = nft_type_size(one)}, b = {.len = to->len ? a.len : 0};

		if (!one)
			continue;
		if (!a.len || pos + a.len > from->len)
			return NULL;
		memcpy(a.bytes, from->bytes + pos, a.len);
		memcpy(b.bytes, to->bytes + pos, b.len);
		pos += (a.len + 3) / 4 * 4;
		text = file_printf(e, "%s%s%s", text, *text ? " . " : "", nft_range_text(net, one, &a, &b));
	}
	return text;
}

static const char *hex_words(struct emit *e, const struct nft_value *v)
{
	const char *text = "0x";

	for (size_t i = 0; i < v->len; i++)
		text = file_printf(e, "%s%02x", text, v->bytes[i]);
	return text;
}

static const char *typed_text(ref net, long type, const struct nft_value *from, const struct nft_value *to)
{
	const char *text = type > TYPE_MASK ? several_text(net, type, from, to) : nft_range_text(net, type, from, to);

	return text ? text : hex_words(context(net), from);
}

const char *nft_concat_text(ref net, ref set, const struct nft_value *from, const struct nft_value *to)
{
	return typed_text(net, nft_set_key_type(set), from, to);
}

/* " : accept", " : 10.0.0.1", of an object its name */
static const char *mapped(ref net, ref set, const struct nft_element *el)
{
	struct emit *e = context(net);
	struct nft_value v = {.len = (size_t)num(set, "dlen")}, none = {0};
	long type = (long)(uint32_t)num(set, "dtype");
	const void *data;

	if (!el->data)
		return "";
	if (num(set, "flags") & NFT_SET_OBJECT_)
		return file_printf(e, " : \"%s\"", str(deref(at(e, el->data, "struct nft_object *")), "key.name"));
	if (type == 0xffffff00)		/* NFT_DATA_VERDICT */
		return file_printf(e, " : %s", nft_verdict_text(e, el->data));
	if (v.len > NFT_VALUE_MAX || !(data = read_bytes(e, el->data, v.len)))
		return "";
	memcpy(v.bytes, data, v.len);
	return file_printf(e, " : %s", typed_text(net, type, &v, &none));
}

/* Counters and limits that each element has: struct nft_set_elem_expr, or (until 5.10) one expression. */
static const char *stateful(ref net, const struct nft_element *el)
{
	struct emit *e = context(net);
	uint64_t where = nft_element_part(e, el, "NFT_SET_EXT_EXPRESSIONS|NFT_SET_EXT_EXPR"), end;
	const char *text = "";

	if (!where || !has_type(e, "struct nft_set_elem_expr"))
		return "";
	end = where + offsetof_member(e, "struct nft_set_elem_expr",
				      "data") + (uint64_t)num(at(e, where, "struct nft_set_elem_expr"), "size");
	for (uint64_t pos = where + offsetof_member(e, "struct nft_set_elem_expr", "data"); pos < end;) {
		ref expr = at(e, pos, "struct nft_expr");
		struct nft_op op = nft_op_at(expr);
		const char *one = nft_stateful_text(net, &op);
		long whole = num(expr, "ops->size");

		if (whole < (long)sizeof(uint64_t))
			break;
		text = file_printf(e, "%s %s", text, one ? one : nft_raw_text(e, &op));
		pos += (uint64_t)whole;
	}
	return text;
}

/* " timeout 1h expires 59m3s", in jiffies */
static const char *times(ref set, const struct nft_element *el)
{
	struct emit *e = context(set);
	uint64_t timeout = nft_element_part(e, el, "NFT_SET_EXT_TIMEOUT"), own = nft_element_part(e, el, "NFT_SET_EXT_EXPIRATION");
	uint64_t lasts, expires, left;
	const char *text;

	if (!timeout && !own)
		return "";
	if (has_enum(e, "NFT_SET_EXT_EXPIRATION")) {	/* until 6.11 */
		lasts = timeout ? read_word(e, timeout) : 0;
		expires = own ? read_word(e, own) : 0;
	} else {
		lasts = (uint64_t)num(at(e, timeout, "struct nft_timeout"), "timeout");
		expires = (uint64_t)num(at(e, timeout, "struct nft_timeout"), "expiration");
	}
	text = lasts && lasts != (uint64_t)num(set, "timeout") ? file_printf(e, " timeout %s", nft_time_text(e, (uint64_t)jiffies_to_ms(e, lasts))) : "";
	left = expires - (uint64_t)jiffies_now(e);
	return expires ? file_printf(e, "%s expires %s", text, nft_time_text(e, (uint64_t)jiffies_to_ms(e, left))) : text;
}

static const char *comment(struct emit *e, const struct nft_element *el)
{
	uint64_t where = nft_element_part(e, el, "NFT_SET_EXT_USERDATA");
	const unsigned char *length = where ? read_bytes(e, where, 1) : NULL;
	const unsigned char *data = length ? read_bytes(e, where + 1, (size_t)*length + 1) : NULL;
	const char *text = data ? nft_user_string(e, data, (size_t)*length + 1, 0) : NULL;

	return text ? file_printf(e, " comment \"%s\"", text) : "";
}

const char *nft_element_text(ref net, ref set, const struct nft_element *el)
{
	struct emit *e = context(net);

	return file_printf(e, "%s%s%s%s%s", el->catch_all ? "*" : nft_concat_text(net, set, &el->key, &el->end),
			   stateful(net, el), times(set, el), comment(e, el), mapped(net, set, el));
}

const char *nft_anonymous_set(ref net, ref set)
{
	struct emit *e = context(net);
	struct nft_element *elements;
	const char *text = "";
	size_t count;

	if (!nft_set_elements(net, set, &elements, &count))
		return NULL;
	for (size_t i = 0; i < count; i++)
		text = file_printf(e, "%s%s%s", text, i ? ", " : "", nft_element_text(net, set, &elements[i]));
	return file_printf(e, "{ %s }", text);
}
