/* SPDX-License-Identifier: GPL-2.0-or-later */
/* BTF: a record made into a type of the graph. */
#include "types/btf.h"

#include <string.h>

/* Without a word on signedness (pahole before 1.24) the values are those of an int. */
int64_t btf_enumerator_value(const struct btf *b, const struct btf_record *e, const uint8_t *p)
{
	uint32_t low = get_u32(p + 4, b->big_endian);

	if (e->kind == BTF_ENUM64)
		return (int64_t)((uint64_t)get_u32(p + 8, b->big_endian) << 32 | low);
	return e->flag || !b->signed_enums_told ? (int64_t)(int32_t)low : (int64_t)low;
}

static bool fill_enum(const struct btf *b, struct type *t, const struct btf_record *r, struct err *err)
{
	struct enumerator *list = arena_calloc(&t->graph->arena, r->count, sizeof(*list));
	const uint8_t *p = r->data;

	t->kind = TYPE_ENUM;
	t->size = r->size_or_type;
	t->is_signed = r->flag;
	t->incomplete = !r->count;
	for (uint32_t i = 0; i < r->count; i++, p += r->kind == BTF_ENUM64 ? 12 : 8) {
		list[i].name = btf_string(b, get_u32(p, b->big_endian));
		list[i].value = btf_enumerator_value(b, r, p);
		if (!list[i].name)
			return err_set(err, "enumerator %u has a name outside the strings", i);
		if (!b->signed_enums_told && list[i].value < 0)
			t->is_signed = true;
	}
	t->enumerator_count = r->count;
	t->enumerators = list;
	return true;
}

/* Old bit fields (no flag on the struct): the member's integer type itself is narrow and shifted. */
static void narrow_member(struct btf *b, struct member *m)
{
	uint64_t id = m->type_id;
	struct btf_record r;
	uint32_t bits, encoding;

	for (unsigned depth = 0; depth < LIMIT_TYPE_DEPTH; depth++) {
		if (!btf_record_of(b, id, &r))
			return;
		if (r.kind != BTF_TYPEDEF && r.kind != BTF_VOLATILE && r.kind != BTF_CONST &&
		    r.kind != BTF_RESTRICT && r.kind != BTF_TYPE_TAG)
			break;
		id = r.size_or_type;
	}
	if (r.kind != BTF_INT)
		return;
	encoding = get_u32(r.data, b->big_endian);
	bits = encoding & 0xff;
	if (bits && (bits != (uint64_t)r.size_or_type * 8 || m->bit_offset % 8)) {
		m->bit_offset += encoding >> 16 & 0xff;
		m->bit_size = bits;
	}
}

static bool fill_members(struct btf *b, struct type *t, const struct btf_record *r, struct err *err)
{
	struct member *list = arena_calloc(&t->graph->arena, r->count, sizeof(*list));
	const uint8_t *p = r->data;

	t->kind = r->kind == BTF_UNION ? TYPE_UNION : TYPE_STRUCT;
	t->size = r->size_or_type;
	for (uint32_t i = 0; i < r->count; i++, p += 12) {
		struct member *m = &list[i];
		uint32_t offset = get_u32(p + 8, b->big_endian);

		m->name = btf_string(b, get_u32(p, b->big_endian));
		m->type_id = get_u32(p + 4, b->big_endian);
		m->bit_offset = r->flag ? offset & 0xffffff : offset;
		m->bit_size = r->flag ? offset >> 24 : 0;
		if (!r->flag)
			narrow_member(b, m);
		if (!m->name)
			return err_set(err, "member %u has a name outside the strings", i);
		if (m->bit_offset > t->size * 8)
			return err_set(err, "member '%s' begins behind its end", m->name);
	}
	t->member_count = r->count;
	t->members = list;
	return true;
}

/* pahole multiplies the dimensions of an array out; where a writer nests them it is done here. */
static bool fill_array(struct btf *b, struct type *t, const struct btf_record *r, struct err *err)
{
	struct btf_record inner = *r;

	t->kind = TYPE_ARRAY;
	t->count = 1;
	for (unsigned depth = 0; inner.kind == BTF_ARRAY; depth++) {
		if (depth == LIMIT_TYPE_DEPTH ||
		    __builtin_mul_overflow(t->count, get_u32(inner.data + 8, b->big_endian), &t->count))
			return err_set(err, "an array of too many dimensions");
		t->target_id = get_u32(inner.data, b->big_endian);
		if (!btf_record_of(b, t->target_id, &inner))
			break;
	}
	return true;
}

static void fill_int(const struct btf *b, struct type *t, const struct btf_record *r)
{
	uint32_t encoding = get_u32(r->data, b->big_endian) >> 24;

	t->kind = TYPE_INT;
	t->size = r->size_or_type;
	/* the pahole of 2020 marked no char at all as signed */
	t->is_signed = (encoding & 1) || !strcmp(t->name, "signed char");
	t->is_bool = encoding & 4;
	t->is_char = t->size == 1 && !strcmp(t->name, "char");
}

static bool fill_record(struct btf *b, struct type *t, const struct btf_record *r, struct err *err)
{
	t->target_id = r->size_or_type;
	switch (r->kind) {
	case BTF_INT:
		fill_int(b, t, r);
		break;
	case BTF_FLOAT:
		t->kind = TYPE_FLOAT;
		t->size = r->size_or_type;
		break;
	case BTF_PTR:
		t->kind = TYPE_POINTER;
		t->size = b->source.pointer_size;
		return true;
	case BTF_ARRAY:
		return fill_array(b, t, r, err);
	case BTF_TYPEDEF:
		t->kind = TYPE_TYPEDEF;
		return true;
	case BTF_VOLATILE:
	case BTF_CONST:
	case BTF_RESTRICT:
	case BTF_TYPE_TAG:
	case BTF_DECL_TAG:
	case BTF_VAR:
	case BTF_FUNC:
		t->kind = TYPE_QUALIFIER;
		return true;
	case BTF_FUNC_PROTO:
		t->kind = TYPE_FUNCTION;
		return true;
	case BTF_FWD:
		t->kind = r->flag ? TYPE_UNION : TYPE_STRUCT;
		t->incomplete = true;
		break;
	case BTF_STRUCT:
	case BTF_UNION:
		t->target_id = 0;
		return fill_members(b, t, r, err);
	case BTF_ENUM:
	case BTF_ENUM64:
		t->target_id = 0;
		return fill_enum(b, t, r, err);
	default:
		return err_set(err, "kind %u is no type of C", r->kind);
	}
	t->target_id = 0;
	return true;
}

bool btf_fill(struct type_source *s, struct types *graph, struct type *t, struct err *err)
{
	struct btf *b = (struct btf *)s;
	struct btf_record r;

	(void)graph;
	if (!btf_record_of(b, t->id, &r))
		return err_set(err, "%s: no type %llu", s->name, (unsigned long long)t->id);
	t->name = btf_string(b, r.name);
	if (!t->name) {
		t->name = "";
		return err_set(err, "%s: type %llu has a name outside the strings", s->name,
			       (unsigned long long)t->id);
	}
	if (fill_record(b, t, &r, err))
		return true;
	return err_prepend(err, "%s: type %llu '%s'", s->name, (unsigned long long)t->id, t->name);
}
