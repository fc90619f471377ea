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

/* ---- the index: all rows by name, built once; rows of one name in the order of the tables --------- */

struct entry {
	const struct sysfs_row *row;
	size_t order;
};

struct range {
	size_t first, count;
};

struct row_index {
	struct entry *entries;
	size_t count, attribute_size, read_offset, read_new_offset;	/* the last: 0: there is none */
	struct range any;	/* rows named "*" */
	struct {		/* rows by the address of a show function, as they are met */
		uint64_t function;
		struct range range;
	} functions[2048];
	struct {		/* the few tables by which kernfs opens files */
		uint64_t address;
		bool is_binary;
	} operations[64];
};

static int compare(const void *a, const void *b)
{
	const struct entry *x = a, *y = b;
	int order = strcmp(x->row->name, y->row->name);

	return order ? order : x->order < y->order ? -1 : x->order > y->order;
}

static struct range rows_named(const struct row_index *index, const char *name)
{
	size_t low = 0, high = index->count;
	struct range r = {0, 0};

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (strcmp(index->entries[middle].row->name, name) < 0)
			low = middle + 1;
		else
			high = middle;
	}
	r.first = low;
	while (low < index->count && !strcmp(index->entries[low].row->name, name))
		low++;
	r.count = low - r.first;
	return r;
}

static struct row_index *row_index(struct emit *e)
{
	struct row_index *index = slot(e, "sysfs rows", sizeof(*index));
	size_t n = 0;

	if (index->entries)
		return index;
	for (const struct table *t = tables; t < tables + ARRAY_LEN(tables); t++)
		n += *t->count;
	index->entries = worker_alloc(e, n, sizeof(*index->entries));
	for (const struct table *t = tables; t < tables + ARRAY_LEN(tables); t++)
		for (size_t i = 0; i < *t->count; i++, index->count++)
			index->entries[index->count] = (struct entry){&t->rows[i], index->count};
	qsort(index->entries, index->count, sizeof(*index->entries), compare);
	index->any = rows_named(index, "*");
	index->read_offset = offsetof_member(e, "struct bin_attribute", "read");
	if (has_member(e, "struct bin_attribute", "read_new"))
		index->read_new_offset = offsetof_member(e, "struct bin_attribute", "read_new");
	index->attribute_size = sizeof_type(e, "struct attribute");
	return index;
}

static const struct sysfs_row *first_match(const struct row_index *index, struct range r, const char *folder)
{
	for (size_t i = r.first; i < r.first + r.count; i++)
		if (folder_matches(index->entries[i].row->folder, folder))
			return index->entries[i].row;
	return NULL;
}

/* "mtu_show()"; clones that compilers made (".constprop.0", ".llvm.123") go by the name of the source. */
static struct range rows_of_function(struct emit *e, struct row_index *index, uint64_t function)
{
	size_t k = hash_u64(function) % ARRAY_LEN(index->functions);
	char key[SYMBOL_NAME_MAX + 2];
	struct symbol s;

	if (index->functions[k].function != function) {
		if (!symbol_at(e, function, &s))
			return (struct range){0, 0};	/* not remembered: each file that asks shall note it */
		index->functions[k].function = function;
		index->functions[k].range = (struct range){0, 0};
		if (s.addr == function) {
			snprintf(key, sizeof(key), "%.*s()", (int)strcspn(s.name, "."), s.name);
			index->functions[k].range = rows_named(index, key);
		}
	}
	return index->functions[k].range;
}

static bool is_binary(struct emit *e, struct row_index *index, ref node)
{
	uint64_t operations = addr(node, "attr.ops");
	size_t k = hash_u64(operations) % ARRAY_LEN(index->operations);
	struct symbol s;

	if (index->operations[k].address != operations) {
		if (!symbol_at(e, operations, &s))
			return false;			/* nor this */
		index->operations[k].address = operations;
		index->operations[k].is_binary = strstr(s.name, "bin_kfops") != NULL;
	}
	return index->operations[k].is_binary;
}

/*
 * 0: none.  All kinds of attributes but binary ones have it behind the struct attribute that they begin with; those had
 * two places for it from 6.13 to 6.17, of which they used one.
 */
static uint64_t show_function(struct emit *e, struct row_index *index, ref node)
{
	uint64_t function, attribute = addr(node, "priv");
	bool binary = is_binary(e, index, node);

	if (!attribute)
		return 0;
	if (binary && index->read_new_offset && probe_word(e, attribute + index->read_new_offset, &function) && function)
		return function;
	return probe_word(e, attribute + (binary ? index->read_offset : index->attribute_size), &function) ? function : 0;
}

