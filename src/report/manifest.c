/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * sos_reports/manifest.json: the schema of sos report's, so that its readers
 * find what they know, and below components.report.vmcore what is ours: the
 * dump, where memory, symbols and types came from, and of each file its
 * result with every reason.
 */
#include "report/records.h"

#include <string.h>

static const struct {
	const char *path, *tag;
} tags[] = {
#define TAG(path, tag) {path, tag},
#include "report/tags.def"
#undef TAG
};

/* sos' stamps have microseconds; the only clock of a report is the crash's. */
static void put_time(struct jw *j, const char *key, struct report *r)
{
	char buf[32];

	if (r->o->identity->crash_time)
		jw_strf(j, key, "%s.000000", time_text(buf, r->o->identity->crash_time));
	else
		jw_null(j, key);
}

static void put_names(struct jw *j, const char *key, struct report *r, bool run)
{
	jw_array(j, key);
	for (size_t i = 0; i < plugin_count; i++)
		if (r->o->selection->run[i] == run)
			jw_str(j, NULL, plugins[i].name);
	jw_end(j);
}

static void put_tags(struct jw *j, const char *row)
{
	jw_array(j, "tags");
	for (size_t i = 0; i < ARRAY_LEN(tags); i++)
		if (!strcmp(tags[i].path, row))
			jw_str(j, NULL, tags[i].tag);
	jw_end(j);
}

/* ---- a plugin, as sos has it ----------------------------------------------------------- */

static bool is_command(const struct file_record *f)
{
	return str_starts(record_row(f), "sos_commands/");
}

/* sos makes a file's name of a command line by replacing what is between its words: undone as far as can be. */
static void put_command(struct jw *j, const char *path, const char *row)
{
	const char *slash = strrchr(path, '/');
	struct sb line = {0};
	size_t word;

	sb_str(&line, slash + 1);
	for (size_t i = 0; i < line.len; i++)
		if (line.s[i] == '_')
			line.s[i] = ' ';
	word = strcspn(line.s, " ");
	jw_object(j, NULL);
	jw_strf(j, "command", "%.*s", (int)word, line.s);
	jw_array(j, "parameters");
	for (const char *s = line.s + word; *s; s += strcspn(s, " ")) {
		s += strspn(s, " ");
		if (*s)
			jw_strf(j, NULL, "%.*s", (int)strcspn(s, " "), s);
	}
	jw_end(j);
	jw_str(j, "exec", line.s);
	jw_str(j, "filepath", path);
	jw_bool(j, "truncated", false);
	jw_int(j, "return_code", 0);
	jw_int(j, "priority", 10);
	jw_int(j, "start_time", 0);
	jw_int(j, "end_time", 0);
	jw_int(j, "run_time", 0);
	put_tags(j, row);
	jw_end(j);
	sb_free(&line);
}

static void put_commands(struct jw *j, struct report *r, unsigned plugin)
{
	struct file_walk w = files_of_plugin(&r->records, plugin);
	const struct file_record *f;

	jw_array(j, "commands");
	while ((f = next_file(&w))) {
		if (f->archived && is_command(f))
			put_command(j, record_path(&r->records, f), record_row(f));
		spill(j->out);
	}
	jw_end(j);
}

/* "/proc/[pid]/status" as the glob that sos would have copied: "/proc/ * /status". */
static void put_specification(struct jw *j, const char *path)
{
	struct sb glob = {0};

	sb_char(&glob, '/');
	while (*path) {
		if (*path == '[') {
			sb_char(&glob, '*');
			path += strcspn(path, "]");
			path += *path == ']';
		} else {
			sb_char(&glob, *path++);
		}
	}
	jw_str(j, "specification", glob.s);
	sb_free(&glob);
}

static void put_files_of(struct jw *j, struct report *r, size_t row)
{
	struct file_walk w = files_of_row(&r->records, row);
	const struct file_record *f;
	bool open = false;

	while ((f = next_file(&w))) {
		if (!f->archived || is_command(f))
			continue;
		if (!open) {
			jw_object(j, NULL);
			put_specification(j, emitters[row].path);
			jw_array(j, "files_copied");
			open = true;
		}
		jw_str(j, NULL, record_path(&r->records, f));
		spill(j->out);
	}
	if (!open)
		return;
	jw_end(j);
	put_tags(j, emitters[row].path);
	jw_end(j);
}

