/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A kdump-compressed dump as a struct dump: finding and reading a page. */
#include "kdump/private.h"

#include <stdlib.h>
#include <string.h>

enum { NEIGHBOURS = 4 };	/* descriptors looked at on either side of one */

/* ---- page descriptors --------------------------------------------------------- */

struct page_desc parse_desc(const uint8_t *data, bool big_endian)
{
	struct rd r = rd_init(data, KDUMP_DESC_SIZE, big_endian, "page descriptor");
	struct page_desc p = {.offset = rd_u64(&r)};

	p.size = rd_u32(&r);
	p.flags = rd_u32(&r);
	return p;
}

/* Can a descriptor be true?  Offset 0 is what a writer leaves that did not get to the page. */
enum mem_status check_desc(const struct kdump *k, const struct kdump_file *f, const struct page_desc *p)
{
	uint32_t block_size = k->d.facts.block_size;

	if (!p->offset)
		return MEM_LOST;
	if (p->offset < f->data_off || !p->size || p->size > block_size || p->offset > INT64_MAX)
		return MEM_DAMAGED;
	if (p->flags & ~(uint32_t)KDUMP_PACKED)
		return MEM_UNSUPPORTED;
	if (!p->flags && p->size != block_size)
		return MEM_DAMAGED;
	return p->offset + p->size > f->in->size ? MEM_LOST : MEM_OK;
}

bool is_zero_page(const struct kdump *k, const struct kdump_file *f, const struct page_desc *p)
{
	return f->zero_page && !p->flags && p->offset == f->zero_page && p->size == k->d.facts.block_size;
}

/*
 * A page that is not packed has no checksum and no structure of its own.  But
 * pages lie in the file in the order of their numbers: if one would overlap its
 * neighbours, its descriptor is damaged.
 */
static bool in_order(const struct kdump *k, const struct kdump_file *f, uint64_t desc_off, const struct page_desc *page)
{
	uint64_t from = desc_off - f->desc_off < NEIGHBOURS * KDUMP_DESC_SIZE ? f->desc_off : desc_off - NEIGHBOURS * KDUMP_DESC_SIZE;
	uint64_t to = f->data_off - desc_off <= NEIGHBOURS * KDUMP_DESC_SIZE ? f->data_off : desc_off + (NEIGHBOURS + 1) * KDUMP_DESC_SIZE;
	uint8_t raw[(2 * NEIGHBOURS + 1) * KDUMP_DESC_SIZE];

	if (input_read(f->cached, from, raw, (size_t)(to - from)) != INPUT_OK)
		return true;
	for (uint64_t off = from; off < to; off += KDUMP_DESC_SIZE) {
		struct page_desc p = parse_desc(raw + (off - from), k->d.facts.big_endian);

		if (off == desc_off || check_desc(k, f, &p) != MEM_OK || is_zero_page(k, f, &p))
			continue;
		if (off < desc_off ? p.offset + p.size > page->offset : page->offset + page->size > p.offset)
			return false;
	}
	return true;
}

/* ---- which file, and is it there at all ------------------------------------------- */

static const struct kdump_file *file_of(const struct kdump *k, uint64_t block)
{
	size_t low = 0, high = k->file_count;

	while (low < high) {
		size_t mid = low + (high - low) / 2;

		if (k->files[mid].end <= block)
			low = mid + 1;
		else
			high = mid;
	}
	return low < k->file_count && k->files[low].start <= block ? &k->files[low] : NULL;
}

/* Why a page is not in the file: bitmap 1 has the memory of the machine, whatever was kept of it. */
static enum mem_status absent(const struct kdump *k, uint64_t block)
{
	enum mem_status status;
	uint8_t byte;

	if (k->single_bitmap)
		return MEM_HOLE;
	status = input_to_mem(input_read(k->files[0].cached, k->bitmap1_off + block / 8, &byte, 1));
	if (status != MEM_OK)
		return status;
	return byte >> block % 8 & 1 ? MEM_EXCLUDED : MEM_HOLE;
}

/* Is the page in the dump, in which file, and where is its descriptor? */
static enum mem_status locate(const struct kdump *k, uint64_t block, const struct kdump_file **out, uint64_t *desc_off)
{
	const struct kdump_file *f;
	enum mem_status status;
	uint64_t rank;
	bool present = false;

