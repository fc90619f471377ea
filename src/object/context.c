/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The context of one worker: notes, taint, output, results. */
#include "object/internal.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- life ------------------------------------------------------------------- */

static void set_up(struct emit *e, struct program *p)
{
	e->program = p;
	e->facts = program_facts(p);
	e->memory = memory_new(p);
	program_init_types(p, &e->types);
	e->types.user = e;
	e->output_limit = LIMIT_OUTPUT_FILE;
	e->poison = arena_alloc(&e->worker, sizeof(*e->poison));
	*e->poison = (struct type){.kind = TYPE_VOID, .name = "", .graph = &e->types};
}

static void tear_down(struct emit *e)
{
	path_table_free(e->paths);
	strmap_free(&e->slots);
	strmap_free(&e->type_names);
	strmap_free(&e->symbols);
	strmap_free(&e->enumerators);
	types_free(&e->types);
	memory_free(e->memory);
	sb_free(&e->out);
	arena_free(&e->file);
	arena_free(&e->worker);
}

struct emit *emit_new(struct program *p)
{
	struct emit *e = xcalloc(1, sizeof(*e));

	set_up(e, p);
	return e;
}

void emit_free(struct emit *e)
{
	tear_down(e);
	free(e);
}

void emit_renew(struct emit *e)
{
	const struct emit old = *e;

	tear_down(e);
	memset(e, 0, sizeof(*e));
	set_up(e, old.program);
	e->output_limit = old.output_limit;
	memcpy(e->fail_totals, old.fail_totals, sizeof(e->fail_totals));
}

void emit_begin(struct emit *e)
{
	arena_reset(&e->file);
	if (e->out.room > MiB)		/* what one file in a report needs is not kept for the others */
		sb_free(&e->out);
	sb_cut(&e->out, 0);
	e->line_start = 0;
	e->taint = e->row_taint = e->line_taint = e->raw = false;
	e->json_depth = 0;
	e->json_first = true;
	e->withheld = e->notes_dropped = 0;
	e->note_count = 0;
	e->absent_why = e->stub_why = e->link = NULL;
}

enum emit_result emit_end(struct emit *e)
{
	end_lines(e);
	if (e->out.len > e->line_start && (e->taint || e->line_taint) && !e->raw) {
		sb_cut(&e->out, e->line_start);
		e->withheld++;
	}
	if (e->stub_why)
		return EMIT_STUB;
	if (e->absent_why && !e->out.len)	/* not if something that could not be read led there */
		return e->note_count ? EMIT_STUB : EMIT_ABSENT;
	if (!e->note_count && !e->withheld)
		return EMIT_COMPLETE;
	return e->out.len && !e->link ? EMIT_PARTIAL : EMIT_STUB;
}

const char *emit_result_name(enum emit_result r)
{
	static const char *const names[] = {"complete", "partial", "stub", "absent"};

	return names[r];
}

/* ---- notes and taint ----------------------------------------------------------- */

void taint(struct emit *e)
{
	e->taint = true;
}

bool tainted(struct emit *e)
{
	return e->taint;
}

void forgive(struct emit *e)
{
	e->taint = false;
}

static struct note *find_note(struct emit *e, const char *type, const char *what, const char *why)
{
	for (unsigned i = 0; i < e->note_count; i++) {
		struct note *n = &e->notes[i];

		if (!strcmp(n->what, what) && !strcmp(n->why, why) && !strcmp(n->type, type))
			return n;
	}
	if (e->note_count == LIMIT_NOTES_PER_FILE) {
		e->notes_dropped++;
		return NULL;
	}
	e->notes[e->note_count] = (struct note){.what = what, .type = type, .why = why};
	return &e->notes[e->note_count++];
}

static void add_note(struct emit *e, const char *type, const char *what, const char *why, uint64_t address,
		     enum mem_status status)
{
	struct note *n = find_note(e, type, what, why);

