/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/dynamic_debug/control: debug messages that can be switched on.  ddebug_proc_show(), lib/dynamic_debug.c */
#include "emit/emit.h"

#define CLASS_NONE 63		/* _DPRINTK_CLASS_DFLT */

/* _DPRINTK_FLAGS_…, in the order in which they are shown */
static const char *flags_of(struct emit *e, long flags)
{
	static const struct { char letter; unsigned bit; } known[] = {
		{'p', 0}, {'m', 1}, {'f', 2}, {'s', 5}, {'l', 3}, {'t', 4},
	};
	char *s = file_alloc(e, ARRAY_LEN(known) + 2, 1), *end = s;

	for (unsigned i = 0; i < ARRAY_LEN(known); i++)
		if (flags >> known[i].bit & 1)
			*end++ = known[i].letter;
	if (end == s)
		*end = '_';
	return s;
}

/* " class:NAME" (6.1): each of a module's maps names a range of classes. */
static const char *class_of(struct emit *e, ref table, ref site)
{
	long id = num_or(site, "class_id", CLASS_NONE);

	if (id == CLASS_NONE)
		return "";
	EACH(map, list(sub(table, "maps"), "struct ddebug_class_map", "link")) {
		long base = num(map, "base");

		if (id >= base && id < base + num(map, "length"))
			return file_printf(e, " class:%s", str_at(ptr(map, "class_names"), "[]", id - base));
	}
	return file_printf(e, " class unknown, _id:%ld", id);
}

/* Formats were escaped in octal, quotes too, until about the time of classes. */
static const char *format_of(struct emit *e, ref site)
{
	const char *format = str(site, "format"), *s;
	struct sb sb = {0};

	if (!has(site, "class_id"))
		return esc(e, format, "\t\r\n\"");
	for (s = format; *s; s++) {
		if (*s == '\n' || *s == '\t' || *s == '\r')
			sb_printf(&sb, "\\%c", *s == '\n' ? 'n' : *s == '\t' ? 't' : 'r');
		else
			sb_char(&sb, *s);
	}
	s = file_printf(e, "%s", sb.s ? sb.s : "");
	sb_free(&sb);
	return s;
}

static void show(struct emit *e, ref table, ref site)
{
	row(e, "%s:%lu [%s]%s =%s \"%s\"%s\n", str(site, "filename"), num(site, "lineno"), str(table, "mod_name"),
	    str(site, "function"), flags_of(e, num(site, "flags")), format_of(e, site), class_of(e, table, site));
}

EMITTER(proc_dynamic_debug_control)
{
	if (!has_sym(e, "ddebug_tables")) {
		absent(e, "the kernel has no dynamic debug");
		return;
	}
	out(e, "# filename:lineno [module]function flags format\n");
	EACH(table, list(sym(e, "ddebug_tables", "struct list_head"), "struct ddebug_table", "link")) {
		long n = num(table, "num_ddebugs");

		/* Backwards since classes came (6.1): the compiler had put them so. */
		EACH_KEY(i, numbers(e, n))
			show(e, table, elem(table, "ddebugs", has_member(e, "struct _ddebug", "class_id") ? n - 1 - i : i));
	}
}
