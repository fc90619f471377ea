/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Symbols of kernels without CONFIG_KALLSYMS_ALL, whose own table names only
 * functions: data that is exported to modules is named in __ksymtab, a few
 * variables more in VMCOREINFO, and some can be found in the code that uses
 * them (code_symbols.c).  That is by far not all of the data.
 *
 * An entry of __ksymtab is the distance to the symbol, to its name and, since
 * 8651ec01daed (5.4), to its namespace, 4 bytes each; the linker sorts them by
 * name.  The table itself has no name then either, and is searched for.
 */
#include "program/internal.h"

#include <stdio.h>
#include <string.h>

#include "program/code_symbols.h"
#include "program/symbol_list.h"

#define STEP (64 * KiB)
#define ENOUGH 32	/* entries in a row that no other table is taken for */

struct search {
	struct program *p;
	const struct kallsyms *functions;
	struct symbol_list *list;
	uint64_t start, end;	/* of the part of the image that is searched: uninitialised data lies beyond */
	unsigned entry;		/* bytes of an entry */
	unsigned found;
};

static bool in_image(const struct search *s, uint64_t addr)
{
	return addr >= s->start && addr - s->start < LIMIT_IMAGE;
}

static uint64_t relative(const struct blob *b, size_t off, uint64_t at, bool big)
{
	return at + off + (uint64_t)(int32_t)get_u32(b->data + off, big);
}

static bool plausible_run(const struct search *s, const struct blob *b, size_t off, uint64_t at)
{
	bool big = s->p->facts.big_endian;

	for (unsigned i = 0; i < ENOUGH; i++, off += s->entry)
		if (!in_image(s, relative(b, off, at, big)) || !in_image(s, relative(b, off + 4, at, big)))
			return false;
	return true;
}

static bool is_identifier(const char *s)
{
	if (!*s || (*s >= '0' && *s <= '9'))
		return false;
	return s[strspn(s, "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789_.")] == '\0';
}

/* The entry at an address: its name, which must come after the one before. */
static bool read_entry(const struct search *s, uint64_t at, const char *before, char name[SYMBOL_NAME_MAX], uint64_t *addr)
{
	uint64_t value, name_at;
	bool big = s->p->facts.big_endian;

	if (!memory_word(s->p->memory, at, 4, big, &value) || !memory_word(s->p->memory, at + 4, 4, big, &name_at))
		return false;
	*addr = at + (uint64_t)(int32_t)value;
	name_at = at + 4 + (uint64_t)(int32_t)name_at;
	return in_image(s, *addr) && in_image(s, name_at) &&
	       memory_read_string(s->p->memory, name_at, name, SYMBOL_NAME_MAX, NULL) == MEM_OK &&
	       is_identifier(name) && strcmp(name, before) > 0;
}

/* Adds the entries from `at` on, if they are enough to be a table; how many they are. */
static unsigned add_run(struct search *s, uint64_t at)
{
	char names[2][SYMBOL_NAME_MAX] = {"", ""};
	struct symbol_list run = {.count = 0};
	unsigned n = 0;
	uint64_t addr, ignored;

	while (n < LIMIT_SYMBOLS && read_entry(s, at + (uint64_t)n * s->entry, names[n % 2], names[(n + 1) % 2], &addr)) {
		n++;
		if (!kallsyms_find(s->functions, names[n % 2], 0, &ignored))
			symbol_list_add(&run, addr, 'D', names[n % 2]);
	}
	for (uint32_t i = 0; n >= ENOUGH && i < run.count; i++)
		symbol_list_add(s->list, run.symbols[i].addr, 'D', run.names.s + run.symbols[i].name);
	symbol_list_free(&run);
	return n >= ENOUGH ? n : 0;
}

static void search_exports(struct search *s)
{
	for (uint64_t at = s->start; at < s->end; at += STEP) {
		struct blob b;
		size_t off = 0;

		if (blob_read(&b, s->p->memory, false, at, STEP + ENOUGH * s->entry)) {
			while (off < STEP) {
				unsigned n = plausible_run(s, &b, off, at) ? add_run(s, at + off) : 0;

				s->found += n;
				off += n ? (size_t)n * s->entry : 4;
			}
		}
		blob_free(&b);
	}
}

static void add_vmcoreinfo(struct search *s)
{
	const struct vmcoreinfo *v = &s->p->vmcoreinfo;

	for (size_t i = 0; i < v->count; i++) {
		char name[SYMBOL_NAME_MAX];
		uint64_t addr, ignored;

		/* Of an array the value may be what a pointer points to, outside of the image. */
		if (sscanf(v->keys[i], "SYMBOL(%511[^)])", name) == 1 && vmcoreinfo_symbol(v, name, &addr) &&
		    in_image(s, addr) && !kallsyms_find(s->functions, name, 0, &ignored))
			symbol_list_add(s->list, addr, 'D', name);
	}
}

bool add_exported_symbols(struct program *p, const struct kallsyms *functions, struct err *err)
{
	struct symbol_list list = {.count = 0};
	struct search s = {.p = p, .functions = functions, .list = &list, .entry = 12};
	char name[SYMBOL_NAME_MAX];
	struct symbol symbol;
	uint64_t size;
	unsigned in_code;
	bool ok;

	if (!program_image(p, &s.start, &size))
		return err_set(err, "no SYMBOL(_stext) in VMCOREINFO");
	s.end = s.start + size;
	for (uint32_t i = 0; i < kallsyms_count(functions); i++)
		if (kallsyms_get(functions, i, name, &symbol))
			symbol_list_add(&list, symbol.addr, symbol.letter, name);
	search_exports(&s);
	if (!s.found) {
		s.entry = 8;
		search_exports(&s);
	}
	add_vmcoreinfo(&s);
	in_code = add_code_symbols(p, functions, &list);
	ok = symbol_list_build(&list, &p->kallsyms, err);
	symbol_list_free(&list);
	log_msg(p->log, LOG_INFO, "%u exported symbols found in the image, %u more in the code", s.found, in_code);
	return ok;
}
