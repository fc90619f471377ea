/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The list of files in vmcore.html: what is not complete first, then all, by plugin and by row of emitters.def. */
#include "report/records.h"

#include <string.h>

#define TROUBLES_SHOWN 200

static void link_to(struct sb *out, const struct file_record *f, const char *label)
{
	if (!f->archived) {
		sb_html(out, label);
		return;
	}
	sb_str(out, "<a");
	if (f->result != EMIT_COMPLETE)
		sb_printf(out, " class=\"%s\"", emit_result_name(f->result));
	sb_str(out, " href=\"");
	sb_href(out, f->path);
	sb_str(out, "\">");
	sb_html(out, label);
	sb_str(out, "</a>");
}

static void troubles(const struct report *r, struct sb *out)
{
	unsigned n = 0;

	for (const struct file_record *f = r->records.files; f; f = f->next) {
		if (f->result == EMIT_COMPLETE || ++n > TROUBLES_SHOWN)
			continue;
		if (n == 1)
			sb_str(out, "<details open><summary>Files that are not complete</summary>\n<div class=\"scroll\"><table>"
				    "<tr><th>file</th><th>result</th><th>why</th></tr>\n");
		sb_str(out, "<tr><td class=\"mono\">");
		link_to(out, f, f->path);
		sb_printf(out, "</td><td class=\"%s\">%s</td><td>", emit_result_name(f->result), emit_result_name(f->result));
		if (f->withheld)
			sb_printf(out, "%lu line%s withheld; ", f->withheld, f->withheld == 1 ? "" : "s");
		sb_html(out, f->reason ? f->reason : f->note_count ? f->notes[0] : "see the manifest");
		if (f->note_count > 1)
			sb_printf(out, " <span class=\"soft\">and %u more</span>", f->note_count - 1);
		sb_str(out, "</td></tr>\n");
	}
	if (n)
		sb_str(out, "</table></div>\n");
	if (n > TROUBLES_SHOWN)
		sb_printf(out, "<p class=\"soft\">%u more are in the manifest</p>\n", n - TROUBLES_SHOWN);
	if (n)
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

static void row_of_many(const struct report *r, struct sb *out, const struct emitter *em)
{
	struct sb label = {0};
	unsigned long n = 0;

	for (const struct file_record *f = r->records.files; f; f = f->next)
		n += f->emitter == em;
	if (!n)
		return;
	sb_str(out, "<details><summary class=\"mono\">");
	sb_html(out, em->path);
	sb_printf(out, " <span class=\"soft\">%lu</span></summary><p class=\"links mono\">", n);
	for (const struct file_record *f = r->records.files; f; f = f->next) {
		if (f->emitter != em)
			continue;
		row_label(&label, em->path, f->path);
		link_to(out, f, label.s);
		sb_char(out, '\n');
	}
	sb_str(out, "</p></details>\n");
	sb_free(&label);
}

static void plugin_files(const struct report *r, struct sb *out, unsigned plugin)
{
	sb_printf(out, "<details><summary><strong>%s</strong> <span class=\"soft\">%lu files: ", plugins[plugin].name,
		  r->records.plugin_files[plugin]);
	sb_html(out, plugins[plugin].description);
	sb_str(out, "</span></summary>\n<p class=\"links mono\">");
	for (const struct file_record *f = r->records.files; f; f = f->next) {
		if (f->plugin != plugin || strchr(f->emitter->path, '['))
			continue;
		link_to(out, f, f->path);
		sb_char(out, '\n');
	}
	sb_str(out, "</p>\n");
	for (size_t i = 0; i < emitter_count; i++)
		if (plugin_of(emitters[i].path) == &plugins[plugin] && strchr(emitters[i].path, '['))
			row_of_many(r, out, &emitters[i]);
	sb_str(out, "</details>\n");
}

void page_files(const struct report *r, struct sb *out)
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
