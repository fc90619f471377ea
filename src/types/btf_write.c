/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Types of a graph written as BTF, each once.
 *
 * DWARF repeats a header's types in every unit.  Types are the same here if
 * they say the same: what has a tag by its name and the names and places of its
 * members, anything else by the numbers of the types that it refers to.
 * Qualifiers and parameters of functions are left out: nobody reads them.
 */
#include "types/btf.h"

#include <stdlib.h>
#include <string.h>

struct record {
	const char *data;	/* NULL: a number is given, the record is to be written yet */
	size_t len;
};

struct btf_writer {
	struct btf_writer *base;	/* NULL, or what a split BTF continues */
	struct arena arena;
	struct record *records;
	uint32_t count, room;
	uint32_t first_id, first_string;
	struct sb strings;
	struct strmap string_offsets;	/* text -> offset + 1 */
	struct map by_content;		/* hash of what a type says -> id */
	struct map by_type;		/* struct type * -> id */
	struct queued {
		struct type *type;
		uint32_t id;
	} *queue;			/* tagged types whose members are to be written yet */
	uint32_t queue_count, queue_room;
};

struct btf_writer *btf_writer_new(struct btf_writer *base)
{
	struct btf_writer *w = xcalloc(1, sizeof(*w));

	w->base = base;
	w->first_id = base ? base->first_id + base->count : 1;
	w->first_string = base ? base->first_string + (uint32_t)base->strings.len : 0;
	if (!base)
		sb_add(&w->strings, "", 1);
	return w;
}

void btf_writer_free(struct btf_writer *w)
{
	if (!w)
		return;
	arena_free(&w->arena);
	free(w->records);
	sb_free(&w->strings);
	strmap_free(&w->string_offsets);
	map_free(&w->by_content);
	map_free(&w->by_type);
	free(w->queue);
	free(w);
}

/* ---- strings and numbers ---------------------------------------------------------- */

static uint32_t string_offset(struct btf_writer *w, const char *s)
{
	const struct btf_writer *b = w;
	uintptr_t at;

	if (!s[0])
		return 0;
	do {
		if ((at = (uintptr_t)strmap_get(&b->string_offsets, s)))
			return (uint32_t)(at - 1);
	} while ((b = b->base));
	at = w->first_string + w->strings.len;
	strmap_put(&w->string_offsets, arena_strdup(&w->arena, s), (void *)(at + 1));
	sb_add(&w->strings, s, strlen(s) + 1);
	return (uint32_t)at;
}

static void word(struct sb *out, uint64_t v)
{
	uint8_t bytes[4];

	put_u32(bytes, false, (uint32_t)v);
	sb_add(out, bytes, sizeof(bytes));
}

static void head(struct sb *out, uint32_t name, uint32_t kind, uint32_t count, bool flag, uint64_t size_or_type)
{
	word(out, name);
	word(out, kind << 24 | count | (uint32_t)flag << 31);
	word(out, size_or_type);
}

static uint32_t new_id(struct btf_writer *w)
{
	GROW(w->records, w->count, w->room);
	w->records[w->count] = (struct record){0};
	return w->first_id + w->count++;
}

static void set_record(struct btf_writer *w, uint32_t id, struct sb *content)
{
	char *copy = arena_alloc(&w->arena, content->len);

	memcpy(copy, content->s, content->len);
	w->records[id - w->first_id] = (struct record){copy, content->len};
}

static bool known(const struct btf_writer *w, uint64_t hash, uint32_t *id)
{
	uint64_t value;

	for (; w; w = w->base)
		if (map_get(&w->by_content, hash, &value)) {
			*id = (uint32_t)value;
			return true;
		}
	return false;
}

/* A record that is complete: its number if there is one like it, else a new one. */
static uint32_t add_record(struct btf_writer *w, struct sb *content)
{
	uint64_t hash = hash_u64(hash_bytes(content->s, content->len));
	uint32_t id;

	if (!known(w, hash, &id)) {
		id = new_id(w);
		set_record(w, id, content);
		map_put(&w->by_content, hash, id);
	}
	sb_free(content);
	return id;
}

/* ---- types --------------------------------------------------------------------------- */

