/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kallsyms.h - the symbol table that a kernel carries in its own memory.
 *
 * Names are kept as the kernel keeps them, packed in tokens; together with an
 * index a table of 190 000 symbols costs about 4 MB.
 */
#ifndef VR_KALLSYMS_H
#define VR_KALLSYMS_H

#include "base/base.h"
#include "program/program.h"
#include "program/vmcoreinfo.h"

/* A piece of the dump's memory, of which pages may be missing. */
struct blob {
	uint8_t *data;		/* zeros where missing */
	size_t size;
	uint8_t *missing;	/* bit map of pages of 4 KiB, NULL if all are there */
	size_t skew;		/* offset of data in its first page */
};

/* physical: addr is a physical address.  False if not one page could be read. */
bool blob_read(struct blob *b, struct memory *m, bool physical, uint64_t addr, size_t size);
void blob_free(struct blob *b);
bool blob_has(const struct blob *b, size_t off, size_t len);

/* How the address table tells addresses; from the newest to the oldest. */
enum kallsyms_scheme {
	KALLSYMS_PLACE_RELATIVE,	/* 7.0 on: i32, from the place of the element itself */
	KALLSYMS_BASE_RELATIVE,		/* u32, from relative_base */
	KALLSYMS_PERCPU_ABSOLUTE,	/* i32: absolute where >= 0, else relative_base - 1 - value (4.6 to 6.14) */
	KALLSYMS_ABSOLUTE,		/* a pointer each */
};

/* The tables as found in memory.  kallsyms_build() takes over the blobs, whether it succeeds or not. */
struct kallsyms_tables {
	bool big_endian;
	unsigned word_size;
	uint32_t count;
	struct blob names;		/* starts with the first name, reaches to the token table */
	struct blob tokens;		/* starts with the token table, reaches to the token index */
	struct blob token_index;	/* 256 u16 */
	struct blob addresses;
	enum kallsyms_scheme scheme;
	uint64_t base;			/* relative_base, or the address of the address table (place-relative) */
};

struct kallsyms;

bool kallsyms_build(struct kallsyms_tables *t, struct kallsyms **out, struct err *err);
/* Finds the tables by the keys in VMCOREINFO (6.0 on, and where backported). */
bool kallsyms_open_keys(struct memory *m, const struct vmcoreinfo *v, bool big_endian, unsigned word_size,
			struct kallsyms **out, struct err *err);

/* Where in memory a scan for the tables looks: a range that contains the kernel's read-only data. */
struct kallsyms_window {
	bool physical;		/* addresses below are physical */
	uint64_t start, size;
	bool big_endian;
	unsigned word_size;
};
bool kallsyms_open_scan(struct memory *m, const struct kallsyms_window *w, struct kallsyms **out, struct err *err);
void kallsyms_close(struct kallsyms *k);

uint32_t kallsyms_count(const struct kallsyms *k);
/* Symbols whose name or address lay in pages that the dump lacks. */
uint32_t kallsyms_missing(const struct kallsyms *k);
bool kallsyms_find(const struct kallsyms *k, const char *name, unsigned nth, uint64_t *addr);
/* The symbol that contains addr; name is the storage for its name. */
bool kallsyms_at(const struct kallsyms *k, uint64_t addr, char name[SYMBOL_NAME_MAX], struct symbol *out);
/* The ith in table order; false where it is missing. */
bool kallsyms_get(const struct kallsyms *k, uint32_t i, char name[SYMBOL_NAME_MAX], struct symbol *out);
/* Addresses from a scan of physical memory, once it is known where that memory is mapped. */
void kallsyms_rebase(struct kallsyms *k, uint64_t delta);

#endif
