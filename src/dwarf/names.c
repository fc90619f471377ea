/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of names: entries in the order of the file, and a hash over them. */
#include "dwarf/internal.h"

#include <stdlib.h>
#include <string.h>

/* As in BTF: no honest run is as long, and a file full of one name costs no more than this. */
enum { LONGEST_RUN = 512 };

static uint32_t hash_name(uint8_t kind, const char *name)
{
	return (uint32_t)hash_u64(hash_str(name) + kind);
}

/* What has no name is never looked up, only told apart. */
static uint32_t hash_entry(const struct name_entry *e)
{
	return e->name[0] ? hash_name(e->kind, e->name) : (uint32_t)hash_u64(e->mark);
}

/* Here, where all threads of the pass are at it and the name is near. */
void names_add(struct name_table *n, struct name_entry entry)
{
	if (!entry.hash)
		entry.hash = hash_entry(&entry);
	GROW(n->entries, n->count, n->room);
	n->entries[n->count++] = entry;
}

static bool is_same(const struct name_entry *a, const struct name_entry *b)
{
	return a->hash == b->hash && a->kind == b->kind && a->mark == b->mark && !strcmp(a->name, b->name);
}

/* The slot of an entry that is the same, or the free one where it belongs; NULL if the run is too long. */
static uint32_t *slot_of(const struct name_table *n, const struct name_entry *e)
{
	for (uint32_t run = 0; run < LONGEST_RUN; run++) {
		uint32_t *slot = &n->slots[(e->hash + run) & n->mask];

		if (!*slot || is_same(&n->entries[*slot - 1], e))
			return slot;
	}
	return NULL;
}

/*
 * Several things repeat what is there already: threads that passed different
 * units, and in relocatable files each unit's own copies of strings.
 */
void names_seal(struct name_table *n)
{
	uint32_t size = 64, kept = 0;

	while (size < (uint64_t)n->count * 2)
		size *= 2;
	free(n->slots);
	n->slots = xcalloc(size, sizeof(*n->slots));
	n->mask = size - 1;
	for (uint32_t i = 0; i < n->count; i++) {
		uint32_t *slot = slot_of(n, &n->entries[i]);

		if (!slot || *slot)
			continue;
		n->entries[kept] = n->entries[i];
		*slot = ++kept;
	}
	n->count = kept;
}

bool names_has(const struct name_table *n, const struct name_entry *e)
{
	uint32_t *slot = n->slots ? slot_of(n, e) : NULL;

	return slot && *slot;
}

const struct name_entry *names_find(const struct name_table *n, uint8_t kind, const char *name, unsigned nth)
{
	uint32_t hash = hash_name(kind, name);

	for (uint32_t run = 0; run < LONGEST_RUN && n->slots; run++) {
		uint32_t slot = n->slots[(hash + run) & n->mask];
		const struct name_entry *e = slot ? &n->entries[slot - 1] : NULL;

		if (!e)
			return NULL;
		if (e->hash == hash && e->kind == kind && !strcmp(e->name, name) && !nth--)
			return e;
	}
	return NULL;
}
