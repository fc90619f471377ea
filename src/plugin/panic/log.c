/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The end of the kernel's log, line by line. */
#include "plugin/panic/panic.h"

#include <string.h>

/* An out-of-memory report lists all processes: room for some thousands. */
#define LINES_KEPT 8192

struct counter {
	struct emit *e;
	struct crash_log *log;
	uint64_t total, skip;
};

/*
 * A record's text may have several lines.  What processes have written to /dev/kmsg is left out
 * (facility other than 0): it is no witness.
 */
static bool each_line(const struct printk_record *rec, struct counter *c, bool keep)
{
	const char *p = rec->text, *end = rec->facility ? p : p + rec->size;

	while (p < end) {
		const char *stop = memchr(p, '\n', (size_t)(end - p));
		size_t n = (size_t)((stop ? stop : end) - p);

		if (keep && c->total >= c->skip && c->log->count < LINES_KEPT) {
			char *text = worker_alloc(c->e, n + 1, 1);

			memcpy(text, p, n);
			c->log->lines[c->log->count++] = (struct log_line){rec->ns, text};
		}
		c->total++;
		p += n + 1;
	}
	return true;
}

static bool count_lines(const struct printk_record *rec, void *arg)
{
	return each_line(rec, arg, false);
}

static bool keep_lines(const struct printk_record *rec, void *arg)
{
	return each_line(rec, arg, true);
}

static void collect(struct emit *e, struct crash_log *log)
{
	struct counter c = {.e = e, .log = log};

	printk_records(e, count_lines, &c);
	log->lines = worker_alloc(e, c.total < LINES_KEPT ? c.total + 1 : LINES_KEPT, sizeof(*log->lines));
	c.skip = c.total > LINES_KEPT ? c.total - LINES_KEPT : 0;
	c.total = 0;
	printk_records(e, keep_lines, &c);
}

const struct crash_log *crash_log(struct emit *e)
{
	struct crash_log *log = slot(e, "crash_log", sizeof(*log));

	if (damage_begin(e, &log->damage)) {
		collect(e, log);
		damage_end(e, &log->damage);
	}
	damage_tell(e, &log->damage, "the log could not be read as a whole");
	return log;
}

bool line_has(const char *line, const char *text)
{
	const char *star = strchr(text, '*'), *at;

	if (!star)
		return strstr(line, text);
	at = memmem(line, strlen(line), text, (size_t)(star - text));
	return at && strstr(at, star + 1);
}

/* WARN() prints its text between the two lines; BUG() has none, but what found the damage has told of it before. */
long report_begin(const struct crash_log *log, long line)
{
	enum { LINES = 8 };
	const uint64_t soon = 50 * 1000 * 1000;	/* ns: a line takes 10 ms on a serial console */
	long cut = last_line(log, "------------[ cut here ]", line), first;

	if (cut < 0 || line - cut > LINES)
		return line;
	for (first = cut; cut == line - 1 && first > 0 && cut - first < LINES; first--)
		if (log->lines[first].ns - log->lines[first - 1].ns > soon)
			break;
	return first;
}

/* Why init was killed, as the kernel says of a process that takes no notice of such a signal. */
static const char *signal_message(const struct crash_log *log, long line)
{
	static const char *const told[] = {"[1]: segfault at ", "traps: *[1] "};

	for (size_t k = 0; k < ARRAY_LEN(told); k++) {
		long i = last_line(log, told[k], line);

		if (i >= 0 && line - i <= 8)
			return log->lines[i].text;
	}
	return NULL;
}

const char *report_message(const struct crash_log *log, long line)
{
	/* What is printed before BUG(): of overruns, lists, network buffers, pages. */
	static const char *const found[] = {"detected buffer overflow", "usercopy: ", "list_add ", "list_del ", "skb_over_panic",
					    "skb_under_panic", "dumped because: "};
	long begin = report_begin(log, line);

	if (strstr(log->lines[line].text, "WARNING:"))
		return begin < line - 1 ? log->lines[begin + 1].text : NULL;
	if (strstr(log->lines[line].text, "Attempted to kill init"))
		return signal_message(log, line);
	for (long i = line - 1; i >= begin && strstr(log->lines[line].text, "kernel BUG at "); i--)
		for (size_t k = 0; k < ARRAY_LEN(found); k++)
			if (strstr(log->lines[i].text, found[k]))
				return log->lines[i].text;
	return NULL;
}

long last_line(const struct crash_log *log, const char *text, long end)
{
	for (long i = end < 0 ? (long)log->count : end; i-- > 0;)
		if (line_has(log->lines[i].text, text))
			return i;
	return -1;
}
