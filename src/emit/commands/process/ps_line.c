/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A line of ps.  Columns have their places; what is too wide for its own pushes
 * the next aside, which takes that from the blanks before its text, as do those
 * behind it until all is made up for.
 */
#include "emit/commands/process/ps.h"

#include <string.h>

void ps_line(const struct ps *ps, const struct ps_column *columns, const char *const *cells)
{
	struct sb line = {0};
	size_t begin = 0;

	for (const struct ps_column *c = columns; c->title; c++) {
		const char *text = cells ? cells[c - columns] : c->title;
		size_t width = (size_t)(c->width == PS_PID ? ps->pid_width : c->width < 0 ? -c->width : c->width);
		size_t place = c->width > 0 && strlen(text) < width ? begin + width - strlen(text) : begin;

		if (c > columns && line.len >= place)
			sb_char(&line, ' ');
		while (line.len < place)
			sb_char(&line, ' ');
		sb_str(&line, text);
		begin += width + 1;
	}
	row(ps->e, "%s\n", line.s);
	sb_free(&line);
}

void ps_titles(const struct ps *ps, const struct ps_column *columns)
{
	ps_line(ps, columns, NULL);
}

const char *ps_number(const struct ps *ps, long n)
{
	return file_printf(ps->e, "%ld", n);
}

const char *ps_flags(const struct ps *ps, ref task)
{
	return file_printf(ps->e, "%lo", (unsigned long)num(task, "flags") >> 6 & 7);
}
