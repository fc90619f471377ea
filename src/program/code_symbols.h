/* SPDX-License-Identifier: GPL-2.0-or-later */
/* code_symbols.h - variables that no table of the kernel names, found in the code that uses them. */
#ifndef VR_CODE_SYMBOLS_H
#define VR_CODE_SYMBOLS_H

#include "program/program.h"
#include "program/symbol_list.h"

/* Addresses that aarch64 code forms, in order, as often as it does; pc: where the code lies. */
size_t code_addresses(const uint8_t *code, size_t size, uint64_t pc, uint64_t *out, size_t room);

/* Adds to the list what code_symbols.def says how to find and the list has not; how many that are. */
unsigned add_code_symbols(struct program *p, const struct kallsyms *functions, struct symbol_list *list);

#endif
