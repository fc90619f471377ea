/* SPDX-License-Identifier: GPL-2.0-or-later */
/* BTF: every reference checked, and the tables of names, in one pass over the types. */
#include "types/btf.h"

#include <stdlib.h>
#include <string.h>

/* The kinds that can be asked for by name.  TYPE_VOID stands for "cannot". */
static enum type_kind kind_of(const struct btf_record *r)
{
	switch (r->kind) {
	case BTF_INT:
		return TYPE_INT;
	case BTF_FLOAT:
		return TYPE_FLOAT;
	case BTF_STRUCT:
		return TYPE_STRUCT;
	case BTF_UNION:
		return TYPE_UNION;
	case BTF_ENUM:
	case BTF_ENUM64:
		/* one without enumerators is how BTF says "enum x;" */
		return r->count ? TYPE_ENUM : TYPE_VOID;
	case BTF_TYPEDEF:
		return TYPE_TYPEDEF;
	case BTF_VAR:
		return TYPE_QUALIFIER;	/* no name of a type: free to mark variables */
	default:
		return TYPE_VOID;
	}
}

static uint64_t hash_name(enum type_kind kind, const char *name)
{
	return hash_u64(hash_str(name) + kind);
}

/*
 * A blob full of one name would make filling and searching quadratic.  In a table
 * half full of honest names no run is near as long as this.
 */
enum { LONGEST_RUN = 512 };

static struct btf_index index_init(uint32_t entries)
{
	uint32_t size = 16;

	while (size < (uint64_t)entries * 2)
		size *= 2;
	return (struct btf_index){xcalloc(size, sizeof(uint32_t)), size - 1};
}

static void index_add(struct btf_index *x, uint64_t hash, uint32_t value)
{
	for (uint32_t run = 0; run < LONGEST_RUN; run++) {
		uint32_t *slot = &x->slots[(hash + run) & x->mask];

		if (!*slot) {
			*slot = value;
			return;
		}
	}
}

/* ---- checking --------------------------------------------------------------- */

static bool id_ok(const struct btf *b, uint32_t id)
{
	return id < b->first_id + b->count;
}

static bool name_ok(const struct btf *b, uint32_t name)
{
	return name < b->first_string + b->strings_len;
}

/* The elements of a record: {name, type, …}, {type, …} or {name, value}. */
static const char *check_elements(const struct btf *b, const struct btf_record *r)
{
	bool has_name = r->kind != BTF_DATASEC, has_type = r->kind != BTF_ENUM && r->kind != BTF_ENUM64;
	struct btf_shape shape;
	const uint8_t *p = r->data;

	btf_shape_of(b, r->kind, &shape);
	for (uint32_t i = 0; i < r->count; i++, p += shape.each) {
		if (has_name && !name_ok(b, get_u32(p, b->big_endian)))
			return "a name outside the strings";
		if (has_type && !id_ok(b, get_u32(has_name ? p + 4 : p, b->big_endian)))
			return "a reference to a type that does not exist";
	}
	return NULL;
}

/* What is wrong with a record, NULL if nothing is. */
static const char *check(const struct btf *b, const struct btf_record *r)
{
	const char *elements = NULL;
	bool refers;

	if (!name_ok(b, r->name))
		return "a name outside the strings";
	switch (r->kind) {
	case BTF_STRUCT:
	case BTF_UNION:
	case BTF_ENUM:
	case BTF_ENUM64:
	case BTF_DATASEC:
		return check_elements(b, r);
	case BTF_FUNC_PROTO:
		refers = true;
		elements = check_elements(b, r);
		break;
	case BTF_ARRAY:
		return id_ok(b, get_u32(r->data, b->big_endian)) ? NULL : "an array of a type that does not exist";
	case BTF_INT:
	case BTF_FLOAT:
	case BTF_FWD:
		refers = false;
		break;
	default:
		refers = r->kind < BTF_KINDS;
	}
	if (refers && !id_ok(b, r->size_or_type))
		return "a reference to a type that does not exist";
	return elements;
}

