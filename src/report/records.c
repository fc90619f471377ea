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
	r->rows = xcalloc(emitter_count, sizeof(*r->rows));
	r->row_ends = xcalloc(emitter_count, sizeof(*r->row_ends));
	r->row_plugin = xcalloc(emitter_count, sizeof(*r->row_plugin));
	for (size_t i = 0; i < emitter_count; i++)
		r->row_plugin[i] = (unsigned)(plugin_of(emitters[i].path) - plugins);
}

void records_free(struct records *r)
{
	arena_free(&r->arena);
	sb_free(&r->path);
	free(r->plugin_files);
	free(r->rows);
	free(r->row_ends);
	free(r->row_plugin);
}

/* Notes as text.  A badly damaged dump has a reason for every file: the report keeps a bounded number. */
static const char *const *keep_notes(struct records *r, const struct emit_file *f, unsigned *count)
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
		texts[i] = arena_strdup(&r->arena, f->notes[i]);
	r->notes += f->note_count;
	*count = f->note_count;
	return texts;
}

static void add_scope(struct records *r, const struct emit_file *f)
{
	struct scope_record *s = arena_alloc(&r->arena, sizeof(*s));

	s->scope = f->scope;
	s->notes = keep_notes(r, f, &s->note_count);
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

static bool same_key(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

/* Files of one object come one after the other and share their keys. */
static const struct file_keys *keep_keys(struct records *r, const struct emit_file *f)
{
	struct file_keys *k = r->last_keys;

	if (k && same_key(k->key, f->keys[0]) && same_key(k->key2, f->keys[1]))
		return k;
	r->last_keys = arena_alloc(&r->arena, sizeof(*k));
	if (f->keys[0])
		r->last_keys->key = k && same_key(k->key, f->keys[0]) ? k->key : arena_strdup(&r->arena, f->keys[0]);
	if (f->keys[1])
		r->last_keys->key2 = arena_strdup(&r->arena, f->keys[1]);
	return r->last_keys;
}

static const struct file_trouble *keep_trouble(struct records *r, const struct emit_file *f)
{
	static const struct file_trouble none;
	struct file_trouble *t;

	if (!f->reason && !f->link && !f->note_count && !f->withheld)
		return &none;
	t = arena_alloc(&r->arena, sizeof(*t));
	t->reason = f->reason ? arena_strdup(&r->arena, f->reason) : NULL;
	t->link = f->link ? arena_strdup(&r->arena, f->link) : NULL;
	t->withheld = f->withheld;
	t->notes = keep_notes(r, f, &t->note_count);
	return t;
}

static void add_file(struct records *r, struct file_record *f)
{
	*r->files_end = f;
	r->files_end = &f->next;
	if (r->rows[f->row])
		r->row_ends[f->row]->next_of_row = f;
	else
		r->rows[f->row] = f;
	r->row_ends[f->row] = f;
	r->plugin_files[record_plugin(r, f)]++;
	r->bytes += f->bytes;
}

void records_add(struct records *r, const struct emit_file *f, uint64_t bytes, bool archived)
{
	struct file_record *rec;

	if (!f->path) {
		add_scope(r, f);
		return;
	}
	r->results[f->result]++;
	if (f->result == EMIT_ABSENT) {
		add_absent(r, f);
		return;
	}
	rec = arena_alloc(&r->arena, sizeof(*rec));
	rec->row = (uint16_t)(f->emitter - emitters);
	rec->keys = keep_keys(r, f);
	rec->trouble = keep_trouble(r, f);
	rec->result = (uint8_t)f->result;
	rec->bytes = (uint32_t)bytes;
	rec->archived = archived;
	add_file(r, rec);
}

const char *record_path(struct records *r, const struct file_record *f)
{
	sb_cut(&r->path, 0);
	emit_path(&r->path, emitters[f->row].path, f->keys->key, f->keys->key2);
	return r->path.s;
}

unsigned record_plugin(const struct records *r, const struct file_record *f)
{
	return r->row_plugin[f->row];
}

const char *record_row(const struct file_record *f)
{
	return emitters[f->row].path;
}

/* Asked for a handful of paths without brackets. */
bool records_have(struct records *r, const char *path)
{
	for (size_t i = 0; i < emitter_count; i++)
		if (!strcmp(emitters[i].path, path))
			return r->rows[i] && r->rows[i]->archived;
	return false;
}
