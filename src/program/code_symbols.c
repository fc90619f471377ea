/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Variables that no table names, found by the instructions that use them.
 *
 * Only where instructions have one length (aarch64): an address is formed by ADRP, the page, and an
 * ADD, load or store with the rest of it.  What a register holds is followed through the function as
 * if it had no branches; a wrong address that comes of it is in one function, not in all of a row's.
 */
#include "program/code_symbols.h"

#include <stdlib.h>

#include "elf/elf.h"
#include "program/internal.h"

#define FUNCTION_MAX (8 * KiB)
#define FUNCTIONS 3

struct found_in_code {
	const char *variable, *functions[FUNCTIONS];
};

#define FOUND_IN_CODE(variable, ...) {#variable, {__VA_ARGS__}},
static const struct found_in_code rows[] = {
#include "program/code_symbols.def"
};
#undef FOUND_IN_CODE

/* The page that ADRP at pc forms: a signed number of pages of 4 KiB from its own. */
static uint64_t adrp_page(uint32_t insn, uint64_t pc)
{
	uint64_t pages = (insn >> 5 & 0x7ffff) << 2 | (insn >> 29 & 3);

	if (pages >> 20)
		pages |= ~0ULL << 21;
	return (pc & ~0xfffULL) + (pages << 12);
}

size_t code_addresses(const uint8_t *code, size_t size, uint64_t pc, uint64_t *out, size_t room)
{
	uint64_t page[32] = {0};
	size_t n = 0;

	for (size_t i = 0; i + 4 <= size && n < room; i += 4) {
		uint32_t insn = get_u32(code + i, false);
		unsigned target = insn & 31, base = insn >> 5 & 31;
		uint64_t offset = insn >> 10 & 0xfff;

		if ((insn & 0x9f000000) == 0x90000000) {		/* adrp */
			page[target] = adrp_page(insn, pc + i);
		} else if ((insn & 0xffc00000) == 0x91000000 && page[base]) {	/* add x, x, #imm */
			out[n++] = page[base] + offset;
			if (target == base)
				page[target] = 0;
		} else if ((insn & 0x3b000000) == 0x39000000 && page[base]) {	/* ldr, str …, [x, #imm] */
			out[n++] = page[base] + (offset << (insn >> 30));
		}
	}
	return n;
}

struct addresses {
	uint64_t v[FUNCTION_MAX / 4];
	size_t count;
};

static bool read_function(struct program *p, const struct kallsyms *functions, const char *name, struct addresses *out)
{
	uint8_t code[FUNCTION_MAX];
	char unused[SYMBOL_NAME_MAX];
	struct symbol f;
	uint64_t addr;
	size_t size;

	if (!kallsyms_find(functions, name, 0, &addr) || !kallsyms_at(functions, addr, unused, &f))
		return false;
	size = f.size < sizeof(code) ? (size_t)f.size : sizeof(code);
	if (memory_read(p->memory, addr, code, size, NULL) != MEM_OK)
		return false;
	out->count = code_addresses(code, size, addr, out->v, ARRAY_LEN(out->v));
	return true;
}

static bool formed_by(const struct addresses *a, uint64_t addr)
{
	for (size_t i = 0; i < a->count; i++)
		if (a->v[i] == addr)
			return true;
	return false;
}

static bool has_name(const struct symbol_list *list, uint64_t addr)
{
	for (uint32_t i = 0; i < list->count; i++)
		if (list->symbols[i].addr == addr)
			return true;
	return false;
}

/* The one address that all functions of a row form and that has no name yet; 0 if there are none or several. */
static uint64_t common_address(const struct addresses *a, size_t n, const struct symbol_list *list)
{
	uint64_t found = 0;

	for (size_t i = 0; i < a[0].count; i++) {
		uint64_t addr = a[0].v[i];
		size_t f = 1;

		while (f < n && formed_by(&a[f], addr))
			f++;
		if (f < n || addr == found || has_name(list, addr))
			continue;
		if (found)
			return 0;
		found = addr;
	}
	return found;
}

static uint64_t find_variable(struct program *p, const struct kallsyms *functions, const struct found_in_code *row,
			      const struct symbol_list *list)
{
	struct addresses *a = xcalloc(FUNCTIONS, sizeof(*a));
	uint64_t found = 0;
	size_t n = 0;

	while (n < FUNCTIONS && row->functions[n] && read_function(p, functions, row->functions[n], &a[n]))
		n++;
	if (n && (n == FUNCTIONS || !row->functions[n]))
		found = common_address(a, n, list);
	free(a);
	log_msg(p->log, LOG_DEBUG, "%s, by the code that uses it: %#llx", row->variable, (unsigned long long)found);
	return found;
}

/* Found for two variables, it is at least one of them by mistake. */
static bool found_once(const uint64_t *found, size_t n, uint64_t addr)
{
	size_t times = 0;

	for (size_t i = 0; i < n; i++)
		times += found[i] == addr;
	return times == 1;
}

unsigned add_code_symbols(struct program *p, const struct kallsyms *functions, struct symbol_list *list)
{
	uint64_t found[ARRAY_LEN(rows)] = {0};
	unsigned count = 0;

	if (p->facts.machine != ELF_EM_AARCH64 || p->facts.big_endian)
		return 0;
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		uint64_t known;

		if (!symbol_list_find(list, rows[i].variable, &known))
			found[i] = find_variable(p, functions, &rows[i], list);
	}
	for (size_t i = 0; i < ARRAY_LEN(rows); i++) {
		if (!found[i] || !found_once(found, ARRAY_LEN(rows), found[i]))
			continue;
		symbol_list_add(list, found[i], 'D', rows[i].variable);
		count++;
	}
	return count;
}