static uint32_t encode(struct btf_writer *w, struct type *t, unsigned depth);

/* Bit fields need the flag, with which offsets have 24 bits; false where one has more. */
static bool has_bit_fields(const struct type *t, bool *flag)
{
	bool far = false;

	*flag = false;
	for (uint32_t i = 0; i < t->member_count; i++) {
		*flag |= t->members[i].bit_size != 0;
		far |= t->members[i].bit_offset >> 24 || t->members[i].bit_size > 255;
	}
	return !*flag || !far;
}

static void put_members(struct btf_writer *w, struct type *t, struct sb *out, unsigned depth)
{
	uint32_t kind = t->kind == TYPE_UNION ? BTF_UNION : BTF_STRUCT;
	bool flag;

	if (!has_bit_fields(t, &flag) || t->member_count > 0xffffff || t->size > UINT32_MAX) {
		head(out, string_offset(w, t->name), BTF_FWD, 0, t->kind == TYPE_UNION, 0);
		return;
	}
	head(out, string_offset(w, t->name), kind, t->member_count, flag, t->size);
	for (uint32_t i = 0; i < t->member_count; i++) {
		const struct member *m = &t->members[i];

		word(out, string_offset(w, m->name));
		word(out, encode(w, member_type(t, m), depth + 1));
		word(out, flag ? m->bit_offset | (uint64_t)m->bit_size << 24 : m->bit_offset);
	}
}

static bool is_wide(const struct type *t)
{
	for (uint32_t i = 0; i < t->enumerator_count; i++) {
		int64_t v = t->enumerators[i].value;

		if (t->is_signed ? v != (int32_t)v : v != (int64_t)(uint32_t)v)
			return true;
	}
	return false;
}

static void put_enumerators(struct btf_writer *w, const struct type *t, struct sb *out)
{
	bool wide = is_wide(t);

	head(out, string_offset(w, t->name), wide ? BTF_ENUM64 : BTF_ENUM, t->enumerator_count, t->is_signed, t->size);
	for (uint32_t i = 0; i < t->enumerator_count; i++) {
		const struct enumerator *e = &t->enumerators[i];

		word(out, string_offset(w, e->name));
		word(out, (uint64_t)e->value);
		if (wide)
			word(out, (uint64_t)e->value >> 32);
	}
}

/* What a tagged type says, without the types of its members: those may lead back to it. */
static uint64_t outline(const struct type *t)
{
	uint64_t hash = hash_u64(hash_str(t->name) + t->kind) + hash_u64(t->size + t->incomplete);

	for (uint32_t i = 0; i < t->member_count; i++) {
		const struct member *m = &t->members[i];

		hash = hash_u64(hash + hash_str(m->name)) + hash_u64(m->bit_offset << 8 | m->bit_size);
	}
	for (uint32_t i = 0; i < t->enumerator_count; i++)
		hash = hash_u64(hash + hash_str(t->enumerators[i].name)) + hash_u64((uint64_t)t->enumerators[i].value);
	return hash_u64(hash + 1);
}

static uint32_t encode_tagged(struct btf_writer *w, struct type *t)
{
	uint64_t hash = outline(t);
	uint32_t id;

	if (known(w, hash, &id))
		return id;
	id = new_id(w);
	map_put(&w->by_content, hash, id);
	GROW(w->queue, w->queue_count, w->queue_room);
	w->queue[w->queue_count++] = (struct queued){t, id};
	return id;
}

static uint32_t encode_int(struct btf_writer *w, const struct type *t)
{
	uint32_t encoding = (uint32_t)t->is_signed | (uint32_t)t->is_bool << 2;
	struct sb out = {0};

	if (t->kind == TYPE_FLOAT) {
		head(&out, string_offset(w, t->name), BTF_FLOAT, 0, false, t->size);
	} else {
		head(&out, string_offset(w, t->name), BTF_INT, 0, false, t->size);
		word(&out, encoding << 24 | (t->size * 8 & 0xff));
	}
	return add_record(w, &out);
}

