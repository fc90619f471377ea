/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/records.h"

#include <stdlib.h>
#include <string.h>

void records_init(struct records *r)
{
	*r = (struct records){0};
	r->files_end = &r->files;
	r->absents_end = &r->absents;
	r->scopes_end = &r->scopes;
	r->plugin_files = xcalloc(plugin_count, sizeof(*r->plugin_files));
}

void records_free(struct records *r)
{
	arena_free(&r->arena);
	free(r->plugin_files);
}

/* Notes as text.  A badly damaged dump has a reason for every file: the report keeps a bounded number. */
static const char *const *keep_notes(struct records *r, struct emit *e, const struct emit_file *f, unsigned *count)
{
	const char **texts;

	*count = 0;
	if (!f->note_count)
		return NULL;
	if (r->notes + f->note_count > LIMIT_REPORT_NOTES) {
		r->notes_dropped += f->note_count;
		return NULL;
	}
	texts = arena_calloc(&r->arena, f->note_count, sizeof(*texts));
	for (unsigned i = 0; i < f->note_count; i++)
		texts[i] = arena_strdup(&r->arena, note_text(e, &f->notes[i]));
	r->notes += f->note_count;
	*count = f->note_count;
	return texts;
}

static void add_scope(struct records *r, struct emit *e, const struct emit_file *f)
{
	struct scope_record *s = arena_alloc(&r->arena, sizeof(*s));

	s->scope = f->scope;
	s->notes = keep_notes(r, e, f, &s->note_count);
	*r->scopes_end = s;
	r->scopes_end = &s->next;
}

/* Thousands of kernel threads have no maps: one record for an emitter and a reason. */
static void add_absent(struct records *r, const struct emit_file *f)
{
	const char *reason = f->reason ? f->reason : "the kernel does not have it";
	struct absent_record *a;

	for (a = r->absents; a; a = a->next) {
		if (a->emitter == f->emitter && !strcmp(a->reason, reason)) {
			a->count++;
			return;
		}
	}
	a = arena_alloc(&r->arena, sizeof(*a));
	a->emitter = f->emitter;
	a->reason = arena_strdup(&r->arena, reason);
	a->path = arena_strdup(&r->arena, f->path);
	a->count = 1;
	*r->absents_end = a;
	r->absents_end = &a->next;
}

void records_add(struct records *r, struct emit *e, const struct emit_file *f, uint64_t bytes, bool archived)
{
	struct file_record *rec;

	if (!f->path) {
		add_scope(r, e, f);
		return;
	}
	r->results[f->result]++;
	if (f->result == EMIT_ABSENT) {
		add_absent(r, f);
		return;
	}
	rec = arena_alloc(&r->arena, sizeof(*rec));
	rec->path = arena_strdup(&r->arena, f->path);
	rec->emitter = f->emitter;
	rec->plugin = (unsigned)(plugin_of(f->emitter->path) - plugins);
	rec->result = f->result;
	rec->bytes = bytes;
	rec->archived = archived;
	rec->withheld = f->withheld;
	rec->reason = f->reason ? arena_strdup(&r->arena, f->reason) : NULL;
	rec->link = f->link ? arena_strdup(&r->arena, f->link) : NULL;
	rec->notes = keep_notes(r, e, f, &rec->note_count);
	*r->files_end = rec;
	r->files_end = &rec->next;
	r->plugin_files[rec->plugin]++;
	r->bytes += bytes;
}

/* Asked for a handful of paths at the end only. */
bool records_have(const struct records *r, const char *path)
{
	for (const struct file_record *f = r->files; f; f = f->next)
		if (f->archived && !strcmp(f->path, path))
			return true;
	return false;
}
