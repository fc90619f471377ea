/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The one pass over all units: names of types and variables at their top level.
 *
 * A kernel has millions of DIEs there, the same headers' types in each unit, so
 * the pass does little for each: what has children is skipped by its sibling,
 * attributes without interest are skipped in runs, and names are compared as
 * positions in .debug_str (linkers leave each string there once), never read.
 */
#include "dwarf/pass.h"

#include <stdlib.h>
#include <string.h>

enum { LANG_RUST = 0x1c };

/* ---- a DIE in the pass -------------------------------------------------------------- */

struct head {
	const struct abbrev *abbrev;
	const struct shape *shape;
	struct value name;
	uint64_t sibling;			/* offset */
	uint64_t specification;			/* id */
	uint64_t distinguish;			/* of definitions with one name */
	bool declaration;
};

static void set_name(const struct pass *p, uint32_t offset, struct head *h)
{
	if (offset >= p->file->str.size)
		return;
	h->name.class = VALUE_STRING;
	h->name.s = (const char *)p->file->str.data + offset;
}

static void distinguish(struct head *h, uint64_t by)
{
	h->distinguish = h->distinguish * 0x9e3779b97f4a7c15ULL + by;
}

static void read_step(struct pass *p, struct rd *r, const struct step *s, struct head *h)
{
	struct value v;

	switch (s->op) {
	case STEP_SKIP:
		rd_skip(r, s->bytes);
		break;
	case STEP_SKIP_BLOCK:
		rd_skip(r, rd_uleb(r));
		break;
	case STEP_SKIP_FORM:
		value_skip(p->unit, r, s->attr->form);
		break;
	case STEP_NAME_OFFSET:
		set_name(p, rd_u32(r), h);
		break;
	case STEP_NAME:
		value_read(p->d, p->unit, r, s->attr, &h->name);
		break;
	case STEP_SIBLING_OFFSET:
		h->sibling = p->unit->start + rd_u32(r);
		break;
	case STEP_SIBLING:
		value_read(p->d, p->unit, r, s->attr, &v);
		h->sibling = v.class == VALUE_REF && ID_PART(v.u) == p->unit->part ? ID_OFFSET(v.u) : 0;
		break;
	case STEP_SPECIFICATION:
		value_read(p->d, p->unit, r, s->attr, &v);
		h->specification = v.class == VALUE_REF ? v.u : 0;
		break;
	case STEP_DECLARATION:
		value_read(p->d, p->unit, r, s->attr, &v);
		h->declaration = v.u;
		break;
	case STEP_DISTINGUISH:
		if (s->bytes == 1)
			v.u = rd_u8(r);
		else if (s->bytes == 2)
			v.u = rd_u16(r);
		else if (s->attr->form == FORM_implicit_const)
			v.u = (uint64_t)s->attr->value;
		else
			value_read(p->d, p->unit, r, s->attr, &v);
		distinguish(h, v.u);
		break;
	}
}

/* NULL at the end of a list of siblings, and where the cursor fails. */
static const struct abbrev *next_abbrev(struct pass *p, struct rd *r)
{
	uint64_t code = rd_uleb(r);
	const struct abbrev *a;

	if (!code || r->failed)
		return NULL;
	a = abbrev_find(&p->table, code);
	if (!a)
		rd_fail(r, "an abbreviation that is not in the table");
	return a;
}

static uint64_t read_field(const uint8_t *die, const struct field *f, bool big_endian)
{
	switch (f->bytes) {
	case 0: return f->constant;
	case 1: return die[f->at];
	case 2: return get_u16(die + f->at, big_endian);
	default: return get_u32(die + f->at, big_endian);
	}
}

static void read_fixed(const struct pass *p, struct rd *r, struct head *h)
{
	const struct shape *s = h->shape;
	const uint8_t *die = rd_bytes(r, s->bytes);

	if (!die)
		return;
	if (s->name.bytes)
		set_name(p, get_u32(die + s->name.at, r->big_endian), h);
	if (s->sibling.bytes)
		h->sibling = p->unit->start + get_u32(die + s->sibling.at, r->big_endian);
	for (unsigned i = 0; i < s->distinguish_count; i++)
		distinguish(h, read_field(die, &s->distinguish[i], r->big_endian));
}

