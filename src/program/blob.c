/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/kallsyms.h"

#include <stdlib.h>

#define PIECE 4096u

bool blob_read(struct blob *b, struct memory *m, bool physical, uint64_t addr, size_t size)
{
	size_t skew = (size_t)(addr & (PIECE - 1)), pieces = (skew + size + PIECE - 1) / PIECE, bad = 0, off = 0;

	*b = (struct blob){.data = xcalloc(size ? size : 1, 1), .size = size, .skew = skew};
	for (size_t i = 0; i < pieces; i++) {
		size_t end = (i + 1) * PIECE - skew, len = (end < size ? end : size) - off;
		enum mem_status status = physical ? memory_read_phys(m, addr + off, b->data + off, len, NULL)
						  : memory_read(m, addr + off, b->data + off, len, NULL);

		if (status != MEM_OK) {
			if (!b->missing)
				b->missing = xcalloc(pieces / 8 + 1, 1);
			b->missing[i / 8] |= (uint8_t)(1 << i % 8);
			bad++;
		}
		off += len;
	}
	return bad < pieces;
}

void blob_free(struct blob *b)
{
	free(b->data);
	free(b->missing);
	*b = (struct blob){0};
}

bool blob_has(const struct blob *b, size_t off, size_t len)
{
	if (off > b->size || len > b->size - off)
		return false;
	if (!b->missing || !len)
		return true;
	for (size_t i = (b->skew + off) / PIECE; i <= (b->skew + off + len - 1) / PIECE; i++)
		if (b->missing[i / 8] >> i % 8 & 1)
			return false;
	return true;
}
