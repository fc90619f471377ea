/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tables of emitters and scopes, and the loop that runs them. */
#include "emit/emit.h"

#include <stdlib.h>
#include <string.h>

const struct emitter emitters[] = {
#define EMIT(path, function, scope) {path, #function, emit_##function, SCOPE_##scope, false},
#define EMIT_OFF(path, function, scope) {path, #function, emit_##function, SCOPE_##scope, true},
#include "emit/emitters.def"
#undef EMIT
#undef EMIT_OFF
};
const size_t emitter_count = ARRAY_LEN(emitters);

static const struct scope {
	const char *name;
	enum scope_id parent;
	void (*enumerate)(struct emit *e, ref parent, struct scope_items *items);
} scopes[SCOPE_COUNT] = {
	[SCOPE_ONCE] = {.name = "ONCE", .parent = SCOPE_COUNT},
#define SCOPE(name, parent, bracket, function) [SCOPE_##name] = {#name, SCOPE_##parent, function},
#include "emit/scopes.def"
#undef SCOPE
};

enum scope_id scope_parent(enum scope_id scope)
{
	return scopes[scope].parent;
}

const char *scope_name(enum scope_id scope)
{
	return scopes[scope].name;
}

enum scope_id scope_outermost(enum scope_id scope)
{
	while (scope != SCOPE_ONCE && scopes[scope].parent != SCOPE_ONCE)
		scope = scopes[scope].parent;
	return scope;
}

/* ---- objects of a scope ------------------------------------------------------------ */

struct scope_entry {
	ref self;
	const char *key;
};

struct scope_items {
	struct scope_entry *entries;
	size_t count, room;
	struct arena keys;
};

/* Keys become part of paths: no empty, "." or ".." components, no control characters. */
static bool good_key(const char *key)
{
	for (const char *s = key;;) {
		size_t n = strcspn(s, "/");

		if (n == 0 || n > 255 || (n <= 2 && !strncmp(s, "..", n)))
			return false;
		for (size_t i = 0; i < n; i++)
			if ((unsigned char)s[i] < ' ' || s[i] == 0x7f)
				return false;
		if (!s[n])
			return true;
		s += n + 1;
	}
}

void scope_item(struct emit *e, struct scope_items *items, ref self, const char *key)
{
	if (tainted(e))		/* its key, or what chose it, could not be read: the notes say so */
		return;
	if (!good_key(key)) {
		fail(e, "name of an object", "cannot be part of a path", self.addr);
		return;
	}
	GROW(items->entries, items->count, items->room);
	items->entries[items->count++] = (struct scope_entry){self, arena_strdup(&items->keys, key)};
}

void scope_item_number(struct emit *e, struct scope_items *items, ref self, long key)
{
	scope_item(e, items, self, file_printf(e, "%ld", key));
}

static void items_free(struct scope_items *items)
{
	free(items->entries);
	arena_free(&items->keys);
}

/* ---- the run ---------------------------------------------------------------------------- */

struct runner {
	struct emit *e;
	const struct emit_run *run;
	/*
	 * Why the kernel's memory, symbols or types are missing altogether; NULL: they are there.  Without
	 * them "the kernel has no such symbol" would pass for "it was built without that feature".
	 */
	const char *blind;
	/* The wanted emitters of a scope: rows[start[scope]] and on, up to those of the next scope. */
	uint16_t rows[ARRAY_LEN(emitters)];
	size_t start[SCOPE_COUNT + 1];
	bool scope_wanted[SCOPE_COUNT];		/* it, or one inside it, has a wanted emitter */
};
_Static_assert(ARRAY_LEN(emitters) <= UINT16_MAX, "rows are numbered in 16 bits");

static const char *const *note_texts(struct emit *e)
{
	const char **texts = file_alloc(e, e->note_count, sizeof(*texts));

	for (unsigned i = 0; i < e->note_count; i++)
		texts[i] = note_text(e, &e->notes[i]);
	return texts;
}

static bool finish(struct runner *r, struct emit_file *f)
{
	struct emit *e = r->e;

	f->result = emit_end(e);
	f->data = e->out.len ? e->out.s : "";
	f->size = e->out.len;
	f->link = e->link;
	f->notes = e->note_count ? note_texts(e) : NULL;
	f->note_count = e->note_count;
	f->withheld = e->withheld;
	if (f->result == EMIT_STUB)
		f->reason = e->stub_why ? e->stub_why : f->note_count ? f->notes[0] : "nothing could be read";
	else if (f->result == EMIT_ABSENT)
		f->reason = e->absent_why;
	return r->run->file(r->run->arg, f);
}