/* ---- the index ---------------------------------------------------------------- */

static void index_enumerators(struct btf *b, const struct btf_record *r)
{
	uint32_t step = r->kind == BTF_ENUM64 ? 12 : 8;
	const uint8_t *p = r->data;

	for (uint32_t i = 0; i < r->count; i++, p += step) {
		const char *name = btf_string(b, get_u32(p, b->big_endian));

		if (name)	/* the offset is never 0: a record's head comes before it */
			index_add(&b->enumerators, hash_name(TYPE_VOID, name),
				  (uint32_t)(p - b->types));
	}
}

void btf_index_build(struct btf *b)
{
	uint32_t names = 0, enumerators = 0;

	b->signed_enums_told = b->base && b->base->signed_enums_told;
	for (uint32_t i = 0; i < b->count; i++) {
		struct btf_record r = btf_decode(b, b->offsets[i]);
		const char *why = check(b, &r);

		if (why && !b->damaged++)
			err_set(&b->damage, "type %u at 0x%x: %s", b->first_id + i, b->offsets[i], why);
		names += r.name && kind_of(&r) != TYPE_VOID;
		if (r.kind == BTF_ENUM || r.kind == BTF_ENUM64) {
			enumerators += r.count;
			b->signed_enums_told |= r.flag;
		}
	}
	b->names = index_init(names);
	b->enumerators = index_init(enumerators);
	for (uint32_t i = 0; i < b->count; i++) {
		struct btf_record r = btf_decode(b, b->offsets[i]);
		enum type_kind kind = kind_of(&r);
		const char *name = btf_string(b, r.name);

		if (kind != TYPE_VOID && name && name[0])
			index_add(&b->names, hash_name(kind, name), b->first_id + i);
		if (kind == TYPE_ENUM)
			index_enumerators(b, &r);
	}
}

/* ---- looking up ------------------------------------------------------------------ */

uint64_t btf_find(struct type_source *s, enum type_kind kind, const char *name, unsigned nth)
{
	struct btf *b = (struct btf *)s;
	uint64_t hash = hash_name(kind, name);

	for (uint32_t run = 0; run < LONGEST_RUN; run++) {
		uint32_t id = b->names.slots[(hash + run) & b->names.mask];
		struct btf_record r;

		if (!id)
			break;
		r = btf_decode(b, b->offsets[id - b->first_id]);
		if (kind_of(&r) == kind && !strcmp(btf_string(b, r.name), name) && !nth--)
			return id;
	}
	return 0;
}

uint64_t btf_find_variable(struct type_source *s, const char *name)
{
	uint64_t id = btf_find(s, TYPE_QUALIFIER, name, 0);
	struct btf_record r;

	return id && btf_record_of((struct btf *)s, id, &r) ? r.size_or_type : 0;
}

/* The record that an enumerator belongs to: the last that begins before it. */
static struct btf_record enum_around(const struct btf *b, uint32_t offset)
{
	uint32_t low = 0, high = b->count;

	while (high - low > 1) {
		uint32_t middle = low + (high - low) / 2;

		if (b->offsets[middle] < offset)
			low = middle;
		else
			high = middle;
	}
	return btf_decode(b, b->offsets[low]);
}

bool btf_find_enumerator(struct type_source *s, const char *name, int64_t *value)
{
	const struct btf *b = (const struct btf *)s;
	uint64_t hash = hash_name(TYPE_VOID, name);

	for (uint32_t run = 0; run < LONGEST_RUN; run++) {
		uint32_t offset = b->enumerators.slots[(hash + run) & b->enumerators.mask];
		const uint8_t *p = b->types + offset;
		struct btf_record r;

		if (!offset)
			break;
		if (strcmp(btf_string(b, get_u32(p, b->big_endian)), name))
			continue;
		r = enum_around(b, offset);
		*value = btf_enumerator_value(b, &r, p);
		return true;
	}
	return false;
}
