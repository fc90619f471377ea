/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dwarf_text.h - ELF files with DWARF from readable text, for tests.
 *
 * One line is one DIE, leading dots are its depth, "#x" names it for others to
 * refer to.  A line "unit" begins another unit (the first begins by itself),
 * "rust_unit" one in that language, "type_unit" one that defines #sig:
 *
 *   base #int name:int size:4 enc:5
 *   struct #list name:list_head size:16 line:3
 *   . member name:next type:#ptr at:0
 *   pointer #ptr type:#list
 *
 * Attributes: name (strp), iname (string), size, enc, at, bits, dbo
 * (data_bit_offset), bo (bit_offset), count, upper (sdata), const (sdata),
 * uconst (data1), line, lang, type, spec, sib (ref4), sig (ref_sig8),
 * atexpr (DW_OP_plus_uconst), decl, raw:AT:FORM:HEX.
 */
#ifndef VR_TESTS_DWARF_TEXT_H
#define VR_TESTS_DWARF_TEXT_H

#include "base/base.h"

struct dwarf_text {
	unsigned version;		/* 0: 5 */
	bool big_endian, wide;		/* wide: 64-bit DWARF */
	uint16_t machine, type;		/* 0: x86-64, ET_EXEC */
	uint64_t type_signature;	/* of the type unit */
	bool relocate;			/* .debug_str offsets are 0 and have relocations */
	struct {
		const char *name;
		uint64_t value;
	} symbols[8];			/* absolute ones */
	const char *build_id;		/* hex, for a note; NULL: none */
	const char *more_names[4];	/* further sections … */
	const void *more_data[4];	/* … and what is in them */
	size_t more_size[4];
};

/* The file, as input (in memory; close it). */
struct input *dwarf_from_text(const char *text, const struct dwarf_text *how);
/* Any bytes as an input, which keeps a copy. */
struct input *input_of_bytes(const void *data, size_t size, const char *name);

#endif
