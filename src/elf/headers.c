/* SPDX-License-Identifier: GPL-2.0-or-later */
/* File, program and section headers.  Only what is used is checked: QEMU writes e_ehsize 8 and puts sections first. */
#include "elf/elf.h"

#include <stdlib.h>
#include <string.h>

enum {
	PN_XNUM = 0xffff,		/* the real count is in section 0 */
	SHN_XINDEX = 0xffff,
	TABLE_CHUNK = 64 * 1024,	/* tables are read in pieces of about this size */
};

bool elf_is_elf(const uint8_t *head, size_t len)
{
	return len >= 4 && !memcmp(head, "\177ELF", 4);
}

const char *elf_type_name(uint16_t type)
{
	switch (type) {
	case ELF_ET_REL:
		return "an object file or kernel module (ET_REL)";
	case ELF_ET_EXEC:
		return "a program or kernel image (ET_EXEC)";
	case ELF_ET_DYN:
		return "a shared object, program or kernel image (ET_DYN)";
	case ELF_ET_CORE:
		return "a core (ET_CORE)";
	}
	return "an ELF file of unknown type";
}

static uint64_t rd_addr(struct rd *r, const struct elf_header *h)
{
	return h->is64 ? rd_u64(r) : rd_u32(r);
}

static struct elf_section parse_section(struct rd *r, const struct elf_header *h, uint32_t *name)
{
	struct elf_section s = {.name = ""};

	*name = rd_u32(r);
	s.type = rd_u32(r);
	s.flags = rd_addr(r, h);
	s.addr = rd_addr(r, h);
	s.offset = rd_addr(r, h);
	s.size = rd_addr(r, h);
	s.link = rd_u32(r);
	s.info = rd_u32(r);
	s.align = rd_addr(r, h);
	s.entsize = rd_addr(r, h);
	return s;
}

static struct elf_segment parse_segment(struct rd *r, const struct elf_header *h)
{
	struct elf_segment s = {.type = rd_u32(r)};

	if (h->is64)
		s.flags = rd_u32(r);
	s.offset = rd_addr(r, h);
	s.vaddr = rd_addr(r, h);
	s.paddr = rd_addr(r, h);
	s.filesz = rd_addr(r, h);
	s.memsz = rd_addr(r, h);
	if (!h->is64)
		s.flags = rd_u32(r);
	return s;
}

/* Counts that did not fit their 16 bits are in the fields of section header 0. */
static bool resolve_counts(struct input *in, struct elf_header *h, struct err *err)
{
	bool need = h->phnum == PN_XNUM || (!h->shnum && h->shoff) || h->shstrndx == SHN_XINDEX;
	size_t size = h->is64 ? 64 : 40;
	struct elf_section first;
	uint8_t buf[64];
	uint32_t name;
	struct rd r;

	if (!h->shoff && h->phnum == PN_XNUM)
		return err_set(err, "%s: 65535 or more program headers, but no section header to hold their number", in->name);
	if (!need || !h->shoff)
		return true;
	if (!input_must_read(in, h->shoff, buf, size, "ELF section header 0", err))
		return false;
	r = rd_init(buf, size, h->big_endian, "section header 0");
	first = parse_section(&r, h, &name);
	if (h->phnum == PN_XNUM)
		h->phnum = first.info;
	if (!h->shnum)
		h->shnum = first.size;
	if (h->shstrndx == SHN_XINDEX)
		h->shstrndx = first.link;
	return true;
}

static void parse_header(struct rd *r, struct elf_header *h)
{
	rd_seek(r, 16);
	h->type = rd_u16(r);
	h->machine = rd_u16(r);
	rd_u32(r);			/* version */
	rd_addr(r, h);			/* entry */
	h->phoff = rd_addr(r, h);
	h->shoff = rd_addr(r, h);
	h->flags = rd_u32(r);
	rd_u16(r);			/* e_ehsize */
	h->phentsize = rd_u16(r);
	h->phnum = rd_u16(r);
	h->shentsize = rd_u16(r);
	h->shnum = rd_u16(r);
	h->shstrndx = rd_u16(r);
}

bool elf_read_header(struct input *in, struct elf_header *out, struct err *err)
{
	size_t len = in->size < ELF_MAX_HEADER ? (size_t)in->size : ELF_MAX_HEADER;
	uint8_t buf[ELF_MAX_HEADER];
	struct elf_header h = {0};
	struct rd r;

	if (!input_must_read(in, 0, buf, len, "ELF header", err))
		return false;
	if (!elf_is_elf(buf, len) || len < 20)
		return err_set(err, "%s: not an ELF file", in->name);
	if ((buf[4] != 1 && buf[4] != 2) || (buf[5] != 1 && buf[5] != 2))
		return err_set(err, "%s: ELF class %u, byte order %u: neither 1 nor 2", in->name, buf[4], buf[5]);
	h.is64 = buf[4] == 2;
	h.big_endian = buf[5] == 2;
	r = rd_init(buf, len, h.big_endian, "ELF header");
	parse_header(&r, &h);
	if (!rd_ok(&r, err))
		return err_prepend(err, "%s", in->name);
	if (!resolve_counts(in, &h, err))
		return false;
	*out = h;
	return true;
}

