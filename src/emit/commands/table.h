/* SPDX-License-Identifier: GPL-2.0-or-later */
/* table.h - columns as wide as what stands in them, as util-linux and coreutils print them. */
#ifndef VR_EMIT_TABLE_H
#define VR_EMIT_TABLE_H

#include "emit/emit.h"

struct column {
	const char *name;	/* its heading; "" of the first one: the table has none */
	bool right;		/* aligned */
	int width;		/* not less than that */
};

struct table;
/* The columns must live as long as the table, which lives until the file ends. */
struct table *table_new(struct emit *e, const struct column *columns, size_t count);
/* One string for each column; NULL: empty.  What fails to be read for one row concerns no other. */
#define table_row(t, ...) (row_begin(table_context(t)), table_row_((t), (const char *const[]){__VA_ARGS__}, \
			   sizeof((const char *const[]){__VA_ARGS__}) / sizeof(const char *)))
/* Headings and rows; lists that are not whole do not keep back the rows that there are. */
void table_print(struct table *t);

struct emit *table_context(const struct table *t);
void table_row_(struct table *t, const char *const *cells, size_t count);

#endif
