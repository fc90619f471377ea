/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_reports/sos.json, sos.txt, sos.html: what each plugin collected, as sos lists it. */
#include "report/records.h"

#include <string.h>

/* What sos distinguishes. */
enum group { COMMANDS, COPIED, CREATED, GROUPS };

static enum group group_of(const struct file_record *f)
{
	if (str_starts(record_row(f), "sos_commands/"))
		return COMMANDS;
	return str_starts(record_row(f), "plugins/") ? CREATED : COPIED;
}

/* How a file is called in the lists: a command's by its own name, others by their path on the system. */
static const char *item_name(enum group g, const char *path)
{
	return g == COMMANDS ? strrchr(path, '/') + 1 : path;
}

/* The first stands for all: the manifest has the others. */
const char *first_reason(const struct file_record *f)
{
	const struct file_trouble *t = f->trouble;

	return t->reason ? t->reason : t->note_count ? t->notes[0] : "see the manifest";
}

static bool has_note(const struct file_record *f)
{
	return f->result != EMIT_COMPLETE;
}

static void note_line(struct report *r, struct sb *out, const struct file_record *f)
{
	sb_printf(out, "%s: %s - %s", record_path(&r->records, f), emit_result_name(f->result), first_reason(f));
}

/* The next file of the group. */
static const struct file_record *next_in(struct file_walk *w, enum group group)
{
	const struct file_record *f;

	while ((f = next_file(w)))
		if (f->archived && group_of(f) == group)
			return f;
	return NULL;
}

static const struct file_record *next_noted(struct file_walk *w)
{
	const struct file_record *f;

	while ((f = next_file(w)))
		if (has_note(f))
			return f;
	return NULL;
}

/* ---- sos.json ------------------------------------------------------------------------ */

static void json_notes(struct jw *j, struct report *r, unsigned p)
{
	struct file_walk w = files_of_plugin(&r->records, p);
	const struct file_record *f;

	jw_array(j, "notes");
	while ((f = next_noted(&w))) {
		struct sb line = {0};

		note_line(r, &line, f);
		jw_str(j, NULL, line.s);
		sb_free(&line);
		spill(j->out);
	}
	jw_end(j);
}

void sos_json_write(struct report *r, struct sb *out)
{
	static const char *const keys[GROUPS] = {"commands", "copied_files", "created_files"};
	struct jw j = {.out = out};

	jw_array(&j, NULL);
	for (unsigned p = 0; p < plugin_count; p++) {
		if (!r->o->selection->run[p])
			continue;
		jw_array(&j, NULL);
		jw_str(&j, NULL, plugins[p].name);
		jw_object(&j, NULL);
		for (enum group g = 0; g < GROUPS; g++) {
			struct file_walk w = files_of_plugin(&r->records, p);
			const struct file_record *f;

			jw_array(&j, keys[g]);
			while ((f = next_in(&w, g))) {
				const char *path = record_path(&r->records, f);

				jw_flat_object(&j, NULL);
				jw_str(&j, "name", item_name(g, path));
				if (g == COMMANDS)
					jw_int(&j, "return_code", 0);
				jw_strf(&j, "href", "../%s", path);
				jw_end(&j);
				spill(out);
			}
			jw_end(&j);
		}
		jw_array(&j, "alerts");
		jw_end(&j);
		json_notes(&j, r, p);
		jw_end(&j);
		jw_end(&j);
	}
	jw_end(&j);
}

/* ---- sos.txt ------------------------------------------------------------------------- */

static void text_group(struct report *r, struct sb *out, unsigned p, enum group g)
{
	static const char *const titles[GROUPS] = {"commands executed", "files copied", "files created"};
	struct file_walk w = files_of_plugin(&r->records, p);
	const struct file_record *f = next_in(&w, g);

	if (!f)
		return;
	sb_printf(out, "-  %s:\n", titles[g]);
	for (; f; f = next_in(&w, g)) {
		sb_printf(out, "  * %s\n", item_name(g, record_path(&r->records, f)));
		spill(out);
	}
	sb_char(out, '\n');
}

