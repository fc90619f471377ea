/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kallsyms_text.h - kallsyms tables from text, in each form that kernels have
 * had: one line "ADDRESS LETTER NAME" (address in hex) for each symbol.
 */
#ifndef VR_TESTS_KALLSYMS_TEXT_H
#define VR_TESTS_KALLSYMS_TEXT_H

#include "program/kallsyms.h"

struct kallsyms_text {
	bool big_endian;
	enum kallsyms_scheme scheme;
	bool long_lengths;	/* two-byte lengths, 6.1 on */
	bool seqs;		/* kallsyms_seqs_of_names before the tokens: 6.1 to 6.3 */
	bool addresses_last;	/* 6.4 on */
	unsigned marker_size;	/* 4, or 8 before 4.20 */
	unsigned align;		/* 8, or 4 from 7.0 on */
	uint64_t addr;		/* where the tables will lie */
	uint64_t base;		/* relative_base */
};

/* The tables in memory order.  Addresses are those where they will lie. */
struct kallsyms_bytes {
	uint8_t *data;		/* malloc'ed */
	size_t size;
	uint32_t count;
	uint64_t num_syms, names, markers, tokens, token_index, addresses, relative_base;	/* 0: there is none */
};

struct kallsyms_bytes kallsyms_from_text(const char *text, const struct kallsyms_text *how);
/* For kallsyms_build(). */
struct kallsyms_tables kallsyms_tables_of(const struct kallsyms_bytes *b, const struct kallsyms_text *how);

#endif
