/* SPDX-License-Identifier: GPL-2.0-or-later */
/* internal.h - parts of the DWARF reader; private to src/dwarf. */
#ifndef VR_DWARF_INTERNAL_H
#define VR_DWARF_INTERNAL_H

#include <pthread.h>

#include "dwarf/dwarf.h"

/* The numbers are the format's (DWARF 5, section 7). */
enum dw_tag {
	TAG_array = 0x01, TAG_class = 0x02, TAG_enumeration = 0x04, TAG_member = 0x0d, TAG_pointer = 0x0f,
	TAG_reference = 0x10, TAG_compile_unit = 0x11, TAG_structure = 0x13, TAG_subroutine = 0x15,
	TAG_typedef = 0x16, TAG_union = 0x17, TAG_subrange = 0x21, TAG_base = 0x24, TAG_const = 0x26,
	TAG_enumerator = 0x28, TAG_packed = 0x2d, TAG_subprogram = 0x2e, TAG_variable = 0x34,
	TAG_volatile = 0x35, TAG_restrict = 0x37, TAG_unspecified = 0x3b, TAG_partial_unit = 0x3c,
	TAG_rvalue_reference = 0x42, TAG_atomic = 0x47, TAG_immutable = 0x4b,
};

enum dw_at {
	AT_sibling = 0x01, AT_name = 0x03, AT_byte_size = 0x0b, AT_bit_offset = 0x0c, AT_bit_size = 0x0d,
	AT_language = 0x13, AT_const_value = 0x1c, AT_upper_bound = 0x2f, AT_count = 0x37,
	AT_data_member_location = 0x38, AT_decl_line = 0x3b, AT_declaration = 0x3c, AT_encoding = 0x3e,
	AT_specification = 0x47, AT_type = 0x49, AT_signature = 0x69, AT_data_bit_offset = 0x6b,
	AT_str_offsets_base = 0x72,
};

enum dw_form {
	FORM_addr = 0x01, FORM_block2 = 0x03, FORM_block4, FORM_data2, FORM_data4, FORM_data8, FORM_string,
	FORM_block, FORM_block1, FORM_data1, FORM_flag, FORM_sdata, FORM_strp, FORM_udata, FORM_ref_addr,
	FORM_ref1, FORM_ref2, FORM_ref4, FORM_ref8, FORM_ref_udata, FORM_indirect, FORM_sec_offset,
	FORM_exprloc, FORM_flag_present, FORM_strx, FORM_addrx, FORM_ref_sup4, FORM_strp_sup, FORM_data16,
	FORM_line_strp, FORM_ref_sig8, FORM_implicit_const, FORM_loclistx, FORM_rnglistx, FORM_ref_sup8,
	FORM_strx1, FORM_strx2, FORM_strx3, FORM_strx4, FORM_addrx1, FORM_addrx2, FORM_addrx3, FORM_addrx4,
	FORM_GNU_addr_index = 0x1f01, FORM_GNU_str_index = 0x1f02, FORM_GNU_ref_alt = 0x1f20,
	FORM_GNU_strp_alt = 0x1f21,
};

/* ---- abbreviations: the shape of each kind of DIE -------------------------------- */

struct abbrev_attr {
	uint16_t name, form;
	int64_t value;		/* FORM_implicit_const */
};

struct abbrev {
	uint32_t code, first, count;	/* its attributes in the table's list */
	uint16_t tag;
	bool children;
};

struct abbrev_table {
	struct abbrev *list;		/* by code */
	struct abbrev_attr *attrs;
	uint32_t count, attr_count, room, attr_room;
	struct section *section;	/* where it was read */
	uint64_t offset;
	uint64_t used;			/* when last, for the cache */
};

/* t: zeroed, or a table whose memory is used again; freed where that fails. */
bool abbrev_parse(struct section *abbrev, uint64_t offset, struct abbrev_table *t, struct err *err);
const struct abbrev *abbrev_search(const struct abbrev_table *t, uint64_t code);
void abbrev_free(struct abbrev_table *t);

/* Compilers number them from 1 on. */
static inline const struct abbrev *abbrev_find(const struct abbrev_table *t, uint64_t code)
{
	if (code - 1 < t->count && t->list[code - 1].code == code)
		return &t->list[code - 1];
	return abbrev_search(t, code);
}

/* ---- units -------------------------------------------------------------------------- */

/* One file's sections that units refer to. */
struct dwarf_file {
	struct object *object;
	struct section abbrev, str, line_str, str_offsets;	/* in memory while loaded */
	bool loaded;
};

struct dwarf_unit {
	uint64_t start, end;		/* of the header; behind the last DIE */
	uint64_t first_die;
	uint64_t abbrev;
	uint64_t signature, type_die;	/* of a type unit */
	uint64_t str_offsets_base;
	uint16_t version;
	uint8_t address_size, offset_size;
	uint8_t part;
	bool skipped;			/* a language of which we read no types, or damaged */
};