	if (block >= k->d.facts.block_count)
		return MEM_HOLE;
	status = input_to_mem(bitmap_test(&k->bitmap2, block, &present));
	if (status != MEM_OK)
		return status;
	if (!present)
		return absent(k, block);
	f = file_of(k, block);
	if (!f)
		return MEM_OTHER_FILE;
	status = input_to_mem(bitmap_rank(&k->bitmap2, block, &rank));
	if (status != MEM_OK)
		return status;
	*desc_off = f->desc_off + (rank - f->first_rank) * KDUMP_DESC_SIZE;
	*out = f;
	return *desc_off + KDUMP_DESC_SIZE > f->in->size ? MEM_LOST : MEM_OK;
}

/* ---- the operations ------------------------------------------------------------------ */

static enum mem_status unpack_page(struct kdump *k, const struct kdump_file *f, const struct page_desc *p, uint8_t *out)
{
	struct codec *c = codec_get(k->codecs);
	enum mem_status status = input_to_mem(input_read(f->in, p->offset, codec_buffer(c), p->size));

	if (status == MEM_OK)
		status = codec_unpack(c, p->flags, p->size, out);
	codec_put(k->codecs, c);
	return status;
}

static enum mem_status kdump_read_block(struct dump *d, uint64_t block, void *buf, uint64_t *file_bytes)
{
	struct kdump *k = (struct kdump *)d;
	uint8_t raw[KDUMP_DESC_SIZE];
	const struct kdump_file *f;
	enum mem_status status;
	struct page_desc p;
	uint64_t desc_off;

	status = locate(k, block, &f, &desc_off);
	if (status != MEM_OK)
		return status;
	status = input_to_mem(input_read(f->cached, desc_off, raw, sizeof(raw)));
	if (status != MEM_OK)
		return status;
	p = parse_desc(raw, d->facts.big_endian);
	status = check_desc(k, f, &p);
	if (status != MEM_OK)
		return status;
	if (is_zero_page(k, f, &p)) {
		memset(buf, 0, d->facts.block_size);
		return MEM_OK;
	}
	if (!p.flags && !in_order(k, f, desc_off, &p))
		return MEM_DAMAGED;
	if (file_bytes)
		*file_bytes += p.size + KDUMP_DESC_SIZE;
	if (p.flags)
		return unpack_page(k, f, &p, buf);
	return input_to_mem(input_read(f->in, p.offset, buf, p.size));
}

static enum mem_status kdump_block_status(struct dump *d, uint64_t block)
{
	const struct kdump_file *f;
	uint64_t desc_off;

	return locate((struct kdump *)d, block, &f, &desc_off);
}

static uint64_t kdump_next_block(struct dump *d, uint64_t block)
{
	struct kdump *k = (struct kdump *)d;

	for (size_t i = 0; i < k->file_count; i++) {
		const struct kdump_file *f = &k->files[i];
		uint64_t next;

		if (f->end <= block)
			continue;
		next = bitmap_next(&k->bitmap2, block > f->start ? block : f->start);
		if (next < f->end && next < d->facts.block_count)
			return next;
	}
	return UINT64_MAX;
}

/* Both bitmaps, byte by byte: a page that was kept is memory, whatever bitmap 1 says. */
static void kdump_ram_bits(struct dump *d, uint64_t first, uint8_t *bits, size_t count)
{
	struct kdump *k = (struct kdump *)d;
	struct input *in = k->files[0].cached;

	memset(bits, 0, (count + 7) / 8);
	for (uint64_t block = first; block < first + count && block < d->facts.block_count; block += 8) {
		uint8_t one = 0, two = 0;

		if (input_read(in, k->bitmap1_off + block / 8, &one, 1) != INPUT_OK ||
		    input_read(in, k->bitmap2.off + block / 8, &two, 1) != INPUT_OK)
			return;
		bits[(block - first) / 8] = one | two;
	}
}

void kdump_release(struct kdump *k)
{
	for (size_t i = 0; i < k->file_count; i++)
		input_close(k->files[i].cached);
	free(k->files);
	bitmap_close(&k->bitmap2);
	codec_pool_free(k->codecs);
}

static void kdump_close(struct dump *d)
{
	struct kdump *k = (struct kdump *)d;

	for (size_t i = 0; i < k->file_count; i++)
		input_close(k->files[i].in);
	kdump_release(k);
}

const struct dump_ops kdump_ops = {
	.read_block = kdump_read_block,
	.block_status = kdump_block_status,
	.next_block = kdump_next_block,
	.quality = kdump_quality,
	.ram_bits = kdump_ram_bits,
	.close = kdump_close,
};