static void put_plugin(struct jw *j, struct report *r, unsigned plugin)
{
	static const char *const stamps[] = {"start_time", "end_time", "setup_start", "setup_end",
					     "postproc_start", "postproc_end"};
	static const char *const durations[] = {"run_time", "setup_time", "postproc_time"};

	jw_object(j, plugins[plugin].name);
	for (size_t i = 0; i < ARRAY_LEN(stamps); i++)
		put_time(j, stamps[i], r);
	for (size_t i = 0; i < ARRAY_LEN(durations); i++)
		jw_str(j, durations[i], "0:00:00.000000");
	jw_int(j, "timeout", 0);
	jw_bool(j, "timeout_hit", r->result->stopped != NULL);
	jw_int(j, "command_timeout", 0);
	put_commands(j, r, plugin);
	jw_array(j, "files");
	for (size_t i = 0; i < emitter_count; i++)
		if (r->records.rows[i].plugin == plugin)
			put_files_of(j, r, i);
	jw_end(j);
	jw_object(j, "strings");
	jw_end(j);
	jw_object(j, "containers");
	jw_end(j);
	jw_array(j, "collections");
	jw_end(j);
	jw_end(j);
}

/* Files of all rows that have the tag; a tag's rows need not be neighbours in the table. */
static void put_tagged(struct jw *j, struct report *r, const char *tag)
{
	bool open = false;

	for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
		for (size_t row = 0; !strcmp(tags[i].tag, tag) && row < emitter_count; row++) {
			struct file_walk w = files_of_row(&r->records, row);
			const struct file_record *f;

			if (strcmp(emitters[row].path, tags[i].path))
				continue;
			while ((f = next_file(&w))) {
				if (!f->archived)
					continue;
				if (!open)
					jw_array(j, tag);
				open = true;
				jw_str(j, NULL, record_path(&r->records, f));
				spill(j->out);
			}
		}
	}
	if (open)
		jw_end(j);
}

static void put_tag_summary(struct jw *j, struct report *r)
{
	jw_object(j, "tag_summary");
	for (size_t i = 0; i < ARRAY_LEN(tags); i++) {
		size_t first = 0;

		while (strcmp(tags[first].tag, tags[i].tag))
			first++;
		if (first == i)
			put_tagged(j, r, tags[i].tag);
	}
	jw_end(j);
}

/* ---- what is ours ------------------------------------------------------------------------- */

static void put_dump(struct jw *j, struct report *r)
{
	struct dump *dump = program_dump(r->o->program);
	const struct dump_facts *f = dump_facts(dump);
	struct dump_quality q = {0};

	dump_quality(dump, &q);
	jw_object(j, "dump");
	jw_str(j, "format", f->format);
	jw_str(j, "compression", f->compression);
	jw_int(j, "header_version", f->header_version);
	if (f->dump_level < 0)
		jw_null(j, "dump_level");
	else
		jw_int(j, "dump_level", f->dump_level);
	jw_bool(j, "flattened", f->flattened);
	jw_bool(j, "incomplete", f->incomplete);
	jw_uint(j, "files", f->file_count);
	jw_uint(j, "bytes", f->file_size);
	jw_uint(j, "block_size", f->block_size);
	jw_flat_object(j, "blocks");
	jw_uint(j, "present", q.present);
	jw_uint(j, "zero", q.zero);
	jw_uint(j, "excluded", q.excluded);
	jw_uint(j, "hole", q.hole);
	jw_uint(j, "lost", q.lost);
	jw_end(j);
	jw_array(j, "remarks");
	for (size_t i = 0; i < f->remark_count; i++)
		jw_str(j, NULL, mask_string(r->o->mask, f->remarks[i]));
	jw_end(j);
	jw_end(j);
}

static void put_kernel(struct jw *j, struct report *r)
{
	const struct identity *id = r->o->identity;
	const struct program_facts *f = program_facts(r->o->program);
	const struct program_source *sources;
	size_t n = program_sources(r->o->program, &sources);

	jw_object(j, "kernel");
	jw_str(j, "host", id->node);
	jw_str(j, "release", id->release);
	jw_str(j, "version", id->version);
	jw_str(j, "machine", id->machine);
	jw_str(j, "build_id", f->build_id);
	put_time(j, "crash_time", r);
	if (id->crash_time)
		jw_uint(j, "crash_time_seconds", id->crash_time);
	else
		jw_null(j, "crash_time_seconds");
	jw_str(j, "panic", *id->panic ? id->panic : NULL);
	jw_str(j, "cause", *id->cause ? id->cause : NULL);
	jw_end(j);
	jw_object(j, "sources");
	for (size_t i = 0; i < n; i++)
		jw_str(j, sources[i].what, mask_string(r->o->mask, sources[i].source));
	jw_end(j);
}

static void put_failed_reads(struct jw *j, struct report *r)
{
	jw_object(j, "failed_reads");
	for (int s = MEM_OK + 1; s < MEM_STATUS_COUNT; s++)
		if (r->o->emit->fail_totals[s])
			jw_uint(j, mem_status_name((enum mem_status)s), r->o->emit->fail_totals[s]);
	jw_end(j);
}

