/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Writes kdump-compressed dumps, version 6, 64 bit: header, sub header with the
 * notes, two bitmaps, page descriptors, the shared zero page, packed pages.
 * Empty stretches of the bitmaps stay holes of the file.
 */
#include "kdump/kdump.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>
#include <zstd.h>

enum {
	MAIN_SIZE = 464, SUB_SIZE = 104,
	UTS_FIELD = 65,
	BITMAP_PIECE = 64 * 1024,	/* bytes of bitmap made at a time */
	DESC_BATCH = 4096,		/* descriptors written at a time */
};

struct writer {
	const struct kdump_writer_options *o;
	int fd;
	bool failed;
	int error;			/* errno of the first failed write */
	uint32_t sub_blocks, bitmap_blocks;
	uint64_t data;			/* where the next page goes */
	uint64_t zero_page;
	uint8_t *page, *packed;
	size_t packed_room;
	ZSTD_CCtx *zstd;
};

static uint64_t blocks_for(const struct writer *w, uint64_t bytes)
{
	return bytes / w->o->block_size + (bytes % w->o->block_size != 0);
}

/* Sticky: after a failure nothing more is written. */
static void write_at(struct writer *w, uint64_t off, const void *data, size_t len)
{
	const uint8_t *p = data;

	while (len && !w->failed) {
		ssize_t n = pwrite(w->fd, p, len, (off_t)off);

		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0) {
			w->failed = true;
			w->error = n < 0 ? errno : ENOSPC;
			return;
		}
		p += n;
		off += (uint64_t)n;
		len -= (size_t)n;
	}
}

static void put_uts(uint8_t *out, const char *s)
{
	if (s)
		memcpy(out, s, strnlen(s, UTS_FIELD - 1));
}

static void write_main_header(struct writer *w)
{
	const struct kdump_writer_options *o = w->o;
	uint8_t h[MAIN_SIZE] = "KDUMP   ";
	bool be = o->big_endian;

	put_u32(h + 8, be, 6);
	put_uts(h + 12, "Linux");
	put_uts(h + 12 + UTS_FIELD, o->node);
	put_uts(h + 12 + 2 * UTS_FIELD, o->release);
	put_uts(h + 12 + 3 * UTS_FIELD, o->build);
	put_uts(h + 12 + 4 * UTS_FIELD, o->machine);
	put_u32(h + 424, be, (uint32_t)o->codec);
	put_u32(h + 428, be, o->block_size);
	put_u32(h + 432, be, w->sub_blocks);
	put_u32(h + 436, be, w->bitmap_blocks);
	put_u32(h + 440, be, o->max_mapnr > UINT32_MAX ? UINT32_MAX : (uint32_t)o->max_mapnr);
	put_u32(h + 460, be, o->cpu_count);
	write_at(w, 0, h, sizeof(h));
}

/* The text of VMCOREINFO within the notes. */
static bool find_vmcoreinfo(const struct kdump_writer_options *o, uint64_t *off, uint64_t *size)
{
	struct rd r = rd_init(o->notes, o->notes_size, o->big_endian, "notes");

	while (rd_left(&r) >= 12) {
		uint32_t name_size = rd_u32(&r), desc_size = rd_u32(&r);
		const char *name;

		rd_u32(&r);
		name = rd_bytes(&r, name_size);
		rd_align(&r, 4);
		*off = rd_pos(&r);
		*size = desc_size;
		rd_skip(&r, desc_size);
		rd_align(&r, 4);
		if (name && name_size == sizeof("VMCOREINFO") && !memcmp(name, "VMCOREINFO", name_size))
			return *off + *size <= o->notes_size;
	}
	return false;
}

static void write_sub_header(struct writer *w)
{
	const struct kdump_writer_options *o = w->o;
	uint64_t note_off = o->block_size + SUB_SIZE, off, size;
	bool be = o->big_endian;
	uint8_t h[SUB_SIZE] = {0};

	put_u64(h, be, o->phys_base);
	put_u32(h + 8, be, (uint32_t)o->dump_level);
	if (find_vmcoreinfo(o, &off, &size)) {
		put_u64(h + 32, be, note_off + off);
		put_u64(h + 40, be, size);
	}
	put_u64(h + 48, be, note_off);
	put_u64(h + 56, be, o->notes_size);
	put_u64(h + 96, be, o->max_mapnr);
	write_at(w, o->block_size, h, sizeof(h));
	write_at(w, note_off, o->notes, o->notes_size);
}

static bool any_set(const uint8_t *bits, size_t bytes)
{
	return bytes && (bits[0] || memcmp(bits, bits + 1, bytes - 1));
}

