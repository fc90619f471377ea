/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A smaller dump out of a dump: the notes and a choice of blocks. */
#include "dump/dump.h"
#include "elf/elf.h"
#include "kdump/kdump.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { ZSTD_LEVEL = 9, ZLIB_LEVEL = 9 };

static void ram_bits(void *arg, uint64_t first, uint8_t *bits, size_t count)
{
	struct dump *d = arg;

	d->ops->ram_bits(d, first, bits, count);
}

static bool read_block(void *arg, uint64_t block, void *buf)
{
	return dump_read_block(arg, block, buf, NULL) == MEM_OK;
}

/* The value of a VMCOREINFO line, up to its end; NULL if there is no such line. */
static const char *vmcoreinfo_value(const struct dump_facts *f, const char *key, size_t *len)
{
	const char *line = f->vmcoreinfo;
	size_t n = strlen(key);

	while (line && *line) {
		const char *end = strchr(line, '\n');

		if (!strncmp(line, key, n) && line[n] == '=') {
			*len = strcspn(line + n + 1, "\n");
			return line + n + 1;
		}
		line = end ? end + 1 : NULL;
	}
	return NULL;
}

/* Decimal or 0x-hexadecimal in VMCOREINFO; QEMU's copy of it in the sub header is wrong. */
static uint64_t phys_base(const struct dump_facts *f)
{
	size_t len;
	const char *s = vmcoreinfo_value(f, "NUMBER(phys_base)", &len);

	return s ? (uint64_t)strtoll(s, NULL, 0) : f->phys_base;
}

static const char *machine_name(const struct dump_facts *f)
{
	if (f->machine_name[0])
		return f->machine_name;
	switch (f->machine) {
	case ELF_EM_X86_64:
		return "x86_64";
	case ELF_EM_AARCH64:
		return "aarch64";
	case ELF_EM_S390:
		return "s390x";
	case ELF_EM_RISCV:
		return "riscv64";
	case ELF_EM_PPC64:
		return f->big_endian ? "ppc64" : "ppc64le";
	}
	return "";
}

/* The notes; where VMCOREINFO is not among them (it was found otherwise), a note of it in front. */
static void collect_notes(const struct dump_facts *f, struct sb *out)
{
	static const char name[12] = "VMCOREINFO";	/* 11 bytes, padded to 12 */
	uint8_t head[12];
	bool found = false;

	for (size_t i = 0; i < f->note_count; i++)
		found |= !strcmp(f->notes[i].name, "VMCOREINFO");
	if (f->vmcoreinfo && !found) {
		put_u32(head, f->big_endian, 11);
		put_u32(head + 4, f->big_endian, (uint32_t)f->vmcoreinfo_size);
		put_u32(head + 8, f->big_endian, 0);
		sb_add(out, head, sizeof(head));
		sb_add(out, name, sizeof(name));
		sb_add(out, f->vmcoreinfo, f->vmcoreinfo_size);
		while (out->len % 4)
			sb_char(out, '\0');
	}
	sb_add(out, f->note_data, f->note_data_size);
}

/* CPUs with registers among the notes; a dump without any had one at least. */
static uint32_t cpu_count(const struct dump_facts *f)
{
	enum { NT_PRSTATUS = 1 };
	uint32_t n = 0;

	for (size_t i = 0; i < f->note_count; i++)
		n += f->notes[i].type == NT_PRSTATUS && !strcmp(f->notes[i].name, "CORE");
	return n ? n : 1;
}

/* The release, from the header or from VMCOREINFO. */
static void get_release(const struct dump_facts *f, char out[65])
{
	size_t len = 0;
	const char *text = vmcoreinfo_value(f, "OSRELEASE", &len);

	if (f->release[0] || !text)
		snprintf(out, 65, "%s", f->release);
	else
		snprintf(out, 65, "%.*s", (int)(len < 64 ? len : 64), text);
}

bool dump_extract(struct dump *d, const char *path, enum dump_packing packing, const uint64_t *blocks, size_t count,
		  struct err *err)
{
	const struct dump_facts *f = dump_facts(d);
	struct kdump_writer_options o = {
		.path = path,
		.big_endian = f->big_endian,
		.block_size = f->block_size,
		.max_mapnr = f->block_count,
		.node = f->node,
		.build = f->build[0] ? f->build : "unknown",
		.machine = machine_name(f),
		.cpu_count = cpu_count(f),
		.phys_base = phys_base(f),
		.dump_level = f->dump_level < 0 ? 0 : f->dump_level,
		.codec = packing == PACK_NONE ? 0 : packing == PACK_ZLIB ? KDUMP_ZLIB : KDUMP_ZSTD,
		.codec_level = packing == PACK_ZLIB ? ZLIB_LEVEL : ZSTD_LEVEL,
		.blocks = blocks,
		.block_count = count,
		.ram_bits = ram_bits,
		.read = read_block,
		.arg = d,
	};
	struct sb notes = {0};
	char release[65];
	bool ok;

	if (f->block_count > LIMIT_BITMAP_SIZE * 4)
		return err_set(err, "%s: memory up to block 0x%llx is more than a kdump file's bitmap can hold", path,
			       (unsigned long long)f->block_count);
	get_release(f, release);
	collect_notes(f, &notes);
	o.release = release;
	o.notes = (const uint8_t *)notes.s;
	o.notes_size = notes.len;
	ok = kdump_write(&o, err);
	sb_free(&notes);
	return ok;
}
