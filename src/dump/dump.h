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

#include "base/container.h"

struct dump;

/* One path, or all the files of a split set in any order. */
bool dump_open(const char *const *paths, size_t count, struct log *log, struct dump **out, struct err *err);
/*
 * The same; what cannot be read at random places (standard input "-" or another
 * pipe, a file packed as a whole with gzip, xz or zstd) is first unpacked into
 * an unnamed file in spool_dir.  NULL: such things are refused.
 */
bool dump_open_spooled(const char *const *paths, size_t count, const char *spool_dir, struct log *log,
		       struct dump **out, struct err *err);
void dump_close(struct dump *d);
const struct dump_facts *dump_facts(const struct dump *d);
void dump_quality(struct dump *d, struct dump_quality *q);

/* Uncached.  Reads block_size bytes.  *file_bytes (may be NULL) grows by what was read from the file. */
enum mem_status dump_read_block(struct dump *d, uint64_t block, void *buf, uint64_t *file_bytes);
/* Is there anything at that block?  From bitmaps and segments alone. */
enum mem_status dump_block_status(struct dump *d, uint64_t block);
/* The next block at or after `block` that can be read, UINT64_MAX if none: how scans skip holes. */
uint64_t dump_next_block(struct dump *d, uint64_t block);

/*
 * Writes a kdump-compressed dump that holds only the given blocks (ascending):
 * what a report touched is a mini core of a few MB that gives the same report.
 */
enum dump_packing {
	PACK_ZSTD,
	PACK_ZLIB,
	PACK_NONE,	/* raw pages: smallest once the whole file is compressed */
};
bool dump_extract(struct dump *d, const char *path, enum dump_packing packing, const uint64_t *blocks, size_t count,
		  struct err *err);

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
