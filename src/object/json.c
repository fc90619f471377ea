/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON in the same vocabulary: what could not be read is null, and the notes say why. */
#include "object/internal.h"

#include <string.h>

/* Comma, new line, indentation and key of the next value. */
static void next_value(struct emit *e, const char *key)
{
	e->raw = true;
	if (e->json_depth)
		sb_str(&e->out, e->json_first ? "\n" : ",\n");
	for (unsigned i = 0; i < e->json_depth; i++)
		sb_str(&e->out, "    ");
	if (key) {
		sb_json(&e->out, key);
		sb_str(&e->out, ": ");
	}
	e->json_first = false;
}

void json_open(struct emit *e, const char *key, char bracket)
{
	next_value(e, key);
	sb_char(&e->out, bracket);
	if (e->json_depth < sizeof(e->json_brackets))
		e->json_brackets[e->json_depth++] = bracket == '{' ? '}' : ']';
	e->json_first = true;
}

void json_close(struct emit *e)
{
	if (!e->json_depth)
		return;
	e->json_depth--;
	if (!e->json_first) {
		sb_char(&e->out, '\n');
		for (unsigned i = 0; i < e->json_depth; i++)
			sb_str(&e->out, "    ");
	}
	sb_char(&e->out, e->json_brackets[e->json_depth]);
	e->json_first = false;
	if (!e->json_depth) {
		sb_char(&e->out, '\n');
		e->line_start = e->out.len;
	}
}

/* True if the value may be shown; else null was written.  The row's taint ends here. */
static bool begin_value(struct emit *e, const char *key)
{
	bool known = !e->taint;

	next_value(e, key);
	e->taint = e->row_taint;
	if (!known)
		sb_str(&e->out, "null");
	return known;
}

void json_num_(struct emit *e, const char *key, long value)
{
	if (begin_value(e, key))
		sb_printf(&e->out, "%ld", value);
}

void json_hex_(struct emit *e, const char *key, uint64_t value)
{
	if (begin_value(e, key))
		sb_printf(&e->out, "\"0x%llx\"", (unsigned long long)value);
}

void json_str_(struct emit *e, const char *key, const char *value)
{
	if (!begin_value(e, key))
		return;
	if (value)
		sb_json(&e->out, value);
	else
		sb_str(&e->out, "null");
}

void json_bool_(struct emit *e, const char *key, bool value)
{
	if (begin_value(e, key))
		sb_str(&e->out, value ? "true" : "false");
}
