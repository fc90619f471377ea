/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * container.h - what a dump format has to provide.  src/elf and src/kdump
 * each fill a struct dump; src/dump, above them, picks the format and is what
 * everybody else includes (dump/dump.h).
 */
#ifndef VR_CONTAINER_H
#define VR_CONTAINER_H

#include "base/base.h"

/* Why memory could not be read; the order is that of increasing surprise. */
enum mem_status {
	MEM_OK,
	MEM_NOT_MAPPED,		/* no translation for the virtual address */
	MEM_HOLE,		/* no memory at that physical address, or none that the dump was asked to hold */
	MEM_EXCLUDED,		/* left out by the dump filter (makedumpfile -d) */
	MEM_OTHER_FILE,		/* in a file of the split set that was not given */
	MEM_LOST,		/* the dump was cut short before it */
	MEM_DAMAGED,		/* there, but not what the container promised */
	MEM_UNSUPPORTED,	/* packed in a way that this program cannot unpack */
	MEM_IO,			/* the operating system could not read the file */
	MEM_STATUS_COUNT
};
const char *mem_status_name(enum mem_status status);	/* "excluded by the dump filter", … */
/* Why a block cannot be read from its file. */
enum mem_status input_to_mem(enum input_status status);

struct dump_note {
	const char *name;	/* NUL-terminated copy, "CORE", "VMCOREINFO", … */
	uint32_t type;
	const uint8_t *desc;
	uint32_t size;
};

/* What the container says of itself. */
struct dump_facts {
	const char *format;		/* "kdump-compressed", "ELF" */
	const char *compression;	/* "zlib", "lzo", "snappy", "zstd", "none"; "" where it does not apply */
	int header_version;		/* kdump: 1..6; ELF: 0 */
	int dump_level;			/* makedumpfile -d; -1: not recorded */
	bool flattened, incomplete, big_endian;
	unsigned word_bits;		/* 32 or 64: the writer's */
	unsigned machine;		/* EM_*; 0 where the container does not say */
	uint32_t block_size;		/* bytes, a power of two */
	uint64_t block_count;		/* one past the highest block number */
	unsigned file_count;		/* of a split set */
	uint64_t file_size;		/* bytes, all files */
	char release[65], build[65], node[65], machine_name[65];	/* header's utsname, "" where empty; build: its version */
	const struct dump_note *notes;
	size_t note_count;
	const uint8_t *note_data;	/* the same, as they lie in the file */
	size_t note_data_size;
	const char *vmcoreinfo;		/* text of the note, NUL-terminated; NULL if there is none */
	size_t vmcoreinfo_size;
	bool has_phys_base;
	uint64_t phys_base;		/* kdump sub header; not to be trusted against VMCOREINFO */
	const char *eraseinfo;		/* text, or NULL */
	const char *remarks[16];	/* oddities worth telling the user: "3 files of a split set are missing", … */
	size_t remark_count;
};

/* Blocks by state: from bitmaps, segments and page descriptors, nothing is decompressed. */
struct dump_quality {
	uint64_t present, zero, excluded, hole, lost;	/* present counts zero (known to be all zeros) too */
	uint64_t other_file;				/* in members of the split set that were not given */
	bool sampled;	/* too many pages to look at each: zero and lost are not counted, or from below */
};

struct dump;

struct dump_ops {
	enum mem_status (*read_block)(struct dump *d, uint64_t block, void *buf, uint64_t *file_bytes);
	enum mem_status (*block_status)(struct dump *d, uint64_t block);
	uint64_t (*next_block)(struct dump *d, uint64_t block);
	void (*quality)(struct dump *d, struct dump_quality *q);
	/* bits[i / 8] gets bit i % 8 where block first + i is memory of the machine, kept or not; first % 8 == 0 */
	void (*ram_bits)(struct dump *d, uint64_t first, uint8_t *bits, size_t count);
	void (*close)(struct dump *d);
};

/* The head of each format's own struct. */
struct dump {
	const struct dump_ops *ops;
	struct dump_facts facts;
	struct arena arena;	/* what the facts point at; freed by dump_close() */
};

/* Adds to facts.remarks; what does not fit there is dropped. */
void dump_remark(struct dump *d, const char *fmt, ...) PRINTF_LIKE(2, 3);

#endif
