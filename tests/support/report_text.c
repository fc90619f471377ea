/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/report_text.h"

#include <stdlib.h>

static bool keep(void *arg, const struct emit_file *f)
{
	struct report_text *r = arg;
	struct sb notes = {0};
	struct report_file *out;

	for (unsigned i = 0; i < f->note_count; i++)
		sb_printf(&notes, "%s\n", f->notes[i]);
	if (r->count == r->room)
		r->files = xrealloc(r->files, r->room = r->room ? r->room * 2 : 4096, sizeof(*r->files));
	out = &r->files[r->count++];
	*out = (struct report_file){
		.path = f->path ? arena_strdup(&r->arena, f->path) : arena_printf(&r->arena, "(%s)", scope_name(f->scope)),
		.scope = f->scope,
		.emitter = f->emitter ? f->emitter->path : scope_name(f->scope),
		.result = f->result,
		.reason = f->reason ? arena_strdup(&r->arena, f->reason) : NULL,
		.link = f->link ? arena_strdup(&r->arena, f->link) : NULL,
		.text = arena_strndup(&r->arena, f->data, f->size),
		.size = f->size,
		.notes = arena_strdup(&r->arena, notes.s ? notes.s : ""),
	};
	sb_free(&notes);
	return true;
}

void report_text_make(const char *dump, unsigned long deny_path, struct report_text *r)
{
	struct program_options o = {.vmcores = &dump, .vmcore_count = 1};
	struct emit_run run = {.file = keep, .arg = r};
	struct program *p;
	struct emit *e;
	struct err err;

	*r = (struct report_text){0};
	if (!program_open(&o, &p, &err)) {
		r->error = arena_strdup(&r->arena, err.msg);
		return;
	}
	e = emit_new(p);
	e->deny_path = deny_path;
	emit_run(e, &run);
	r->paths_resolved = e->paths_resolved;
	emit_free(e);
	program_close(p);
	for (size_t i = 0; i < r->count; i++)
		strmap_put(&r->by_path, r->files[i].path, &r->files[i]);
}

void report_text_free(struct report_text *r)
{
	strmap_free(&r->by_path);
	free(r->files);
	arena_free(&r->arena);
	*r = (struct report_text){0};
}

const struct report_file *report_text_find(const struct report_text *r, const char *path)
{
	return strmap_get(&r->by_path, path);
}
