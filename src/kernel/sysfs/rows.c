/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>
#include <string.h>

static const struct table {
	const struct sysfs_row *rows;
	const size_t *count;
} tables[] = {
#define X(table) {sysfs_##table##_rows, &sysfs_##table##_row_count},
	SYSFS_TABLES(X)
#undef X
};

/* A pattern that ends with "/~" wants exactly one more part there. */
static bool folder_matches(const char *pattern, const char *folder)
{
	size_t n = strlen(pattern);
	const char *slash = strrchr(folder, '/');
	char head[LIMIT_STRING], above[128];

	if (n < 2 || pattern[n - 1] != '~')
		return glob_match(pattern, folder);
	if (!slash || n - 2 >= sizeof(above) || (size_t)(slash - folder) >= sizeof(head))
		return false;
	snprintf(head, sizeof(head), "%.*s", (int)(slash - folder), folder);
	snprintf(above, sizeof(above), "%.*s", (int)(n - 2), pattern);
	return glob_match(above, head);
}

static bool matches(const struct sysfs_row *row, const char *folder, const char *name)
{
	return (row->name[0] == '*' || !strcmp(row->name, name)) && folder_matches(row->folder, folder);
}

const struct sysfs_row *sysfs_row(const char *path)
{
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	char folder[LIMIT_STRING];
	size_t n = slash ? (size_t)(slash - path) : 0;

	if (n >= sizeof(folder))
		return NULL;
	memcpy(folder, path, n);
	folder[n] = '\0';
	for (const struct table *t = tables; t < tables + ARRAY_LEN(tables); t++)
		for (size_t i = 0; i < *t->count; i++)
			if (matches(&t->rows[i], folder, name))
				return &t->rows[i];
	return NULL;
}

ref sysfs_object(const struct sysfs_file *f, const struct sysfs_row *row)
{
	struct emit *e = context(f->node);

	if (!f->kobject.addr)
		return at(e, 0, row->a);
	return at(e, f->kobject.addr - offsetof_member(e, row->a, row->b), row->a);
}

void sysfs_field(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%lu\n", num_(sysfs_object(f, row), row->c, 0));
}

void sysfs_field_signed(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num_(sysfs_object(f, row), row->c, 0));
}

void sysfs_field_string(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%s\n", str_(sysfs_object(f, row), row->c, 0));
}

void sysfs_field_bit(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num_(sysfs_object(f, row), row->c, 0) >> strtol(row->d, NULL, 10) & 1);
}

void sysfs_variable(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%lu\n", val(sym(e, row->a, row->b)));
}

void sysfs_variable_signed(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", val(sym(e, row->a, row->b)));
}

void sysfs_variable_bool(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%s\n", val(sym(e, row->a, row->b)) ? "true" : "false");
}

void sysfs_constant(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%s", row->a);
}
