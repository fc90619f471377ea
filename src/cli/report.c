/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmcore-report report: the default command. */
#include "cli/cli.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

/* What report_run() is watched by. */
struct job {
	struct report_watch watch;	/* first: handed down as &job->watch */
	struct terminal *t;
	struct watchdog dog;
};

static void on_file(struct report_watch *w, const char *path, unsigned long files, uint64_t bytes)
{
	terminal_progress(((struct job *)w)->t, path, files, bytes);
}

static void on_compressing(struct report_watch *w)
{
	struct terminal *t = ((struct job *)w)->t;

	terminal_say(t, "  Finished running plugins");
	terminal_say(t, "\nCreating compressed archive...");
}

static const char *on_stop(struct report_watch *w)
{
	return watchdog_check(&((struct job *)w)->dog);
}

static int by_text(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

/* What workers wrote in turns: in an order that does not depend on whose turn it was. */
static void add_sorted(struct sb *out, const char *lines)
{
	char *copy = xstrdup(lines), **v, *rest = copy;
	size_t n = 0;

	for (const char *s = lines; *s; s++)
		n += *s == '\n';
	v = xcalloc(n, sizeof(*v));
	for (size_t i = 0; i < n; i++)
		v[i] = strsep(&rest, "\n");
	sort_array(v, n, sizeof(*v), by_text);
	for (size_t i = 0; i < n; i++)
		sb_printf(out, "%s\n", v[i]);
	free(v);
	free(copy);
}

static void on_logs(struct report_watch *w, struct sb *sos_log, struct sb *ui_log)
{
	struct terminal *t = ((struct job *)w)->t;

	sb_add(sos_log, t->sos_log.s ? t->sos_log.s : "", t->early);
	if (t->sos_log.len > t->early)
		add_sorted(sos_log, t->sos_log.s + t->early);
	sb_add(ui_log, t->ui_log.s ? t->ui_log.s : "", t->ui_log.len);
}

/* ---- plugins ------------------------------------------------------------------------- */

static struct name_list names_of(const struct words *w)
{
	return (struct name_list){w->v, w->n};
}

static struct selection_request request_of(const struct options *o)
{
	return (struct selection_request){
		.only = names_of(&o->only_plugins),
		.enable = names_of(&o->enable_plugins),
		.skip = names_of(&o->skip_plugins),
		.experimental = o->experimental,
	};
}

static void name_unknown(const char *typed, struct err *err)
{
	const char *names[64], *near;
	size_t n = 0;
	char copy[128];

	snprintf(copy, sizeof(copy), "%s", typed);
	while (n < plugin_count && n < ARRAY_LEN(names)) {
		names[n] = plugins[n].name;
		n++;
	}
	near = nearest_name(copy, names, n);
	err_set(err, "unknown plugin '%s'%s%s%s", copy, near ? ", did you mean " : "", near ? near : "", near ? "?" : "");
}

bool select_plugins(const struct options *o, struct terminal *t, struct selection *s, struct err *err)
{
	struct selection_request request = request_of(o);
	struct err remark;

	*s = (struct selection){0};
	if (!selection_make(&request, s, &remark, err)) {
		name_unknown(err->msg, err);
		return false;
	}
	if (remark.msg[0]) {
		name_unknown(remark.msg, &remark);
		log_msg(&t->log, LOG_WARN, "%s", remark.msg);
	}
	s->only_files = names_of(&o->only_files);
	s->skip_files = names_of(&o->skip_files);
	return true;
}

static enum exit_code list_plugins(const struct options *o)
{
	struct selection_request request = request_of(o);

	printf("The following plugins are currently enabled:\n\n");
	for (size_t i = 0; i < plugin_count; i++)
		if (!selection_why_not(&request, i))
			printf(" %-20s %s\n", plugins[i].name, plugins[i].description);
	printf("\nThe following plugins are currently disabled:\n\n");
	for (size_t i = 0; i < plugin_count; i++)
		if (selection_why_not(&request, i))
			printf(" %-20s %-14s %s\n", plugins[i].name, selection_why_not(&request, i), plugins[i].description);
	printf("\n%zu plugins, %zu output files\n", plugin_count, emitter_count);
	return EXIT_COMPLETE;
}

/* ---- the end --------------------------------------------------------------------------- */

/* As sha256sum writes it, so that sha256sum -c reads it. */
static void write_checksum(struct terminal *t, const struct report_result *result)
{
	const char *slash = strrchr(result->path, '/');
	struct sb path = {0};
	FILE *f;
	bool ok;

	sb_printf(&path, "%s.sha256", result->path);
	f = fopen(path.s, "we");
	ok = f && fprintf(f, "%s  %s\n", result->sha256, slash ? slash + 1 : result->path) > 0;
	if (f && fclose(f))
		ok = false;
	if (!ok)
		log_msg(&t->log, LOG_WARN, "cannot write %s", path.s);
	sb_free(&path);
}

/* What was replaced by what, for the owner alone; named as sos clean names its own. */
static void write_map(struct terminal *t, const char *archive, struct mask *mask)
{
	struct sb path = {0}, map = {0};
	FILE *f = NULL;
	int fd;

	sb_printf(&path, "%s-private_map", archive);
	mask_write_map(mask, &map);
	unlink(path.s);
	fd = open(path.s, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0600);
	if (fd >= 0)
		f = fdopen(fd, "w");
	if (!f || fwrite(map.s, 1, map.len, f) != map.len || fflush(f))
		log_msg(&t->log, LOG_ERROR, "cannot write %s: %s", path.s, strerror(errno));
	else
		terminal_say(t, "  What was masked is in %s: it is not for sending", path.s);
	if (f)
		fclose(f);
	if (mask_overflow(mask))
		log_msg(&t->log, LOG_WARN, "more addresses or names than the mapping holds: the rest share one replacement");
	sb_free(&path);
	sb_free(&map);
}

/* The archive is created as we are: whoever that is owns it. */
static const char *owner_name(char buf[32])
{
	if (!geteuid())
		return "root";
	snprintf(buf, 32, "%u", (unsigned)geteuid());
	return buf;
}

static void print_results(struct terminal *t, const struct report_result *r)
{
	unsigned long files = r->results[EMIT_COMPLETE] + r->results[EMIT_PARTIAL] + r->results[EMIT_STUB];

	terminal_say(t, "  %lu files: %lu complete, %lu partial, %lu stubs;\n  %lu that the system did not have either", files,
		     r->results[EMIT_COMPLETE], r->results[EMIT_PARTIAL], r->results[EMIT_STUB], r->results[EMIT_ABSENT]);
	for (int s = MEM_OK + 1; s < MEM_STATUS_COUNT; s++)
		if (r->failed_reads[s] && s != MEM_NOT_MAPPED)
			terminal_say(t, "  %llu reads failed: %s", (unsigned long long)r->failed_reads[s],
				     mem_status_name((enum mem_status)s));
}

#define STACK_LINES 12

/* Why it crashed and where: what people look at first. */
static void print_crash(struct terminal *t, const struct identity *id, const struct report_result *r)
{
	const char *s = r->stack;

	if (*id->panic)
		terminal_say(t, "\n  Kernel panic: %s", id->panic);
	for (unsigned i = 0; s && *s && i < STACK_LINES; i++) {
		terminal_say(t, "  %.*s", (int)strcspn(s, "\n"), s);
		s += strcspn(s, "\n");
		s += *s == '\n';
	}
	if (s && *s)
		terminal_say(t, "      ... more in plugins/stacks/cpus.txt");
}

/* The form is that of sos report, down to the tabs: people's scripts look for it. */
static void print_archive(struct terminal *t, const struct options *o, const struct report_result *r)
{
	char size[32], owner[32];

	if (o->quiet) {
		if (t->out == stdout)
			printf("%s\n", r->path);
		return;
	}
	if (o->output && !strcmp(o->output, "-")) {
		terminal_say(t, "\nYour sos report has been written to standard output\n\n Size\t%s\n sha256\t%s\n",
			     size_text(size, r->size), r->sha256);
		return;
	}
	if (o->build) {
		terminal_say(t, "\nYour sos report build tree has been generated in:\n\t%s\n", r->path);
		return;
	}
	terminal_say(t, "\nYour sos report has been generated and saved in:\n\t%s\n\n Size\t%s\n Owner\t%s\n sha256\t%s\n\n"
			"Please send this file to your support representative.\n", r->path, size_text(size, r->size),
		     owner_name(owner), r->sha256);
}

static bool is_damaged(const struct program *p, const struct report_result *r)
{
	const struct dump_facts *f = dump_facts(program_dump((struct program *)p));

	if (f->incomplete || !r->results[EMIT_COMPLETE])
		return true;
	for (int a = 0; a < PROGRAM_ABILITIES; a++)
		if (!program_can(p, (enum program_ability)a, NULL))
			return true;
	return r->failed_reads[MEM_LOST] || r->failed_reads[MEM_DAMAGED] || r->failed_reads[MEM_IO] ||
	       r->failed_reads[MEM_OTHER_FILE];
}

/* ---- the command ------------------------------------------------------------------------- */

static enum exit_code run(const struct options *o, struct job *job, struct report_options *ro)
{
	struct terminal *t = job->t;
	struct report_result result;
	struct err err = {""};
	enum exit_code code = EXIT_COMPLETE;

	t->early = t->sos_log.len;
	terminal_say(t, " Setting up archive ...\n Setting up plugins ...\n Running plugins. Please wait ...\n");
	if (!report_run(ro, &result, &err)) {
		terminal_progress_end(t);
		log_msg(&t->log, LOG_ERROR, "%s", job->dog.interrupted ? "interrupted: no archive is left behind" : err.msg);
		report_result_free(&result);
		return job->dog.interrupted ? EXIT_INTERRUPTED : EXIT_FAILED;
	}
	print_results(t, &result);
	print_crash(t, ro->identity, &result);
	if (result.stopped)
		log_msg(&t->log, LOG_WARN, "%s: the report has what was done by then", result.stopped);
	if (!o->build && !(o->output && !strcmp(o->output, "-")))
		write_checksum(t, &result);
	if (ro->mask)
		write_map(t, result.path, ro->mask);
	print_archive(t, o, &result);
	if (is_damaged(ro->program, &result))
		code = EXIT_DAMAGED;
	report_result_free(&result);
	return code;
}

enum exit_code command_report(struct options *o, struct terminal *t, const char *cmdline)
{
	struct job job = {.watch = {on_file, on_compressing, on_stop, on_logs}, .t = t};
	struct report_options ro = {
		.log = &t->log, .watch = &job.watch, .cmdline = cmdline, .label = o->label, .case_id = o->case_id,
		.tmp_dir = o->tmp_dir, .output = o->output, .compression = o->compression, .threads = o->threads,
		.build = o->build, .no_annotations = o->no_annotations, .no_report = o->no_report,
	};
	struct selection selection;
	struct identity identity;
	struct sb in_tmp_dir = {0};
	const char *place;
	struct err err = {""};
	enum exit_code code = EXIT_FAILED;

	if (o->list_plugins)
		return list_plugins(o);
	if (!select_plugins(o, t, &selection, &err)) {
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
		return EXIT_USAGE;
	}
	sb_printf(&in_tmp_dir, "%s/archive", o->tmp_dir);
	place = o->output ? o->output : in_tmp_dir.s;
	watchdog_start(&job.dog, o->timeout);
	terminal_say(t, "vmcore-report (version " VERSION ")\n");
	log_msg(&t->log, LOG_INFO, "executing '%s'", cmdline);
	if (open_program(o, t, place, &ro.program, &err)) {
		ro.emit = emit_new(ro.program);
		ro.selection = &selection;
		ro.identity = &identity;
		ro.mask = o->mask ? mask_new() : NULL;
		identity_read(ro.emit, ro.mask, &identity);
		print_identity(t, ro.program, &identity);
		if (ro.mask && mask_leaves_machine(ro.mask))
			log_msg(&t->log, LOG_WARN, "the host is called by an ordinary word: in texts --mask leaves it as it is");
		watchdog_guard();
		if (memory_share(o, &ro, &err))
			code = run(o, &job, &ro);
		else
			log_msg(&t->log, LOG_ERROR, "%s", err.msg);
		mask_free(ro.mask);
		emit_free(ro.emit);
		program_close(ro.program);
	} else {
		log_msg(&t->log, LOG_ERROR, "%s", err.msg);
	}
	selection_free(&selection);
	sb_free(&in_tmp_dir);
	return code;
}
