/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbols of modules, from the symbol tables that they keep.  kernel/module/kallsyms.c */
#include "program/modules.h"

#include <stdlib.h>
#include <string.h>

#define SYM_SIZE 24	/* Elf64_Sym: u32 name, u8 info, u8 other, u16 section, u64 value, u64 size */

static uint32_t longest_name(const struct blob *symtab, uint32_t count, bool big)
{
	uint32_t last = 0;

	for (uint32_t i = 0; i < count; i++) {
		uint32_t name = get_u32(symtab->data + (size_t)i * SYM_SIZE, big);

		last = name > last && name < LIMIT_MODULE_STRINGS ? name : last;
	}
	return last;
}

/* Letters have a table of their own (1c7651f43777, 5.2); until 5.0 the letter replaced st_info. */
static char letter_of(const struct blob *types, uint32_t i, const uint8_t *sym)
{
	char c = types->size ? (blob_has(types, i, 1) ? (char)types->data[i] : '?') : (char)sym[4];

	return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ? c : '?';
}

static const char *name_of(const struct module_symbols *s, const struct module_symbol *sym)
{
	return (const char *)s->strings.data + sym->name;
}

/* Defined symbols with a name that was read in full. */
static void keep_symbols(struct module_symbols *s, const struct blob *symtab, const struct blob *types, bool big)
{
	uint32_t total = (uint32_t)s->count_in_symtab;

	s->symbols = xcalloc(total, sizeof(*s->symbols));
	for (uint32_t i = 0; i < total; i++) {
		const uint8_t *sym = symtab->data + (size_t)i * SYM_SIZE;
		uint32_t name = get_u32(sym, big);
		size_t room;

		if (!blob_has(symtab, (size_t)i * SYM_SIZE, SYM_SIZE)) {
			s->incomplete = true;
			continue;
		}
		if (get_u16(sym + 6, big) == 0 || name >= s->strings.size)
			continue;
		room = strnlen((char *)s->strings.data + name, s->strings.size - name);
		if (!blob_has(&s->strings, name, room + 1)) {
			s->incomplete = true;
			continue;
		}
		if (room == 0)
			continue;
		s->symbols[s->count++] = (struct module_symbol){get_u64(sym + 8, big), name, letter_of(types, i, sym)};
	}
}

static int compare_addresses(const void *a, const void *b, void *symbols)
{
	const struct module_symbol *s = symbols;
	uint32_t x = *(const uint32_t *)a, y = *(const uint32_t *)b;

	if (s[x].addr != s[y].addr)
		return s[x].addr < s[y].addr ? -1 : 1;
	return x < y ? -1 : 1;
}

static void load_symbols(struct program *p, size_t module)
{
	struct module_symbols *s = &p->modules->symbols[module];
	uint32_t total = (uint32_t)s->count_in_symtab;
	struct blob symtab, types = {0};
	size_t names;

	if (s->loaded)
		return;
	s->loaded = true;
	if (!total)
		return;
	if (!blob_read(&symtab, p->memory, false, s->symtab, (size_t)total * SYM_SIZE))
		log_msg(p->log, LOG_WARN, "module %s: its symbol table is not in the dump", p->modules->modules[module].name);
	if (s->typetab)
		blob_read(&types, p->memory, false, s->typetab, total);
	names = longest_name(&symtab, total, p->facts.big_endian);
	blob_read(&s->strings, p->memory, false, s->strtab, names + SYMBOL_NAME_MAX);
	if (symtab.missing || !blob_has(&s->strings, 0, names))
		p->modules->symbols_lost++;
	keep_symbols(s, &symtab, &types, p->facts.big_endian);
	p->modules->symbols_lost += s->incomplete;
	blob_free(&symtab);
	blob_free(&types);
	s->by_addr = xcalloc(s->count + 1, sizeof(*s->by_addr));
	for (uint32_t i = 0; i < s->count; i++)
		s->by_addr[i] = i;
	qsort_r(s->by_addr, s->count, sizeof(*s->by_addr), compare_addresses, s->symbols);
}

/* ---- by name --------------------------------------------------------------- */

static void build_index(struct program *p)
{
	struct module_set *set = p->modules;
	uint32_t total = 0, *hashes;

	if (set->indexed)
		return;
	set->indexed = true;
	set->first_entry = xcalloc(set->count + 1, sizeof(*set->first_entry));
	for (size_t m = 0; m < set->count; m++) {
		load_symbols(p, m);
		if (set->symbols[m].count > LIMIT_SYMBOLS - total)
			set->symbols[m].count = 0;
		total += set->symbols[m].count;
		set->first_entry[m + 1] = total;
	}
	hashes = xcalloc(total + 1, sizeof(*hashes));
	for (size_t m = 0; m < set->count; m++) {
		const struct module_symbols *s = &set->symbols[m];

		for (uint32_t i = 0; i < s->count; i++) {
			const char *name = name_of(s, &s->symbols[s->by_addr[i]]);

			hashes[set->first_entry[m] + i] = name_hash(name, strlen(name));
		}
	}
	name_index_build(&set->index, hashes, total);
}

