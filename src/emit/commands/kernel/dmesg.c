/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/kernel/dmesg: the kernel's log, as dmesg prints it */
#include "emit/emit.h"

#include <string.h>

/* The first line has the time; further lines of one message are indented as far. */
static bool print_record(const struct printk_record *r, void *arg)
{
	struct emit *e = arg;
	const char *prefix = file_printf(e, "[%5lu.%06lu] ", r->ns / 1000000000, r->ns % 1000000000 / 1000);
	const char *line = r->text, *end = r->text + r->size;
	bool first = true;

	if (line == end)	/* dmesg leaves the time of an empty message out */
		out(e, "\n");
	while (line < end) {
		const char *stop = memchr(line, '\n', (size_t)(end - line));
		size_t n = (size_t)((stop ? stop : end) - line);

		out(e, "%*s%s\n", first ? 0 : (int)strlen(prefix), first ? prefix : "", printable(e, line, n));
		first = false;
		line += n + 1;
	}
	return true;
}

EMITTER(cmd_dmesg)
{
	printk_records(e, print_record, e);
}
