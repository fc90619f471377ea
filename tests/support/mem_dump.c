/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/mem_dump.h"

#include <string.h>

#define BLOCK 4096u

struct mem {
	struct dump dump;
	const uint8_t *data;
	size_t size;
};

static enum mem_status block_status(struct dump *d, uint64_t block)
{
	return block < d->facts.block_count ? MEM_OK : MEM_HOLE;
}

static enum mem_status read_block(struct dump *d, uint64_t block, void *buf, uint64_t *file_bytes)
{
	const struct mem *m = (const struct mem *)d;
	size_t left;

	(void)file_bytes;
	if (block >= d->facts.block_count)
		return MEM_HOLE;
	left = m->size - block * BLOCK;
	memset(buf, 0, BLOCK);
	memcpy(buf, m->data + block * BLOCK, left < BLOCK ? left : BLOCK);
	return MEM_OK;
}

static uint64_t next_block(struct dump *d, uint64_t block)
{
	return block < d->facts.block_count ? block : UINT64_MAX;
}

static void quality(struct dump *d, struct dump_quality *q)
{
	*q = (struct dump_quality){.present = d->facts.block_count};
}

static void ram_bits(struct dump *d, uint64_t first, uint8_t *bits, size_t count)
{
	memset(bits, 0, (count + 7) / 8);
	for (size_t i = 0; i < count && first + i < d->facts.block_count; i++)
		bits[i / 8] |= (uint8_t)(1 << i % 8);
}

static void close_mem(struct dump *d)
{
	(void)d;
}

struct dump *mem_dump(const uint8_t *data, size_t size, unsigned machine, bool big_endian)
{
	static const struct dump_ops ops = {read_block, block_status, next_block, quality, ram_bits, close_mem};
	struct mem *m = xcalloc(1, sizeof(*m));

	m->data = data;
	m->size = size;
	m->dump.ops = &ops;
	m->dump.facts = (struct dump_facts){
		.format = "memory",
		.compression = "",
		.big_endian = big_endian,
		.word_bits = 64,
		.machine = machine,
		.block_size = BLOCK,
		.block_count = (size + BLOCK - 1) / BLOCK,
	};
	return &m->dump;
}
