/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Elements of the sets of nf_tables, which has several kinds to keep them in.  nft_set_*.c */
#include "kernel/nft.h"

#include <stdlib.h>
#include <string.h>

enum { ELEMENT_INTERVAL_END = 1, ONE_TYPE = 63 };

/* Addresses of struct nft_set_ext, one for each element. */
static void collect_rhash(ref priv, struct address_list *found)
{
	EACH(el, rhashtable(sub(cast(priv, "struct nft_rhash"), "ht"), "struct nft_rhash_elem", "node"))
		address_add(found, sub(el, "ext").addr);
}

static void collect_hash(ref priv, struct address_list *found)
{
	ref h = cast(priv, "struct nft_hash");
	struct bucket_walk_options o = {.base = sub(h, "table").addr, .count = (size_t)num(h, "buckets"),
					.stride = context(h)->facts->word_size,
					.type = "struct nft_hash_elem", .member = "node"};

	EACH(el, buckets(context(h), o))
		address_add(found, sub(el, "ext").addr);
}

static void collect_bitmap(ref priv, struct address_list *found)
{
	EACH(el, list(sub(cast(priv, "struct nft_bitmap"), "list"), "struct nft_bitmap_elem", "head"))
		address_add(found, sub(el, "ext").addr);
}

static void collect_rbtree(ref priv, struct address_list *found)
{
	EACH(el, rbtree(sub(cast(priv, "struct nft_rbtree"), "root"), "struct nft_rbtree_elem", "node"))
		address_add(found, sub(el, "ext").addr);
}

/* Rules of the last field point at the elements; several in a row at one. */
static void collect_pipapo(ref priv, struct address_list *found)
{
	ref match = ptr(cast(priv, "struct nft_pipapo"), "match");
	long fields = num(match, "field_count");
	ref last = elem(match, "f", fields - 1);
	uint64_t before = 0;

	if (fields < 1 || fields > 16 || num(last, "rules") > LIMIT_NFT_ELEMENTS) {
		fail(context(priv), "nft set", "its fields or rules are more than there can be", match.addr);
		return;
	}
	EACH(bucket, array_n(last, "mt", num(last, "rules"))) {
		ref el = ptr(bucket, "e");

		if (el.addr != before)
			address_add(found, sub(el, "ext").addr);
		before = el.addr;
	}
}

static const struct backend {
	const char *walk;
	const char *type;
	void (*collect)(ref priv, struct address_list *found);
} backends[] = {
	{"nft_bitmap_walk", "struct nft_bitmap", collect_bitmap},	{"nft_hash_walk", "struct nft_hash", collect_hash},
	{"nft_pipapo_walk", "struct nft_pipapo", collect_pipapo},	{"nft_rbtree_walk", "struct nft_rbtree", collect_rbtree},
	{"nft_rhash_walk", "struct nft_rhash", collect_rhash},
};

static const struct handler_table backend_table = HANDLER_TABLE("nft sets", backends);

uint64_t nft_element_part(struct emit *e, const struct nft_element *element, const char *extension)
{
	ref ext = at(e, element->ext, "struct nft_set_ext");
	long offset;

	if (!has_enum(e, extension))
		return 0;
	offset = num_at(ext, "offset[]", enumv(e, extension));
	return offset ? ext.addr + (uint64_t)offset : 0;
}

static struct nft_value read_value(struct emit *e, uint64_t where, long n)
{
	struct nft_value v = {.len = where && n > 0 && n <= NFT_VALUE_MAX ? (size_t)n : 0};
	const void *p = v.len ? read_bytes(e, where, v.len) : NULL;

	if (p)
		memcpy(v.bytes, p, v.len);
	return v;
}

/* Beside the key, to sort by: the end of an interval comes before the start of the next. */
struct item {
	struct nft_element el;
	bool is_end, little;
};

static int compare(const void *a, const void *b)
{
	const struct item *x = a, *y = b;

	for (size_t i = 0; i < x->el.key.len && i < y->el.key.len; i++) {
		size_t k = x->little ? x->el.key.len - 1 - i : i;

		if (x->el.key.bytes[k] != y->el.key.bytes[k])
			return x->el.key.bytes[k] < y->el.key.bytes[k] ? -1 : 1;
	}
	return (int)y->is_end - (int)x->is_end;
}

static bool expired(struct emit *e, const struct nft_element *el)
{
	uint64_t own = nft_element_part(e, el, "NFT_SET_EXT_EXPIRATION"), timeout = nft_element_part(e, el, "NFT_SET_EXT_TIMEOUT");
	uint64_t expires;

	if (has_enum(e, "NFT_SET_EXT_EXPIRATION"))	/* until 6.11; then it is with the timeout */
		expires = own ? read_word(e, own) : 0;
	else
		expires = timeout ? (uint64_t)num(at(e, timeout, "struct nft_timeout"), "expiration") : 0;
	return expires && (int64_t)(expires - (uint64_t)jiffies_now(e)) <= 0;
}

