/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "support/sweep.h"

#include "support/test.h"

static bool has_line(const char *text, const char *line, size_t n)
{
	for (const char *p = text; *p;) {
		size_t m = strcspn(p, "\n");

		if (m == n && !memcmp(p, line, n))
			return true;
		p += m + (p[m] == '\n');
	}
	return false;
}

/* A line of a partial file that the undamaged file does not have. */
static const char *invented_line(const struct report_file *f, const struct report_file *golden)
{
	for (const char *p = f->text; *p;) {
		size_t n = strcspn(p, "\n");

		if (!has_line(golden->text, p, n))
			return p;
		p += n + (p[n] == '\n');
	}
	return NULL;
}

/* Files in the kernel's own formats.  Analysers and commands may say what they could not read, or show less. */
static bool is_mirror(const struct report_file *f)
{
	return str_starts(f->path, "proc/") || str_starts(f->path, "sys/");
}

static bool is_same(const struct report_file *a, const struct report_file *b)
{
	return a->size == b->size && !memcmp(a->text, b->text, a->size) &&
	       !strcmp(a->link ? a->link : "", b->link ? b->link : "");
}

/* What a damaged report says of one file that the golden one has too. */
static void judge(struct sweep *s, const char *what, const struct report_file *f, const struct report_file *g)
{
	const char *line = NULL;

	if (s->unchecked && !strcmp(f->path, s->unchecked))
		return;
	if (f->result == EMIT_COMPLETE && !is_same(f, g)) {
		print_error("%s: %s is said to be complete but differs\n", what, f->path);
		s->invented++;
	} else if (f->result == EMIT_ABSENT && g->result != EMIT_ABSENT) {
		print_error("%s: %s is said to be absent: %s\n", what, f->path, f->reason);
		s->silent++;
	} else if (f->result == EMIT_PARTIAL && !*f->notes) {
		print_error("%s: %s is partial for no reason\n", what, f->path);
		s->silent++;
	} else if (f->result == EMIT_PARTIAL && is_mirror(f) && (line = invented_line(f, g))) {
		print_error("%s: %s has a line of its own: %.*s\n", what, f->path, (int)strcspn(line, "\n"), line);
		s->invented++;
	}
}

/* Was it said that not all objects of a scope, or of one around it, could be found? */
static bool is_told(const struct report_text *r, enum scope_id scope)
{
	char path[64];

	for (; scope != SCOPE_ONCE; scope = scope_parent(scope)) {
		snprintf(path, sizeof(path), "(%s)", scope_name(scope));
		if (report_text_find(r, path))
			return true;
	}
	return false;
}

static void judge_missing(struct sweep *s, const char *what, const struct report_text *r, const struct report_file *g)
{
	if (g->result == EMIT_ABSENT || *g->path == '(' || report_text_find(r, g->path) || is_told(r, g->scope))
		return;
	print_error("%s: %s is missing, and nothing says why\n", what, g->path);
	s->silent++;
}

void sweep_compare(struct sweep *s, const char *what, const struct report_text *r)
{
	bool reason = r->error != NULL;

	s->runs++;
	s->refused += r->error != NULL;
	for (size_t i = 0; i < r->count; i++) {
		const struct report_file *f = &r->files[i], *g = report_text_find(&s->golden, f->path);

		reason |= f->result == EMIT_PARTIAL || f->result == EMIT_STUB;
		if (g)
			judge(s, what, f, g);
		else if (f->result == EMIT_COMPLETE)
			s->invented++, print_error("%s: %s does not exist in the undamaged report\n", what, f->path);
	}
	for (size_t i = 0; i < s->golden.count && !r->error; i++)
		judge_missing(s, what, r, &s->golden.files[i]);
	s->with_reason += reason;
}

void sweep_run(struct sweep *s, const char *what)
{
	struct report_text r;

	report_text_make(s->copy, 0, &r);
	sweep_compare(s, what, &r);
	report_text_free(&r);
}

bool sweep_start(struct sweep *s, const char *core)
{
	*s = (struct sweep){0};
	snprintf(s->core, sizeof(s->core), "%s", core);
	report_text_make(core, 0, &s->golden);
	if (s->golden.error)
		print_error("%s\n", s->golden.error);
	return !s->golden.error;
}

int sweep_copy(struct sweep *s)
{
	char buf[65536];
	int from = open(s->core, O_RDONLY), to;
	ssize_t n;

	strcpy(s->copy, "/tmp/vmcore-report-damage-XXXXXX");
	to = mkstemp(s->copy);
	assert_true(from >= 0 && to >= 0);
	while ((n = read(from, buf, sizeof(buf))) > 0)
		assert_int_equal(write(to, buf, (size_t)n), n);
	close(from);
	return to;
}

void sweep_finish(struct sweep *s, const char *what)
{
	unsigned long lies = s->invented + s->silent;

	print_message("%-28s %5lu runs, %4lu refused, %5lu with a reason recorded, %lu invented, %lu silent\n", what, s->runs,
		      s->refused, s->with_reason, s->invented, s->silent);
	s->runs = s->refused = s->with_reason = s->invented = s->silent = 0;
	assert_int_equal(lies, 0);
}

void sweep_free(struct sweep *s)
{
	if (*s->copy)
		unlink(s->copy);
	report_text_free(&s->golden);
}

unsigned long sweep_sample(unsigned long total, unsigned long sample)
{
	const char *want = getenv("VR_DAMAGE");
	unsigned long n = want ? strtoul(want, NULL, 10) : sample;

	if (want && !strcmp(want, "all"))
		n = total;
	return n < total ? n : total;
}
