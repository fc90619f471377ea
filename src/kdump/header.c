/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Main and sub header.  The layout depends on the writer's word size and byte
 * order, which nothing in the file names: the layout that makes sense is taken.
 */
#include "kdump/kdump.h"

#include <stdio.h>
#include <string.h>

enum {
	SIGNATURE_SIZE = 8,
	MAIN_SIZE = 464,	/* of the longer, 64-bit layout, up to tasks[] */
	SUB_SIZE = 104,
	UTS_FIELD = 65,
	MAX_VERSION = 255,	/* 6 is the newest; larger numbers are taken for the other byte order */
};

struct layout {
	bool is64, big_endian;
};

bool kdump_is_kdump(const uint8_t *head, size_t len)
{
	return len >= SIGNATURE_SIZE && !memcmp(head, "KDUMP   ", SIGNATURE_SIZE);
}

static void copy_uts(struct rd *r, char out[UTS_FIELD])
{
	const char *s = rd_bytes(r, UTS_FIELD);

	out[0] = '\0';
	if (s)
		snprintf(out, UTS_FIELD, "%.*s", UTS_FIELD - 1, s);
}

static struct kdump_header parse_main(const uint8_t *data, size_t len, struct layout l)
{
	struct rd r = rd_init(data, len, l.big_endian, "kdump header");
	struct kdump_header h = {.is64 = l.is64, .big_endian = l.big_endian, .dump_level = -1};

	rd_seek(&r, SIGNATURE_SIZE);
	h.version = (int)rd_u32(&r);
	rd_skip(&r, UTS_FIELD);		/* sysname */
	copy_uts(&r, h.node);
	copy_uts(&r, h.release);
	copy_uts(&r, h.build);
	copy_uts(&r, h.machine);
	rd_skip(&r, UTS_FIELD);		/* domainname */
	rd_align(&r, l.is64 ? 8 : 4);
	rd_skip(&r, l.is64 ? 16 : 8);	/* timestamp */
	h.status = rd_u32(&r);
	h.block_size = rd_u32(&r);
	h.sub_hdr_size = rd_u32(&r);
	h.bitmap_blocks = rd_u32(&r);
	h.max_mapnr = rd_u32(&r);
	return h;
}

static bool plausible(const struct kdump_header *h)
{
	return h->version >= 0 && h->version <= MAX_VERSION && h->block_size >= 4096 && h->block_size <= LIMIT_BLOCK_SIZE &&
	       !(h->block_size & (h->block_size - 1)) && h->sub_hdr_size >= 1 && h->sub_hdr_size <= INT32_MAX && h->bitmap_blocks &&
	       8ULL * h->bitmap_blocks * h->block_size >= h->max_mapnr;
}

/* 64 bit first: a 64-bit header read as a 32-bit one may fit by accident of the time stamp, not the other way round. */
static bool choose_layout(const uint8_t *data, size_t len, struct kdump_header *out)
{
	static const struct layout layouts[] = {{true, false}, {true, true}, {false, false}, {false, true}};

	for (size_t i = 0; i < ARRAY_LEN(layouts); i++) {
		*out = parse_main(data, len, layouts[i]);
		if (plausible(out))
			return true;
	}
	return false;
}

enum sub_layout { SUB_64, SUB_32_PACKED, SUB_32_PADDED };

static uint64_t rd_long(struct rd *r, enum sub_layout l)
{
	return l == SUB_64 ? rd_u64(r) : rd_u32(r);
}

/* Some 32-bit machines (ARM, MIPS) align 64-bit fields, others (x86) do not. */
static uint64_t rd_aligned_u64(struct rd *r, enum sub_layout l)
{
	if (l != SUB_32_PACKED)
		rd_align(r, 8);
	return rd_u64(r);
}

