/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * One run: name the archive, stream the files of the chosen emitters into it
 * as they are made, then what describes them.  Nothing in the archive depends
 * on the machine, the hour or the number of threads of this run: all times are
 * the crash's.
 */
#include "report/records.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* ---- the name ---------------------------------------------------------------------- */

/* As sos does it: letters, digits, '-', ',' and '.' stay, the rest goes. */
static void add_name_part(struct sb *name, const char *part)
{
	if (!part || !*part)
		return;
	sb_char(name, '-');
	for (; *part; part++)
		if (isalnum((unsigned char)*part) || strchr("-,.", *part))
			sb_char(name, *part);
}

static char *make_name(const struct report_options *o)
{
	struct sb name = {0};
	char date[32];

	sb_str(&name, "sosvmcore");
	add_name_part(&name, o->identity->host);
	add_name_part(&name, mask_string(o->mask, o->label));
	add_name_part(&name, mask_string(o->mask, o->case_id));
	add_name_part(&name, o->identity->crash_time ? date_text(date, o->identity->crash_time) : "undated");
	add_name_part(&name, o->identity->letters);
	return name.s;
}

/*
 * sos clean derives the top directory from the archive's name, so a name given
 * by the user names the directory as well, if it looks like an archive's.
 */
static char *top_of_output(const char *output)
{
	static const char *const suffixes[] = {".tar", ".tar.gz", ".tar.xz", ".tar.zst", ".tgz", ".txz"};
	const char *slash = strrchr(output, '/'), *base = slash ? slash + 1 : output;
	size_t best = 0;

	for (size_t i = 0; i < ARRAY_LEN(suffixes); i++)
		if (str_ends(base, suffixes[i]) && strlen(suffixes[i]) > best)
			best = strlen(suffixes[i]);
	if (!best || strlen(base) == best || base[0] == '.')
		return NULL;
	return strndup(base, strlen(base) - best);
}

static bool name_archive(struct report *r, struct sb *path)
{
	const struct report_options *o = r->o;

	r->top = o->output ? top_of_output(o->output) : NULL;
	if (r->top && strcmp(r->top, mask_string(o->mask, r->top)))
		return err_set(&r->err, "%s: the name itself has in it what is to be masked", o->output);
	if (!r->top)
		r->top = make_name(o);
	if (o->output)
		sb_str(path, o->output);
	else
		sb_printf(path, "%s/%s%s%s", o->tmp_dir, r->top, o->build ? "" : ".tar",
			  o->build ? "" : compression_suffix(o->compression));
	return true;
}

/* ---- files ----------------------------------------------------------------------------- */

char *member_name(const struct report *r, const char *path)
{
	struct sb name = {0};

	if (r->o->build)	/* the directory is the top directory */
		sb_str(&name, path);
	else
		sb_printf(&name, "%s/%s", r->top, path);
	return name.s;
}

bool report_member(struct report *r, const char *path, const struct sb *data, struct err *err)
{
	char *name = member_name(r, path);
	bool ok = archive_file(r->archive, name, data->s ? data->s : "", data->len, err);

	free(name);
	return ok;
}

static bool report_link(struct report *r, const char *path, const char *target, struct err *err)
{
	char *name = member_name(r, path);
	bool ok = archive_symlink(r->archive, name, target, err);

	free(name);
	return ok;
}

/*
 * A link of the crashed system must not lead out of the archive when it is unpacked: "/dev/null" becomes
 * "../../../dev/null", as sos does with the links that it copies.
 */
static bool report_emitted_link(struct report *r, const struct emit_file *f)
{
	struct sb target = {0};
	bool ok;

	if (f->link[0] == '/') {
		for (const char *s = f->path; *s; s++)
			if (*s == '/')
				sb_str(&target, "../");
		sb_str(&target, f->link[1] ? f->link + 1 : ".");
	} else {
		sb_str(&target, f->link);
	}
	ok = report_link(r, f->path, target.s, &r->err);
	sb_free(&target);
	return ok;
}

static bool archive_emitted(struct report *r, const struct emit_file *f, uint64_t *bytes)
{
	struct sb annotation = {0};
	char *name;
	bool ok;

	*bytes = 0;
	if (f->link)
		return report_emitted_link(r, f);
	if (r->o->mask)
		return report_made(r, f->path, masked_write, bytes);
	if (!r->o->no_annotations)
		emit_annotation(f, &annotation);
	*bytes = annotation.len + f->size;
	name = member_name(r, f->path);
	ok = archive_begin(r->archive, name, *bytes, &r->err) &&
	     archive_write(r->archive, annotation.s, annotation.len, &r->err) &&
	     archive_write(r->archive, f->data, f->size, &r->err) && archive_end(r->archive, &r->err);
	sb_free(&annotation);
	free(name);
	return ok;
}

bool report_take(struct report *r, const struct emit_file *f)
{
	bool archived = f->path && f->result != EMIT_ABSENT && !(f->result == EMIT_STUB && r->o->no_annotations);
	uint64_t bytes = 0;

	if (r->o->mask)
		f = masked_begin(r, f);
	if (archived && !archive_emitted(r, f, &bytes)) {
		r->failed = true;
		return false;
	}
	records_add(&r->records, f, bytes, archived);
	if (archived && f->result != EMIT_STUB && !f->link)
		capture_file(&r->capture, r->o->mask, f);
	if (f->path)
		r->o->watch->file(r->o->watch, f->path,
				  r->records.results[EMIT_COMPLETE] + r->records.results[EMIT_PARTIAL] +
					  r->records.results[EMIT_STUB], r->records.bytes);
	return !should_stop(r);
}

