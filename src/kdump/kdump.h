/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * kdump.h - kdump-compressed dumps (makedumpfile, QEMU): header versions 1 to
 * 6, 32 and 64 bit, both byte orders, single files and split sets; the
 * flattened wrapper that they, and ELF dumps, may come in.
 */
#ifndef VR_KDUMP_H
#define VR_KDUMP_H

#include "base/container.h"

/* A page's flags, and what the header's status asked for. */
enum kdump_flags {
	KDUMP_ZLIB = 0x1,
	KDUMP_LZO = 0x2,
	KDUMP_SNAPPY = 0x4,
	KDUMP_INCOMPLETE = 0x8,		/* status only: the disk was full */
	KDUMP_ZSTD = 0x20,
	KDUMP_PACKED = KDUMP_ZLIB | KDUMP_LZO | KDUMP_SNAPPY | KDUMP_ZSTD,
};

enum { KDUMP_DESC_SIZE = 24 };	/* page descriptor: i64 offset, u32 size, u32 flags, u64 unused */

/* ---- header ----------------------------------------------------------------- */

struct kdump_header {
	bool is64, big_endian;
	int version;
	char node[65], release[65], build[65], machine[65];	/* build: utsname.version, "#1 SMP …" */
	uint32_t status, block_size, sub_hdr_size, bitmap_blocks;
	uint64_t max_mapnr;
	/* sub header; 0 where the version does not have the field */
	uint64_t phys_base;
	int dump_level;		/* -1: not recorded */
	bool split;
	uint64_t start_pfn, end_pfn;
	uint64_t vmcoreinfo_off, vmcoreinfo_size, note_off, note_size, eraseinfo_off, eraseinfo_size;
};

bool kdump_is_kdump(const uint8_t *head, size_t len);
bool kdump_read_header(struct input *in, struct kdump_header *out, struct err *err);
/* Places in the file that follow from the header. */
uint64_t kdump_bitmap_offset(const struct kdump_header *h);
uint64_t kdump_desc_offset(const struct kdump_header *h);
/* Bits of one bitmap; *single: there is only one, of the pages in the file. */
uint64_t kdump_bitmap_bits(const struct kdump_header *h, bool *single);

/* ---- bitmap with rank ----------------------------------------------------------- */

/*
 * A bitmap in a file, and the number of set bits before each kilobyte of it,
 * counted in one pass when the dump is opened: a page's descriptor can only be
 * found by counting all pages before it, the kernel's data lies anywhere, and a
 * struct dump does not change once open.  The bits themselves (800 MB for
 * 24 TB) stay in the file.
 */
struct bitmap {
	struct input *in;	/* not owned */
	uint64_t off, bits;	/* bits: as far as the file goes */
	uint64_t *before;
	uint64_t total;		/* set bits */
};

void bitmap_open(struct bitmap *b, struct input *in, uint64_t off, uint64_t bits);
void bitmap_close(struct bitmap *b);
enum input_status bitmap_test(const struct bitmap *b, uint64_t bit, bool *set);
/* Set bits before bit, which may lie past the end. */
enum input_status bitmap_rank(const struct bitmap *b, uint64_t bit, uint64_t *rank);
/* The first set bit at or after bit, UINT64_MAX if none. */
uint64_t bitmap_next(const struct bitmap *b, uint64_t bit);
uint64_t popcount_bits(const uint8_t *bytes, uint64_t bits);

/* ---- codecs ----------------------------------------------------------------------- */

/* Exactly out_len bytes come out, exactly in_len are used up: anything else is damage. */
bool lzo_decompress(const uint8_t *in, size_t in_len, uint8_t *out, size_t out_len);
bool snappy_decompress(const uint8_t *in, size_t in_len, uint8_t *out, size_t out_len);

/* Decompression contexts and buffers, lent to one reader at a time. */
struct codec_pool;
struct codec_pool *codec_pool_new(uint32_t block_size);
void codec_pool_free(struct codec_pool *pool);
struct codec *codec_get(struct codec_pool *pool);
void codec_put(struct codec_pool *pool, struct codec *c);
uint8_t *codec_buffer(struct codec *c);		/* of block_size bytes, for the packed page */
enum mem_status codec_unpack(struct codec *c, uint32_t flags, size_t packed_size, uint8_t *out);
/* "zlib", …; NULL if no flag that names one is set. */
const char *codec_name(uint32_t flags);

/* ---- dumps --------------------------------------------------------------------------- */

/* All files of one dump, in any order.  Owns the inputs from then on; on failure the caller still does. */
bool kdump_open(struct input *const *inputs, size_t count, struct dump **out, struct err *err);

/* ---- writing ---------------------------------------------------------------------------- */

struct kdump_writer_options {
	const char *path;
	bool big_endian;
	uint32_t block_size;
	uint64_t max_mapnr;
	const char *node, *release, *build, *machine;	/* none of the last three may be empty: libkdumpfile wants them */
	const uint8_t *notes;		/* as they lie in an ELF note segment */
	size_t notes_size;
	uint32_t cpu_count;		/* not 0: crash wants some */
	uint64_t phys_base;
	int dump_level;
	enum kdump_flags codec;		/* KDUMP_ZSTD, KDUMP_ZLIB, or 0: pages as they are */
	int codec_level;
	const uint64_t *blocks;		/* what to write, ascending */
	size_t block_count;
	/* bits[i / 8] gets bit i % 8 where first + i is memory of the machine */
	void (*ram_bits)(void *arg, uint64_t first, uint8_t *bits, size_t count);
	bool (*read)(void *arg, uint64_t block, void *buf);	/* false: the page is marked as lost */
	void *arg;
};

/* A version 6, 64-bit file.  On failure there is none. */
bool kdump_write(const struct kdump_writer_options *o, struct err *err);

/* ---- flattened files ------------------------------------------------------------------- */

bool flattened_is_flattened(const uint8_t *head, size_t len);
/*
 * The file that a flattened one stands for.  Owns `under` from then on, not on failure.
 * *cut is set if the end mark is missing.
 */
bool flattened_open(struct input *under, struct input **out, bool *cut, struct err *err);

#endif