	if (!n)
		return;
	if (!n->count++) {
		n->address = address;
		n->status = status;
	}
}

void fail_at(struct emit *e, const char *type, const char *what, const char *why, uint64_t address)
{
	add_note(e, type, what, why, address, MEM_OK);
	taint(e);
}

void fail_read(struct emit *e, const char *type, const char *what, enum mem_status status, uint64_t address)
{
	add_note(e, type, what, mem_status_name(status), address, status);
	e->fail_totals[status]++;
	taint(e);
}

void fail(struct emit *e, const char *what, const char *why, uint64_t address)
{
	fail_at(e, "", what, why, address);
}

void remark(struct emit *e, const char *fmt, ...)
{
	struct note *n;
	va_list ap;
	char *text;

	va_start(ap, fmt);
	text = arena_vprintf(&e->file, fmt, ap);
	va_end(ap);
	n = find_note(e, "", text, "");
	if (n) {
		n->count++;
		n->is_remark = true;
	}
}

const char *note_text(struct emit *e, const struct note *n)
{
	struct sb sb = {0};
	const char *text;

	if (n->is_remark)
		return n->what;
	sb_printf(&sb, "%s%s%s", n->type, n->type[0] && n->what[0] ? " " : "", n->what);
	if (n->address)
		sb_printf(&sb, " at 0x%llx", (unsigned long long)n->address);
	sb_printf(&sb, ": %s", n->why);
	if (n->count > 1)
		sb_printf(&sb, " (%llu times)", (unsigned long long)n->count);
	text = arena_strdup(&e->file, sb.s);
	sb_free(&sb);
	return text;
}

bool damage_begin(struct emit *e, struct damage *d)
{
	if (d->begun)
		return false;
	*d = (struct damage){.begun = true, .was_tainted = e->taint, .note_count = e->note_count};
	e->taint = false;
	return true;
}

void damage_end(struct emit *e, struct damage *d)
{
	if (e->note_count > d->note_count)
		d->why = worker_strdup(e, note_text(e, &e->notes[d->note_count]));
	else if (e->taint)
		d->why = "something could not be read";
	e->taint = d->was_tainted;
}

void damage_tell(struct emit *e, const struct damage *d, const char *what)
{
	if (d->why)
		remark(e, "%s: %s", what, d->why);
}

void damage_taint(struct emit *e, const struct damage *d, const char *what)
{
	if (d->why)
		fail(e, what, d->why, 0);
}

const char *damage_at_least(const struct damage *d)
{
	return d->why ? "at least " : "";
}

/* Nobody can tell what a system did not have who knows none of its symbols or types. */
void absent(struct emit *e, const char *why)
{
	if (!program_can(e->program, CAN_SYMBOLS, &e->stub_why) || !program_can(e->program, CAN_TYPES, &e->stub_why))
		return;
	e->stub_why = NULL;
	e->absent_why = why;
}

void stub(struct emit *e, const char *why)
{
	e->stub_why = why;
}

/* ---- output ------------------------------------------------------------------------ */

/* Takes [from, to) out of what was printed; it ends with a line. */
static void withhold(struct emit *e, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++)
		e->withheld += e->out.s[i] == '\n';
	memmove(e->out.s + from, e->out.s + to, e->out.len - to);
	sb_cut(&e->out, e->out.len - (to - from));
}

/*
 * Each line that has ended since the last call is kept or withheld: the first one also for what was
 * printed of it earlier, be that scope left by now.
 */
void end_lines(struct emit *e)
{
	size_t n = e->out.len - e->line_start, first, last;
	const char *start, *newline;

	if (e->raw || !n)
		return;
	start = e->out.s + e->line_start;
	newline = memchr(start, '\n', n);
	if (newline) {
		first = (size_t)(newline - e->out.s) + 1;
		last = (size_t)((char *)memrchr(start, '\n', n) - e->out.s) + 1;
		if (e->taint) {
			withhold(e, e->line_start, last);
		} else if (e->line_taint) {
			withhold(e, e->line_start, first);
			e->line_start = last - (first - e->line_start);
		} else {
			e->line_start = last;
		}
		e->line_taint = false;
	}
	if (e->taint && e->out.len > e->line_start)
		e->line_taint = true;
}

