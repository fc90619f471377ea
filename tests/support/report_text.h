/* SPDX-License-Identifier: GPL-2.0-or-later */
/* report_text.h - a whole report in memory, for golden outputs and for the damage sweep. */
#ifndef VR_TEST_REPORT_TEXT_H
#define VR_TEST_REPORT_TEXT_H

#include "emit/emit.h"

struct report_file {
	const char *path, *emitter;
	enum scope_id scope;
	enum emit_result result;
	const char *reason, *link;	/* NULL if there is none */
	const char *text;
	size_t size;
	const char *notes;		/* one a line */
};

struct report_text {
	struct arena arena;
	struct report_file *files;	/* in the order of the run */
	size_t count, room;
	unsigned long paths_resolved;
	struct strmap by_path;
	const char *error;		/* why the dump could not be opened at all, or NULL */
};

/* deny_path: see struct emit.  Free with report_text_free(). */
void report_text_make(const char *dump, unsigned long deny_path, struct report_text *r);
void report_text_free(struct report_text *r);
const struct report_file *report_text_find(const struct report_text *r, const char *path);

#endif