static bool fill_item(ref net, ref set, uint64_t ext, struct item *it)
{
	struct emit *e = context(set);
	ref x = at(e, ext, "struct nft_set_ext");
	uint64_t flags;

	it->el = (struct nft_element){.ext = ext};
	if (num(x, "genmask") >> (num(net, "nft.gencursor") & 1) & 1 || expired(e, &it->el))
		return false;
	flags = nft_element_part(e, &it->el, "NFT_SET_EXT_FLAGS");
	it->is_end = flags && num(at(e, flags, "unsigned char"), "") & ELEMENT_INTERVAL_END;
	it->el.key = read_value(e, nft_element_part(e, &it->el, "NFT_SET_EXT_KEY"), num(set, "klen"));
	it->el.end = read_value(e, nft_element_part(e, &it->el, "NFT_SET_EXT_KEY_END"), num(set, "klen"));
	it->el.data = nft_element_part(e, &it->el, num(set, "flags") & NFT_SET_OBJECT_ ? "NFT_SET_EXT_OBJREF" : "NFT_SET_EXT_DATA");
	/* The keys of intervals are in the order of the network, whatever their type. */
	/* nft sorts the rest as one number of the machine, also what is several values. */
	it->little = !(num(set, "flags") & NFT_SET_INTERVAL_) &&
		     (num(set, "ktype") > ONE_TYPE || !nft_type_big_endian(nft_set_key_type(set)));
	return true;
}

static void decrement(struct nft_value *v)
{
	for (size_t i = v->len; i-- > 0;)
		if (v->bytes[i]--)
			return;
}

static void reverse(struct nft_value *v)
{
	for (size_t i = 0; i < v->len / 2; i++) {
		unsigned char b = v->bytes[i];

		v->bytes[i] = v->bytes[v->len - 1 - i];
		v->bytes[v->len - 1 - i] = b;
	}
}

/* Starts and ends in turn become elements with both; returns how many. */
static size_t join_intervals(struct item *items, size_t count)
{
	size_t n = 0;
	bool open = false;

	for (size_t i = 0; i < count; i++) {
		if (items[i].is_end) {
			if (open) {
				items[n - 1].el.end = items[i].el.key;
				decrement(&items[n - 1].el.end);
				items[n - 1].el.to_infinity = false;
			}
			open = false;
			continue;
		}
		items[n] = items[i];
		items[n].el.end = items[n].el.key;
		memset(items[n].el.end.bytes, 0xff, items[n].el.end.len);
		items[n].el.to_infinity = true;
		n++;
		open = true;
	}
	return n;
}

static size_t add_catch_all(ref net, ref set, struct item *items, size_t n)
{
	if (!has(set, "catchall_list"))		/* 5.13 */
		return n;
	EACH(c, list(sub(set, "catchall_list"), "struct nft_set_elem_catchall", "list")) {
		uint64_t ext = addr(c, "elem") + (uint64_t)num(set, "ops->elemsize");

		if (fill_item(net, set, ext, &items[n])) {
			items[n++].el.catch_all = true;
			break;
		}
	}
	return n;
}

bool nft_set_elements(ref net, ref set, struct nft_element **elements, size_t *count)
{
	struct emit *e = context(set);
	const struct backend *b = handler_row(e, &backend_table, addr(set, "ops->walk"));
	struct address_list found = address_list(e);
	bool joined = b && b->collect == collect_rbtree, swap = false;
	struct item *items;
	size_t n = 0;

	if (!b || !has_type(e, b->type)) {
		remark(e, "set %s: how its elements are kept is not known", str(set, "name"));
		return false;
	}
	b->collect(sub(set, "data"), &found);
	items = file_alloc(e, found.count + 1, sizeof(*items));
	for (size_t i = 0; i < found.count && i < LIMIT_NFT_ELEMENTS; i++)
		if (fill_item(net, set, found.v[i], &items[n])) {
			swap |= joined && num(set, "ktype") != NFT_TYPE_IFNAME && !nft_type_big_endian(nft_set_key_type(set));
			n++;
		}
	free(found.v);
	if (b->collect != collect_pipapo)	/* nft leaves those in their order */
		qsort(items, n, sizeof(*items), compare);
	if (joined)
		n = join_intervals(items, n);
	n = add_catch_all(net, set, items, n);
	*elements = file_alloc(e, n + 1, sizeof(**elements));
	for (size_t i = 0; i < n; i++) {
		if (swap) {
			reverse(&items[i].el.key);
			reverse(&items[i].el.end);
		}
		(*elements)[i] = items[i].el;
	}
	*count = n;
	return true;
}