static bool room_for_output(struct emit *e)
{
	if (e->out.len < e->output_limit)
		return true;
	fail(e, "output", e->output_limit < LIMIT_OUTPUT_FILE ? "file larger than the memory that may be used (--max-memory)"
							      : "file larger than any report may hold", 0);
	return false;
}

void out(struct emit *e, const char *fmt, ...)
{
	va_list ap;

	if (!room_for_output(e))
		return;
	va_start(ap, fmt);
	sb_vprintf(&e->out, fmt, ap);
	va_end(ap);
	end_lines(e);
}

void out_bytes(struct emit *e, const void *data, size_t n)
{
	if (!data || !room_for_output(e))
		return;
	sb_add(&e->out, data, n);
	end_lines(e);
}

void row_begin(struct emit *e)
{
	e->row_taint = e->taint;
}

void row_(struct emit *e, const char *fmt, ...)
{
	va_list ap;

	if (room_for_output(e)) {
		va_start(ap, fmt);
		sb_vprintf(&e->out, fmt, ap);
		va_end(ap);
		end_lines(e);
	}
	e->taint = e->row_taint;
}

const char *esc(struct emit *e, const char *s, const char *set)
{
	size_t n = strlen(s);
	char *buf = arena_alloc(&e->file, 4 * n + 1), *p = buf;

	for (; *s; s++) {
		if (strchr(set, *s))
			p += sprintf(p, "\\%03o", (unsigned char)*s);
		else
			*p++ = *s;
	}
	return buf;
}

void symlink_to(struct emit *e, const char *fmt, ...)
{
	va_list ap;

	if (e->taint)
		return;
	va_start(ap, fmt);
	e->link = arena_vprintf(&e->file, fmt, ap);
	va_end(ap);
}

/* ---- memory --------------------------------------------------------------------------- */

struct scratch scratch_begin(struct emit *e)
{
	return (struct scratch){arena_mark(&e->file), e->note_count};
}

void scratch_end(struct emit *e, struct scratch s)
{
	if (e->note_count == s.notes)
		arena_rewind(&e->file, s.mark);
}

void *file_alloc(struct emit *e, size_t count, size_t n)
{
	return arena_calloc(&e->file, count, n);
}

char *file_printf(struct emit *e, const char *fmt, ...)
{
	va_list ap;
	char *s;

	va_start(ap, fmt);
	s = arena_vprintf(&e->file, fmt, ap);
	va_end(ap);
	return s;
}

void *worker_alloc(struct emit *e, size_t count, size_t n)
{
	return arena_calloc(&e->worker, count, n);
}

static void *grow_in(struct arena *a, void *items_, size_t count, size_t *room, size_t n)
{
	void *larger;

	if (count < *room)
		return items_;
	*room = *room ? *room * 2 : 256;
	larger = arena_calloc(a, *room, n);
	if (count)
		memcpy(larger, items_, count * n);
	return larger;
}

void *worker_grow(struct emit *e, void *items_, size_t count, size_t *room, size_t n)
{
	return grow_in(&e->worker, items_, count, room, n);
}

void *file_grow(struct emit *e, void *items_, size_t count, size_t *room, size_t n)
{
	return grow_in(&e->file, items_, count, room, n);
}

char *worker_strdup(struct emit *e, const char *s)
{
	return arena_strdup(&e->worker, s);
}

void *slot(struct emit *e, const char *key, size_t n)
{
	void *p = strmap_get(&e->slots, key);

	if (!p) {
		p = arena_alloc(&e->worker, n);
		strmap_put(&e->slots, worker_strdup(e, key), p);
	}
	return p;
}