/* Fields that the header's version does not have yet stay as they are. */
static void parse_sub(const uint8_t *data, enum sub_layout l, struct kdump_header *h)
{
	struct rd r = rd_init(data, SUB_SIZE, h->big_endian, "kdump sub header");
	uint64_t max_mapnr;

	h->phys_base = rd_long(&r, l);
	if (h->version < 1)
		return;
	h->dump_level = (int)rd_u32(&r);
	if (h->version < 2)
		return;
	h->split = rd_u32(&r) != 0;
	if (l == SUB_64)
		rd_align(&r, 8);
	h->start_pfn = rd_long(&r, l);
	h->end_pfn = rd_long(&r, l);
	if (h->version < 3)
		return;
	h->vmcoreinfo_off = rd_aligned_u64(&r, l);
	h->vmcoreinfo_size = rd_long(&r, l);
	if (h->version < 4)
		return;
	h->note_off = rd_aligned_u64(&r, l);
	h->note_size = rd_long(&r, l);
	if (h->version < 5)
		return;
	h->eraseinfo_off = rd_aligned_u64(&r, l);
	h->eraseinfo_size = rd_long(&r, l);
	if (h->version < 6)
		return;
	h->start_pfn = rd_aligned_u64(&r, l);
	h->end_pfn = rd_u64(&r);
	max_mapnr = rd_u64(&r);
	if (max_mapnr)
		h->max_mapnr = max_mapnr;
}

/* Where VMCOREINFO may lie: within the sub header's blocks. */
static bool packed_fits(const struct kdump_header *h)
{
	uint64_t from = h->block_size, to = h->block_size * (1ULL + h->sub_hdr_size);

	if (!h->vmcoreinfo_off && !h->vmcoreinfo_size)
		return true;
	return h->vmcoreinfo_off >= from && h->vmcoreinfo_off <= to && h->vmcoreinfo_size <= to - h->vmcoreinfo_off;
}

bool kdump_read_header(struct input *in, struct kdump_header *out, struct err *err)
{
	uint8_t main_data[MAIN_SIZE], sub_data[SUB_SIZE];
	struct kdump_header h, padded;

	if (!input_must_read(in, 0, main_data, sizeof(main_data), "kdump header", err))
		return false;
	if (!kdump_is_kdump(main_data, sizeof(main_data)))
		return err_set(err, "%s: no kdump signature", in->name);
	if (!choose_layout(main_data, sizeof(main_data), &h))
		return err_set(err, "%s: damaged kdump header: no word size and byte order give a sensible block size and bitmap (as 64-bit little-endian: "
			       "version %d, block size %u, %u bitmap blocks, %u sub header blocks)", in->name,
			       (int)get_u32(main_data + 8, false), get_u32(main_data + 428, false),
			       get_u32(main_data + 436, false), get_u32(main_data + 432, false));
	if (!input_must_read(in, h.block_size, sub_data, sizeof(sub_data), "kdump sub header", err))
		return false;
	padded = h;
	parse_sub(sub_data, h.is64 ? SUB_64 : SUB_32_PACKED, &h);
	if (!h.is64 && h.version >= 3 && !packed_fits(&h)) {
		parse_sub(sub_data, SUB_32_PADDED, &padded);
		h = padded;
	}
	*out = h;
	return true;
}

uint64_t kdump_bitmap_offset(const struct kdump_header *h)
{
	return (1ULL + h->sub_hdr_size) * h->block_size;
}

uint64_t kdump_desc_offset(const struct kdump_header *h)
{
	return kdump_bitmap_offset(h) + (uint64_t)h->bitmap_blocks * h->block_size;
}

uint64_t kdump_bitmap_bits(const struct kdump_header *h, bool *single)
{
	uint64_t size = (uint64_t)h->bitmap_blocks * h->block_size;
	uint64_t bytes = h->max_mapnr / 8 + (h->max_mapnr % 8 != 0);
	uint64_t blocks = bytes / h->block_size + (bytes % h->block_size != 0);

	*single = h->bitmap_blocks < 2 * blocks;
	return (*single ? size : h->bitmap_blocks / 2 * (uint64_t)h->block_size) * 8;
}