/* What refers to one other type. */
static uint32_t encode_reference(struct btf_writer *w, struct type *t, unsigned depth)
{
	uint32_t target = encode(w, type_target(t), depth + 1);
	struct sb out = {0};

	switch (t->kind) {
	case TYPE_POINTER:
		head(&out, 0, BTF_PTR, 0, false, target);
		break;
	case TYPE_TYPEDEF:
		head(&out, string_offset(w, t->name), BTF_TYPEDEF, 0, false, target);
		break;
	case TYPE_FUNCTION:
		head(&out, 0, BTF_FUNC_PROTO, 0, false, target);
		break;
	default:
		head(&out, 0, BTF_ARRAY, 0, false, 0);
		word(&out, target);
		word(&out, target ? target : 1);	/* type of the index: never read */
		word(&out, t->count > UINT32_MAX ? 0 : t->count);
	}
	return add_record(w, &out);
}

static uint32_t encode_untagged(struct btf_writer *w, struct type *t, unsigned depth)
{
	struct sb out = {0};

	if (t->kind == TYPE_ENUM)
		put_enumerators(w, t, &out);
	else
		put_members(w, t, &out, depth);
	return add_record(w, &out);
}

static uint32_t encode_new(struct btf_writer *w, struct type *t, unsigned depth)
{
	switch (t->kind) {
	case TYPE_VOID:
		return 0;
	case TYPE_INT:
	case TYPE_FLOAT:
		return encode_int(w, t);
	case TYPE_STRUCT:
	case TYPE_UNION:
	case TYPE_ENUM:
		return t->name[0] ? encode_tagged(w, t) : encode_untagged(w, t, depth);
	default:
		return encode_reference(w, t, depth);
	}
}

static uint32_t encode(struct btf_writer *w, struct type *t, unsigned depth)
{
	uint64_t id;

	for (unsigned i = 0; t->kind == TYPE_QUALIFIER && i < LIMIT_TYPE_DEPTH; i++)
		t = type_target(t);
	if (map_get(&w->by_type, (uint64_t)(uintptr_t)t, &id))
		return (uint32_t)id;
	if (depth > 2 * LIMIT_TYPE_DEPTH || t->kind == TYPE_QUALIFIER)
		return 0;
	id = encode_new(w, t, depth);
	map_put(&w->by_type, (uint64_t)(uintptr_t)t, id);
	return (uint32_t)id;
}

static void write_queued(struct btf_writer *w)
{
	while (w->queue_count) {
		struct queued q = w->queue[--w->queue_count];
		struct sb out = {0};

		if (q.type->incomplete && q.type->kind != TYPE_ENUM)
			head(&out, string_offset(w, q.type->name), BTF_FWD, 0, q.type->kind == TYPE_UNION, 0);
		else if (q.type->kind == TYPE_ENUM)
			put_enumerators(w, q.type, &out);
		else
			put_members(w, q.type, &out, 0);
		set_record(w, q.id, &out);
		sb_free(&out);
	}
}

void btf_writer_add(struct btf_writer *w, struct type *t)
{
	encode(w, t, 0);
	write_queued(w);
}

void btf_writer_add_variable(struct btf_writer *w, const char *name, struct type *t)
{
	struct sb out = {0};
	uint32_t id = encode(w, t, 0);

	head(&out, string_offset(w, name), BTF_VAR, 0, false, id);
	word(&out, 1);		/* global */
	add_record(w, &out);
	write_queued(w);
}

bool btf_writer_finish(const struct btf_writer *w, struct sb *out, struct err *err)
{
	size_t strings = w->strings.len ? w->strings.len : 1;	/* none of its own: a split BTF may have that */
	uint64_t types = 0;

	for (uint32_t i = 0; i < w->count; i++)
		types += w->records[i].len;
	if (types + strings + BTF_HEADER > LIMIT_BTF_SIZE)
		return err_set(err, "%llu bytes of types: too many", (unsigned long long)types);
	sb_add(out, "\x9f\xeb\x01\x00", 4);
	word(out, BTF_HEADER);
	word(out, 0);
	word(out, types);
	word(out, types);
	word(out, strings);
	for (uint32_t i = 0; i < w->count; i++)
		sb_add(out, w->records[i].data, w->records[i].len);
	sb_add(out, w->strings.len ? w->strings.s : "", strings);
	return true;
}
