/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "report/records.h"

#include <stdlib.h>
#include <string.h>

void records_init(struct records *r)
{
	*r = (struct records){0};
	r->absents_end = &r->absents;
	r->scopes_end = &r->scopes;
	r->plugin_files = xcalloc(plugin_count, sizeof(*r->plugin_files));
	r->rows = xcalloc(emitter_count, sizeof(*r->rows));
	for (size_t i = 0; i < emitter_count; i++)
		r->rows[i].plugin = (unsigned)(plugin_of(emitters[i].path) - plugins);
}

void records_free(struct records *r)
{
	arena_free(&r->arena);
	sb_free(&r->path);
	sb_free(&r->keys);
	free(r->files);
	free(r->objects);
	free(r->troubles);
	map_free(&r->by_trouble);
	free(r->plugin_files);
	free(r->rows);
}

/* ---- adding ---------------------------------------------------------------------------- */

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

static bool same_key(const char *kept, const char *key)
{
	return !strcmp(kept, key ? key : "");
}

/* Files of one object come one after the other and share their keys. */
static void keep_keys(struct records *r, const struct emit_file *f)
{
	if (r->object_count) {
		const char *last = r->keys.s + r->objects[r->object_count - 1].keys;

		if (same_key(last, f->keys[0]) && same_key(last + strlen(last) + 1, f->keys[1]))
			return;
	}
	GROW(r->objects, r->object_count, r->object_room);
	r->objects[r->object_count++] = (struct packed_object){(uint32_t)r->file_count, (uint32_t)r->keys.len};
	for (unsigned i = 0; i < ARRAY_LEN(f->keys); i++) {
		const char *key = f->keys[i] ? f->keys[i] : "";

		sb_add(&r->keys, key, strlen(key) + 1);
	}
}

static bool same_text(const char *a, const char *b)
{
	return a && b ? !strcmp(a, b) : a == b;
}

static bool same_trouble(const struct file_trouble *t, const struct emit_file *f)
{
	if (!same_text(t->reason, f->reason) || !same_text(t->link, f->link) || t->withheld != f->withheld ||
	    t->note_count != f->note_count)
		return false;
	for (unsigned i = 0; i < t->note_count; i++)
		if (strcmp(t->notes[i], f->notes[i]))
			return false;
	return true;
}

static uint64_t trouble_hash(const struct emit_file *f)
{
	uint64_t h = hash_u64(f->withheld);

	h = hash_u64(h ^ (f->reason ? hash_str(f->reason) : 0));
	h = hash_u64(h ^ (f->link ? hash_str(f->link) : 1));
	for (unsigned i = 0; i < f->note_count; i++)
		h = hash_u64(h ^ hash_str(f->notes[i]));
	return h;
}

/* One for all files that have the same: thousands of processes are in the same namespaces. */
static const struct file_trouble *shared_trouble(struct records *r, const struct emit_file *f)
{
	uint64_t hash = trouble_hash(f), i;
	struct file_trouble *t;

	if (map_get(&r->by_trouble, hash, &i) && same_trouble(r->troubles[i].trouble, f))
		return r->troubles[i].trouble;
	t = arena_alloc(&r->arena, sizeof(*t));
	t->reason = f->reason ? arena_strdup(&r->arena, f->reason) : NULL;
	t->link = f->link ? arena_strdup(&r->arena, f->link) : NULL;
	t->withheld = f->withheld;
	t->notes = keep_notes(r, f, &t->note_count);
	map_put(&r->by_trouble, hash, r->trouble_count);
	return t;
}

static void keep_trouble(struct records *r, const struct emit_file *f)
{
	const struct file_trouble *t;

	if (!f->reason && !f->link && !f->note_count && !f->withheld)
		return;
	t = shared_trouble(r, f);
	GROW(r->troubles, r->trouble_count, r->trouble_room);
	r->troubles[r->trouble_count++] = (struct packed_trouble){(uint32_t)r->file_count, t};
}

