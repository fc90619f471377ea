/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of files in vmcore.html: what is not complete first, then all, by plugin and by row of emitters.def. */
#include "report/records.h"

#include <string.h>

#define TROUBLES_SHOWN 200
#define LINKS_SHOWN 200		/* of one row: a page of all files of a large server is more than a browser can bear */

/* label NULL: the path */
static void link_to(struct report *r, struct sb *out, const struct file_record *f, const char *label)
{
	const char *path = record_path(&r->records, f), *result = emit_result_name(f->result);

	if (!f->archived) {
		sb_html(out, label ? label : path);
		return;
	}
	sb_str(out, "<a");
	if (f->result != EMIT_COMPLETE)
		sb_printf(out, " class=\"%s\"", result);
	sb_str(out, " href=\"");
	sb_href(out, path);
	sb_str(out, "\">");
	sb_html(out, label ? label : path);
	sb_str(out, "</a>");
}

static void trouble(struct report *r, struct sb *out, const struct file_record *f)
{
	const struct file_trouble *t = f->trouble;
	const char *result = emit_result_name(f->result);

	sb_str(out, "<tr><td class=\"mono\">");
	link_to(r, out, f, NULL);
	sb_printf(out, "</td><td class=\"%s\">%s</td><td>", result, result);
	if (t->withheld)
		sb_printf(out, "%lu line%s withheld; ", t->withheld, t->withheld == 1 ? "" : "s");
	sb_html(out, first_reason(f));
	if (t->note_count > 1)
		sb_printf(out, " <span class=\"soft\">and %u more</span>", t->note_count - 1);
	sb_str(out, "</td></tr>\n");
}

static void troubles(struct report *r, struct sb *out)
{
	unsigned long n = r->records.results[EMIT_PARTIAL] + r->records.results[EMIT_STUB], shown = 0;
	struct file_walk w = all_files(&r->records);
	const struct file_record *f;

	if (!n)
		return;
	sb_str(out, "<details open><summary>Files that are not complete</summary>\n<table class=\"files\">"
		    "<tr><th>file</th><th>result</th><th>why</th></tr>\n");
	while (shown < TROUBLES_SHOWN && (f = next_file(&w))) {
		if (f->result == EMIT_COMPLETE)
			continue;
		trouble(r, out, f);
		shown++;
	}
	sb_str(out, "</table>\n");
	if (n > shown)
		sb_printf(out, "<p class=\"soft\">%lu more are in the manifest</p>\n", n - shown);
	sb_str(out, "</details>\n");
}

/* What distinguishes a file from the others of its row: the path without the row's fixed beginning and end. */
static void row_label(struct sb *label, const char *row, const char *path)
{
	const char *open = strchr(row, '['), *close = strrchr(row, ']');
	size_t head = (size_t)(open - row), tail = strlen(close + 1), len = strlen(path);

	sb_cut(label, 0);
	sb_add(label, path + head, len > head + tail ? len - head - tail : 0);
}

static void row_of_many(struct report *r, struct sb *out, size_t row)
{
	struct file_walk w = files_of_row(&r->records, row);
	const struct file_record *f;
	uint32_t count = r->records.rows[row].count, shown = 0;
	struct sb label = {0};

	if (!count)
		return;
	sb_str(out, "<details><summary class=\"mono\">");
	sb_html(out, emitters[row].path);
	sb_printf(out, " <span class=\"soft\">%u</span></summary><p class=\"links mono\">", count);
	while (shown++ < LINKS_SHOWN && (f = next_file(&w))) {
		row_label(&label, emitters[row].path, record_path(&r->records, f));
		link_to(r, out, f, label.s);
		sb_char(out, '\n');
		spill(out);
	}
	if (count > LINKS_SHOWN)
		sb_printf(out, "<span class=\"soft\">and %u more: <a href=\"sos.html\">sos.html</a></span>", count - LINKS_SHOWN);
	sb_str(out, "</p></details>\n");
	sb_free(&label);
}

static void plugin_files(struct report *r, struct sb *out, unsigned plugin)
{
	struct file_walk w = files_of_plugin(&r->records, plugin);
	const struct file_record *f;

	sb_printf(out, "<details><summary><strong>%s</strong> <span class=\"soft\">%lu files: ", plugins[plugin].name,
		  r->records.plugin_files[plugin]);
	sb_html(out, plugins[plugin].description);
	sb_str(out, "</span></summary>\n<p class=\"links mono\">");
	while ((f = next_file(&w))) {
		if (strchr(record_row(f), '['))
			continue;
		link_to(r, out, f, NULL);
		sb_char(out, '\n');
	}
	sb_str(out, "</p>\n");
	for (size_t i = 0; i < emitter_count; i++)
		if (r->records.rows[i].plugin == plugin && strchr(emitters[i].path, '['))
			row_of_many(r, out, i);
	sb_str(out, "</details>\n");
}

void page_files(struct report *r, struct sb *out)
{
	const unsigned long *n = r->records.results;

	sb_printf(out, "<h2>Files</h2>\n<p>%lu complete, %lu partial, %lu stubs; %lu that the system did not have either. "
		       "<a href=\"manifest.json\">manifest.json</a> has every reason.</p>\n",
		  n[EMIT_COMPLETE], n[EMIT_PARTIAL], n[EMIT_STUB], n[EMIT_ABSENT]);
	troubles(r, out);
	for (unsigned i = 0; i < plugin_count; i++)
		if (r->o->selection->run[i] && r->records.plugin_files[i])
			plugin_files(r, out, i);
}