static const struct sysfs_row *row_by_function(struct emit *e, struct row_index *index, ref node, const char *folder)
{
	uint64_t function = show_function(e, index, node);

	return function ? first_match(index, rows_of_function(e, index, function), folder) : NULL;
}

const struct sysfs_row *sysfs_row(struct emit *e, ref node, const char *path)
{
	struct row_index *index = row_index(e);
	const char *slash = strrchr(path, '/'), *name = slash ? slash + 1 : path;
	const struct sysfs_row *row;
	char folder[LIMIT_STRING];
	size_t n = slash ? (size_t)(slash - path) : 0;

	if (n >= sizeof(folder))
		return NULL;
	memcpy(folder, path, n);
	folder[n] = '\0';
	row = first_match(index, rows_named(index, name), folder);
	if (!row)
		row = first_match(index, index->any, folder);
	return row ? row : row_by_function(e, index, node, folder);
}

struct sysfs_file sysfs_file(ref node, const char *path)
{
	struct emit *e = context(node);
	const char *slash = strrchr(path, '/');

	return (struct sysfs_file){
		.node = node,
		.kobject = at(e, addr(kernfs_parent(node), "priv"), "struct kobject"),
		.attribute = addr(node, "priv"),
		.path = path,
		.name = slash ? slash + 1 : path,
	};
}

ref sysfs_object(const struct sysfs_file *f, const struct sysfs_row *row)
{
	struct emit *e = context(f->node);

	if (!f->kobject.addr)
		return at(e, 0, row->type);
	return at(e, f->kobject.addr - offsetof_member(e, row->type, row->kobject), row->type);
}

ref sysfs_device(const struct sysfs_file *f)
{
	return container(f->kobject, "struct device", "kobj");
}

ref sysfs_data(const struct sysfs_file *f, const char *type)
{
	return at(context(f->node), addr(sysfs_device(f), "driver_data"), type);
}

ref sysfs_disk(const struct sysfs_file *f)
{
	return block_device_disk(sysfs_device(f));
}

SYSFS_FILE(sysfs_field)
{
	out(e, "%lu\n", num_(sysfs_object(f, row), row->path, 0));
}

SYSFS_FILE(sysfs_field_signed)
{
	out(e, "%ld\n", num_(sysfs_object(f, row), row->path, 0));
}

SYSFS_FILE(sysfs_field_hex)
{
	out(e, "0x%lx\n", num_(sysfs_object(f, row), row->path, 0));
}

SYSFS_FILE(sysfs_field_string)
{
	out(e, "%s\n", str_(sysfs_object(f, row), row->path, 0));
}

SYSFS_FILE(sysfs_field_bit)
{
	out(e, "%ld\n", num_(sysfs_object(f, row), row->path, 0) >> row->bit & 1);
}

SYSFS_FILE(sysfs_data_field)
{
	out(e, "%ld\n", num_(sysfs_data(f, row->type), row->path, 0));
}

SYSFS_FILE(sysfs_data_string)
{
	out(e, "%s\n", str_(sysfs_data(f, row->type), row->path, 0));
}

const char *sysfs_choice(struct emit *e, const char *texts, long value)
{
	if (value < 0)
		return NULL;
	for (; value > 0 && texts; value--) {
		texts = strchr(texts, ',');
		texts = texts ? texts + 1 : NULL;
	}
	return texts ? file_printf(e, "%.*s", (int)strcspn(texts, ","), texts) : NULL;
}

SYSFS_FILE(sysfs_field_choice)
{
	long value = num_(sysfs_object(f, row), row->path, 0);
	const char *text = sysfs_choice(e, row->text, value);

	if (text)
		out(e, "%s\n", text);
	else
		stub(e, "the value has no known name");
}

SYSFS_FILE(sysfs_variable)
{
	out(e, "%lu\n", val(sym(e, row->symbol, row->type)));
}

SYSFS_FILE(sysfs_variable_signed)
{
	out(e, "%ld\n", val(sym(e, row->symbol, row->type)));
}

SYSFS_FILE(sysfs_variable_bool)
{
	out(e, "%s\n", val(sym(e, row->symbol, row->type)) ? "true" : "false");
}

SYSFS_FILE(sysfs_constant)
{
	out(e, "%s", row->text);
}

SYSFS_FILE(sysfs_unknown)
{
	stub(e, row->text);
}
