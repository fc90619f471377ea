/* SPDX-License-Identifier: GPL-2.0-or-later */
/* pass.h - the pass over all units, by one or several threads; private to src/dwarf. */
#ifndef VR_DWARF_PASS_H
#define VR_DWARF_PASS_H

#include "dwarf/internal.h"

/* What enum type_kind has no word for in the table of names. */
enum { KIND_ENUMERATOR = TYPE_VOID, KIND_VARIABLE = TYPE_QUALIFIER, KIND_DECLARED_VARIABLE = TYPE_FUNCTION, NO_KIND = 0xff };

/* A shape is an abbreviation made ready for the pass: steps that read what is of interest and skip the rest. */
enum step_op {
	STEP_SKIP,		/* so many bytes */
	STEP_SKIP_BLOCK,	/* a length, and so many */
	STEP_SKIP_FORM,		/* as long as the form says when it is read */
	STEP_NAME_OFFSET,	/* by far most names: 4 bytes, offset in .debug_str */
	STEP_NAME,
	STEP_SIBLING_OFFSET,	/* by far most siblings: 4 bytes, offset in the unit */
	STEP_SIBLING,
	STEP_DECLARATION,
	STEP_DISTINGUISH,
	STEP_SPECIFICATION,
};

struct step {
	enum step_op op;
	uint32_t bytes;				/* to skip */
	const struct abbrev_attr *attr;
};

/* Where something stands in a DIE all of whose attributes have fixed sizes. */
struct field {
	uint16_t at;
	uint8_t bytes;		/* 0: it is not there, or always the same */
	uint64_t constant;
};

struct shape {
	bool made;
	uint8_t kind;		/* what is recorded, NO_KIND: nothing */
	bool plain;		/* nothing of interest, so many bytes, no children: pointers, qualifiers, … */
	bool fixed;		/* so many bytes, and what is of interest is at known places in them */
	uint32_t bytes;
	uint8_t distinguish_count;
	struct field name, sibling, distinguish[2];
	uint32_t first, count;	/* steps */
};

/* One thread's pass over some of the units; what it finds is put together with the others' at the end. */
struct pass {
	struct dwarf *d;
	struct dwarf_part *part;
	uint32_t first_unit, end_unit;
	struct name_table names;
	struct arena arena;		/* names that stand in the units themselves */
	uint32_t damaged;
	struct err damage;
	const struct dwarf_unit *unit;
	const struct dwarf_file *file;
	struct abbrev_table table;
	struct shape *shapes;		/* one for each of the table's abbreviations */
	struct step *steps;
	uint32_t shape_room, step_count, step_room;
	uint64_t *seen, seen_mask, seen_count;
	uint8_t *buf;
	size_t buf_room;
};

/* Reads the unit's table of abbreviations. */
bool shapes_begin(struct pass *p, struct err *err);
void shape_make(struct pass *p, const struct abbrev *a, struct shape *s);

/* Made when it is met: most abbreviations stand for what lies within functions, and never are. */
static inline const struct shape *shape_of(struct pass *p, const struct abbrev *a)
{
	struct shape *s = &p->shapes[a - p->table.list];

	if (!s->made)
		shape_make(p, a, s);
	return s;
}

/* Passes the units from first_unit to end_unit; a thread's function. */
void *pass_run(void *pass);

#endif