struct table {
	const char *what;
	uint64_t off, count, limit;
	uint32_t entry, least;	/* size of an entry; the least it may be */
};

static bool check_table(struct input *in, const struct table *t, struct err *err)
{
	unsigned long long off = t->off, count = t->count, limit = t->limit, size = in->size;

	if (t->entry < t->least)
		return err_set(err, "%s: size of an ELF %s is %u, at least %u expected", in->name, t->what, t->entry, t->least);
	if (count > limit)
		return err_set(err, "%s: %llu ELF %ss, %llu at the most are supported", in->name, count, t->what, limit);
	if (off > in->size || count > (in->size - off) / t->entry)
		return err_set(err, "%s: %llu ELF %ss at offset 0x%llx reach past the end of the file (%llu bytes): it was cut short",
			       in->name, count, t->what, off, size);
	return true;
}

typedef void parse_fn(struct rd *r, const struct elf_header *h, uint64_t i, void *arg);

/* Calls parse() for each entry, with a cursor at its start. */
static bool read_table(struct input *in, const struct elf_header *h, const struct table *t, parse_fn *parse, void *arg,
		       struct err *err)
{
	uint64_t per_chunk = t->entry < TABLE_CHUNK ? TABLE_CHUNK / t->entry : 1;
	uint8_t *buf = xmalloc((size_t)per_chunk * t->entry);

	for (uint64_t i = 0; i < t->count; i += per_chunk) {
		uint64_t n = t->count - i < per_chunk ? t->count - i : per_chunk;

		if (!input_must_read(in, t->off + i * t->entry, buf, (size_t)n * t->entry, t->what, err)) {
			free(buf);
			return false;
		}
		for (uint64_t k = 0; k < n; k++) {
			struct rd r = rd_init(buf + k * t->entry, t->entry, h->big_endian, t->what);

			parse(&r, h, i + k, arg);
		}
	}
	free(buf);
	return true;
}

static void keep_segment(struct rd *r, const struct elf_header *h, uint64_t i, void *arg)
{
	struct elf_segment *all = arg;

	all[i] = parse_segment(r, h);
}

bool elf_read_segments(struct input *in, const struct elf_header *h, struct arena *arena,
		       struct elf_segment **out, struct err *err)
{
	struct table t = {"program header", h->phoff, h->phnum, LIMIT_SEGMENTS, h->phentsize, h->is64 ? 56 : 32};
	struct elf_segment *all;

	if (!h->phnum)
		t.entry = t.least;
	if (!check_table(in, &t, err))
		return false;
	all = arena_calloc(arena, (size_t)h->phnum, sizeof(*all));
	if (!read_table(in, h, &t, keep_segment, all, err))
		return false;
	*out = all;
	return true;
}

struct section_names {
	struct elf_section *all;
	uint32_t *names;
};

static void keep_section(struct rd *r, const struct elf_header *h, uint64_t i, void *arg)
{
	struct section_names *s = arg;

	s->all[i] = parse_section(r, h, &s->names[i]);
}

/* A name that cannot be read is left empty. */
static void name_sections(struct input *in, const struct elf_header *h, struct arena *arena, const struct section_names *s)
{
	const struct elf_section *table = h->shstrndx < h->shnum ? &s->all[h->shstrndx] : NULL;
	uint8_t *data;

	if (!table || table->size > in->size || table->size > LIMIT_SECTION_NAMES)
		return;
	data = arena_alloc(arena, (size_t)table->size);
	if (input_read(in, table->offset, data, (size_t)table->size) != INPUT_OK)
		return;
	for (uint64_t i = 0; i < h->shnum; i++) {
		struct rd r = rd_init(data, (size_t)table->size, h->big_endian, "section names");

		rd_seek(&r, s->names[i]);
		s->all[i].name = rd_str(&r);
	}
}

bool elf_read_sections(struct input *in, const struct elf_header *h, struct arena *arena,
		       struct elf_section **out, struct err *err)
{
	struct table t = {"section header", h->shoff, h->shnum, LIMIT_SECTIONS, h->shentsize, h->is64 ? 64 : 40};
	struct section_names s;

	if (!h->shnum)
		t.entry = t.least;
	if (!check_table(in, &t, err))
		return false;
	s.all = arena_calloc(arena, (size_t)h->shnum, sizeof(*s.all));
	s.names = arena_calloc(arena, (size_t)h->shnum, sizeof(*s.names));
	if (!read_table(in, h, &t, keep_section, &s, err))
		return false;
	name_sections(in, h, arena, &s);
	*out = s.all;
	return true;
}
