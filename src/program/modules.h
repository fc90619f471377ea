/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * modules.h - loaded modules, their symbols and their types.  The lists are
 * read when the program is opened; symbols and types, which most reports need
 * of few modules or of none, when they are first asked for, under program.lock.
 */
#ifndef VR_MODULES_H
#define VR_MODULES_H

#include "program/layout.h"
#include "program/name_index.h"

struct module_symbol {
	uint64_t addr;
	uint32_t name;		/* offset in the module's strings */
	char letter;
};

struct module_symbols {
	bool loaded, incomplete;	/* incomplete: which symbol an address belongs to cannot be said */
	uint64_t symtab, count_in_symtab, strtab, typetab;
	struct module_symbol *symbols;	/* in the order of the symbol table */
	uint32_t *by_addr;		/* numbers of symbols in ascending address order */
	uint32_t count;
	struct blob strings;
};

struct module_set {
	struct program_module *modules;
	struct module_symbols *symbols;	/* one for each module */
	size_t count;
	const char *broken;		/* why there may be more of them; NULL: these are all */
	bool indexed;
	struct name_index index;	/* over all modules; entry: position in by_addr, counted through the modules */
	uint32_t *first_entry;		/* of each module, and one past the last */

	struct module_btf *btf;		/* type sources that are read when first asked */
	size_t btf_count;
	/* Parts that the dump should have but that could not be read: what is not found then may exist. */
	unsigned symbols_lost, types_lost;
};

/* False if there is a list that can't be read; true, and no modules, where the kernel was built without them. */
bool modules_load(struct program *p, struct err *err);
/* Nothing is known of the modules: no symbol and no type is ruled out. */
void modules_lost(struct module_set *set);
void modules_free(struct module_set *set);

/* These take the lock. */
bool modules_find(struct program *p, const char *module, const char *name, unsigned *nth, uint64_t *addr);
bool modules_symbol_at(struct program *p, uint64_t addr, char name[SYMBOL_NAME_MAX], struct symbol *out);
bool modules_each(struct program *p, bool (*fn)(const struct symbol *s, void *arg), void *arg);

/* Split BTF of modules: p->btf must be there. */
bool module_btf_load(struct program *p, struct err *err);
bool module_btf_has(const struct module_set *set, const char *module);
void module_btf_free(struct module_set *set);
void module_btf_add_sources(struct program *p, struct types *graph);

#endif
