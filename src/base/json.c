/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/base.h"

static void indent(struct jw *j)
{
	sb_char(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		sb_str(j->out, "    ");
}

/* What stands before an element: the comma after the last one, the new line, the key. */
static void element(struct jw *j, const char *key)
{
	uint64_t bit = 1ULL << j->depth;

	if (j->depth && j->filled & bit)
		sb_char(j->out, ',');
	if (j->flat) {
		if (j->filled & bit)
			sb_char(j->out, ' ');
	} else if (j->depth) {
		indent(j);
	}
	j->filled |= bit;
	if (key) {
		sb_json(j->out, key);
		sb_str(j->out, ": ");
	}
}

static void open_container(struct jw *j, const char *key, bool array)
{
	uint64_t bit;

	element(j, key);
	sb_char(j->out, array ? '[' : '{');
	if (++j->depth >= 64)
		die("JSON nested 64 deep");
	bit = 1ULL << j->depth;
	j->filled &= ~bit;
	j->arrays = array ? j->arrays | bit : j->arrays & ~bit;
}

void jw_object(struct jw *j, const char *key)
{
	open_container(j, key, false);
}

void jw_array(struct jw *j, const char *key)
{
	open_container(j, key, true);
}

void jw_end(struct jw *j)
{
	uint64_t bit = 1ULL << j->depth--;

	if (j->filled & bit && !j->flat)
		indent(j);
	sb_char(j->out, j->arrays & bit ? ']' : '}');
	if (j->depth < j->flat)
		j->flat = 0;
	if (!j->depth)
		sb_char(j->out, '\n');
}

void jw_flat_object(struct jw *j, const char *key)
{
	jw_object(j, key);
	if (!j->flat)
		j->flat = j->depth;
}

void jw_str(struct jw *j, const char *key, const char *value)
{
	element(j, key);
	if (value)
		sb_json(j->out, value);
	else
		sb_str(j->out, "null");
}

void jw_strf(struct jw *j, const char *key, const char *fmt, ...)
{
	struct sb text = {0};
	va_list ap;

	va_start(ap, fmt);
	sb_vprintf(&text, fmt, ap);
	va_end(ap);
	jw_str(j, key, text.s);
	sb_free(&text);
}

void jw_int(struct jw *j, const char *key, int64_t value)
{
	element(j, key);
	sb_printf(j->out, "%lld", (long long)value);
}

void jw_uint(struct jw *j, const char *key, uint64_t value)
{
	element(j, key);
	sb_printf(j->out, "%llu", (unsigned long long)value);
}

void jw_bool(struct jw *j, const char *key, bool value)
{
	element(j, key);
	sb_str(j->out, value ? "true" : "false");
}

void jw_null(struct jw *j, const char *key)
{
	jw_str(j, key, NULL);
}
