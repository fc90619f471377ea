/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ELF notes: of PT_NOTE segments, and the copy of them in a kdump-compressed file. */
#include "elf/elf.h"

#include <stdlib.h>
#include <string.h>

/* Names and descriptors are padded to 4 bytes in kernels' notes, in 64-bit files too. */
static bool next_note(struct rd *r, struct arena *arena, struct dump_note *out)
{
	uint32_t name_size = rd_u32(r), desc_size = rd_u32(r), type = rd_u32(r);
	const char *name;

	if (r->failed || !name_size)
		return false;
	name = rd_bytes(r, name_size);
	rd_align(r, 4);
	out->desc = rd_bytes(r, desc_size);
	if (r->failed)
		return false;
	out->name = arena_strndup(arena, name, strnlen(name, name_size));
	out->type = type;
	out->size = desc_size;
	if (rd_left(r) >= 4)	/* the padding of the last one may be missing */
		rd_align(r, 4);
	return true;
}

static bool mentions(const struct dump_note *n, const char *key)
{
	return memmem(n->desc, n->size, key, strlen(key)) != NULL;
}

/* makedumpfile says in a note of its own (ELF) what it was told to erase. */
static void find_eraseinfo(struct dump_facts *facts, struct arena *arena)
{
	for (size_t i = 0; i < facts->note_count; i++) {
		const struct dump_note *n = &facts->notes[i];

		if (!strcmp(n->name, "ERASEINFO") && n->size && n->size <= LIMIT_VMCOREINFO)
			facts->eraseinfo = arena_strndup(arena, (const char *)n->desc, strnlen((const char *)n->desc, n->size));
	}
}

/*
 * Of several VMCOREINFO notes, the crashed kernel's is the one that names the
 * release and was completed at the crash.
 */
static void choose_vmcoreinfo(struct dump_facts *facts, struct arena *arena)
{
	const struct dump_note *best = NULL;
	int best_score = -1;

	for (size_t i = 0; i < facts->note_count; i++) {
		const struct dump_note *n = &facts->notes[i];
		int score;

		if (strcmp(n->name, "VMCOREINFO") || !n->size || n->size > LIMIT_VMCOREINFO)
			continue;
		score = 2 * mentions(n, "OSRELEASE=") + mentions(n, "CRASHTIME=");
		if (score > best_score) {
			best = n;
			best_score = score;
		}
	}
	if (!best)
		return;
	facts->vmcoreinfo_size = strnlen((const char *)best->desc, best->size);
	facts->vmcoreinfo = arena_strndup(arena, (const char *)best->desc, facts->vmcoreinfo_size);
}

bool notes_parse(struct dump_facts *facts, struct arena *arena)
{
	struct rd r = rd_init(facts->note_data, facts->note_data_size, facts->big_endian, "notes");
	struct dump_note *all = NULL, *kept, note = {0};
	size_t count = 0, room = 0;

	while (rd_left(&r) >= 12 && count < LIMIT_NOTES && next_note(&r, arena, &note)) {
		GROW(all, count, room);
		all[count++] = note;
	}
	kept = arena_calloc(arena, count, sizeof(*kept));
	if (count)
		memcpy(kept, all, count * sizeof(*kept));
	free(all);
	facts->notes = kept;
	facts->note_count = count;
	choose_vmcoreinfo(facts, arena);
	find_eraseinfo(facts, arena);
	return !r.failed && count < LIMIT_NOTES;
}
