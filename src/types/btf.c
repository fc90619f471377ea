/* SPDX-License-Identifier: GPL-2.0-or-later */
/* BTF: the blob, its header and the place of each type in it. */
#include "types/btf.h"

#include <stdlib.h>
#include <string.h>

enum { MAGIC = 0xeb9f };

static const struct btf_shape shapes[BTF_KINDS] = {
	[BTF_INT] = {4, 0},	[BTF_ARRAY] = {12, 0},	   [BTF_STRUCT] = {0, 12}, [BTF_UNION] = {0, 12},
	[BTF_ENUM] = {0, 8},	[BTF_FUNC_PROTO] = {0, 8}, [BTF_VAR] = {4, 0},	   [BTF_DATASEC] = {0, 12},
	[BTF_DECL_TAG] = {4, 0}, [BTF_ENUM64] = {0, 12},
};

/* False for a kind newer than this program, unless the blob itself says how long its records are. */
bool btf_shape_of(const struct btf *b, uint32_t kind, struct btf_shape *shape)
{
	if (kind > 0 && kind < BTF_KINDS) {
		*shape = shapes[kind];
		return true;
	}
	if (kind == 0 || kind >= b->layout_kinds)
		return false;
	shape->once = b->layout[kind * 4];
	shape->each = b->layout[kind * 4 + 1];
	return true;
}

/* The widths of count and kind are those of 2026; older writers left the added bits 0. */
struct btf_record btf_decode(const struct btf *b, uint32_t offset)
{
	const uint8_t *p = b->types + offset;
	uint32_t info = get_u32(p + 4, b->big_endian);

	return (struct btf_record){
		.name = get_u32(p, b->big_endian),
		.kind = info >> 24 & 0x7f,
		.count = info & 0xffffff,
		.flag = info >> 31,
		.size_or_type = get_u32(p + 8, b->big_endian),
		.data = p + BTF_RECORD,
	};
}

struct btf *btf_owner(struct btf *b, uint64_t id)
{
	while (b && id < b->first_id)
		b = b->base;
	return b && id - b->first_id < b->count ? b : NULL;
}

bool btf_record_of(struct btf *b, uint64_t id, struct btf_record *r)
{
	b = btf_owner(b, id);
	if (b)
		*r = btf_decode(b, b->offsets[id - b->first_id]);
	return b != NULL;
}

const char *btf_string(const struct btf *b, uint32_t offset)
{
	while (offset < b->first_string)
		b = b->base;
	offset -= b->first_string;
	return offset < b->strings_len ? b->strings + offset : NULL;
}

static bool check_strings(const struct btf *b, struct err *err)
{
	if (b->base ? b->strings_len == 0 : b->strings_len < 1 || b->strings[0])
		return err_set(err, b->strings_len ? "the strings continue another BTF's: split BTF without its base" :
						     "no strings");
	if (b->strings[b->strings_len - 1])
		return err_set(err, "the last string has no end");
	return true;
}

static bool read_header(struct btf *b, const void *data, size_t size, struct err *err)
{
	struct rd r = rd_init(data, size, false, "BTF header");
	uint32_t header, types, strings, layout = 0, layout_len = 0;
	uint16_t magic = rd_u16(&r);
	struct rd body, part;

	b->big_endian = r.big_endian = magic == (uint16_t)(MAGIC >> 8 | MAGIC << 8);
	if (magic != MAGIC && !b->big_endian)
		return err_set(err, "no BTF: it begins with 0x%04x", magic);
	if (rd_u8(&r) != 1)
		return err_set(err, "BTF of an unknown version");
	rd_skip(&r, 1);
	header = rd_u32(&r);
	types = rd_u32(&r);
	b->types_len = rd_u32(&r);
	strings = rd_u32(&r);
	b->strings_len = rd_u32(&r);
	if (header >= BTF_HEADER_LAYOUT) {
		layout = rd_u32(&r);
		layout_len = rd_u32(&r);
	}
	if (!rd_ok(&r, err))
		return false;
	if (header < BTF_HEADER || header > size || types % 4)
		return err_set(err, "BTF header of %u bytes, types at %u, in a blob of %zu", header, types, size);
	body = rd_init((const uint8_t *)data + header, size - header, b->big_endian, "BTF");
	part = rd_sub(&body, types, b->types_len);
	b->types = part.base;
	part = rd_sub(&body, strings, b->strings_len);
	b->strings = (const char *)part.base;
	part = rd_sub(&body, layout, layout_len);
	b->layout = part.base;
	b->layout_kinds = layout_len / 4;
	return rd_ok(&body, err) && check_strings(b, err);
}

