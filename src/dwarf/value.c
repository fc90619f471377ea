/* SPDX-License-Identifier: GPL-2.0-or-later */
/* DWARF: values of attributes by form, and the attributes of a DIE that matter here. */
#include "dwarf/internal.h"

#include <string.h>

int form_size(const struct dwarf_unit *u, uint16_t form)
{
	switch (form) {
	case FORM_flag_present:
	case FORM_implicit_const:
		return 0;
	case FORM_data1: case FORM_flag: case FORM_ref1: case FORM_strx1: case FORM_addrx1:
		return 1;
	case FORM_data2: case FORM_ref2: case FORM_strx2: case FORM_addrx2:
		return 2;
	case FORM_strx3: case FORM_addrx3:
		return 3;
	case FORM_data4: case FORM_ref4: case FORM_ref_sup4: case FORM_strx4: case FORM_addrx4:
		return 4;
	case FORM_data8: case FORM_ref8: case FORM_ref_sig8: case FORM_ref_sup8:
		return 8;
	case FORM_data16:
		return 16;
	case FORM_addr:
		return u->address_size;
	case FORM_ref_addr:
		return u->version < 3 ? u->address_size : u->offset_size;
	case FORM_strp: case FORM_sec_offset: case FORM_line_strp: case FORM_strp_sup:
	case FORM_GNU_ref_alt: case FORM_GNU_strp_alt:
		return u->offset_size;
	default:
		return -1;
	}
}

void value_skip(const struct dwarf_unit *u, struct rd *r, uint64_t form)
{
	int size = form > UINT16_MAX ? -1 : form_size(u, (uint16_t)form);

	if (size >= 0) {
		rd_skip(r, (uint64_t)size);
		return;
	}
	switch (form) {
	case FORM_block1:
		rd_skip(r, rd_u8(r));
		break;
	case FORM_block2:
		rd_skip(r, rd_u16(r));
		break;
	case FORM_block4:
		rd_skip(r, rd_u32(r));
		break;
	case FORM_block: case FORM_exprloc:
		rd_skip(r, rd_uleb(r));
		break;
	case FORM_string:
		rd_str(r);
		break;
	case FORM_sdata: case FORM_udata: case FORM_ref_udata: case FORM_strx: case FORM_addrx:
	case FORM_loclistx: case FORM_rnglistx: case FORM_GNU_addr_index: case FORM_GNU_str_index:
		rd_uleb(r);
		break;
	case FORM_indirect:
		form = rd_uleb(r);
		if (form == FORM_indirect || form == FORM_implicit_const)
			rd_fail(r, "an indirect form that leads to another");
		else
			value_skip(u, r, form);
		break;
	default:
		rd_fail(r, "unknown form of an attribute");
	}
}

/* From the file: of a module no strings stay in memory. */
static const char *read_string(struct dwarf *d, const struct section *s, uint64_t offset)
{
	uint64_t left = s->size - offset;
	char buf[LIMIT_SYMBOL_NAME];

	for (size_t len = 64; len <= sizeof(buf); len *= 2) {
		size_t n = len < left ? len : (size_t)left;

		if (!section_read(s, offset, buf, n, NULL))
			return NULL;
		if (memchr(buf, 0, n))
			return arena_strdup(&d->arena, buf);
	}
	return NULL;
}

static void set_string(struct dwarf *d, struct value *v, const struct section *s, uint64_t offset)
{
	if (!s->header || offset >= s->size)
		return;		/* damaged: as if it had no name */
	v->s = s->data ? (const char *)s->data + offset : read_string(d, s, offset);
	v->class = v->s ? VALUE_STRING : VALUE_NONE;
}

/* A string by number: its offset is in .debug_str_offsets. */
static void set_indexed_string(struct dwarf *d, const struct dwarf_unit *u, struct value *v, uint64_t index)
{
	const struct dwarf_file *f = d->parts[u->part].file;
	struct rd r;
	uint64_t at;

	if (!f->str_offsets.data || __builtin_mul_overflow(index, u->offset_size, &at) ||
	    __builtin_add_overflow(at, u->str_offsets_base, &at))
		return;
	r = rd_init(f->str_offsets.data, (size_t)f->str_offsets.size, f->object->header.big_endian, ".debug_str_offsets");
	rd_seek(&r, at);
	at = rd_word(&r, u->offset_size);
	if (!r.failed)
		set_string(d, v, &f->str, at);
}

static void set_reference(struct dwarf *d, struct value *v, unsigned part, uint64_t offset)
{
	v->class = VALUE_REF;
	if (offset < d->parts[part].info.size && offset == ID_OFFSET(offset))
		v->u = (uint64_t)part << ID_PART_SHIFT | offset;
}

static void set_block(struct value *v, struct rd *r, uint64_t len)
{
	v->class = VALUE_BLOCK;
	v->block = len > rd_left(r) ? NULL : r->p;
	v->u = v->block ? len : 0;
	rd_skip(r, len);
}

static void set_number(struct value *v, uint64_t u)
{
	v->class = VALUE_UNSIGNED;
	v->u = u;
}

static void read_string_form(struct dwarf *d, const struct dwarf_unit *u, struct rd *r, uint16_t form, struct value *v)
{
	const struct dwarf_file *f = d->parts[u->part].file;
	int size = form_size(u, form);

	switch (form) {
	case FORM_string:
		v->class = VALUE_INLINE_STRING;
		v->s = rd_str(r);
		break;
	case FORM_strp:
		set_string(d, v, &f->str, rd_word(r, u->offset_size));
		break;
	case FORM_line_strp:
		set_string(d, v, &f->line_str, rd_word(r, u->offset_size));
		break;
	case FORM_GNU_strp_alt: case FORM_strp_sup:
		set_string(d, v, &d->files[FILE_ALT].str, rd_word(r, u->offset_size));
		break;
	default:
		set_indexed_string(d, u, v, size == 3 ? rd_u24(r) : size > 0 ? rd_word(r, (unsigned)size) : rd_uleb(r));
	}
}

