/* SPDX-License-Identifier: GPL-2.0-or-later */
/* .debug_abbrev: a table for each unit, of the shapes of its DIEs. */
#include "dwarf/internal.h"

#include <stdlib.h>

static bool parse_attributes(struct rd *r, struct abbrev_table *t, struct abbrev *a)
{
	a->first = t->attr_count;
	for (;;) {
		uint64_t name = rd_uleb(r), form = rd_uleb(r);
		int64_t value = form == FORM_implicit_const ? rd_sleb(r) : 0;

		if (r->failed || name > UINT16_MAX || form > UINT16_MAX)
			return false;
		if (!name && !form)
			break;
		if (t->attr_count - a->first == LIMIT_DWARF_ABBREVS)
			return false;
		if (t->attr_count == t->attr_room) {
			t->attr_room = t->attr_room ? t->attr_room * 2 : 1024;
			t->attrs = xrealloc(t->attrs, t->attr_room, sizeof(*t->attrs));
		}
		t->attrs[t->attr_count++] = (struct abbrev_attr){(uint16_t)name, (uint16_t)form, value};
	}
	a->count = t->attr_count - a->first;
	return true;
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

	*t = (struct abbrev_table){.section = abbrev, .offset = offset};
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
		if (t->count == t->room) {
			t->room = t->room ? t->room * 2 : 256;
			t->list = xrealloc(t->list, t->room, sizeof(*t->list));
		}
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

const struct abbrev *abbrev_find(const struct abbrev_table *t, uint64_t code)
{
	uint32_t low = 0, high = t->count;

	if (code - 1 < t->count && t->list[code - 1].code == code)
		return &t->list[code - 1];
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
