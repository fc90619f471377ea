/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Raw snappy (no framing): the unpacked length, then literals and copies from what was already written. */
#include "kdump/kdump.h"

#include <string.h>

struct snappy {
	const uint8_t *in, *in_end;
	uint8_t *out, *out_start, *out_end;
	bool bad;
};

/* A little-endian number of 1 to 4 bytes. */
static size_t number(struct snappy *s, size_t bytes)
{
	size_t v = 0;

	if (s->bad || bytes > (size_t)(s->in_end - s->in)) {
		s->bad = true;
		return 0;
	}
	for (size_t i = 0; i < bytes; i++)
		v |= (size_t)*s->in++ << 8 * i;
	return v;
}

static void literal(struct snappy *s, size_t n)
{
	if (s->bad || n > (size_t)(s->in_end - s->in) || n > (size_t)(s->out_end - s->out)) {
		s->bad = true;
		return;
	}
	memcpy(s->out, s->in, n);
	s->in += n;
	s->out += n;
}

/* Source and target may overlap: that is how runs are written. */
static void copy(struct snappy *s, size_t distance, size_t n)
{
	if (s->bad || !distance || distance > (size_t)(s->out - s->out_start) || n > (size_t)(s->out_end - s->out)) {
		s->bad = true;
		return;
	}
	if (distance >= n) {
		memcpy(s->out, s->out - distance, n);
		s->out += n;
		return;
	}
	while (n--) {
		*s->out = *(s->out - distance);
		s->out++;
	}
}

static void element(struct snappy *s)
{
	size_t tag = number(s, 1), n = tag >> 2;

	switch (tag & 3) {
	case 0:
		literal(s, (n < 60 ? n : number(s, n - 59)) + 1);
		break;
	case 1:
		copy(s, (tag >> 5) << 8 | number(s, 1), 4 + (n & 7));
		break;
	case 2:
		copy(s, number(s, 2), n + 1);
		break;
	default:
		copy(s, number(s, 4), n + 1);
	}
}

/* The length is not believed: it must be what the caller has room for. */
static bool length_is(struct snappy *s, size_t expected)
{
	uint64_t len = 0;

	for (unsigned shift = 0; shift < 35; shift += 7) {
		size_t b = number(s, 1);

		len |= (uint64_t)(b & 0x7f) << shift;
		if (!(b & 0x80))
			return !s->bad && len == expected;
	}
	return false;
}

bool snappy_decompress(const uint8_t *in, size_t in_len, uint8_t *out, size_t out_len)
{
	struct snappy s = {.in = in, .in_end = in + in_len, .out = out, .out_start = out, .out_end = out + out_len};

	if (!length_is(&s, out_len))
		return false;
	while (s.in < s.in_end && !s.bad)
		element(&s);
	return !s.bad && s.out == s.out_end;
}