static void read_head(struct pass *p, struct rd *r, const struct abbrev *a, struct head *h)
{
	*h = (struct head){.abbrev = a, .shape = shape_of(p, a)};
	if (h->shape->fixed) {
		read_fixed(p, r, h);
		return;
	}
	for (uint32_t i = 0; i < h->shape->count; i++)
		read_step(p, r, &p->steps[h->shape->first + i], h);
}

/* True the first time. */
static bool first_seen(struct pass *p, uint64_t key)
{
	uint64_t i;

	if (p->seen_count * 2 >= p->seen_mask) {
		uint64_t *old = p->seen, old_mask = p->seen_mask;

		p->seen_mask = old ? old_mask * 2 + 1 : 0xffff;
		p->seen = xcalloc((size_t)p->seen_mask + 1, sizeof(*p->seen));
		for (uint64_t k = 0; old && k <= old_mask; k++) {
			for (i = old[k]; old[k] && p->seen[i & p->seen_mask]; i++)
				;
			if (old[k])
				p->seen[i & p->seen_mask] = old[k];
		}
		free(old);
	}
	key |= 1;	/* 0 is a free slot; bit 0 is not needed to tell keys apart */
	for (i = key; p->seen[i & p->seen_mask]; i++)
		if (p->seen[i & p->seen_mask] == key)
			return false;
	p->seen[i & p->seen_mask] = key;
	p->seen_count++;
	return true;
}

/* The name of a definition that refers to its declaration. */
static void name_from_specification(struct pass *p, struct rd *r, struct head *h)
{
	const struct dwarf_unit *u = p->unit;
	uint64_t offset = ID_OFFSET(h->specification);
	struct rd there = *r;
	struct die die;

	if (unit_of(p->d, h->specification) != u)
		return;
	rd_seek(&there, offset - u->start);
	if (die_read(p->d, u, &p->table, &there, u->start, &die))
		h->name = die.name;
}

/* What tells an anonymous enumeration from others: its first enumerator. */
static void name_from_enumerator(struct pass *p, const struct rd *r, struct value *name)
{
	struct rd there = *r;
	const struct abbrev *a = next_abbrev(p, &there);
	struct head first;

	if (!a || a->tag != TAG_enumerator)
		return;
	read_head(p, &there, a, &first);
	*name = first.name;
}

static void record_enumerators(struct pass *p, const struct rd *r, uint64_t id)
{
	const struct dwarf_unit *u = p->unit;
	struct rd there = *r;
	struct die die;

	while (die_read(p->d, u, &p->table, &there, u->start, &die)) {
		const char *name = die.name.s;

		if (die.tag != TAG_enumerator || !name)
			continue;
		if (die.name.class == VALUE_INLINE_STRING)
			name = arena_strdup(&p->arena, name);
		names_add(&p->names, (struct name_entry){
			.name = name, .id = id, .kind = KIND_ENUMERATOR, .value = (int64_t)die.const_value.u});
	}
}

static void record(struct pass *p, struct rd *r, struct head *h, uint64_t id)
{
	uint8_t kind = h->shape->kind;
	struct value name;
	uint64_t key;

	if (kind == NO_KIND || kind == KIND_ENUMERATOR)
		return;
	if (h->declaration && kind != KIND_VARIABLE)
		return;
	if (h->declaration)
		kind = KIND_DECLARED_VARIABLE;
	if (h->specification && h->name.class == VALUE_NONE)
		name_from_specification(p, r, h);
	name = h->name;
	if (name.class == VALUE_NONE && kind == TYPE_ENUM && h->abbrev->children)
		name_from_enumerator(p, r, &name);
	if (name.class != VALUE_STRING && name.class != VALUE_INLINE_STRING)
		return;
	key = name.class == VALUE_STRING ? (uint64_t)(uintptr_t)name.s << 1 : hash_str(name.s) | 1;
	key = hash_u64(key + hash_u64(h->distinguish + kind));
	if (!first_seen(p, key))
		return;
	if (h->name.class == VALUE_NONE) {
		h->distinguish = hash_str(name.s);
		h->name.s = "";
	} else if (h->name.class == VALUE_INLINE_STRING) {
		h->name.s = arena_strdup(&p->arena, h->name.s);
	}
	names_add(&p->names, (struct name_entry){
		.name = h->name.s, .id = id, .kind = kind, .mark = (uint32_t)hash_u64(h->distinguish)});
	if (kind == TYPE_ENUM && h->abbrev->children)
		record_enumerators(p, r, id);
}

