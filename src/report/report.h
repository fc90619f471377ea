/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * report.h - a report: runs plugins over a program, streams their files into
 * an archive, then adds what describes them: manifest, indexes, logs, pages.
 * Prints nothing; who runs it is told of the progress.
 */
#ifndef VR_REPORT_H
#define VR_REPORT_H

#include "archive/archive.h"
#include "base/base.h"
#include "mask/mask.h"
#include "plugin/plugin.h"
#include "program/program.h"

/* ---- who crashed, and when ------------------------------------------------------ */

struct identity {
	char host[65];			/* node name up to the first dot; "unknown" */
	char node[65], release[65], version[65], machine[65];	/* utsname; "" where unknown */
	uint64_t crash_time;		/* unix seconds; 0: unknown */
	char letters[8];		/* seven letters that stand for this dump */
	char panic[256];		/* "Fatal exception": what panic() was called with; "" if it was not */
	char cause[256];		/* line of the log in which the trouble began; "" if there is none */
};

/* mask: what to be called instead of the name it has; may be NULL. */
void identity_read(struct emit *e, struct mask *mask, struct identity *id);
/* Sets panic and cause from the kernel's log. */
void identity_read_log(struct identity *id, const char *log);
/* "2026-11-20" and "2026-11-20 18:00:00", in UTC. */
const char *date_text(char buf[32], uint64_t seconds);
const char *time_text(char buf[32], uint64_t seconds);

/* ---- what to do -------------------------------------------------------------------- */

struct name_list {
	const char *const *v;
	size_t n;
};

/* Which plugins run; decided before any work starts. */
struct selection {
	bool *run;			/* by plugin index */
	bool *named;			/* asked for with -o or -e: their rows that are off run too */
	struct name_list only_files, skip_files;
};
struct selection_request {
	struct name_list only, enable, skip;
	bool experimental;
};
/* False for a plugin that does not exist; *remark is set (or "") for one that cannot be skipped. */
bool selection_make(const struct selection_request *r, struct selection *s, struct err *remark, struct err *err);
void selection_free(struct selection *s);
bool selection_wants_emitter(const struct selection *s, const struct emitter *em);
bool selection_wants_file(const struct selection *s, const char *path);
/* "excluded", "skipped", "optional", "experimental"; NULL where it runs. */
const char *selection_why_not(const struct selection_request *r, size_t plugin);

/* What happens, for who watches. */
struct report_watch {
	/* A file is done: how many so far, bytes so far. */
	void (*file)(struct report_watch *w, const char *path, unsigned long files, uint64_t bytes);
	void (*compressing)(struct report_watch *w);
	/* Why the run is to stop now: "interrupted", "out of time"; NULL: it is not. */
	const char *(*stop)(struct report_watch *w);
	/* Text of sos_logs/sos.log and ui.log so far, one message a line, without time stamps. */
	void (*logs)(struct report_watch *w, struct sb *sos_log, struct sb *ui_log);
};

struct report_options {
	struct program *program;
	struct emit *emit;
	const struct identity *identity;
	const struct selection *selection;
	struct mask *mask;		/* NULL: text is left as it is */
	struct log *log;
	struct report_watch *watch;
	const char *cmdline;		/* for the manifest */
	const char *label, *case_id;	/* NULL: none */
	const char *tmp_dir;
	const char *output;		/* NULL: a name of its own in tmp_dir; "-": standard output */
	enum compression compression;
	unsigned threads;
	bool build, no_annotations, no_report;
	bool one_worker;		/* not two at once: there is little memory */
};

struct report_result {
	char *path;			/* of the archive or directory */
	char sha256[65];
	uint64_t size;
	unsigned long results[EMIT_ABSENT + 1];	/* files by result */
	uint64_t failed_reads[MEM_STATUS_COUNT];
	const char *stopped;		/* why it ended early; NULL: it did not */
	char *stack;			/* of the CPU that panicked, as plugins/stacks/cpus.txt has it; NULL: unknown */
};

/* Writes the report.  After a failure or when stopped by "interrupted", nothing is left behind. */
bool report_run(const struct report_options *o, struct report_result *r, struct err *err);
void report_result_free(struct report_result *r);

#endif
