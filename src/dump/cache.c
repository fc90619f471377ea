/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One worker's cache of blocks: sets of a few slots, chosen by a hash of the
 * block number (its low bits alone would put all large aligned objects into the
 * same set), the least recently used slot of a set replaced.  Failures are kept
 * like data.  It also remembers which blocks were ever asked for.
 */
#include "dump/dump.h"

#include <stdlib.h>
#include <string.h>

enum {
	WAYS = 8,
	TOUCHED_SHIFT = 15,				/* blocks per piece of the touched bitmap, log2 */
	TOUCHED_BYTES = 1 << (TOUCHED_SHIFT - 3),
};

struct slot {
	uint64_t block, last_use;	/* last_use 0: empty */
	enum mem_status status;
};

/* Which of 2^TOUCHED_SHIFT neighbouring blocks were asked for. */
struct piece {
	uint64_t key;
	uint8_t *bits;
};

struct page_cache {
	struct dump *dump;
	uint32_t block_size;
	size_t sets;
	struct slot *slots;
	uint8_t *data;
	uint64_t clock;
	struct map touched;		/* block >> TOUCHED_SHIFT -> index in pieces */
	struct piece *pieces;
	size_t piece_count, piece_room;
	struct arena arena;		/* of the pieces' bits */
	struct page_cache_stats stats;
};

struct page_cache *page_cache_new(struct dump *d, size_t bytes)
{
	struct page_cache *c = xcalloc(1, sizeof(*c));

	c->dump = d;
	c->block_size = dump_facts(d)->block_size;
	c->sets = bytes / c->block_size / WAYS;
	if (!c->sets)
		c->sets = 1;
	c->slots = xcalloc(c->sets * WAYS, sizeof(*c->slots));
	c->data = xmalloc(c->sets * WAYS * c->block_size);
	return c;
}

void page_cache_free(struct page_cache *c)
{
	if (!c)
		return;
	map_free(&c->touched);
	free(c->pieces);
	arena_free(&c->arena);
	free(c->slots);
	free(c->data);
	free(c);
}

static uint8_t *touched_bits(struct page_cache *c, uint64_t key)
{
	uint64_t i;

	if (map_get(&c->touched, key, &i))
		return c->pieces[i].bits;
	GROW(c->pieces, c->piece_count, c->piece_room);
	map_put(&c->touched, key, c->piece_count);
	c->pieces[c->piece_count] = (struct piece){key, arena_alloc(&c->arena, TOUCHED_BYTES)};
	return c->pieces[c->piece_count++].bits;
}

static void touch(struct page_cache *c, uint64_t block)
{
	uint8_t *bits = touched_bits(c, block >> TOUCHED_SHIFT), mask = (uint8_t)(1 << block % 8);
	uint64_t byte = (block & ((1ULL << TOUCHED_SHIFT) - 1)) / 8;

	c->stats.blocks_touched += !(bits[byte] & mask);
	bits[byte] |= mask;
}

static const uint8_t *load(struct page_cache *c, struct slot *s, uint64_t block)
{
	uint8_t *data = c->data + (size_t)(s - c->slots) * c->block_size;

	c->stats.misses++;
	s->block = block;
	s->status = dump_read_block(c->dump, block, data, &c->stats.file_bytes);
	if (s->status != MEM_OK)
		c->stats.failed[s->status]++;
	if (block < dump_facts(c->dump)->block_count)
		touch(c, block);
	return data;
}

const uint8_t *page_cache_get(struct page_cache *c, uint64_t block, enum mem_status *status)
{
	struct slot *set = &c->slots[hash_u64(block) % c->sets * WAYS], *s = NULL;
	const uint8_t *data;

	c->stats.lookups++;
	for (size_t i = 0; i < WAYS && !s; i++)
		if (set[i].last_use && set[i].block == block)
			s = &set[i];
	if (s) {
		data = c->data + (size_t)(s - c->slots) * c->block_size;
	} else {
		s = set;
		for (size_t i = 1; i < WAYS; i++)
			if (set[i].last_use < s->last_use)
				s = &set[i];
		data = load(c, s, block);
	}
	s->last_use = ++c->clock;
	*status = s->status;
	return s->status == MEM_OK ? data : NULL;
}

enum mem_status page_cache_read(struct page_cache *c, uint64_t paddr, void *buf, size_t len, uint64_t *bad)
{
	uint8_t *out = buf;

	if (len > UINT64_MAX - paddr) {
		*bad = paddr;
		return MEM_HOLE;
	}
	while (len) {
		size_t skip = (size_t)(paddr % c->block_size), n = c->block_size - skip;
		enum mem_status status;
		const uint8_t *data = page_cache_get(c, paddr / c->block_size, &status);

		if (!data) {
			*bad = paddr;
			return status;
		}
		if (n > len)
			n = len;
		memcpy(out, data + skip, n);
		out += n;
		paddr += n;
		len -= n;
	}
	return MEM_OK;
}

void page_cache_stats(const struct page_cache *c, struct page_cache_stats *stats)
{
	*stats = c->stats;
}

static int by_key(const void *a, const void *b)
{
	const struct piece *x = a, *y = b;

	return x->key < y->key ? -1 : x->key > y->key;
}

void page_cache_touched(const struct page_cache *c, void (*fn)(uint64_t block, void *arg), void *arg)
{
	struct piece *sorted = xcalloc(c->piece_count, sizeof(*sorted));

	for (size_t i = 0; i < c->piece_count; i++)
		sorted[i] = c->pieces[i];
	qsort(sorted, c->piece_count, sizeof(*sorted), by_key);
	for (size_t i = 0; i < c->piece_count; i++)
		for (uint64_t bit = 0; bit < 1ULL << TOUCHED_SHIFT; bit++)
			if (sorted[i].bits[bit / 8] >> bit % 8 & 1)
				fn(sorted[i].key << TOUCHED_SHIFT | bit, arg);
	free(sorted);
}
