/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_reports/vmcore.html: the crash on one page that needs nothing but itself,
 * no network and no script.  All text of the dump is escaped.
 */
#include "report/records.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#define LOG_LINES 60		/* shown where the log does not say where the trouble began */
#define LOG_LINES_MAX 400

static void fact(struct sb *out, const char *name, const char *value)
{
	if (!*value)
		return;
	sb_printf(out, "<div><dt>%s</dt><dd>", name);
	sb_html(out, value);
	sb_str(out, "</dd></div>\n");
}

static void uptime_text(const struct report *r, char buf[64])
{
	const struct sb *uptime = &r->capture.text[CAPTURE_uptime];
	unsigned long s = uptime->len ? strtoul(uptime->s, NULL, 10) : 0;

	buf[0] = '\0';
	if (uptime->len)
		snprintf(buf, 64, "%lu days %lu:%02lu:%02lu", s / 86400, s / 3600 % 24, s / 60 % 60, s % 60);
}

static void head(const struct report *r, struct sb *out)
{
	const struct identity *id = r->o->identity;

	sb_str(out, "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n"
		    "<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>");
	sb_html(out, id->host);
	sb_str(out, ": crash report</title>\n<style>\n");
	sb_str(out, page_style);
	sb_str(out, "</style>\n</head>\n<body>\n<main>\n<h1>Crash of ");
	sb_html(out, id->host);
	sb_str(out, "</h1>\n");
	if (*id->panic || *id->cause) {
		sb_str(out, "<div class=\"panic\">");
		if (*id->panic) {
			sb_str(out, "<strong>Kernel panic: ");
			sb_html(out, id->panic);
			sb_str(out, "</strong>");
		}
		if (*id->cause) {
			sb_str(out, "<br>after <code>");
			sb_html(out, id->cause);
			sb_str(out, "</code>");
		}
		sb_str(out, "</div>\n");
	}
}

static void facts(const struct report *r, struct sb *out)
{
	const struct identity *id = r->o->identity;
	const struct dump_facts *f = dump_facts(program_dump(r->o->program));
	const struct sb *load = &r->capture.text[CAPTURE_loadavg];
	char when[32], text[160], uptime[64];

	sb_str(out, "<dl class=\"facts\">\n");
	if (id->crash_time) {
		snprintf(text, sizeof(text), "%s UTC", time_text(when, id->crash_time));
		fact(out, "Time of the crash", text);
	}
	uptime_text(r, uptime);
	fact(out, "Up for", uptime);
	if (load->len) {
		snprintf(text, sizeof(text), "%.*s", (int)strcspn(load->s, "/\n"), load->s);
		if (strrchr(text, ' '))
			*strrchr(text, ' ') = '\0';
		fact(out, "Load", text);
	}
	fact(out, "Host", id->node);
	snprintf(text, sizeof(text), "%s %s", id->release, id->machine);
	fact(out, "Kernel", text);
	fact(out, "Build", id->version);
	snprintf(text, sizeof(text), "%s%s%s%s", f->format, *f->compression ? ", " : "", f->compression,
		 f->incomplete ? ", incomplete" : "");
	fact(out, "Dump", text);
	sb_str(out, "</dl>\n");
	if (r->result->stopped) {
		sb_str(out, "<p class=\"stub\">The report was stopped: ");
		sb_html(out, r->result->stopped);
		sb_str(out, ". It has what was done by then.</p>\n");
	}
}

static void preformatted(struct sb *out, const char *text, size_t len)
{
	sb_str(out, "<pre class=\"wrap\">");
	sb_html_part(out, text, len);
	sb_str(out, "</pre>\n");
}

/* A part of the summary: a heading and what is below it.  Registers are long, and what they mean is said elsewhere. */
static void summary_section(struct sb *out, const char *s, size_t len)
{
	const char *newline = memchr(s, '\n', len);
	size_t head = newline ? (size_t)(newline - s) : len;
	bool folded = str_starts(s, "Registers");

	if (!newline) {
		sb_str(out, "<p>");
		sb_html_part(out, s, len);
		sb_str(out, "</p>\n");
		return;
	}
	sb_str(out, folded ? "<details><summary>" : "<h3>");
	sb_html_part(out, s, head);
	sb_str(out, folded ? "</summary>\n" : "</h3>\n");
	preformatted(out, newline + 1, len - head - 1);
	if (folded)
		sb_str(out, "</details>\n");
}

