/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * name_index.h - from the hash of a name to the numbers of the entries that
 * have it, in ascending order: 4 to 8 bytes an entry, the names stay elsewhere.
 */
#ifndef VR_NAME_INDEX_H
#define VR_NAME_INDEX_H

#include "base/base.h"

struct name_index {
	uint32_t *heads, *next;		/* entry number + 1, and some bits of its hash above */
	uint32_t mask, count;
};

uint32_t name_hash(const char *name, size_t len);
/* hashes (malloc'ed, one per entry) becomes the index's own.  count <= LIMIT_SYMBOLS. */
void name_index_build(struct name_index *ix, uint32_t *hashes, uint32_t count);
void name_index_free(struct name_index *ix);
/* The next entry that may have that hash; *cursor is 0 at first.  The caller compares the name. */
bool name_index_next(const struct name_index *ix, uint32_t hash, uint32_t *cursor, uint32_t *entry);

#endif
