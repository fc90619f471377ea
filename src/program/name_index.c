/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Chains through two arrays.  The bits of a link that the entry number leaves
 * free hold part of the hash, so that few names are decoded in vain.
 */
#include "program/name_index.h"

#include <stdlib.h>

#define ENTRY_BITS 23
#define ENTRY_MASK ((1u << ENTRY_BITS) - 1)

_Static_assert(LIMIT_SYMBOLS < ENTRY_MASK, "entry numbers must fit a link");

uint32_t name_hash(const char *name, size_t len)
{
	uint64_t h = hash_bytes(name, len);

	return (uint32_t)(h ^ h >> 32);
}

void name_index_build(struct name_index *ix, uint32_t *hashes, uint32_t count)
{
	ix->mask = 63;
	while (ix->mask < count)
		ix->mask = ix->mask * 2 + 1;
	ix->heads = xcalloc((size_t)ix->mask + 1, sizeof(*ix->heads));
	ix->next = hashes;
	ix->count = count;
	/* Backwards, so that each chain ascends. */
	for (uint32_t i = count; i-- > 0;) {
		uint32_t hash = hashes[i], *head = &ix->heads[hash & ix->mask];

		ix->next[i] = *head;
		*head = (i + 1) | (hash & ~ENTRY_MASK);
	}
}

void name_index_free(struct name_index *ix)
{
	free(ix->heads);
	free(ix->next);
	*ix = (struct name_index){0};
}

bool name_index_next(const struct name_index *ix, uint32_t hash, uint32_t *cursor, uint32_t *entry)
{
	uint32_t link;

	if (!ix->heads)
		return false;
	for (link = *cursor ? ix->next[*cursor - 1] : ix->heads[hash & ix->mask]; link & ENTRY_MASK;
	     link = ix->next[(link & ENTRY_MASK) - 1]) {
		if ((link ^ hash) & ~ENTRY_MASK)
			continue;
		*cursor = link & ENTRY_MASK;
		*entry = *cursor - 1;
		return true;
	}
	return false;
}