void records_add(struct records *r, const struct emit_file *f, uint64_t bytes, bool archived)
{
	struct row_record *row;

	if (!f->path) {
		add_scope(r, f);
		return;
	}
	r->results[f->result]++;
	if (f->result == EMIT_ABSENT) {
		add_absent(r, f);
		return;
	}
	keep_keys(r, f);
	keep_trouble(r, f);
	row = &r->rows[f->emitter - emitters];
	if (!row->count++)
		row->first = (uint32_t)r->file_count;
	row->last = (uint32_t)r->file_count;
	r->plugin_files[row->plugin]++;
	r->bytes += bytes;
	GROW(r->files, r->file_count, r->file_room);
	r->files[r->file_count++] =
		(struct packed_file){(uint32_t)bytes, (uint16_t)(f->emitter - emitters), (uint8_t)f->result, archived};
}

/* ---- walking --------------------------------------------------------------------------- */

struct file_walk all_files(const struct records *r)
{
	return (struct file_walk){.r = r, .end = r->file_count, .row = -1, .plugin = -1};
}

struct file_walk files_of_row(const struct records *r, size_t row)
{
	const struct row_record *rec = &r->rows[row];

	return (struct file_walk){.r = r, .next = rec->first, .end = rec->count ? rec->last + 1u : 0,
				  .row = (int)row, .plugin = -1};
}

struct file_walk files_of_plugin(const struct records *r, unsigned plugin)
{
	struct file_walk w = {.r = r, .next = r->file_count, .row = -1, .plugin = (int)plugin};

	for (size_t i = 0; i < emitter_count; i++) {
		const struct row_record *rec = &r->rows[i];

		if (!rec->count || rec->plugin != plugin)
			continue;
		w.next = rec->first < w.next ? rec->first : w.next;
		w.end = rec->last + 1u > w.end ? rec->last + 1u : w.end;
	}
	return w;
}

static bool passes_by(const struct file_walk *w, unsigned row)
{
	return (w->row >= 0 && row != (unsigned)w->row) || (w->plugin >= 0 && w->r->rows[row].plugin != (unsigned)w->plugin);
}

/* Both kinds of entries that are kept beside the files begin with the number of a file, in 32 bits. */
static uint32_t number_of(const void *entries, size_t size, size_t i)
{
	uint32_t number;

	memcpy(&number, (const char *)entries + i * size, sizeof(number));
	return number;
}

/* The last entry at that file or before, at low or behind it: mostly few steps away, since a walk goes on and on. */
static size_t last_until(const void *entries, size_t size, size_t low, size_t count, size_t file)
{
	size_t step = 1, high;

	while (low + step < count && number_of(entries, size, low + step) <= file) {
		low += step;
		step *= 2;
	}
	high = low + step < count ? low + step : count;
	while (high - low > 1) {
		size_t middle = low + (high - low) / 2;

		if (number_of(entries, size, middle) <= file)
			low = middle;
		else
			high = middle;
	}
	return low;
}

static size_t object_of(const struct records *r, size_t file, size_t from)
{
	return last_until(r->objects, sizeof(*r->objects), from, r->object_count, file);
}

static const struct file_trouble *trouble_of(const struct records *r, size_t file, size_t *at)
{
	static const struct file_trouble none;

	if (*at < r->trouble_count && r->troubles[*at].file < file)
		*at = last_until(r->troubles, sizeof(*r->troubles), *at, r->trouble_count, file);
	return *at < r->trouble_count && r->troubles[*at].file == file ? r->troubles[*at].trouble : &none;
}

const struct file_record *next_file(struct file_walk *w)
{
	const struct packed_file *p;
	const char *keys;
	size_t at;

	while (w->next < w->end && passes_by(w, w->r->files[w->next].row))
		w->next++;
	if (w->next >= w->end)
		return NULL;
	at = w->next++;
	p = &w->r->files[at];
	w->object = object_of(w->r, at, w->object);
	keys = w->r->keys.s + w->r->objects[w->object].keys;
	w->f = (struct file_record){
		.row = p->row,
		.result = (enum emit_result)p->result,
		.bytes = p->bytes,
		.archived = p->archived,
		.trouble = trouble_of(w->r, at, &w->trouble),
	};
	w->f.keys[0] = *keys ? keys : NULL;
	keys += strlen(keys) + 1;
	w->f.keys[1] = *keys ? keys : NULL;
	return &w->f;
}

const char *record_path(struct records *r, const struct file_record *f)
{
	sb_cut(&r->path, 0);
	emit_path(&r->path, emitters[f->row].path, f->keys[0], f->keys[1]);
	return r->path.s;
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
			return r->rows[i].count && r->files[r->rows[i].first].archived;
	return false;
}