/* A bracket that the row has had before stands for the same key again. */
void emit_path(struct sb *out, const char *row, const char *key, const char *key2)
{
	const char *keys[2] = {key, key2}, *first = NULL;

	while (*row) {
		const char *close = *row == '[' ? strchr(row, ']') : NULL;
		bool again = close && first && !strncmp(row, first, (size_t)(close - row) + 1);
		const char *fill = !close ? NULL : !first || again ? keys[0] : keys[1];

		if (fill) {
			sb_str(out, fill);
			first = first ? first : row;
			row = close + 1;
		} else {
			sb_char(out, *row++);
		}
	}
}

static bool run_emitter(struct runner *r, const struct emitter *em, ref self, const char *const keys[2])
{
	struct emit *e = r->e;
	struct emit_file f = {.emitter = em, .scope = em->scope, .keys = {keys[0], keys[1]}};
	struct sb path = {0};
	const char *last = keys[1] ? keys[1] : keys[0];
	bool more = true;

	emit_path(&path, em->path, keys[0], keys[1]);
	f.path = path.s;
	if (!r->run->want_file || r->run->want_file(r->run->arg, path.s)) {
		emit_begin(e);
		e->key = keys[0];
		e->key2 = keys[1];
		e->index = last ? strtol(last, NULL, 10) : 0;
		if (r->blind)
			stub(e, r->blind);
		else
			em->run(e, self);
		more = finish(r, &f);
	}
	sb_free(&path);
	return more;
}

static bool run_scope(struct runner *r, enum scope_id scope, ref self, const char *const keys[2]);

/* The scopes that are enumerated inside this object. */
static bool run_inner_scopes(struct runner *r, enum scope_id scope, ref self, const char *const keys[2])
{
	for (enum scope_id inner = 0; inner < SCOPE_COUNT; inner++)
		if (scopes[inner].parent == scope && r->scope_wanted[inner] && !run_scope(r, inner, self, keys))
			return false;
	return true;
}

static bool run_object(struct runner *r, enum scope_id scope, ref self, const char *const keys[2])
{
	for (size_t i = r->start[scope]; i < r->start[scope + 1]; i++)
		if (!run_emitter(r, &emitters[r->rows[i]], self, keys))
			return false;
	return run_inner_scopes(r, scope, self, keys);
}

static bool run_scope(struct runner *r, enum scope_id scope, ref self, const char *const outer[2])
{
	struct scope_items items = {0};
	struct emit *e = r->e;
	bool more = true;

	emit_begin(e);
	e->key = outer[0];
	e->key2 = NULL;
	if (r->blind)
		fail(e, "objects of this scope", r->blind, 0);
	else
		scopes[scope].enumerate(e, self, &items);
	if (e->note_count) {
		struct emit_file f = {.scope = scope};

		more = finish(r, &f);
	}
	for (size_t i = 0; more && i < items.count; i++) {
		const char *keys[2] = {outer[0] ? outer[0] : items.entries[i].key, outer[0] ? items.entries[i].key : NULL};

		more = run_object(r, scope, items.entries[i].self, keys);
	}
	items_free(&items);
	return more;
}

static void choose_rows(struct runner *r)
{
	const struct emit_run *run = r->run;
	size_t n = 0;

	for (enum scope_id scope = 0; scope < SCOPE_COUNT; scope++) {
		r->start[scope] = n;
		for (size_t i = 0; i < emitter_count; i++) {
			const struct emitter *em = &emitters[i];

			if (em->scope == scope && (run->want_emitter ? run->want_emitter(run->arg, em) : !em->off))
				r->rows[n++] = (uint16_t)i;
		}
		r->start[scope + 1] = n;
		for (enum scope_id s = scope; n > r->start[scope] && s != SCOPE_COUNT; s = scopes[s].parent)
			r->scope_wanted[s] = true;
	}
}

bool emit_run(struct emit *e, const struct emit_run *run)
{
	struct runner r = {.e = e, .run = run};
	const char *keys[2] = {NULL, NULL};

	for (int a = 0; a < PROGRAM_ABILITIES && !r.blind; a++)
		if (program_can(e->program, (enum program_ability)a, &r.blind))
			r.blind = NULL;
	choose_rows(&r);
	return run_object(&r, SCOPE_ONCE, (ref){0, e->poison}, keys);
}

void emit_annotation(const struct emit_file *f, struct sb *out)
{
	if (f->result == EMIT_STUB) {
		sb_printf(out, "# vmcore-report: stub (not reconstructable from vmcore) - %s\n", f->reason);
	} else if (f->result == EMIT_PARTIAL) {
		sb_str(out, "# vmcore-report: partial - ");
		if (f->withheld)
			sb_printf(out, "%lu line%s withheld; ", f->withheld, f->withheld == 1 ? "" : "s");
		sb_printf(out, "%s%s\n", f->note_count ? f->notes[0] : "",
			  f->note_count > 1 ? "; more in sos_reports/manifest.json" : "");
	}
}