/* What the panic plugin found out, but for the log: that has a place of its own. */
static void summary_sections(const char *s, struct sb *out)
{
	for (bool first = true; *s && !str_starts(s, "Log\n"); first = false) {
		const char *end = strstr(s, "\n\n");
		size_t len = end ? (size_t)(end - s) : strlen(s);

		if (first)
			preformatted(out, s, len);
		else
			summary_section(out, s, len);
		s += len;
		s += strspn(s, "\n");
	}
}

static void what_happened(const struct report *r, struct sb *out)
{
	const struct sb *summary = &r->capture.text[CAPTURE_panic];
	const char *stack;
	size_t len;

	if (summary->len) {
		sb_str(out, "<h2>What happened</h2>\n");
		summary_sections(summary->s, out);
		sb_str(out, "<p class=\"soft\"><a href=\"../plugins/panic/summary.txt\">plugins/panic/summary.txt</a></p>\n");
	} else if (captured_stack(&r->capture, &stack, &len)) {
		sb_str(out, "<h2>Stack</h2>\n");
		preformatted(out, stack, len);
	}
	if (r->capture.text[CAPTURE_cpus].len)
		sb_str(out, "<p class=\"soft\">All CPUs: <a href=\"../plugins/stacks/cpus.txt\">plugins/stacks/cpus.txt</a></p>\n");
}

static void blocked(const struct report *r, struct sb *out)
{
	const struct sb *text = &r->capture.text[CAPTURE_blocked], *cycles = &r->capture.text[CAPTURE_deadlocks];
	const char *first_line;

	if (!text->len)
		return;
	sb_str(out, "<h2>Blocked tasks</h2>\n");
	if (cycles->len)
		preformatted(out, cycles->s, cycles->len < 64 * KiB ? cycles->len : 64 * KiB);
	first_line = strchr(text->s, '\n');
	if (first_line && !first_line[1]) {
		sb_str(out, "<p>");
		sb_html(out, text->s);
		sb_str(out, "</p>\n");
		return;
	}
	sb_str(out, "<details open><summary>What they wait for</summary>\n");
	preformatted(out, text->s, text->len < 64 * KiB ? text->len : 64 * KiB);
	sb_str(out, "</details>\n<p class=\"soft\"><a href=\"../plugins/stacks/blocked.txt\">plugins/stacks/blocked.txt</a></p>\n");
}

/* Where the last lines of a text begin. */
static size_t last_lines(const struct sb *text, unsigned lines)
{
	size_t at = text->len;

	/* The line ends with its own new line: one more is met before the first line shown. */
	for (unsigned n = 0; at; at--)
		if (text->s[at - 1] == '\n' && n++ == lines)
			break;
	return at;
}

/* From the line on in which the trouble began, if it is not too far back. */
static size_t trouble_begins(const struct sb *log, const char *cause)
{
	size_t floor = last_lines(log, LOG_LINES_MAX), found = last_lines(log, LOG_LINES);

	if (!*cause)
		return found;
	for (const char *s = log->s + floor; (s = strstr(s, cause)); s++)
		found = (size_t)(s - log->s);
	while (found && log->s[found - 1] != '\n')
		found--;
	return found;
}

static void log_end(const struct report *r, struct sb *out)
{
	const struct sb *log = &r->capture.text[CAPTURE_dmesg];
	size_t at;

	if (!log->len)
		return;
	at = trouble_begins(log, r->o->identity->cause);
	sb_str(out, "<h2>End of the kernel's log</h2>\n");
	/* not wrapped: it has tables */
	sb_str(out, "<pre>");
	sb_html_part(out, log->s + at, log->len - at);
	sb_str(out, "</pre>\n");
	sb_str(out, "<p class=\"soft\">All of it: <a href=\"../sos_commands/kernel/dmesg\">sos_commands/kernel/dmesg</a></p>\n");
}

void page_write(struct report *r, struct sb *out)
{
	head(r, out);
	facts(r, out);
	what_happened(r, out);
	page_charts(r, out);
	blocked(r, out);
	log_end(r, out);
	page_files(r, out);
	sb_str(out, "<footer>vmcore-report " VERSION ". All times are that of the crash. "
		    "<a href=\"sos.html\">sos.html</a> &middot; <a href=\"manifest.json\">manifest.json</a> &middot; "
		    "<a href=\"../sos_logs/sos.log\">sos.log</a></footer>\n</main>\n</body>\n</html>\n");
}
