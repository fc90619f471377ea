/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * symbol_list.h - symbols of the kernel from outside of the dump (vmlinux,
 * System.map, a prepared file), made into a table as the kernel itself has one.
 */
#ifndef VR_SYMBOL_LIST_H
#define VR_SYMBOL_LIST_H

#include "elf/object.h"
#include "program/kallsyms.h"

struct listed_symbol {
	uint64_t addr;
	uint32_t name;		/* offset in names */
	char letter;
};

struct symbol_list {
	struct listed_symbol *symbols;
	uint32_t count, room;
	struct sb names;
};

void symbol_list_add(struct symbol_list *l, uint64_t addr, char letter, const char *name);
void symbol_list_free(struct symbol_list *l);
bool symbol_list_find(const struct symbol_list *l, const char *name, uint64_t *addr);

bool symbol_list_read_elf(struct symbol_list *l, struct object *o, struct err *err);
/* "ffffffff81000000 T _stext" a line: System.map.  The text is taken apart in place. */
void symbol_list_read_text(struct symbol_list *l, char *text);
bool symbol_list_read_map(struct symbol_list *l, struct input *in, struct err *err);

/* Adds delta to addresses inside the kernel image: per-CPU and absolute ones are not moved by KASLR. */
void symbol_list_move(struct symbol_list *l, uint64_t delta);
bool symbol_list_build(struct symbol_list *l, struct kallsyms **out, struct err *err);

#endif