/* ---- what describes them ------------------------------------------------------------------ */

static bool add_root_links(struct report *r)
{
	static const struct {
		const char *name, *target;
	} links[] = {
#define LINK(name, target) {name, target},
#include "report/links.def"
#undef LINK
	};
	const char *made = "";

	for (size_t i = 0; i < ARRAY_LEN(links); i++) {
		if (!strcmp(links[i].name, made) || !records_have(&r->records, links[i].target))
			continue;
		if (!report_link(r, links[i].name, links[i].target, &r->err))
			return false;
		made = links[i].name;
	}
	return true;
}

/* Each line behind the time of the crash, as sos' logs have the time of the run. */
static bool add_log(struct report *r, const char *path, const struct sb *lines)
{
	struct sb text = {0};
	char stamp[32];
	bool ok;

	time_text(stamp, r->o->identity->crash_time);
	for (const char *s = lines->s; s && *s;) {
		size_t n = strcspn(s, "\n");

		sb_printf(&text, "%s,000 ", stamp);
		mask_add(r->o->mask, MASK_TEXT, s, n, &text);
		sb_char(&text, '\n');
		s += n + (s[n] == '\n');
	}
	ok = report_member(r, path, &text, &r->err);
	sb_free(&text);
	return ok;
}

static bool add_logs(struct report *r)
{
	struct sb sos_log = {0}, ui_log = {0};
	bool ok;

	r->o->watch->logs(r->o->watch, &sos_log, &ui_log);
	ok = add_log(r, "sos_logs/sos.log", &sos_log) && add_log(r, "sos_logs/ui.log", &ui_log);
	sb_free(&sos_log);
	sb_free(&ui_log);
	return ok;
}

/* The log where kdump would have put it: var/crash/<address>-<date>-<time>/vmcore-dmesg.txt. */
static bool add_vmcore_dmesg(struct report *r)
{
	const struct sb *log = &r->capture.text[CAPTURE_dmesg];
	struct sb path = {0};
	char when[32];
	bool ok = true;

	if (log->len && r->o->identity->crash_time) {
		sb_printf(&path, "var/crash/127.0.0.1-%s/vmcore-dmesg.txt", time_text(when, r->o->identity->crash_time));
		*strchr(path.s, ' ') = '-';
		ok = report_member(r, path.s, log, &r->err);
	}
	sb_free(&path);
	return ok;
}

/* The name that sos clean looks for, in the file in which it looks. */
static bool add_hosts(struct report *r)
{
	const struct identity *id = r->o->identity;
	struct sb text = {0};
	bool ok = true;

	if (*id->node && !r->o->no_annotations && !r->o->selection->only_files.n) {
		sb_printf(&text, "# vmcore-report: made from the kernel's host name, not the file of the crashed system\n"
				 "127.0.1.1 %s", id->node);
		if (strcmp(id->node, id->host))
			sb_printf(&text, " %s", id->host);
		sb_char(&text, '\n');
		ok = report_member(r, "etc/hosts", &text, &r->err);
	}
	sb_free(&text);
	return ok;
}

static bool add_descriptions(struct report *r)
{
	r->o->watch->compressing(r->o->watch);
	return add_vmcore_dmesg(r) && add_hosts(r) && add_root_links(r) && add_lists(r) && add_logs(r);
}

/* ---- the run -------------------------------------------------------------------------------- */

static bool add_version(struct report *r)
{
	struct sb text = {0};
	bool ok;

	/* No new line at the end: sos has none. */
	sb_str(&text, "vmcore-report: " VERSION);
	ok = report_member(r, "version.txt", &text, &r->err);
	sb_free(&text);
	return ok;
}

static bool collect(struct report *r)
{
	if (!add_version(r))
		return false;
	if (r->o->mask)
		learn_names(r);
	make_files(r);
	if (r->failed)
		return false;
	if (r->result->stopped && !strcmp(r->result->stopped, "interrupted"))
		return err_set(&r->err, "interrupted");
	return add_descriptions(r);
}

bool report_run(const struct report_options *o, struct report_result *result, struct err *err)
{
	struct report r = {.o = o, .result = result};
	const char *stack;
	size_t stack_len;
	struct sb path = {0};
	struct archive_options ao = {
		.compression = o->compression,
		.level = -1,
		.threads = o->threads,
		.mtime = (time_t)o->identity->crash_time,
		.build = o->build,
	};
	bool ok;

	*result = (struct report_result){0};
	pthread_mutex_init(&r.stop_lock, NULL);
	records_init(&r.records);
	ok = name_archive(&r, &path);
	ao.path = path.s;
	ok = ok && archive_open(&ao, &r.archive, &r.err);
	if (ok) {
		ok = collect(&r);
		if (ok)
			ok = archive_finish(r.archive, result->sha256, &result->size, &r.err);
		else
			archive_abort(r.archive);
	}
	result->path = path.s;
	if (captured_stack(&r.capture, &stack, &stack_len))
		result->stack = strndup(stack, stack_len);
	memcpy(result->results, r.records.results, sizeof(result->results));
	memcpy(result->failed_reads, o->emit->fail_totals, sizeof(result->failed_reads));
	records_free(&r.records);
	capture_free(&r.capture);
	masked_free(&r);
	free(r.top);
	pthread_mutex_destroy(&r.stop_lock);
	if (!ok)
		*err = r.err;
	return ok;
}

void report_result_free(struct report_result *r)
{
	free(r->path);
	free(r->stack);
}
