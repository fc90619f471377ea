/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The headers of the units in .debug_info and .debug_types. */
#include "dwarf/internal.h"

#include <stdlib.h>

enum { HEADER_MAX = 48 };
enum { UT_compile = 1, UT_type = 2, UT_partial = 3, UT_skeleton = 4, UT_split_compile = 5, UT_split_type = 6 };

void note_damage(struct dwarf *d, const struct err *err)
{
	if (!d->damaged++)
		d->damage = *err;
}

static void parse_version_5(struct rd *r, struct dwarf_unit *u, uint8_t *type)
{
	*type = rd_u8(r);
	u->address_size = rd_u8(r);
	u->abbrev = rd_word(r, u->offset_size);
	if (*type == UT_skeleton || *type == UT_split_compile)
		rd_u64(r);	/* id of the other half */
}

/* False if there is no telling where the next unit begins. */
static bool parse_header(struct rd *r, struct dwarf_unit *u, uint64_t left, const char **why)
{
	uint64_t length = rd_u32(r);
	uint8_t type = u->part == PART_TYPES ? UT_type : UT_compile;

	u->offset_size = 4;
	if (length == 0xffffffff) {
		length = rd_u64(r);
		u->offset_size = 8;
	}
	if (r->failed || length > left - rd_pos(r)) {
		*why = "its length reaches past the end of the section";
		return false;
	}
	u->end = u->start + rd_pos(r) + length;
	u->version = rd_u16(r);
	if (u->version < 2 || u->version > 5) {
		*why = "unknown version";
		return true;
	}
	if (u->version >= 5) {
		parse_version_5(r, u, &type);
	} else {
		u->abbrev = rd_word(r, u->offset_size);
		u->address_size = rd_u8(r);
	}
	if (type == UT_type || type == UT_split_type) {
		u->signature = rd_u64(r);
		u->type_die = rd_word(r, u->offset_size);
	}
	u->first_die = u->start + rd_pos(r);
	u->str_offsets_base = u->offset_size == 8 ? 16 : 8;
	if (r->failed || u->first_die > u->end)
		*why = "its header is cut short";
	else if (u->address_size != 4 && u->address_size != 8)
		*why = "odd size of addresses";
	return true;
}

static struct dwarf_unit *add_unit(struct dwarf_part *part)
{
	GROW(part->units, part->count, part->room);
	return &part->units[part->count++];
}

static void note_unit(struct dwarf *d, const struct dwarf_part *part, const struct dwarf_unit *u, const char *why)
{
	struct err err;

	err_set(&err, "%s: unit at %s+0x%llx: %s", d->source.name, part->info.name, (unsigned long long)u->start, why);
	note_damage(d, &err);
}

bool units_read(struct dwarf *d, unsigned number, struct err *err)
{
	struct dwarf_part *part = &d->parts[number];
	uint64_t at = 0;

	while (at < part->info.size && part->count < LIMIT_DWARF_UNITS) {
		uint64_t left = part->info.size - at;
		size_t len = left < HEADER_MAX ? (size_t)left : HEADER_MAX;
		struct dwarf_unit u = {.start = at, .part = (uint8_t)number};
		const char *why = NULL;
		uint8_t buf[HEADER_MAX];
		struct rd r;
		bool more;

		if (!section_read(&part->info, at, buf, len, err))
			return false;
		r = rd_init(buf, len, part->file->object->header.big_endian, part->info.name);
		more = parse_header(&r, &u, left, &why);
		if (why)
			note_unit(d, part, &u, why);
		if (!more)
			break;
		u.skipped = why || u.end - u.start > LIMIT_DWARF_UNIT;
		*add_unit(part) = u;
		if (u.signature && !u.skipped && u.type_die < u.end - u.start)
			map_put(&d->signatures, u.signature, (uint64_t)number << ID_PART_SHIFT | (u.start + u.type_die));
		at = u.end;
	}
	return true;
}

struct dwarf_unit *unit_of(struct dwarf *d, uint64_t id)
{
	struct dwarf_part *part = ID_PART(id) < PARTS ? &d->parts[ID_PART(id)] : NULL;
	uint64_t offset = ID_OFFSET(id);
	uint32_t low = 0, high = part ? part->count : 0;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;
		struct dwarf_unit *u = &part->units[middle];

		if (offset < u->start)
			high = middle;
		else if (offset >= u->end)
			low = middle + 1;
		else
			return u->skipped || offset < u->first_die ? NULL : u;
	}
	return NULL;
}

const struct abbrev_table *unit_abbrevs(struct dwarf *d, const struct dwarf_unit *u, struct err *err)
{
	struct section *section = &d->parts[u->part].file->abbrev;
	struct abbrev_table *oldest = &d->tables[0];

	for (size_t i = 0; i < ABBREV_TABLES; i++) {
		struct abbrev_table *t = &d->tables[i];

		if (t->section == section && t->offset == u->abbrev) {
			t->used = ++d->clock;
			return t;
		}
		if (t->used < oldest->used)
			oldest = t;
	}
	if (!abbrev_parse(section, u->abbrev, oldest, err))
		return NULL;
	oldest->used = ++d->clock;
	return oldest;
}