/* True if the form is one of references. */
static bool read_reference(struct dwarf *d, const struct dwarf_unit *u, struct rd *r, uint16_t form, struct value *v)
{
	uint64_t off;

	switch (form) {
	case FORM_ref1: case FORM_ref2: case FORM_ref4: case FORM_ref8:
		off = rd_word(r, (unsigned)form_size(u, form));
		break;
	case FORM_ref_udata:
		off = rd_uleb(r);
		break;
	case FORM_ref_addr:
		set_reference(d, v, u->part, rd_word(r, (unsigned)form_size(u, form)));
		return true;
	case FORM_GNU_ref_alt: case FORM_ref_sup4: case FORM_ref_sup8:
		set_reference(d, v, PART_ALT, rd_word(r, (unsigned)form_size(u, form)));
		return true;
	case FORM_ref_sig8:
		v->class = VALUE_REF;
		map_get(&d->signatures, rd_u64(r), &v->u);
		return true;
	default:
		return false;
	}
	v->class = VALUE_REF;
	if (off < u->end - u->start)
		set_reference(d, v, u->part, u->start + off);
	return true;
}

void value_read(struct dwarf *d, const struct dwarf_unit *u, struct rd *r, const struct abbrev_attr *a, struct value *v)
{
	uint16_t form = a->form;

	*v = (struct value){0};
	if (form == FORM_indirect) {
		uint64_t real = rd_uleb(r);

		if (real == FORM_indirect || real == FORM_implicit_const || real > UINT16_MAX) {
			rd_fail(r, "an indirect form that leads to another");
			return;
		}
		form = (uint16_t)real;
	}
	if (read_reference(d, u, r, form, v))
		return;
	switch (form) {
	case FORM_data1: case FORM_data2: case FORM_data4: case FORM_data8: case FORM_flag: case FORM_sec_offset:
		set_number(v, rd_word(r, (unsigned)form_size(u, form)));
		break;
	case FORM_udata:
		set_number(v, rd_uleb(r));
		break;
	case FORM_flag_present:
		set_number(v, 1);
		break;
	case FORM_sdata:
		set_number(v, (uint64_t)rd_sleb(r));
		v->class = VALUE_SIGNED;
		break;
	case FORM_implicit_const:
		set_number(v, (uint64_t)a->value);
		v->class = VALUE_SIGNED;
		break;
	case FORM_string: case FORM_strp: case FORM_line_strp: case FORM_GNU_strp_alt: case FORM_strp_sup:
	case FORM_strx: case FORM_GNU_str_index: case FORM_strx1: case FORM_strx2: case FORM_strx3: case FORM_strx4:
		read_string_form(d, u, r, form, v);
		break;
	case FORM_block1:
		set_block(v, r, rd_u8(r));
		break;
	case FORM_block2:
		set_block(v, r, rd_u16(r));
		break;
	case FORM_block4:
		set_block(v, r, rd_u32(r));
		break;
	case FORM_block: case FORM_exprloc:
		set_block(v, r, rd_uleb(r));
		break;
	default:
		value_skip(u, r, form);
	}
}

/* Where the value of that attribute goes, NULL if it does not matter. */
static struct value *place(struct die *die, uint16_t name)
{
	switch (name) {
	case AT_name: return &die->name;
	case AT_type: return &die->type;
	case AT_byte_size: return &die->byte_size;
	case AT_bit_size: return &die->bit_size;
	case AT_bit_offset: return &die->bit_offset;
	case AT_data_bit_offset: return &die->data_bit_offset;
	case AT_data_member_location: return &die->location;
	case AT_count: return &die->count;
	case AT_upper_bound: return &die->upper_bound;
	case AT_const_value: return &die->const_value;
	case AT_encoding: return &die->encoding;
	case AT_sibling: return &die->sibling;
	case AT_specification: return &die->specification;
	case AT_signature: return &die->signature;
	case AT_language: return &die->language;
	case AT_str_offsets_base: return &die->str_offsets_base;
	default: return NULL;
	}
}

bool die_read(struct dwarf *d, const struct dwarf_unit *u, const struct abbrev_table *t, struct rd *r, uint64_t base,
	      struct die *die)
{
	uint64_t offset = base + rd_pos(r), code = rd_uleb(r);
	const struct abbrev *a;

	memset(die, 0, sizeof(*die));
	if (r->failed || !code)
		return false;
	a = abbrev_find(t, code);
	if (!a) {
		rd_fail(r, "an abbreviation that is not in the table");
		return false;
	}
	die->offset = offset;
	die->id = (uint64_t)u->part << ID_PART_SHIFT | offset;
	die->tag = a->tag;
	die->children = a->children;
	for (uint32_t i = 0; i < a->count; i++) {
		const struct abbrev_attr *attr = &t->attrs[a->first + i];
		struct value *v = place(die, attr->name), flag;

		if (v) {
			value_read(d, u, r, attr, v);
		} else if (attr->name == AT_declaration) {
			value_read(d, u, r, attr, &flag);
			die->declaration = flag.u;
		} else {
			value_skip(u, r, attr->form);
		}
	}
	return !r->failed;
}