static void note_damage(struct btf *b, uint32_t offset, const char *why, uint32_t what)
{
	if (!b->damaged++)
		err_set(&b->damage, "type %u at 0x%x: %s %u", b->first_id + b->count, offset, why, what);
}

/* Finds where each record begins; stops at the first that cannot be one. */
static void lay_out(struct btf *b)
{
	uint32_t room = 0, offset = 0;

	while (offset < b->types_len) {
		struct btf_record r;
		struct btf_shape shape;
		uint64_t length;

		if (b->types_len - offset < BTF_RECORD) {
			note_damage(b, offset, "bytes left over:", b->types_len - offset);
			break;
		}
		r = btf_decode(b, offset);
		if (!btf_shape_of(b, r.kind, &shape)) {
			note_damage(b, offset, "unknown kind", r.kind);
			break;
		}
		length = BTF_RECORD + shape.once + (uint64_t)shape.each * r.count;
		if (length > b->types_len - offset) {
			note_damage(b, offset, "reaches past the end, elements:", r.count);
			break;
		}
		if (b->count == room) {
			room = room ? room * 2 : b->types_len / 64 + 16;
			b->offsets = xrealloc(b->offsets, room, sizeof(*b->offsets));
		}
		b->offsets[b->count++] = offset;
		offset += (uint32_t)length;
	}
}

static struct type_source *owner_source(struct type_source *s, uint64_t id)
{
	struct btf *b = btf_owner((struct btf *)s, id);

	return b ? &b->source : s;
}

static void close_btf(struct type_source *s)
{
	struct btf *b = (struct btf *)s;

	if (!b)
		return;
	free(b->offsets);
	free(b->names.slots);
	free(b->enumerators.slots);
	free((char *)(uintptr_t)s->name);
	free((char *)(uintptr_t)s->module);
	free(b);
}

/* The word size is not in the format; "unsigned long" has it in every kernel. */
static uint8_t pointer_size(struct type_source *s)
{
	static const char *const spellings[] = {"long unsigned int", "unsigned long"};

	for (size_t i = 0; i < ARRAY_LEN(spellings); i++) {
		uint64_t id = btf_find(s, TYPE_INT, spellings[i], 0);
		struct btf_record r;

		if (id && btf_record_of((struct btf *)s, id, &r) && r.size_or_type == 4)
			return 4;
	}
	return 8;
}

bool btf_open(const void *data, size_t size, struct type_source *base, const char *name,
	      const char *module, struct type_source **out, struct err *err)
{
	struct btf *b;

	if (size > LIMIT_BTF_SIZE)
		return err_set(err, "%s: BTF of %zu bytes, too large to be one", name, size);
	b = xcalloc(1, sizeof(*b));
	b->base = (struct btf *)base;
	b->first_id = base ? btf_type_count(base) : 1;
	b->first_string = base ? btf_string_size(base) : 0;
	b->source = (struct type_source){
		.name = xstrdup(name),
		.module = module ? xstrdup(module) : NULL,
		.find = btf_find,
		.fill = btf_fill,
		.owner = owner_source,
		.enumerator = btf_find_enumerator,
		.variable = btf_find_variable,
		.close = close_btf,
	};
	if (!read_header(b, data, size, err)) {
		err_prepend(err, "%s", name);
		close_btf(&b->source);
		return false;
	}
	lay_out(b);
	if (!b->count) {
		err_set(err, "%s: no type in it%s%s", name, b->damaged ? ", " : "", b->damage.msg);
		close_btf(&b->source);
		return false;
	}
	btf_index_build(b);
	b->source.pointer_size = base ? base->pointer_size : pointer_size(&b->source);
	*out = &b->source;
	return true;
}

bool btf_whole(const struct type_source *btf, struct err *err)
{
	const struct btf *b = (const struct btf *)btf;

	if (!b->damaged)
		return true;
	return err_set(err, "%s: %s", btf->name, b->damage.msg);
}

uint32_t btf_type_count(const struct type_source *btf)
{
	const struct btf *b = (const struct btf *)btf;

	return b->first_id + b->count;
}

uint32_t btf_string_size(const struct type_source *btf)
{
	const struct btf *b = (const struct btf *)btf;

	return b->first_string + b->strings_len;
}
