/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kdump/kdump.h"

#include <stdlib.h>
#include <string.h>

enum {
	CHUNK = 1024,			/* bytes of bitmap per entry of the directory */
	CHUNK_BITS = CHUNK * 8,
	PASS = 64 * CHUNK,		/* read at once while counting */
};

uint64_t popcount_bits(const uint8_t *bytes, uint64_t bits)
{
	uint64_t whole = bits / 64, count = 0, word;

	for (uint64_t i = 0; i < whole; i++) {
		memcpy(&word, bytes + i * 8, 8);
		count += (uint64_t)__builtin_popcountll(word);
	}
	for (uint64_t i = whole * 8; i < bits / 8; i++)
		count += (uint64_t)__builtin_popcount(bytes[i]);
	if (bits % 8)
		count += (uint64_t)__builtin_popcount(bytes[bits / 8] & ((1u << bits % 8) - 1));
	return count;
}

static size_t chunks_of(uint64_t bits)
{
	return (size_t)(bits / CHUNK_BITS + (bits % CHUNK_BITS != 0));
}

static uint64_t bits_in_chunk(const struct bitmap *b, size_t i)
{
	uint64_t left = b->bits - (uint64_t)i * CHUNK_BITS;

	return left < CHUNK_BITS ? left : CHUNK_BITS;
}

static enum input_status read_chunk(const struct bitmap *b, size_t i, uint8_t buf[CHUNK])
{
	return input_read(b->in, b->off + (uint64_t)i * CHUNK, buf, (size_t)((bits_in_chunk(b, i) + 7) / 8));
}

/* Reads a pass' worth of chunks from i on, a single one near the end of a file cut short; 0 past it. */
static size_t read_pass(const struct bitmap *b, size_t i, size_t chunks, uint8_t *buf)
{
	size_t n = chunks - i < PASS / CHUNK ? chunks - i : PASS / CHUNK;
	uint64_t bytes = (b->bits - (uint64_t)i * CHUNK_BITS + 7) / 8;

	if (input_read(b->in, b->off + (uint64_t)i * CHUNK, buf, bytes < PASS ? (size_t)bytes : PASS) == INPUT_OK)
		return n;
	return read_chunk(b, i, buf) == INPUT_OK ? 1 : 0;
}

void bitmap_open(struct bitmap *b, struct input *in, uint64_t off, uint64_t bits)
{
	uint64_t there = off < in->size ? in->size - off : 0;
	size_t chunks, done = 0, n;
	uint8_t *buf = xmalloc(PASS);

	if (bits / 8 > there)	/* cut short: make no directory of what is not there */
		bits = there * 8;
	chunks = chunks_of(bits);
	*b = (struct bitmap){.in = in, .off = off, .bits = bits};
	b->before = xcalloc(chunks, sizeof(*b->before));
	while (done < chunks && (n = read_pass(b, done, chunks, buf)) > 0) {
		for (size_t k = 0; k < n; k++, done++) {
			b->before[done] = b->total;
			b->total += popcount_bits(buf + k * CHUNK, bits_in_chunk(b, done));
		}
	}
	if (done < chunks)
		b->bits = (uint64_t)done * CHUNK_BITS;
	free(buf);
}

void bitmap_close(struct bitmap *b)
{
	free(b->before);
	*b = (struct bitmap){0};
}

enum input_status bitmap_test(const struct bitmap *b, uint64_t bit, bool *set)
{
	enum input_status status;
	uint8_t byte;

	if (bit >= b->bits)
		return INPUT_EOF;
	status = input_read(b->in, b->off + bit / 8, &byte, 1);
	if (status == INPUT_OK)
		*set = byte >> bit % 8 & 1;
	return status;
}

enum input_status bitmap_rank(const struct bitmap *b, uint64_t bit, uint64_t *rank)
{
	size_t i = (size_t)(bit / CHUNK_BITS);
	enum input_status status;
	uint8_t buf[CHUNK];

	if (bit >= b->bits) {
		*rank = b->total;
		return INPUT_OK;
	}
	bit %= CHUNK_BITS;
	status = input_read(b->in, b->off + (uint64_t)i * CHUNK, buf, (size_t)((bit + 7) / 8));
	if (status == INPUT_OK)
		*rank = b->before[i] + popcount_bits(buf, bit);
	return status;
}

/* The first set bit of the bytes from bit `from` on, `bits` if none. */
static uint64_t first_set(const uint8_t *bytes, uint64_t from, uint64_t bits)
{
	for (uint64_t i = from; i < bits; i++) {
		if (!bytes[i / 8])
			i |= 7;		/* on to the next byte */
		else if (bytes[i / 8] >> i % 8 & 1)
			return i;
	}
	return bits;
}

uint64_t bitmap_next(const struct bitmap *b, uint64_t bit)
{
	size_t chunks = chunks_of(b->bits);
	uint64_t from = bit % CHUNK_BITS;
	uint8_t buf[CHUNK];

	for (size_t i = (size_t)(bit / CHUNK_BITS); i < chunks; i++, from = 0) {
		uint64_t bits = bits_in_chunk(b, i), found;
		uint64_t after = i + 1 < chunks ? b->before[i + 1] : b->total;

		if (after == b->before[i] || read_chunk(b, i, buf) != INPUT_OK)
			continue;
		found = first_set(buf, from, bits);
		if (found < bits)
			return (uint64_t)i * CHUNK_BITS + found;
	}
	return UINT64_MAX;
}
