/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects in the order of numbers that they have. */
#include "kernel/kernel.h"

#include <stdlib.h>
#include <string.h>

struct sorted_item {
	uint64_t address;
	unsigned long keys[SORT_KEYS];
	size_t order;
};

static int compare(const void *a, const void *b)
{
	const struct sorted_item *x = a, *y = b;

	for (unsigned i = 0; i < SORT_KEYS; i++)
		if (x->keys[i] != y->keys[i])
			return x->keys[i] < y->keys[i] ? -1 : 1;
	return x->order < y->order ? -1 : 1;
}

struct sorted_list sorted_list(struct emit *e)
{
	return (struct sorted_list){.list = address_list(e)};
}

void sorted_add(struct sorted_list *l, uint64_t address, const unsigned long keys[SORT_KEYS])
{
	GROW(l->items, l->count, l->room);
	l->items[l->count] = (struct sorted_item){.address = address, .order = l->count};
	memcpy(l->items[l->count++].keys, keys, sizeof(l->items->keys));
}

struct walk sorted_walk(struct emit *e, struct sorted_list *l, const char *type)
{
	if (l->count)
		qsort(l->items, l->count, sizeof(*l->items), compare);
	for (size_t i = 0; i < l->count; i++)
		address_add(&l->list, l->items[i].address);
	free(l->items);
	return address_walk(e, &l->list, type);
}
