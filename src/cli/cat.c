/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmcore-report cat: output files of a report, to standard output, without making the rest. */
#include "cli/cli.h"

#include <stdlib.h>
#include <string.h>

struct cat {
	const struct options *o;
	struct terminal *t;
	bool *met;		/* by argument: something was printed or said for it */
	bool failed;
};

/* People paste paths as they stand on a system or in an archive. */
static const char *relative(const char *path)
{
	while (*path == '/' || str_starts(path, "./"))
		path += *path == '/' ? 1 : 2;
	return path;
}

/*
 * Could a row of the table make a file that the pattern matches?  Their fixed
 * beginnings must agree; want_file() then looks closely.
 */
static bool may_match(const char *row, const char *pattern)
{
	size_t fixed = strcspn(row, "["), given = strcspn(pattern, "*?[");
	size_t n = fixed < given ? fixed : given;

	/* Without a wildcard on either side there is nothing left to vary. */
	return !strncmp(row, pattern, n) && (row[fixed] || pattern[given] || !strcmp(row, pattern));
}

static bool want_emitter(void *arg, const struct emitter *em)
{
	const struct cat *c = arg;

	for (size_t i = 0; i < c->o->arguments.n; i++)
		if (may_match(em->path, relative(c->o->arguments.v[i])))
			return true;
	return false;
}

static bool want_file(void *arg, const char *path)
{
	const struct cat *c = arg;

	for (size_t i = 0; i < c->o->arguments.n; i++)
		if (glob_match(relative(c->o->arguments.v[i]), path))
			return true;
	return false;
}

static void mark(struct cat *c, const char *path)
{
	for (size_t i = 0; i < c->o->arguments.n; i++)
		if (glob_match(relative(c->o->arguments.v[i]), path))
			c->met[i] = true;
}

static bool take_file(void *arg, const struct emit_file *f)
{
	struct cat *c = arg;
	struct sb annotation = {0};

	if (!f->path)
		return true;
	mark(c, f->path);
	if (f->result == EMIT_ABSENT) {
		log_msg(&c->t->log, LOG_ERROR, "%s: the system did not have it%s%s", f->path, f->reason ? ": " : "",
			f->reason ? f->reason : "");
		c->failed = true;
		return true;
	}
	if (f->link) {
		log_msg(&c->t->log, LOG_WARN, "%s: a link to %s", f->path, f->link);
		return true;
	}
	emit_annotation(f, &annotation);
	if (annotation.len && !c->o->no_annotations)
		fputs(annotation.s, stdout);
	sb_free(&annotation);
	for (unsigned i = 0; i < f->note_count; i++)
		log_msg(&c->t->log, LOG_INFO, "%s: %s", f->path, f->notes[i]);
	return fwrite(f->data, 1, f->size, stdout) == f->size;
}

static bool report_unmet(struct cat *c)
{
	bool ok = true;

	for (size_t i = 0; i < c->o->arguments.n; i++) {
		if (c->met[i])
			continue;
		log_msg(&c->t->log, LOG_ERROR, "%s: no such file in a report of this dump (vmcore-report list shows all)",
			c->o->arguments.v[i]);
		ok = false;
	}
	return ok;
}

enum exit_code command_cat(struct options *o, struct terminal *t)
{
	struct cat c = {.o = o, .t = t};
	const struct emit_run run = {want_emitter, want_file, take_file, &c};
	struct program *p;
	struct emit *e;
	struct err err = {""};

	if (!open_program(o, t, NULL, &p, &err)) {
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
		return EXIT_FAILED;
	}
	c.met = xcalloc(o->arguments.n, sizeof(*c.met));
	e = emit_new(p);
	if (!emit_run(e, &run) || fflush(stdout)) {
		log_msg(&t->log, LOG_ERROR, "cannot write to standard output");
		c.failed = true;
	} else if (!report_unmet(&c)) {
		c.failed = true;
	}
	emit_free(e);
	program_close(p);
	free(c.met);
	return c.failed ? EXIT_FAILED : EXIT_COMPLETE;
}
