/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Members that are made while they are written: texts as long as the records
 * are many.  Up to a few MiB they are held; beyond that they are written twice,
 * first to learn their length.  The lists are made beside the manifest, where
 * there are CPUs and memory for it.
 */
#include "report/records.h"

#include <stdlib.h>

#define SPILL_SIZE (64 * KiB)	/* of a text that is not held as a whole */
#define MADE_ONCE (8 * MiB)	/* a text up to this size is held, and made once */

/* Text on its way into a member. */
struct spill {
	struct sb sb;		/* first: writers know this only */
	struct report *r;
	size_t room;		/* what sb may hold */
	uint64_t length;	/* of what it held before */
	bool writing, failed;
};

static void spill_all(struct spill *s)
{
	s->length += s->sb.len;
	if (s->writing && !s->failed && s->sb.len)
		s->failed = !archive_write(s->r->archive, s->sb.s, s->sb.len, &s->r->err);
	sb_cut(&s->sb, 0);
	s->room = SPILL_SIZE;
}

void spill(struct sb *out)
{
	struct spill *s = (struct spill *)out;

	if (out->len >= s->room)
		spill_all(s);
}

uint64_t report_length(struct report *r, report_writer write)
{
	struct spill s = {.r = r, .room = SPILL_SIZE};

	write(r, &s.sb);
	spill_all(&s);
	sb_free(&s.sb);
	return s.length;
}

/* ---- a text ------------------------------------------------------------------------------ */

static void make(struct report *r, struct spill *s, report_writer write)
{
	size_t limit = r->o->emit->output_limit;

	*s = (struct spill){.r = r, .room = limit < MADE_ONCE ? limit : MADE_ONCE};
	write(r, &s->sb);
}

/* A member's length comes before its text: what is too long to be held is made again. */
static bool put(struct report *r, const char *path, struct spill *s, report_writer write, uint64_t *bytes)
{
	char *name = member_name(r, path);
	uint64_t length = s->length + s->sb.len;
	bool ok = archive_begin(r->archive, name, length, &r->err);

	s->r = r;
	s->writing = true;
	if (ok && s->length) {
		sb_cut(&s->sb, 0);
		write(r, &s->sb);
	}
	if (ok) {
		spill_all(s);
		ok = !s->failed && archive_end(r->archive, &r->err);
	}
	if (bytes)
		*bytes = length;
	free(name);
	return ok;
}

bool report_made(struct report *r, const char *path, report_writer write, uint64_t *bytes)
{
	struct spill s;
	bool ok;

	make(r, &s, write);
	ok = put(r, path, &s, write, bytes);
	sb_free(&s.sb);
	return ok;
}

/* ---- what describes the report ------------------------------------------------------------- */

static const struct list {
	const char *path;
	report_writer write;
} lists[] = {
	{"sos_reports/sos.json", sos_json_write},
	{"sos_reports/sos.txt", sos_text_write},
	{"sos_reports/sos.html", sos_html_write},
	{"sos_reports/vmcore.html", page_write},
};

struct list_maker {
	struct report view;	/* the report, to be read only, with a scratch buffer of its own */
	struct spill texts[ARRAY_LEN(lists)];
};

static void *make_lists(void *arg)
{
	struct list_maker *m = arg;

	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		make(&m->view, &m->texts[i], lists[i].write);
	return NULL;
}

static bool put_lists(struct report *r, struct list_maker *m)
{
	bool ok = true;

	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		ok = ok && put(r, lists[i].path, &m->texts[i], lists[i].write, NULL);
		sb_free(&m->texts[i].sb);
	}
	sb_free(&m->view.records.path);
	return ok;
}

static bool add_lists_one_by_one(struct report *r)
{
	for (size_t i = 0; i < ARRAY_LEN(lists); i++)
		if (!report_made(r, lists[i].path, lists[i].write, NULL))
			return false;
	return true;
}

bool add_lists(struct report *r)
{
	struct list_maker m = {.view = {.o = r->o, .records = r->records, .capture = r->capture, .result = r->result}};
	pthread_t thread;
	bool ok, at_once;

	if (r->o->no_report)
		return report_made(r, "sos_reports/manifest.json", manifest_write, NULL);
	m.view.records.path = (struct sb){0};
	at_once = may_use_threads(r) && start_worker(&thread, make_lists, &m);
	ok = report_made(r, "sos_reports/manifest.json", manifest_write, NULL);
	if (!at_once)
		return ok && add_lists_one_by_one(r);
	pthread_join(thread, NULL);
	return put_lists(r, &m) && ok;
}
