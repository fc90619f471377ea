/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A report that names nobody.  All that goes into the archive comes by here or
 * is made of what did: text, path, target, reasons of each file.  The files are
 * made twice: names are learned from the first run, the second is written.
 */
#include "report/records.h"

#include <stdlib.h>

#define PIECE (32 * KiB)

struct masked_file {
	struct emit_file file;
	unsigned form;
	struct arena arena;	/* of its strings */
};

static const char *keep(struct report *r, const char *s)
{
	return s ? arena_strdup(&r->masked->arena, mask_string(r->o->mask, s)) : NULL;
}

const struct emit_file *masked_begin(struct report *r, const struct emit_file *f)
{
	struct masked_file *m;
	struct sb path = {0};
	const char **notes;

	if (!r->masked)
		r->masked = xcalloc(1, sizeof(*r->masked));
	m = r->masked;
	arena_reset(&m->arena);
	m->file = *f;
	m->file.reason = keep(r, f->reason);
	m->file.link = keep(r, f->link);
	notes = arena_calloc(&m->arena, f->note_count, sizeof(*notes));
	for (unsigned i = 0; i < f->note_count; i++)
		notes[i] = keep(r, f->notes[i]);
	m->file.notes = notes;
	if (f->path) {
		m->form = mask_form(f->path);
		m->file.keys[0] = keep(r, f->keys[0]);
		m->file.keys[1] = keep(r, f->keys[1]);
		emit_path(&path, f->emitter->path, m->file.keys[0], m->file.keys[1]);
		m->file.path = arena_strdup(&m->arena, path.s);
		sb_free(&path);
	}
	return &m->file;
}

/* Whole lines, as far as there are any. */
static size_t piece_length(const char *s, size_t left)
{
	const char *end = left > PIECE ? memchr(s + PIECE, '\n', left - PIECE) : NULL;

	return end ? (size_t)(end + 1 - s) : left;
}

void masked_write(struct report *r, struct sb *out)
{
	const struct emit_file *f = &r->masked->file;

	if (!r->o->no_annotations)
		emit_annotation(f, out);
	for (size_t at = 0, len; at < f->size; at += len) {
		len = piece_length(f->data + at, f->size - at);
		mask_add(r->o->mask, r->masked->form, f->data + at, len, out);
		spill(out);
	}
}

void masked_free(struct report *r)
{
	if (r->masked)
		arena_free(&r->masked->arena);
	free(r->masked);
}
