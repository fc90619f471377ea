/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ELF symbol tables, read in pieces. */
#include "elf/object.h"

#include <stdlib.h>

enum { SHT_SYMTAB = 2, CHUNK = 4096 };

static const struct elf_section *symbol_table(const struct object *o)
{
	for (uint64_t i = 0; i < o->header.shnum; i++)
		if (o->sections[i].type == SHT_SYMTAB)
			return &o->sections[i];
	return NULL;
}

static struct object_symbol parse_symbol(struct rd *r, bool is64, uint32_t *name)
{
	struct object_symbol s = {0};
	uint8_t info;

	*name = rd_u32(r);
	if (!is64) {
		s.value = rd_u32(r);
		s.size = rd_u32(r);
	}
	info = rd_u8(r);
	rd_u8(r);
	s.section = rd_u16(r);
	if (is64) {
		s.value = rd_u64(r);
		s.size = rd_u64(r);
	}
	s.type = info & 15;
	s.binding = info >> 4;
	return s;
}

/* False if fn wants no more of them. */
static bool each_in_chunk(struct object *o, struct rd *r, const uint8_t *strings, size_t strings_size,
			  bool (*fn)(const struct object_symbol *s, void *arg), void *arg)
{
	while (rd_left(r)) {
		uint32_t name;
		struct object_symbol s = parse_symbol(r, o->header.is64, &name);
		struct rd names = rd_init(strings, strings_size, false, "symbol names");

		rd_seek(&names, name);
		s.name = rd_str(&names);
		if (!fn(&s, arg))
			return false;
	}
	return true;
}

bool object_each_symbol(struct object *o, bool (*fn)(const struct object_symbol *s, void *arg), void *arg,
			struct err *err)
{
	const struct elf_section *table = symbol_table(o), *strings;
	size_t entry = o->header.is64 ? 24 : 16;
	uint64_t count;
	uint8_t *names, *chunk;
	bool ok;

	if (!table || table->link >= o->header.shnum)
		return err_set(err, "%s: no symbol table", o->in->name);
	strings = &o->sections[table->link];
	count = table->size / entry;
	if (count > LIMIT_SYMBOLS || strings->size > LIMIT_SECTION_SIZE || strings->size > o->in->size)
		return err_set(err, "%s: symbol table of %llu symbols and 0x%llx bytes of names", o->in->name,
			       (unsigned long long)count, (unsigned long long)strings->size);
	names = xmalloc((size_t)strings->size);
	chunk = xmalloc(CHUNK * entry);
	ok = input_must_read(o->in, strings->offset, names, (size_t)strings->size, "symbol names", err);
	for (uint64_t i = 0; ok && i < count; i += CHUNK) {
		size_t n = (size_t)(count - i < CHUNK ? count - i : CHUNK) * entry;
		struct rd r;

		ok = input_must_read(o->in, table->offset + i * entry, chunk, n, "symbols", err);
		r = rd_init(chunk, n, o->header.big_endian, "symbols");
		if (ok && !each_in_chunk(o, &r, names, (size_t)strings->size, fn, arg))
			break;
	}
	free(names);
	free(chunk);
	return ok;
}
