/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "mask/internal.h"

#include <stdlib.h>

static uint32_t new_node(struct numbers *n)
{
	GROW(n->last, n->count, n->room);
	n->last[n->count] = 0;
	return (uint32_t)n->count++;
}

bool numbers_step(struct numbers *n, uint32_t *node, uint16_t step, bool fixed, uint32_t *number)
{
	uint64_t key = (uint64_t)*node << 16 | step, found;

	while (n->count < ADDRESS_KINDS)	/* the roots */
		new_node(n);
	if (!map_get(&n->steps, key, &found)) {
		if (n->full)
			return false;
		found = fixed ? 0 : (uint64_t)++n->last[*node] << 32;
		found |= new_node(n);
		map_put(&n->steps, key, found);
	}
	*node = (uint32_t)found;
	*number = (uint32_t)(found >> 32);
	return true;
}

/* No step leads on from a leaf: its number is kept in that place. */
bool numbers_whole(struct numbers *n, uint32_t root, const uint8_t *bytes, size_t len, uint32_t *number)
{
	uint32_t node = root;

	for (size_t i = 0; i < len; i += 2)
		if (!numbers_step(n, &node, (uint16_t)(bytes[i] << 8 | (i + 1 < len ? bytes[i + 1] : 0)), true, number))
			return false;
	if (!n->last[node])
		n->last[node] = ++n->wholes;
	*number = n->last[node];
	return true;
}

void numbers_free(struct numbers *n)
{
	map_free(&n->steps);
	free(n->last);
}
