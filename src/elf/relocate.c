/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Relocation of the debug sections of relocatable files (kernel modules).
 *
 * Their fields are 0 until relocated.  Relocations are in the order of the
 * places that they change, as assemblers and linkers write them, so those of
 * any piece of a section are found by bisection and applied when it is read.
 */
#include "elf/object.h"

#include <stdlib.h>
#include <string.h>

enum { SHT_RELA = 4, RELA64 = 24, SYMBOL64 = 24, BATCH = 512, CHECKED = 16384 };

/* Absolute relocations, the only ones that debug sections need; others are left alone. */
static unsigned width_of(uint16_t machine, uint32_t type)
{
	static const struct {
		uint16_t machine;
		uint8_t type64, type32[2];	/* numbers above 255 less 256 */
		uint16_t base;
	} kinds[] = {
		{ELF_EM_X86_64, 1, {10, 11}, 0},
		{ELF_EM_AARCH64, 1, {2, 2}, 256},
		{ELF_EM_RISCV, 2, {1, 1}, 0},
		{ELF_EM_PPC64, 38, {1, 1}, 0},
		{ELF_EM_S390, 22, {4, 4}, 0},
		{ELF_EM_LOONGARCH, 2, {1, 1}, 0},
	};

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		if (kinds[i].machine != machine)
			continue;
		if (type == (uint32_t)kinds[i].base + kinds[i].type64)
			return 8;
		if (type == (uint32_t)kinds[i].base + kinds[i].type32[0] ||
		    type == (uint32_t)kinds[i].base + kinds[i].type32[1])
			return 4;
	}
	return 0;
}

struct relocation {
	uint64_t offset;
	uint32_t type, symbol;
	uint64_t addend;
};

static struct relocation parse_relocation(struct rd *r)
{
	struct relocation rel = {.offset = rd_u64(r)};
	uint64_t info = rd_u64(r);

	rel.type = (uint32_t)info;
	rel.symbol = (uint32_t)(info >> 32);
	rel.addend = rd_u64(r);
	return rel;
}

static bool read_relocations(const struct section *s, uint64_t first, uint8_t *buf, size_t count, struct err *err)
{
	return input_must_read(s->object->in, s->relocations->offset + first * RELA64, buf, count * RELA64, "relocations", err);
}

/* Index of the first relocation at or behind off. */
static bool first_at(const struct section *s, uint64_t off, uint64_t *first, struct err *err)
{
	uint64_t low = 0, high = s->relocations->size / RELA64;

	while (low < high) {
		uint64_t middle = low + (high - low) / 2;
		uint8_t buf[RELA64];

		if (!read_relocations(s, middle, buf, 1, err))
			return false;
		if (get_u64(buf, s->object->header.big_endian) < off)
			low = middle + 1;
		else
			high = middle;
	}
	*first = low;
	return true;
}

static void apply(const struct section *s, const struct relocation *rel, uint64_t off, uint8_t *buf, size_t len)
{
	bool big = s->object->header.big_endian;
	unsigned width = width_of(s->object->header.machine, rel->type);
	uint64_t value, at = rel->offset - off;

	if (!width || at > len || width > len - at || rel->symbol >= s->symbols->size / SYMBOL64)
		return;
	value = get_u64(s->symbols->data + (uint64_t)rel->symbol * SYMBOL64 + 8, big) + rel->addend;
	if (width == 8)
		put_u64(buf + at, big, value);
	else
		put_u32(buf + at, big, (uint32_t)value);
}

bool section_relocate(const struct section *s, uint64_t off, uint8_t *buf, size_t len, struct err *err)
{
	uint8_t batch[BATCH * RELA64];
	uint64_t i, count;

	if (!s->relocations)
		return true;
	count = s->relocations->size / RELA64;
	if (!first_at(s, off, &i, err))
		return false;
	while (i < count) {
		size_t n = count - i < BATCH ? (size_t)(count - i) : BATCH;
		struct rd r;

		if (n > len / 4 + 1)
			n = len / 4 + 1;	/* a small piece has few */
		if (!read_relocations(s, i, batch, n, err))
			return false;
		r = rd_init(batch, n * RELA64, s->object->header.big_endian, "relocations");
		for (size_t k = 0; k < n; k++) {
			struct relocation rel = parse_relocation(&r);

			if (rel.offset >= off + len)
				return true;
			if (rel.offset >= off)
				apply(s, &rel, off, buf, len);
		}
		i += n;
	}
	return true;
}

/* The symbols that relocations refer to, whole: a module has few. */
static bool load_symbols(struct section *s, const struct elf_section *h, struct err *err)
{
	struct object *o = s->object;

	if (h->size > LIMIT_SECTION_SIZE || h->size > o->in->size)
		return err_set(err, "%s: symbol table of 0x%llx bytes", o->in->name, (unsigned long long)h->size);
	s->symbols = xcalloc(1, sizeof(*s->symbols));
	s->symbols->size = h->size;
	s->symbols->data = xmalloc((size_t)h->size + 1);
	return input_must_read(o->in, h->offset, s->symbols->data, (size_t)h->size, "symbols", err);
}

/* Bisection needs them in order; no toolchain is known to write others. */
static bool check_order(const struct section *s, struct err *err)
{
	uint64_t count = s->relocations->size / RELA64, last = 0;
	uint8_t *batch = xmalloc(CHECKED * RELA64);
	bool ok = true;

	for (uint64_t i = 0; ok && i < count; i += CHECKED) {
		size_t n = count - i < CHECKED ? (size_t)(count - i) : CHECKED;

		ok = read_relocations(s, i, batch, n, err);
		for (size_t k = 0; ok && k < n; k++) {
			uint64_t offset = get_u64(batch + k * RELA64, s->object->header.big_endian);

			if (offset < last)
				ok = err_set(err, "%s: the relocations of %s are not in order: link the module again (ld -r)",
					     s->object->in->name, s->name);
			last = offset;
		}
	}
	free(batch);
	return ok;
}

/* vmlinux may have been linked with --emit-relocs: its relocations were applied, only a module's are not. */
bool section_prepare_relocations(struct section *s, struct err *err)
{
	struct object *o = s->object;

	if (o->header.type != ELF_ET_REL || !o->header.is64)
		return true;
	for (uint64_t i = 0; i < o->header.shnum; i++) {
		const struct elf_section *r = &o->sections[i];

		if (r->type != SHT_RELA || r->info >= o->header.shnum || &o->sections[r->info] != s->header)
			continue;
		if (r->link >= o->header.shnum || r->offset > o->in->size || r->size > o->in->size - r->offset)
			return err_set(err, "%s: relocations of %s reach past the end of the file", o->in->name, s->name);
		if (!load_symbols(s, &o->sections[r->link], err))
			return false;
		s->relocations = r;
		if (!check_order(s, err))
			return false;
		return !s->data || section_relocate(s, 0, s->data, (size_t)s->size, err);
	}
	return true;
}
