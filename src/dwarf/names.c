/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of names: entries in the order of the file, and a hash over them. */
#include "dwarf/internal.h"

#include <stdlib.h>
#include <string.h>

/* As in BTF: no honest run is as long, and a file full of one name costs no more than this. */
enum { LONGEST_RUN = 512 };

void names_add(struct name_table *n, struct name_entry entry)
{
	if (n->count == n->room) {
		n->room = n->room ? n->room * 2 : 4096;
		n->entries = xrealloc(n->entries, n->room, sizeof(*n->entries));
	}
	n->entries[n->count++] = entry;
}

static uint64_t hash_name(uint8_t kind, const char *name)
{
	return hash_u64(hash_str(name) + kind);
}

static bool is_same(const struct name_entry *a, const struct name_entry *b)
{
	return a->kind == b->kind && a->mark == b->mark && !strcmp(a->name, b->name);
}

/* In relocatable files each unit has its own copies of strings: what they repeat is entered once. */
static void enter_slot(struct name_table *n, uint32_t i)
{
	const struct name_entry *e = &n->entries[i];
	uint64_t hash = hash_name(e->kind, e->name);

	for (uint32_t run = 0; run < LONGEST_RUN; run++) {
		uint32_t *slot = &n->slots[(hash + run) & n->mask];

		if (*slot && is_same(&n->entries[*slot - 1], e))
			return;
		if (!*slot) {
			*slot = i + 1;
			return;
		}
	}
}

void names_seal(struct name_table *n)
{
	uint32_t size = 64;

	while (size < (uint64_t)n->count * 2)
		size *= 2;
	n->slots = xcalloc(size, sizeof(*n->slots));
	n->mask = size - 1;
	for (uint32_t i = 0; i < n->count; i++)
		if (n->entries[i].name[0])
			enter_slot(n, i);
}

const struct name_entry *names_find(const struct name_table *n, uint8_t kind, const char *name, unsigned nth)
{
	uint64_t hash = hash_name(kind, name);

	for (uint32_t run = 0; run < LONGEST_RUN && n->slots; run++) {
		uint32_t slot = n->slots[(hash + run) & n->mask];
		const struct name_entry *e = slot ? &n->entries[slot - 1] : NULL;

		if (!e)
			return NULL;
		if (e->kind == kind && !strcmp(e->name, name) && !nth--)
			return e;
	}
	return NULL;
}
