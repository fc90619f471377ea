/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one file says, as text for another. */
#include "object/internal.h"

struct capture_mark capture_begin(struct emit *e)
{
	struct capture_mark c = {e->out.len, e->line_start, e->withheld, e->line_taint, e->stub_why, e->absent_why};

	e->line_start = e->out.len;
	e->line_taint = false;
	e->stub_why = e->absent_why = NULL;
	return c;
}

const char *capture_end(struct emit *e, const struct capture_mark *c)
{
	bool none = e->stub_why || e->absent_why;
	const char *text = NULL;

	end_lines(e);
	if (e->withheld > c->withheld || e->line_taint)
		e->taint = true;
	if (!none)
		text = arena_strndup(&e->file, e->out.s + c->from, e->out.len - c->from);
	sb_cut(&e->out, c->from);
	e->line_start = c->line_start;
	e->line_taint = c->line_taint;
	e->withheld = c->withheld;
	e->stub_why = c->stub_why;
	e->absent_why = c->absent_why;
	return text;
}
