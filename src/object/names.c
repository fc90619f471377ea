/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Enumerators and symbols by name and by value. */
#include "object/internal.h"

#include <string.h>

/*
 * Thousands of objects are asked about by the same few names, each of which takes a search through the
 * kernel's compressed tables.  That there is none is worth remembering, too.
 */
struct known_name {
	bool exists;
	uint64_t value;
};

static const struct known_name *look_up(struct emit *e, struct strmap *known, const char *name,
					bool (*find)(struct emit *e, const char *name, uint64_t *value))
{
	struct known_name *k = strmap_get(known, name);

	if (!k) {
		k = worker_alloc(e, 1, sizeof(*k));
		k->exists = find(e, name, &k->value);
		strmap_put(known, worker_strdup(e, name), k);
	}
	return k;
}

static bool search_symbols(struct emit *e, const char *name, uint64_t *address)
{
	return program_symbol(e->program, name, address);
}

bool find_symbol(struct emit *e, const char *name, uint64_t *address)
{
	const struct known_name *k = look_up(e, &e->symbols, name, search_symbols);

	if (k->exists)
		*address = k->value;
	return k->exists;
}

static bool search_enumerators(struct emit *e, const char *alternatives, uint64_t *value)
{
	char name[128];
	int64_t v;

	for (const char *s = alternatives;;) {
		size_t n = strcspn(s, "|");

		if (n < sizeof(name)) {
			memcpy(name, s, n);
			name[n] = '\0';
			if (types_enumerator(&e->types, name, &v)) {
				*value = (uint64_t)v;
				return true;
			}
		}
		if (!s[n])
			return false;
		s += n + 1;
	}
}

static bool find_enum(struct emit *e, const char *alternatives, int64_t *value)
{
	const struct known_name *k = look_up(e, &e->enumerators, alternatives, search_enumerators);

	if (k->exists)
		*value = (int64_t)k->value;
	return k->exists;
}

bool has_enum(struct emit *e, const char *alternatives)
{
	int64_t unused;

	return find_enum(e, alternatives, &unused);
}

long enumv(struct emit *e, const char *alternatives)
{
	int64_t v = 0;

	if (!find_enum(e, alternatives, &v))
		fail_at(e, "", alternatives, "no such enumerator", 0);
	return (long)v;
}

long enum_or(struct emit *e, const char *alternatives, long value)
{
	int64_t v = value;

	return find_enum(e, alternatives, &v) ? (long)v : value;
}

bool has_vmcoreinfo(struct emit *e, const char *key)
{
	uint64_t unused;

	return program_vmcoreinfo_number(e->program, key, &unused);
}

uint64_t vmcoreinfo(struct emit *e, const char *key)
{
	uint64_t v = 0;

	if (!program_vmcoreinfo_number(e->program, key, &v))
		fail_at(e, "", key, "not in VMCOREINFO", 0);
	return v;
}

const char *enum_name(struct emit *e, const char *type, long value)
{
	struct type *t = named_type(e, type);

	t = t ? type_strip(t) : NULL;
	for (uint32_t i = 0; t && i < t->enumerator_count; i++)
		if (t->enumerators[i].value == value)
			return t->enumerators[i].name;
	return NULL;
}

const char *one_of_(struct emit *e, const char *const *words, size_t count, long value)
{
	if (value >= 0 && (size_t)value < count && words[value])
		return words[value];
	fail_at(e, "", file_printf(e, "what %ld means", value), "not among the values that are known", 0);
	return "";
}

bool symbol_at(struct emit *e, uint64_t address, struct symbol *found)
{
	char name[SYMBOL_NAME_MAX];

	if (!program_symbol_at(e->program, address, name, found)) {
		if (program_may_lack_symbol_at(e->program, address))
			fail_at(e, "", "symbol of an address", "not among the symbols that could be read", address);
		return false;
	}
	found->name = arena_strdup(&e->file, found->name);
	return true;
}

/* As the kernel prints what has no symbol.  Where symbols have been lost, it may have had one. */
static const char *without_symbol(struct emit *e, uint64_t address)
{
	if (address && program_may_lack_symbol_at(e->program, address))
		fail_at(e, "", "symbol of an address", "not among the symbols that could be read", address);
	return file_printf(e, "0x%llx", (unsigned long long)address);
}

const char *symbol_name(struct emit *e, uint64_t address)
{
	struct symbol s;

	return symbol_at(e, address, &s) ? s.name : without_symbol(e, address);
}

const char *symbol_and_module(struct emit *e, uint64_t address)
{
	struct symbol s;

	if (!symbol_at(e, address, &s) || !s.module)
		return symbol_name(e, address);
	return file_printf(e, "%s [%s]", s.name, s.module);
}

const char *symbol_offset(struct emit *e, uint64_t address)
{
	struct symbol s;

	if (!symbol_at(e, address, &s))
		return without_symbol(e, address);
	return file_printf(e, "%s+0x%llx/0x%llx%s%s%s", s.name, (unsigned long long)(address - s.addr),
			   (unsigned long long)s.size, s.module ? " [" : "", s.module ? s.module : "", s.module ? "]" : "");
}