/* A section of units. */
struct dwarf_part {
	struct section info;
	struct dwarf_file *file;
	struct dwarf_unit *units;
	uint32_t count, room;
};

enum { PART_INFO, PART_TYPES, PART_ALT, PARTS };
enum { FILE_MAIN, FILE_ALT, FILES };
enum { ABBREV_TABLES = 16, MOST_THREADS = 4 };

/* ids of types: number of the part, offset in its section */
enum { ID_PART_SHIFT = 60 };
#define ID_OFFSET(id) ((id) & ((1ULL << ID_PART_SHIFT) - 1))
#define ID_PART(id) ((unsigned)((id) >> ID_PART_SHIFT))

struct name_entry {
	const char *name;
	uint64_t id;
	int64_t value;		/* of an enumerator */
	uint32_t mark;		/* tells definitions of one name apart */
	uint32_t hash;		/* of name and kind; set by names_add() */
	uint8_t kind;		/* enum type_kind; TYPE_QUALIFIER: a variable; TYPE_VOID: an enumerator */
};

struct name_table {
	struct name_entry *entries;
	uint32_t count, room;
	uint32_t *slots, mask;	/* number of the entry + 1 */
};

struct dwarf {
	struct type_source source;	/* first: a source of this folder is a struct dwarf */
	pthread_mutex_t lock;		/* over all that follows */
	struct dwarf_file files[FILES];
	struct dwarf_part parts[PARTS];
	struct map signatures;		/* of type units -> id */
	struct abbrev_table tables[ABBREV_TABLES];
	uint64_t clock;
	struct dwarf *kernel;		/* of a module: the kernel's, NULL if there is none */
	bool indexed;
	struct name_table names;
	struct arena arena;		/* names that have no string section to stay in */
	struct arena pass_arenas[PARTS * MOST_THREADS];
	unsigned pass_count;
	uint32_t damaged;
	struct err damage;		/* the first */
};

/* Brings the sections that units refer to into memory.  After the pass a module drops them, until it is asked for a type. */
bool file_load(struct dwarf_file *f, struct err *err);
void file_unload(struct dwarf_file *f);

bool units_read(struct dwarf *d, unsigned part, struct err *err);
struct dwarf_unit *unit_of(struct dwarf *d, uint64_t id);
const struct abbrev_table *unit_abbrevs(struct dwarf *d, const struct dwarf_unit *u, struct err *err);
void note_damage(struct dwarf *d, const struct err *err);

/* ---- values ------------------------------------------------------------------------- */

enum value_class { VALUE_NONE, VALUE_UNSIGNED, VALUE_SIGNED, VALUE_STRING, VALUE_INLINE_STRING, VALUE_REF, VALUE_BLOCK };

struct value {
	enum value_class class;
	uint64_t u;		/* a number, sign-extended where signed; a reference: id, 0 if it leads nowhere */
	const char *s;		/* VALUE_INLINE_STRING: in the bytes that were read, else in a string section */
	const uint8_t *block;	/* VALUE_BLOCK: u bytes */
};

void value_read(struct dwarf *d, const struct dwarf_unit *u, struct rd *r, const struct abbrev_attr *a, struct value *v);
void value_skip(const struct dwarf_unit *u, struct rd *r, uint64_t form);
/* Bytes of a form that always has the same number of them, -1 for others. */
int form_size(const struct dwarf_unit *u, uint16_t form);

/* The attributes that make a type. */
struct die {
	uint64_t offset, id;
	uint16_t tag;
	bool children, declaration;
	struct value name, type, byte_size, bit_size, bit_offset, data_bit_offset, location, count, upper_bound,
		const_value, encoding, sibling, specification, signature, language, str_offsets_base;
};

/* False at the end of a list of siblings, and where the cursor fails. base: offset of r->base in the section. */
bool die_read(struct dwarf *d, const struct dwarf_unit *u, const struct abbrev_table *t, struct rd *r, uint64_t base,
	      struct die *die);

/* ---- index and types --------------------------------------------------------------------- */

/* Passes all units, once. */
void index_build(struct dwarf *d);
void names_add(struct name_table *n, struct name_entry entry);
/* Makes the entries ready to be found; of those that are the same the first is kept. */
void names_seal(struct name_table *n);
bool names_has(const struct name_table *n, const struct name_entry *e);
const struct name_entry *names_find(const struct name_table *n, uint8_t kind, const char *name, unsigned nth);

bool dwarf_fill(struct dwarf *d, struct types *graph, struct type *t, struct err *err);
/* Id of the type of the variable whose DIE has that id; 0 if none. */
uint64_t fill_variable_type(struct dwarf *d, uint64_t id);

#endif