void sos_text_write(struct report *r, struct sb *out)
{
	static const char rule[] = "========================================================================";
	unsigned listed = 0;

	sb_str(out, "Loaded Plugins:");
	for (unsigned p = 0; p < plugin_count; p++)
		if (r->o->selection->run[p])
			sb_printf(out, "%s  %s", listed++ % 5 ? "" : "\n", plugins[p].name);
	sb_str(out, "\n\n");
	for (unsigned p = 0; p < plugin_count; p++) {
		struct file_walk w = files_of_plugin(&r->records, p);
		const struct file_record *f;

		if (!r->o->selection->run[p])
			continue;
		sb_printf(out, "%s\n%s\n\n", rule, plugins[p].name);
		for (enum group g = 0; g < GROUPS; g++)
			text_group(r, out, p, g);
		f = next_noted(&w);
		if (f)
			sb_str(out, "-  notes:\n");
		for (; f; f = next_noted(&w)) {
			sb_str(out, "  * ");
			note_line(r, out, f);
			sb_char(out, '\n');
			spill(out);
		}
		sb_char(out, '\n');
	}
}

/* ---- sos.html ------------------------------------------------------------------------ */

void sb_html(struct sb *out, const char *text)
{
	sb_html_part(out, text, strlen(text));
}

void sb_html_part(struct sb *out, const char *text, size_t len)
{
	for (const char *end = text + len; text < end; text++) {
		switch (*text) {
		case '&': sb_str(out, "&amp;"); break;
		case '<': sb_str(out, "&lt;"); break;
		case '>': sb_str(out, "&gt;"); break;
		case '"': sb_str(out, "&quot;"); break;
		default: sb_char(out, *text);
		}
	}
}

void sb_href(struct sb *out, const char *path)
{
	sb_str(out, "../");
	for (; *path; path++) {
		unsigned char c = (unsigned char)*path;

		if (c > ' ' && c < 0x7f && !strchr("\"#%&<>?\\^`{|}'", c))
			sb_char(out, (char)c);
		else
			sb_printf(out, "%%%02X", c);
	}
}

static void html_group(struct report *r, struct sb *out, unsigned p, enum group g)
{
	static const char *const titles[GROUPS] = {"Commands executed:", "Files copied:", "Files created:"};
	struct file_walk w = files_of_plugin(&r->records, p);
	const struct file_record *f = next_in(&w, g);

	if (!f)
		return;
	sb_printf(out, "<p>%s</p>\n<ul>\n", titles[g]);
	for (; f; f = next_in(&w, g)) {
		const char *path = record_path(&r->records, f);

		sb_str(out, "<li><a href=\"");
		sb_href(out, path);
		sb_str(out, "\">");
		sb_html(out, item_name(g, path));
		sb_str(out, "</a></li>\n");
		spill(out);
	}
	sb_str(out, "</ul>\n");
}

static void html_notes(struct report *r, struct sb *out, unsigned p)
{
	struct file_walk w = files_of_plugin(&r->records, p);
	const struct file_record *f = next_noted(&w);

	if (!f)
		return;
	sb_str(out, "<p>Notes:</p>\n<ul>\n");
	for (; f; f = next_noted(&w)) {
		struct sb line = {0};

		note_line(r, &line, f);
		sb_str(out, "<li>");
		sb_html(out, line.s);
		sb_str(out, "</li>\n");
		sb_free(&line);
		spill(out);
	}
	sb_str(out, "</ul>\n");
}

void sos_html_write(struct report *r, struct sb *out)
{
	unsigned in_row = 0;

	sb_str(out, "<!DOCTYPE html PUBLIC \"-//W3C//DTD XHTML 1.0 Strict//EN\" "
		    "\"http://www.w3.org/TR/xhtml1/DTD/xhtml1-strict.dtd\">\n"
		    "<html xmlns=\"http://www.w3.org/1999/xhtml\">\n<head>\n"
		    "<meta http-equiv=\"Content-Type\" content=\"text/html; charset=utf-8\" />\n"
		    "<title>Sos System Report</title>\n</head>\n<body>\n<h3>Loaded Plugins:</h3>\n<table><tr>\n");
	for (unsigned p = 0; p < plugin_count; p++) {
		if (!r->o->selection->run[p])
			continue;
		if (in_row && in_row % 5 == 0)
			sb_str(out, "</tr>\n<tr>");
		in_row++;
		sb_printf(out, "<td><a href=\"#%s\">%s</a></td>\n", plugins[p].name, plugins[p].name);
	}
	sb_str(out, in_row ? "</tr></table>\n" : "<td></td></tr></table>\n");
	for (unsigned p = 0; p < plugin_count; p++) {
		if (!r->o->selection->run[p])
			continue;
		sb_printf(out, "<h2 id=\"%s\">Plugin <em>%s</em></h2>\n", plugins[p].name, plugins[p].name);
		for (enum group g = 0; g < GROUPS; g++)
			html_group(r, out, p, g);
		html_notes(r, out, p);
	}
	sb_str(out, "</body>\n</html>\n");
}
