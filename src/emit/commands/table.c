/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/commands/table.h"

#include <string.h>

struct table_line {
	struct table_line *next;
	const char **cells;
	bool tainted;
};

struct table {
	struct emit *e;
	const struct column *columns;
	size_t count;
	int *widths;
	bool was_tainted;
	struct table_line *first, **end;
};

struct table *table_new(struct emit *e, const struct column *columns, size_t count)
{
	struct table *t = file_alloc(e, 1, sizeof(*t));

	*t = (struct table){.e = e, .columns = columns, .count = count, .was_tainted = tainted(e), .end = &t->first};
	t->widths = file_alloc(e, count, sizeof(*t->widths));
	for (size_t i = 0; i < count; i++) {
		int heading = (int)strlen(columns[i].name);

		t->widths[i] = heading > columns[i].width ? heading : columns[i].width;
	}
	return t;
}

struct emit *table_context(const struct table *t)
{
	return t->e;
}

void table_row_(struct table *t, const char *const *cells, size_t count)
{
	struct table_line *line = file_alloc(t->e, 1, sizeof(*line));

	line->cells = file_alloc(t->e, t->count, sizeof(*line->cells));
	for (size_t i = 0; i < t->count; i++) {
		int width;

		line->cells[i] = i < count && cells[i] ? cells[i] : "";
		width = (int)strlen(line->cells[i]);
		if (width > t->widths[i] && !tainted(t->e))
			t->widths[i] = width;
	}
	line->tainted = tainted(t->e);
	*t->end = line;
	t->end = &line->next;
	t->e->taint = t->e->row_taint;
}

static void print_cell(const struct table *t, size_t i, const char *text)
{
	bool last = i + 1 == t->count;

	if (t->columns[i].right)
		out(t->e, "%*s%s", t->widths[i], text, last ? "" : " ");
	else if (last)
		out(t->e, "%s", text);
	else
		out(t->e, "%-*s ", t->widths[i], text);
}

void table_print(struct table *t)
{
	struct emit *e = t->e;
	bool was = e->taint;

	e->taint = t->was_tainted;
	for (size_t i = 0; i < t->count && *t->columns[0].name; i++)
		print_cell(t, i, t->columns[i].name);
	if (*t->columns[0].name)
		out(e, "\n");
	for (const struct table_line *line = t->first; line; line = line->next) {
		e->taint = t->was_tainted || line->tainted;
		for (size_t i = 0; i < t->count; i++)
			print_cell(t, i, line->cells[i]);
		out(e, "\n");
	}
	e->taint = was;
}
