/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/kernel/dmesg, dmesg_-T: the kernel's log, as dmesg prints it, by seconds since boot and by date */
#include "emit/emit.h"

#include <string.h>
#include <time.h>

struct log_writer {
	struct emit *e;
	uint64_t boot;		/* unix seconds, for dates; 0: seconds since boot are wanted */
};

static const char *time_of(const struct log_writer *w, uint64_t ns)
{
	time_t seconds = (time_t)(w->boot + ns / NSEC_PER_SEC);	/* dmesg adds whole seconds */
	struct tm tm = {0};
	char text[40];

	if (!w->boot)
		return file_printf(w->e, "[%5lu.%06lu] ", ns / NSEC_PER_SEC, ns % NSEC_PER_SEC / NSEC_PER_USEC);
	gmtime_r(&seconds, &tm);
	strftime(text, sizeof(text), "[%a %b %e %H:%M:%S %Y] ", &tm);
	return file_printf(w->e, "%s", text);
}

/* The first line has the time; further lines of one message are indented as far. */
static bool print_record(const struct printk_record *r, void *arg)
{
	const struct log_writer *w = arg;
	struct emit *e = w->e;
	const char *prefix = time_of(w, r->ns);
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
	struct log_writer w = {.e = e};

	printk_records(e, print_record, &w);
}

/* Dates are in UTC.  The log counts as CLOCK_BOOTTIME does where the machine never slept. */
EMITTER(cmd_dmesg_T)
{
	struct log_writer w = {.e = e, .boot = (clock_realtime(e) - clock_boottime(e)) / NSEC_PER_SEC};

	printk_records(e, print_record, &w);
}
