/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

static void add_range(struct sb *sb, long first, long last)
{
	sb_printf(sb, "%s%ld", sb->len ? "," : "", first);
	if (last > first)
		sb_printf(sb, "-%ld", last);
}

/* bitmap_list_string(), lib/vsprintf.c */
const char *bitmap_list(struct walk w)
{
	struct emit *e = w.e;
	struct sb sb = {0};
	long first = -1, last = -1;
	const char *s;

	EACH_KEY(bit, w) {
		if (first >= 0 && bit == last + 1) {
			last = bit;
			continue;
		}
		if (first >= 0)
			add_range(&sb, first, last);
		first = last = bit;
	}
	if (first >= 0)
		add_range(&sb, first, last);
	s = file_printf(e, "%s", sb.s ? sb.s : "");
	sb_free(&sb);
	return s;
}

/* bitmap_string(), lib/vsprintf.c: chunks of 32 bits, highest first; the first chunk may be shorter. */
const char *bitmap_hex_of(struct walk w, long n)
{
	struct emit *e = w.e;
	uint32_t *chunk;
	long chunks;
	struct sb sb = {0};
	const char *s;

	if (n < 0 || n > LIMIT_PRINTED_BITS) {
		fail(e, "bitmap", "no length that a bitmap can have", 0);
		n = 0;
	}
	chunks = (n + 31) / 32;
	chunk = file_alloc(e, (size_t)chunks + 1, sizeof(*chunk));
	EACH_KEY(bit, w)
		if (bit < n)
			chunk[bit / 32] |= 1u << bit % 32;
	for (long i = chunks - 1; i >= 0; i--) {
		long width = i == chunks - 1 && n % 32 ? (n % 32 + 3) / 4 : 8;

		sb_printf(&sb, "%s%0*x", sb.len ? "," : "", (int)width, chunk[i]);
	}
	s = file_printf(e, "%s", sb.s ? sb.s : "");
	sb_free(&sb);
	return s;
}

const char *bitmap_hex_(ref o, const char *path, long n)
{
	return bitmap_hex_of(bits_(o, path, n), n);
}
