/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Expressions that nft's language has no words for here, in brackets as nft --debug=netlink shows them. */
#include "kernel/nft.h"

static const char *words(struct emit *e, const struct nft_value *v)
{
	const char *text = "";

	for (size_t i = 0; i < v->len; i += 4) {
		struct nft_value one = {.len = v->len - i < 4 ? v->len - i : 4};

		for (size_t k = 0; k < one.len; k++)
			one.bytes[k] = v->bytes[i + k];
		text = file_printf(e, "%s 0x%08lx", text, (unsigned long)nft_number(&one, e->facts->big_endian));
	}
	return text;
}

/* User space counts registers of 128 bits from 1, and those of 32 bits between them from 8 or (older) 9. */
static long user_register(long r)
{
	return r % 4 == 0 ? r / 4 : r + 4;
}

static const char *data_text(struct emit *e, const struct nft_op *op)
{
	size_t n = op->size < NFT_VALUE_MAX ? op->size : NFT_VALUE_MAX;
	const unsigned char *data = n ? read_bytes(e, op->priv.addr, n) : NULL;
	const char *text = "";

	for (size_t i = 0; data && i < n; i++)
		text = file_printf(e, "%s%s%02x", text, i % 4 ? "" : " ", data[i]);
	return text;
}

const char *nft_raw_text(struct emit *e, const struct nft_op *op)
{
	static const char *const bases[] = {"link", "network", "transport", "inner"};
	static const char *const comparisons[] = {"eq", "neq", "lt", "lte", "gt", "gte"};
	long s = user_register(op->sreg), d = user_register(op->dreg);

	switch (op->kind) {
	case NFT_PAYLOAD:
		return file_printf(e, "[ payload load %ldb @ %s header + %ld => reg %ld ]", op->len,
				   one_of(e, bases, op->base), op->offset, d);
	case NFT_PAYLOAD_SET:
		return file_printf(e, "[ payload write reg %ld => %ldb @ %s header + %ld ]", s, op->len,
				   one_of(e, bases, op->base), op->offset);
	case NFT_CMP:
		return file_printf(e, "[ cmp %s reg %ld%s ]", one_of(e, comparisons, op->op), s, words(e, &op->a));
	case NFT_RANGE:
		return file_printf(e, "[ range %s reg %ld%s%s ]", op->op ? "neq" : "eq", s, words(e, &op->a), words(e, &op->b));
	case NFT_BITWISE:
		if (op->op)
			break;
		return file_printf(e, "[ bitwise reg %ld = ( reg %ld &%s ) ^%s ]", d, s, words(e, &op->a), words(e, &op->b));
	case NFT_IMMEDIATE:
		return file_printf(e, "[ immediate reg %ld%s ]", d, words(e, &op->a));
	case NFT_META:
	case NFT_CT:
	case NFT_RT:
	case NFT_SOCKET:
		return file_printf(e, "[ %s load %ld => reg %ld ]", op->name, op->key, d);
	case NFT_META_SET:
	case NFT_CT_SET:
		return file_printf(e, "[ %s set %ld with reg %ld ]", op->name, op->key, s);
	case NFT_LOOKUP:
		return file_printf(e, "[ lookup reg %ld set %s dreg %ld%s ]", s, str(op->set, "name"), d,
				   op->invert ? " inverted" : "");
	default:
		break;
	}
	return file_printf(e, "[ %s%s ]", *op->name ? op->name : "expression", data_text(e, op));
}
