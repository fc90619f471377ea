/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * LZO1X decoder, for pages packed with lzo1x_1.
 *
 * The stream is a row of instructions; each copies bytes from what was already
 * written (a match), then up to three literal bytes.  What opcodes below 16
 * mean depends on how many literals were copied just before.
 */
#include "kdump/kdump.h"

#include <string.h>

enum { WORD = 8, WIDE = 16 };	/* bytes that are moved at once */
enum literals_before { NONE, LONG_RUN = 4 };	/* 1 to 3: that many, after a match */

struct lzo {
	const uint8_t *in, *in_end;
	uint8_t *out, *out_start, *out_end;
	unsigned state;
	bool ended, bad;
};

static unsigned next_byte(struct lzo *z)
{
	if (z->in < z->in_end)
		return *z->in++;
	z->bad = true;
	return 0;
}

static unsigned next_le16(struct lzo *z)
{
	unsigned low = next_byte(z);

	return low | next_byte(z) << 8;
}

/* A length that did not fit its bits: 255 for each zero byte, then a last byte. */
static size_t long_length(struct lzo *z, size_t base)
{
	size_t room = (size_t)(z->out_end - z->out);
	unsigned b;

	while (!(b = next_byte(z)) && !z->bad) {
		base += 255;
		if (base > room)
			z->bad = true;
	}
	return base + b;
}

static void copy_literals(struct lzo *z, size_t n)
{
	if (z->bad || n > (size_t)(z->in_end - z->in) || n > (size_t)(z->out_end - z->out)) {
		z->bad = true;
		return;
	}
	/* Most are short: where there is room, one move of a fixed size is the fastest. */
	if (n <= WIDE && (size_t)(z->in_end - z->in) >= WIDE && (size_t)(z->out_end - z->out) >= WIDE)
		memcpy(z->out, z->in, WIDE);
	else
		memcpy(z->out, z->in, n);
	z->in += n;
	z->out += n;
}

/* Source and target may overlap: that is how runs are written. */
static void copy_match(struct lzo *z, size_t distance, size_t n)
{
	const uint8_t *from;
	uint8_t *to;

	if (z->bad || distance > (size_t)(z->out - z->out_start) || n > (size_t)(z->out_end - z->out)) {
		z->bad = true;
		return;
	}
	to = z->out;
	from = to - distance;
	z->out += n;
	if (distance >= WORD && (size_t)(z->out_end - z->out) >= WORD) {
		for (; to < z->out; to += WORD, from += WORD)
			memcpy(to, from, WORD);		/* the last one may reach further: that is written next */
	} else if (distance == 1) {
		memset(to, *from, n);
	} else {
		while (n--)
			*to++ = *from++;
	}
}

static void match(struct lzo *z, size_t distance, size_t n, unsigned literals)
{
	copy_match(z, distance, n);
	copy_literals(z, literals);
	z->state = literals;
}

/* Opcodes 0 to 15. */
static void low_op(struct lzo *z, unsigned op)
{
	if (z->state == NONE) {
		copy_literals(z, 3 + (op ? op : long_length(z, 15)));
		z->state = LONG_RUN;
	} else if (z->state == LONG_RUN) {
		match(z, (next_byte(z) << 2) + (op >> 2) + 2049, 3, op & 3);
	} else {
		match(z, (next_byte(z) << 2) + (op >> 2) + 1, 2, op & 3);
	}
}

/* Opcodes 16 to 31: far matches, and the end mark. */
static void far_op(struct lzo *z, unsigned op)
{
	size_t n = 2 + ((op & 7) ? (op & 7) : long_length(z, 7));
	unsigned w = next_le16(z);
	size_t distance = 16384 + ((op & 8) << 11) + (w >> 2);

	if (distance != 16384) {
		match(z, distance, n, w & 3);
		return;
	}
	z->ended = true;
	if (n != 3 || w)
		z->bad = true;
}

static void step(struct lzo *z)
{
	unsigned op = next_byte(z);

	if (z->bad)
		return;
	if (op >= 64) {
		size_t n = op >= 128 ? 5 + (op >> 5 & 3) : 3 + (op >> 5 & 1);

		match(z, (next_byte(z) << 3) + (op >> 2 & 7) + 1, n, op & 3);
	} else if (op >= 32) {
		size_t n = 2 + ((op & 31) ? (op & 31) : long_length(z, 31));
		unsigned w = next_le16(z);

		match(z, (w >> 2) + 1, n, w & 3);
	} else if (op >= 16) {
		far_op(z, op);
	} else {
		low_op(z, op);
	}
}

bool lzo_decompress(const uint8_t *in, size_t in_len, uint8_t *out, size_t out_len)
{
	struct lzo z = {.in = in, .in_end = in + in_len, .out = out, .out_start = out, .out_end = out + out_len};

	if (in_len && *in > 17) {	/* the first byte alone can be a count of literals */
		unsigned n = next_byte(&z) - 17u;

		copy_literals(&z, n);
		z.state = n < 4 ? n : LONG_RUN;
	}
	while (!z.ended && !z.bad)
		step(&z);
	return !z.bad && z.in == z.in_end && z.out == z.out_end;
}