/* Both bitmaps, a piece of each at a time; *next walks the blocks to be written. */
static void write_bitmaps(struct writer *w)
{
	const struct kdump_writer_options *o = w->o;
	uint64_t one_off = (1ULL + w->sub_blocks) * o->block_size, two_off = one_off + w->bitmap_blocks / 2 * (uint64_t)o->block_size;
	uint8_t *one = xmalloc(BITMAP_PIECE), *two = xmalloc(BITMAP_PIECE);
	size_t next = 0;

	for (uint64_t first = 0; first < o->max_mapnr && !w->failed; first += BITMAP_PIECE * 8ULL) {
		uint64_t left = o->max_mapnr - first;
		size_t count = left < BITMAP_PIECE * 8ULL ? (size_t)left : BITMAP_PIECE * 8UL, bytes = (count + 7) / 8;

		o->ram_bits(o->arg, first, one, count);
		memset(two, 0, bytes);
		for (; next < o->block_count && o->blocks[next] < first + count; next++)
			two[(o->blocks[next] - first) / 8] |= (uint8_t)(1 << o->blocks[next] % 8);
		for (size_t i = 0; i < bytes; i++)
			one[i] |= two[i];
		if (any_set(one, bytes))
			write_at(w, one_off + first / 8, one, bytes);
		if (any_set(two, bytes))
			write_at(w, two_off + first / 8, two, bytes);
	}
	free(one);
	free(two);
}

/* Packed size, 0 if the page does not get smaller. */
static size_t pack(struct writer *w)
{
	uint32_t block_size = w->o->block_size;
	size_t n = 0;

	if (!w->o->codec)
		return 0;
	if (w->o->codec == KDUMP_ZSTD) {
		n = ZSTD_compress2(w->zstd, w->packed, w->packed_room, w->page, block_size);
		if (ZSTD_isError(n))
			n = 0;
	} else {
		uLongf room = (uLongf)w->packed_room;

		if (compress2(w->packed, &room, w->page, block_size, w->o->codec_level) == Z_OK)
			n = room;
	}
	return n < block_size ? n : 0;
}

static void write_page(struct writer *w, uint64_t block, uint8_t *desc)
{
	uint32_t size = w->o->block_size, flags = 0;
	uint64_t off = w->zero_page;
	bool be = w->o->big_endian;
	size_t packed;

	memset(desc, 0, KDUMP_DESC_SIZE);
	if (!w->o->read(w->o->arg, block, w->page))
		return;		/* offset 0: lost */
	if (any_set(w->page, size)) {
		packed = pack(w);
		off = w->data;
		if (packed) {
			size = (uint32_t)packed;
			flags = (uint32_t)w->o->codec;
		}
		write_at(w, off, packed ? w->packed : w->page, size);
		w->data += size;
	}
	put_u64(desc, be, off);
	put_u32(desc + 8, be, size);
	put_u32(desc + 12, be, flags);
}

static void write_pages(struct writer *w)
{
	uint64_t desc_off = (1ULL + w->sub_blocks + w->bitmap_blocks) * w->o->block_size;
	uint8_t *descs = xmalloc(DESC_BATCH * KDUMP_DESC_SIZE);
	size_t n;

	w->zero_page = desc_off + w->o->block_count * (uint64_t)KDUMP_DESC_SIZE;
	w->data = w->zero_page + w->o->block_size;
	memset(w->page, 0, w->o->block_size);
	write_at(w, w->zero_page, w->page, w->o->block_size);
	for (size_t i = 0; i < w->o->block_count && !w->failed; i += n) {
		n = w->o->block_count - i < DESC_BATCH ? w->o->block_count - i : DESC_BATCH;
		for (size_t k = 0; k < n; k++)
			write_page(w, w->o->blocks[i + k], descs + k * KDUMP_DESC_SIZE);
		write_at(w, desc_off + i * KDUMP_DESC_SIZE, descs, n * KDUMP_DESC_SIZE);
	}
	free(descs);
}

static void write_all(struct writer *w)
{
	uint32_t block_size = w->o->block_size;

	w->sub_blocks = (uint32_t)blocks_for(w, SUB_SIZE + w->o->notes_size);
	w->bitmap_blocks = (uint32_t)(2 * blocks_for(w, w->o->max_mapnr / 8 + 1));
	w->zstd = ZSTD_createCCtx();
	w->packed_room = ZSTD_compressBound(block_size) + compressBound(block_size);
	w->packed = xmalloc(w->packed_room);
	w->page = xmalloc(block_size);
	if (!w->zstd)
		die("zstd: out of memory");
	/* Readers check it of themselves; makedumpfile writes none, and damage in its pages may pass for data. */
	ZSTD_CCtx_setParameter(w->zstd, ZSTD_c_checksumFlag, 1);
	ZSTD_CCtx_setParameter(w->zstd, ZSTD_c_compressionLevel, w->o->codec_level);
	write_main_header(w);
	write_sub_header(w);
	write_bitmaps(w);
	write_pages(w);
	ZSTD_freeCCtx(w->zstd);
	free(w->packed);
	free(w->page);
}

bool kdump_write(const struct kdump_writer_options *o, struct err *err)
{
	struct writer w = {.o = o};

	if (o->codec && o->codec != KDUMP_ZSTD && o->codec != KDUMP_ZLIB)
		return err_set(err, "%s: pages can be written packed with zstd or zlib only", o->path);
	w.fd = open(o->path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
	if (w.fd < 0)
		return err_set(err, "%s: %s", o->path, strerror(errno));
	write_all(&w);
	if (close(w.fd) < 0 && !w.failed) {
		w.failed = true;
		w.error = errno;
	}
	if (!w.failed)
		return true;
	unlink(o->path);
	return err_set(err, "%s: %s", o->path, strerror(w.error));
}