/* ---- a unit ----------------------------------------------------------------------------- */

/* Continues behind the children, or among them where the producer (clang) names no sibling. */
static void leave(struct rd *r, const struct dwarf_unit *u, const struct head *h, unsigned *depth)
{
	if (!h->abbrev->children)
		return;
	if (h->sibling > u->start + rd_pos(r) && h->sibling <= u->end)
		rd_seek(r, h->sibling - u->start);
	else
		++*depth;
}

static void walk(struct pass *p, struct rd *r)
{
	const struct dwarf_unit *u = p->unit;
	unsigned depth = 1;

	while (depth && rd_left(r)) {
		uint64_t id = (uint64_t)u->part << ID_PART_SHIFT | (u->start + rd_pos(r));
		const struct abbrev *a = next_abbrev(p, r);
		const struct shape *shape = a ? shape_of(p, a) : NULL;
		struct head h;

		if (!a) {
			depth--;
			continue;
		}
		if (shape->plain) {
			rd_skip(r, shape->bytes);
			continue;
		}
		read_head(p, r, a, &h);
		if (depth == 1 && !r->failed)
			record(p, r, &h, id);
		leave(r, u, &h, &depth);
	}
}

static bool read_unit(struct pass *p, struct rd *r, struct err *err)
{
	const struct section *info = &p->d->parts[p->unit->part].info;
	size_t len = (size_t)(p->unit->end - p->unit->start);

	if (!info->data && len > p->buf_room) {
		p->buf_room = len + len / 4;
		p->buf = xrealloc(p->buf, p->buf_room, 1);
	}
	if (!info->data && !section_read(info, p->unit->start, p->buf, len, err))
		return false;
	*r = rd_init(info->data ? info->data + p->unit->start : p->buf, len, info->object->header.big_endian, info->name);
	rd_seek(r, p->unit->first_die - p->unit->start);
	return true;
}

static bool index_unit(struct pass *p, struct dwarf_unit *u, struct err *err)
{
	bool same = p->unit && p->unit->part == u->part && p->unit->version == u->version &&
		    p->unit->address_size == u->address_size && p->unit->offset_size == u->offset_size &&
		    p->table.section && p->table.offset == u->abbrev;
	struct die root;
	struct rd r;

	p->unit = u;
	p->file = p->d->parts[u->part].file;
	if ((!same && !shapes_begin(p, err)) || !read_unit(p, &r, err))
		return false;
	if (die_read(p->d, u, &p->table, &r, u->start, &root)) {
		if (root.str_offsets_base.class == VALUE_UNSIGNED)
			u->str_offsets_base = root.str_offsets_base.u;
		u->skipped = root.language.u == LANG_RUST;
		if (root.children && !u->skipped)
			walk(p, &r);
	}
	if (rd_ok(&r, NULL))
		return true;
	return err_set(err, "%s+0x%llx: %s", r.name, (unsigned long long)(u->start + r.where), r.why);
}

/* ---- all of its units -------------------------------------------------------------------- */

void *pass_run(void *arg)
{
	struct pass *p = arg;
	struct err err;

	for (uint32_t i = p->first_unit; i < p->end_unit; i++) {
		struct dwarf_unit *u = &p->part->units[i];

		if (!u->skipped && !index_unit(p, u, &err) && !p->damaged++)
			p->damage = err;
	}
	abbrev_free(&p->table);
	free(p->shapes);
	free(p->steps);
	free(p->seen);
	free(p->buf);
	return NULL;
}