static size_t module_of_entry(const struct module_set *set, uint32_t entry)
{
	size_t low = 0, high = set->count;

	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (set->first_entry[middle] <= entry)
			low = middle;
		else
			high = middle;
	}
	return low;
}

bool modules_find(struct program *p, const char *module, const char *name, unsigned *nth, uint64_t *addr)
{
	struct module_set *set = p->modules;
	uint32_t hash = name_hash(name, strlen(name)), cursor = 0, entry;
	bool found = false;

	pthread_mutex_lock(&p->lock);
	build_index(p);
	while (!found && name_index_next(&set->index, hash, &cursor, &entry)) {
		size_t m = module_of_entry(set, entry);
		const struct module_symbols *s = &set->symbols[m];
		const struct module_symbol *sym = &s->symbols[s->by_addr[entry - set->first_entry[m]]];

		if ((module && strcmp(set->modules[m].name, module) != 0) || strcmp(name_of(s, sym), name) != 0)
			continue;
		found = (*nth)-- == 0;
		if (found)
			*addr = sym->addr;
	}
	pthread_mutex_unlock(&p->lock);
	return found;
}

/* ---- by address ------------------------------------------------------------- */

/* A function does not reach into data that lie behind it, of which there may be no symbols (CONFIG_KALLSYMS_ALL). */
static bool range_of(const struct program_module *m, uint64_t addr, uint64_t *start, uint64_t *end)
{
	for (unsigned i = 0; i < m->range_count; i++) {
		*start = m->ranges[i].base;
		*end = *start + m->ranges[i].size;
		if (addr < *start || addr >= *end)
			continue;
		if (i == 0 && m->text_end)
			*(addr < m->text_end ? end : start) = m->text_end;
		return true;
	}
	return false;
}

/* Labels that the assembler makes are no symbols to show: ".L1", and on arm64 and riscv "$x", "$d". */
static bool is_mapping_symbol(const char *name)
{
	return name[0] == '$' || (name[0] == '.' && name[1] == 'L') || (name[0] == 'L' && name[1] == '0');
}

static uint32_t symbols_up_to(const struct module_symbols *s, uint64_t addr)
{
	uint32_t low = 0, high = s->count;

	while (low < high) {
		uint32_t middle = low + (high - low) / 2;

		if (s->symbols[s->by_addr[middle]].addr <= addr)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

/* Of several symbols at one address the first of the table is the one that the kernel names. */
static bool symbol_in(const struct module_symbols *s, uint64_t addr, uint64_t start, uint64_t end,
		      char name[SYMBOL_NAME_MAX], struct symbol *out)
{
	uint32_t next = symbols_up_to(s, addr);
	const struct module_symbol *best = NULL;

	for (uint32_t i = next; i-- > 0;) {
		const struct module_symbol *sym = &s->symbols[s->by_addr[i]];

		if (sym->addr < start || (best && sym->addr != best->addr))
			break;
		if (!is_mapping_symbol(name_of(s, sym)))
			best = sym;
	}
	if (!best || s->incomplete)
		return false;
	for (; next < s->count; next++)
		if (!is_mapping_symbol(name_of(s, &s->symbols[s->by_addr[next]])))
			break;
	if (next < s->count && s->symbols[s->by_addr[next]].addr < end)
		end = s->symbols[s->by_addr[next]].addr;
	strncpy(name, name_of(s, best), SYMBOL_NAME_MAX - 1);
	name[SYMBOL_NAME_MAX - 1] = '\0';
	*out = (struct symbol){.name = name, .addr = best->addr, .size = end - best->addr, .letter = best->letter};
	return true;
}

bool modules_symbol_at(struct program *p, uint64_t addr, char name[SYMBOL_NAME_MAX], struct symbol *out)
{
	struct module_set *set = p->modules;
	uint64_t start, end;
	bool found = false;

	pthread_mutex_lock(&p->lock);
	for (size_t m = 0; m < set->count && !found; m++) {
		if (!range_of(&set->modules[m], addr, &start, &end))
			continue;
		load_symbols(p, m);
		found = symbol_in(&set->symbols[m], addr, start, end, name, out);
		if (!found)
			break;
		out->module = set->modules[m].name;
	}
	pthread_mutex_unlock(&p->lock);
	return found;
}

bool modules_each(struct program *p, bool (*fn)(const struct symbol *s, void *arg), void *arg)
{
	struct module_set *set = p->modules;

	pthread_mutex_lock(&p->lock);
	build_index(p);
	pthread_mutex_unlock(&p->lock);
	for (size_t m = 0; m < set->count; m++) {
		const struct module_symbols *s = &set->symbols[m];

		for (uint32_t i = 0; i < s->count; i++) {
			const struct module_symbol *sym = &s->symbols[i];
			struct symbol symbol = {.name = name_of(s, sym), .module = set->modules[m].name,
						.addr = sym->addr, .letter = sym->letter};

			if (!fn(&symbol, arg))
				return false;
		}
	}
	return true;
}
