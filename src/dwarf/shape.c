/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Shapes: abbreviations made ready for the pass over all units. */
#include "dwarf/pass.h"

#include <stdlib.h>
#include <string.h>

static uint8_t kind_of(uint16_t tag)
{
	switch (tag) {
	case TAG_structure: case TAG_class:
		return TYPE_STRUCT;
	case TAG_union:
		return TYPE_UNION;
	case TAG_enumeration:
		return TYPE_ENUM;
	case TAG_typedef:
		return TYPE_TYPEDEF;
	case TAG_base:
		return TYPE_INT;
	case TAG_variable:
		return KIND_VARIABLE;
	default:
		return NO_KIND;
	}
}

static void add_step(struct pass *p, enum step_op op, uint32_t bytes, const struct abbrev_attr *attr, uint32_t first)
{
	struct step *last = p->step_count > first ? &p->steps[p->step_count - 1] : NULL;

	if (op == STEP_SKIP && last && last->op == STEP_SKIP) {
		last->bytes += bytes;
		return;
	}
	GROW(p->steps, p->step_count, p->step_room);
	p->steps[p->step_count++] = (struct step){op, bytes, attr};
}

static enum step_op step_of(const struct pass *p, const struct abbrev_attr *a, uint8_t kind, bool children)
{
	if (children && a->name == AT_sibling)
		return a->form == FORM_ref4 ? STEP_SIBLING_OFFSET : STEP_SIBLING;
	if (a->name == AT_name && (kind != NO_KIND))
		return a->form == FORM_strp && p->unit->offset_size == 4 ? STEP_NAME_OFFSET : STEP_NAME;
	if (kind == NO_KIND)
		return STEP_SKIP;
	if (a->name == AT_declaration)
		return STEP_DECLARATION;
	if (kind == KIND_VARIABLE)
		return a->name == AT_specification ? STEP_SPECIFICATION : STEP_SKIP;
	return a->name == AT_byte_size || a->name == AT_decl_line ? STEP_DISTINGUISH : STEP_SKIP;
}

/* Nearly all that compilers write: read without going from step to step. */
static bool fix_step(const struct step *step, struct shape *s)
{
	struct field f = {.at = (uint16_t)s->bytes, .bytes = (uint8_t)step->bytes};

	s->bytes += step->bytes;
	if (s->bytes > UINT16_MAX)
		return false;
	switch (step->op) {
	case STEP_SKIP:
		return true;
	case STEP_NAME_OFFSET:
		s->name = f;
		return true;
	case STEP_SIBLING_OFFSET:
		s->sibling = f;
		return true;
	case STEP_DISTINGUISH:
		if (step->attr->form == FORM_implicit_const)
			f.constant = (uint64_t)step->attr->value;
		else if (f.bytes != 1 && f.bytes != 2 && f.bytes != 4)
			return false;
		if (s->distinguish_count == ARRAY_LEN(s->distinguish))
			return false;
		s->distinguish[s->distinguish_count++] = f;
		return true;
	default:
		return false;
	}
}

static void fix(const struct pass *p, struct shape *s)
{
	struct shape fixed = *s;

	fixed.fixed = true;
	for (uint32_t i = 0; i < s->count && fixed.fixed; i++)
		fixed.fixed = fix_step(&p->steps[s->first + i], &fixed);
	if (fixed.fixed)
		*s = fixed;
}

void shape_make(struct pass *p, const struct abbrev *a, struct shape *out)
{
	struct shape s = {.made = true, .first = p->step_count, .kind = kind_of(a->tag)};

	/* enumerators: only to tell anonymous enumerations apart */
	if (a->tag == TAG_enumerator)
		s.kind = KIND_ENUMERATOR;
	for (uint32_t i = 0; i < a->count; i++) {
		const struct abbrev_attr *attr = &p->table.attrs[a->first + i];

		if (attr->name == AT_declaration && attr->form == FORM_flag_present && a->tag != TAG_variable)
			s.kind = NO_KIND;
	}
	for (uint32_t i = 0; i < a->count; i++) {
		const struct abbrev_attr *attr = &p->table.attrs[a->first + i];
		enum step_op op = step_of(p, attr, s.kind, a->children);
		int size = form_size(p->unit, attr->form);

		if (op == STEP_SKIP && size < 0)
			op = attr->form == FORM_exprloc ? STEP_SKIP_BLOCK : STEP_SKIP_FORM;
		if (op != STEP_SKIP || size > 0)
			add_step(p, op, (uint32_t)(size > 0 ? size : 0), attr, s.first);
	}
	s.count = p->step_count - s.first;
	fix(p, &s);
	s.plain = s.fixed && s.kind == NO_KIND && !a->children;
	*out = s;
}

bool shapes_begin(struct pass *p, struct err *err)
{
	struct section *section = &p->d->parts[p->unit->part].file->abbrev;

	if (!abbrev_parse(section, p->unit->abbrev, &p->table, err))
		return false;
	if (p->table.count > p->shape_room) {
		p->shape_room = p->table.count;
		p->shapes = xrealloc(p->shapes, p->shape_room, sizeof(*p->shapes));
	}
	if (p->table.count)
		memset(p->shapes, 0, p->table.count * sizeof(*p->shapes));
	p->step_count = 0;
	return true;
}
