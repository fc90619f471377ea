/* SPDX-License-Identifier: GPL-2.0-or-later */
/* .debug_abbrev: a table for each unit, of the shapes of its DIEs. */
#include "dwarf/internal.h"

#include <stdlib.h>

/* A name or a form: nearly always one byte. */
static uint64_t small_uleb(struct rd *r)
{
	return r->p < r->end && *r->p < 0x80 ? *r->p++ : rd_uleb(r);
}

static struct abbrev_attr *room_for_attr(struct abbrev_table *t)
{
	GROW(t->attrs, t->attr_count, t->attr_room);
	return &t->attrs[t->attr_count++];
}

static bool parse_attributes(struct rd *cursor, struct abbrev_table *t, struct abbrev *a)
{
	struct rd r = *cursor;	/* a copy that nothing points to stays in registers */
	bool ok = true;

	a->first = t->attr_count;
	for (;;) {
		uint64_t name = small_uleb(&r), form = small_uleb(&r);
		int64_t value = form == FORM_implicit_const ? rd_sleb(&r) : 0;

		if (!name && !form)
			break;
		ok = name <= UINT16_MAX && form <= UINT16_MAX && t->attr_count - a->first < LIMIT_DWARF_ABBREVS;
		if (!ok)
			break;
		*room_for_attr(t) = (struct abbrev_attr){(uint16_t)name, (uint16_t)form, value};
	}
	a->count = t->attr_count - a->first;
	*cursor = r;
	return ok && !r.failed;
}

static int by_code(const void *a, const void *b)
{
	uint32_t x = ((const struct abbrev *)a)->code, y = ((const struct abbrev *)b)->code;

	return x < y ? -1 : x > y;
}

bool abbrev_parse(struct section *abbrev, uint64_t offset, struct abbrev_table *t, struct err *err)
{
	struct rd r = rd_init(abbrev->data, (size_t)abbrev->size, abbrev->object->header.big_endian, abbrev->name);
	bool in_order = true;
	uint64_t code;

	t->section = abbrev;
	t->offset = offset;
	t->count = t->attr_count = 0;
	rd_seek(&r, offset);
	while ((code = rd_uleb(&r))) {
		struct abbrev a = {.code = (uint32_t)code, .tag = 0};
		uint64_t tag = rd_uleb(&r);

		a.tag = (uint16_t)(tag > UINT16_MAX ? 0 : tag);
		a.children = rd_u8(&r);
		if (code > UINT32_MAX || t->count == LIMIT_DWARF_ABBREVS || !parse_attributes(&r, t, &a)) {
			rd_fail(&r, "damaged abbreviation");
			break;
		}
		GROW(t->list, t->count, t->room);
		in_order &= code == t->count + 1;
		t->list[t->count++] = a;
	}
	if (!rd_ok(&r, err)) {
		abbrev_free(t);
		return false;
	}
	if (!in_order)
		qsort(t->list, t->count, sizeof(*t->list), by_code);
	return true;
}

const struct abbrev *abbrev_search(const struct abbrev_table *t, uint64_t code)
{
	uint32_t low = 0, high = t->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (t->list[middle].code == code)
			return &t->list[middle];
		if (t->list[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return NULL;
}

void abbrev_free(struct abbrev_table *t)
{
	free(t->list);
	free(t->attrs);
	*t = (struct abbrev_table){0};
}
