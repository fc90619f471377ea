/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * elf.h - ELF files of either class and byte order: the headers, the notes,
 * and vmcores in ELF format as a struct dump.
 */
#ifndef VR_ELF_H
#define VR_ELF_H

#include "base/container.h"

enum {
	ELF_ET_REL = 1, ELF_ET_EXEC = 2, ELF_ET_DYN = 3, ELF_ET_CORE = 4,
	ELF_PT_LOAD = 1, ELF_PT_NOTE = 4,
	ELF_EM_386 = 3, ELF_EM_PPC64 = 21, ELF_EM_S390 = 22, ELF_EM_ARM = 40, ELF_EM_X86_64 = 62,
	ELF_EM_AARCH64 = 183, ELF_EM_RISCV = 243, ELF_EM_LOONGARCH = 258,
	ELF_MAX_HEADER = 64,
};

struct elf_header {
	bool is64, big_endian;
	uint16_t type, machine;
	uint32_t flags;
	uint64_t phoff, shoff;
	uint32_t phentsize, shentsize;
	uint64_t phnum, shnum, shstrndx;	/* with the escapes for large numbers resolved */
};

struct elf_segment {
	uint32_t type, flags;
	uint64_t offset, vaddr, paddr, filesz, memsz;
};

struct elf_section {
	const char *name;
	uint32_t type, link, info;
	uint64_t flags, addr, offset, size, align, entsize;
};

bool elf_is_elf(const uint8_t *head, size_t len);
/* "a program or kernel image (ET_EXEC)": what an ELF file is, for messages. */
const char *elf_type_name(uint16_t type);

bool elf_read_header(struct input *in, struct elf_header *out, struct err *err);
/* Arrays of h->phnum and h->shnum elements, from the arena. */
bool elf_read_segments(struct input *in, const struct elf_header *h, struct arena *arena,
		       struct elf_segment **out, struct err *err);
bool elf_read_sections(struct input *in, const struct elf_header *h, struct arena *arena,
		       struct elf_section **out, struct err *err);

/* ---- notes ---------------------------------------------------------------- */

/*
 * All notes in facts->note_data, into facts->notes and, where there are such,
 * facts->vmcoreinfo and facts->eraseinfo.  False if the last of them is cut or damaged; those before it are kept.
 */
bool notes_parse(struct dump_facts *facts, struct arena *arena);

/* ---- ELF vmcores ------------------------------------------------------------ */

/* Owns `in` from then on; on failure the caller still does. */
bool elf_dump_open(struct input *in, struct dump **out, struct err *err);

#endif