static void put_notes(struct jw *j, const char *const *notes, unsigned n)
{
	jw_array(j, "reasons");
	for (unsigned i = 0; i < n; i++)
		jw_str(j, NULL, notes[i]);
	jw_end(j);
}

static void put_file(struct jw *j, struct report *r, const struct file_record *f)
{
	const struct file_trouble *t = f->trouble;

	jw_flat_object(j, NULL);
	jw_str(j, "path", record_path(&r->records, f));
	jw_str(j, "result", emit_result_name(f->result));
	jw_uint(j, "bytes", f->bytes);
	if (!f->archived)
		jw_bool(j, "archived", false);
	if (t->link)
		jw_str(j, "link", t->link);
	if (t->withheld)
		jw_uint(j, "lines_withheld", t->withheld);
	if (t->reason)
		jw_str(j, "reason", t->reason);
	if (t->note_count)
		put_notes(j, t->notes, t->note_count);
	jw_end(j);
}

static void put_files(struct jw *j, struct report *r)
{
	struct file_walk w = all_files(&r->records);
	const struct file_record *f;

	jw_array(j, "files");
	while ((f = next_file(&w))) {
		put_file(j, r, f);
		spill(j->out);
	}
	jw_end(j);
}

static void put_absents(struct jw *j, struct report *r)
{
	jw_array(j, "absent");
	for (const struct absent_record *a = r->records.absents; a; a = a->next) {
		jw_flat_object(j, NULL);
		jw_str(j, "path", a->count == 1 ? a->path : a->emitter->path);
		jw_str(j, "reason", a->reason);
		jw_uint(j, "count", a->count);
		jw_end(j);
	}
	jw_end(j);
	jw_array(j, "scopes");
	for (const struct scope_record *s = r->records.scopes; s; s = s->next) {
		jw_flat_object(j, NULL);
		jw_str(j, "scope", scope_name(s->scope));
		put_notes(j, s->notes, s->note_count);
		jw_end(j);
	}
	jw_end(j);
}

static void put_vmcore(struct jw *j, struct report *r)
{
	jw_object(j, "vmcore");
	jw_str(j, "clock", "all times in this archive are that of the crash");
	put_dump(j, r);
	put_kernel(j, r);
	jw_flat_object(j, "results");
	for (int i = EMIT_COMPLETE; i <= EMIT_ABSENT; i++)
		jw_uint(j, emit_result_name((enum emit_result)i), r->records.results[i]);
	jw_end(j);
	jw_str(j, "stopped", r->result->stopped);
	put_failed_reads(j, r);
	jw_uint(j, "reasons_dropped", r->records.notes_dropped);
	put_files(j, r);
	put_absents(j, r);
	jw_end(j);
}

/* ---- the whole ----------------------------------------------------------------------------- */

static const char *compression_word(enum compression c)
{
	return c == COMPRESS_NONE ? "none" : c == COMPRESS_GZIP ? "gzip" : c == COMPRESS_ZSTD ? "zstd" : "xz";
}

static void put_report(struct jw *j, struct report *r)
{
	jw_object(j, "report");
	jw_str(j, "sysroot", "/");
	jw_str(j, "preset", "none");
	jw_array(j, "profiles");
	jw_end(j);
	jw_object(j, "priority");
	jw_str(j, "io_class", "");
	jw_int(j, "niceness", 0);
	jw_end(j);
	jw_object(j, "devices");
	jw_end(j);
	put_names(j, "enabled_plugins", r, true);
	put_names(j, "disabled_plugins", r, false);
	jw_object(j, "plugins");
	for (unsigned i = 0; i < plugin_count; i++)
		if (r->o->selection->run[i])
			put_plugin(j, r, i);
	jw_end(j);
	put_tag_summary(j, r);
	put_vmcore(j, r);
	jw_end(j);
}

void manifest_write(struct report *r, struct sb *out)
{
	struct jw j = {.out = out};

	jw_object(&j, NULL);
	jw_str(&j, "version", "vmcore-report " VERSION);
	jw_str(&j, "cmdline", mask_string(r->o->mask, r->o->cmdline));
	put_time(&j, "start_time", r);
	put_time(&j, "end_time", r);
	jw_str(&j, "run_time", "0:00:00.000000");
	jw_str(&j, "compression", compression_word(r->o->compression));
	jw_str(&j, "tmpdir", mask_string(r->o->mask, r->o->tmp_dir));
	jw_str(&j, "tmpdir_fs_type", "");
	jw_str(&j, "policy", "vmcore");
	jw_object(&j, "components");
	put_report(&j, r);
	jw_end(&j);
	jw_end(&j);
}
