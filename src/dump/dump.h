/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * dump.h - the physical memory of a crashed machine, whatever container holds
 * it: kdump-compressed (src/kdump) or ELF (src/elf), plain, flattened, split.
 *
 * A struct dump is immutable once open and may be read by several threads.
 * A struct page_cache belongs to one worker.
 *
 * "Block" is the container's unit: 4 KiB for most, 64 KiB in QEMU's arm64 kdump
 * files.  It is not the kernel's page size.
 */
#ifndef VR_DUMP_H
#define VR_DUMP_H

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
	char release[65], node[65], machine_name[65];	/* header's utsname, "" where empty */
	const struct dump_note *notes;
	size_t note_count;
	const char *vmcoreinfo;		/* text of the note, NUL-terminated; NULL if there is none */
	size_t vmcoreinfo_size;
	bool has_phys_base;
	uint64_t phys_base;		/* kdump sub header; not to be trusted against VMCOREINFO */
	const char *eraseinfo;		/* text, or NULL */
	const char *remarks[16];	/* oddities worth telling the user: "3 files of a split set are missing", … */
	size_t remark_count;
};

/* Blocks by state: from the bitmaps and segments, nothing is decompressed. */
struct dump_quality {
	uint64_t present, zero, excluded, hole, lost;	/* zero: present, known to be all zeros */
};

struct dump;

/* One path, or all the files of a split set in any order. */
bool dump_open(const char *const *paths, size_t count, struct log *log, struct dump **out, struct err *err);
void dump_close(struct dump *d);
const struct dump_facts *dump_facts(const struct dump *d);
void dump_quality(struct dump *d, struct dump_quality *q);

/* Uncached.  Reads block_size bytes.  *file_bytes (may be NULL) grows by what was read from the file. */
enum mem_status dump_read_block(struct dump *d, uint64_t block, void *buf, uint64_t *file_bytes);
/* Is there anything at that block?  From bitmaps and segments alone. */
enum mem_status dump_block_status(struct dump *d, uint64_t block);
/* The next block at or after `block` that can be read, UINT64_MAX if none: how scans skip holes. */
uint64_t dump_next_block(struct dump *d, uint64_t block);

/* ---- page cache ---------------------------------------------------------- */

struct page_cache;

struct page_cache_stats {
	uint64_t lookups, misses;
	uint64_t file_bytes;				/* read from the dump's files */
	uint64_t failed[MEM_STATUS_COUNT];		/* blocks that could not be read, each counted once while cached */
	uint64_t blocks_touched;			/* distinct blocks asked for */
};

struct page_cache *page_cache_new(struct dump *d, size_t bytes);
void page_cache_free(struct page_cache *c);
/* A block's bytes, valid until the next call; NULL and the reason otherwise. */
const uint8_t *page_cache_get(struct page_cache *c, uint64_t block, enum mem_status *status);
/* Bytes at a physical address, across blocks.  On failure *bad is the first address not read. */
enum mem_status page_cache_read(struct page_cache *c, uint64_t paddr, void *buf, size_t len, uint64_t *bad);
void page_cache_stats(const struct page_cache *c, struct page_cache_stats *stats);
/* Called with each distinct block number in ascending order: what a report touched (`extract`). */
void page_cache_touched(const struct page_cache *c, void (*fn)(uint64_t block, void *arg), void *arg);

#endif
