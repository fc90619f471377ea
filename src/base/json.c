/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/base.h"

static void indent(struct json *j)
{
	sb_char(j->out, '\n');
	for (unsigned i = 0; i < j->depth; i++)
		sb_str(j->out, "    ");
}

/* What stands before an element: the comma after the last one, the new line, the key. */
static void element(struct json *j, const char *key)
{
	uint64_t bit = 1ULL << j->depth;

	if (j->depth) {
		if (j->filled & bit)
			sb_char(j->out, ',');
		indent(j);
	}
	j->filled |= bit;
	if (key) {
		sb_json(j->out, key);
		sb_str(j->out, ": ");
	}
}

static void open_container(struct json *j, const char *key, bool array)
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

void json_object(struct json *j, const char *key)
{
	open_container(j, key, false);
}

void json_array(struct json *j, const char *key)
{
	open_container(j, key, true);
}

void json_end(struct json *j)
{
	uint64_t bit = 1ULL << j->depth--;

	if (j->filled & bit)
		indent(j);
	sb_char(j->out, j->arrays & bit ? ']' : '}');
	if (!j->depth)
		sb_char(j->out, '\n');
}

void json_str(struct json *j, const char *key, const char *value)
{
	element(j, key);
	if (value)
		sb_json(j->out, value);
	else
		sb_str(j->out, "null");
}

void json_strf(struct json *j, const char *key, const char *fmt, ...)
{
	struct sb text = {0};
	va_list ap;

	va_start(ap, fmt);
	sb_vprintf(&text, fmt, ap);
	va_end(ap);
	json_str(j, key, text.s);
	sb_free(&text);
}

void json_int(struct json *j, const char *key, int64_t value)
{
	element(j, key);
	sb_printf(j->out, "%lld", (long long)value);
}

void json_uint(struct json *j, const char *key, uint64_t value)
{
	element(j, key);
	sb_printf(j->out, "%llu", (unsigned long long)value);
}

void json_bool(struct json *j, const char *key, bool value)
{
	element(j, key);
	sb_str(j->out, value ? "true" : "false");
}

void json_null(struct json *j, const char *key)
{
	json_str(j, key, NULL);
}
