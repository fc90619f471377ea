/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * cli.h - the command line and the terminal: options, help, progress, the
 * commands.  Only this folder prints.
 */
#ifndef VR_CLI_H
#define VR_CLI_H

#include <pthread.h>
#include <stdio.h>

#include "archive/archive.h"
#include "base/base.h"
#include "report/report.h"

enum exit_code {
	EXIT_COMPLETE = 0,
	EXIT_FAILED = 1,	/* no report */
	EXIT_USAGE = 2,
	EXIT_DAMAGED = 3,	/* a report, but the dump is damaged or hardly anything could be read */
	EXIT_INTERRUPTED = 130,
};

/* ---- options ----------------------------------------------------------------- */

/* The letter is the one that options.def uses. */
enum command {
	COMMAND_REPORT = 'r',
	COMMAND_CAT = 'c',
	COMMAND_INFO = 'i',
	COMMAND_LIST = 'l',
	COMMAND_EXTRACT = 'x',
	COMMAND_PREPARE = 'p',
};

const char *command_name(enum command command);

struct words {
	const char **v;
	size_t n;
};

struct options {
	enum command command;
	struct words arguments;		/* cat: paths */

	struct words vmcores, debuginfo_dirs;
	const char *spool, *vmlinux, *types_file;
	bool no_btf, no_kallsyms, allow_mismatch;
	struct words only_plugins, enable_plugins, skip_plugins, only_files, skip_files;
	bool experimental, list_plugins;
	unsigned timeout;		/* seconds; 0: none */
	const char *tmp_dir, *output, *label, *case_id;
	enum compression compression;
	bool any_compression;		/* neither -z nor --output says which */
	bool build, no_annotations, no_report, mask, redact;
	unsigned threads, max_memory;	/* MiB of memory; 0: not given */
	bool batch, quiet, help, version, no_sandbox;
	unsigned verbose;

	struct arena arena;		/* of the words */
};

/* *o is initialised here and freed by options_free() in any case. */
bool options_parse(struct options *o, int argc, char *const *argv, struct err *err);
void options_free(struct options *o);

/* ---- the option table, for those that print it --------------------------------- */

enum option_kind {
	OPTION_SECTION,
	OPTION_FLAG,
	OPTION_COUNT,
	OPTION_TEXT,
	OPTION_NUMBER,
	OPTION_WORDS,
	OPTION_PATHS,
	OPTION_COMPRESSION,
	OPTION_IGNORED,
	OPTION_IGNORED_TEXT,
	OPTION_ALIAS,
};

struct option_row {
	enum option_kind kind;
	size_t offset;		/* of the field in struct options */
	char letter;
	const char *name;	/* title of a section */
	const char *argument;	/* alias: the name that it stands for */
	const char *commands;
	const char *help;
};
size_t option_table(const struct option_row **rows);

/* ---- help -------------------------------------------------------------------------- */

void help_print(FILE *out, enum command command);
/* The OPTIONS section of the man page, and the completions of two shells. */
void help_mdoc(FILE *out);
void help_bash(FILE *out);
void help_zsh(FILE *out);

/* Of n names the one that looks most like what was typed; NULL if none does. */
const char *nearest_name(const char *typed, const char *const *names, size_t n);

/* ---- the terminal -------------------------------------------------------------------- */

/*
 * All that is printed goes through here: lines for people to `out` and, as a
 * log, to ui.log; messages to the log and, if they matter enough, to stderr.
 */
struct terminal {
	struct log log;		/* first: handed down as &t->log */
	FILE *out;		/* stdout; stderr where stdout takes the archive */
	bool quiet, live, colour;	/* live: progress is rewritten in place */
	unsigned verbose;
	int columns;
	bool drawn;		/* a line of progress is on the screen */
	double started, last;	/* seconds: when it began, when progress was last shown */
	struct sb sos_log, ui_log;
	size_t early;		/* length of sos_log when the files were begun: from there on workers write it in turns */
	pthread_mutex_t lock;	/* over all that is written while they are made */
};

void terminal_init(struct terminal *t, const struct options *o);
void terminal_free(struct terminal *t);
void terminal_say(struct terminal *t, const char *fmt, ...) PRINTF_LIKE(2, 3);	/* not with -q */
/* At most ten times a second, or a line every few seconds where it cannot be rewritten. */
void terminal_progress(struct terminal *t, const char *path, unsigned long files, uint64_t bytes);
void terminal_progress_end(struct terminal *t);
double terminal_elapsed(const struct terminal *t);
/* "1.52MiB", as sos prints sizes. */
const char *size_text(char buf[32], uint64_t bytes);

/* ---- signals and time ------------------------------------------------------------------ */

/*
 * Once there is something that may not be left half done, signals that end the
 * program are blocked, and looked for between two files and in long walks.
 */
struct watchdog {
	double deadline;	/* 0: none */
	bool interrupted;
};
void watchdog_start(struct watchdog *w, unsigned timeout);
void watchdog_guard(void);
const char *watchdog_check(struct watchdog *w);
double now_seconds(void);	/* monotonic */

/* ---- seat belt ---------------------------------------------------------------------------- */

enum sandbox {
	SANDBOX_NO_WRITING = 1,	/* but to the output and the directory that it is in */
	SANDBOX_NO_CALLS = 2,	/* to run programs, to use the network, … */
};
/* For the rest of the process's life.  output may be NULL.  Returns what the kernel could hold. */
unsigned sandbox_enter(const char *output);
#ifdef COVERAGE		/* as it ends, such a build writes its counts beside its objects */
enum { SANDBOX_IS_BUILT = false };
#else
enum { SANDBOX_IS_BUILT = true };
#endif

/* ---- memory ------------------------------------------------------------------------------- */

/* No more than --max-memory for the rest of the process's life: what asks for more ends the program. */
bool memory_bound(const struct options *o, struct err *err);
/* How much of it the pages that are kept may take; 0: as they like. */
size_t memory_for_pages(const struct options *o);
/* Shares out what is left once the dump is open.  False: --max-memory is too little for a report. */
bool memory_share(const struct options *o, struct report_options *ro, struct err *err);

/* ---- commands ---------------------------------------------------------------------------- */

enum exit_code command_report(struct options *o, struct terminal *t, const char *cmdline);
enum exit_code command_cat(struct options *o, struct terminal *t);
enum exit_code command_info(struct options *o, struct terminal *t);
enum exit_code command_extract(struct options *o, struct terminal *t);
/* What crash and drgn need to open a dump and to list its tasks; extract keeps it. */
void touch_for_debuggers(struct emit *e);
enum exit_code command_prepare(struct options *o, struct terminal *t);
enum exit_code command_list(struct options *o, struct terminal *t);

bool select_plugins(const struct options *o, struct terminal *t, struct selection *s, struct err *err);
/* After it only output (NULL: nothing) and its directory can be written to, unless --no-sandbox. */
bool open_program(const struct options *o, struct terminal *t, const char *output, struct program **out, struct err *err);
void print_identity(struct terminal *t, const struct program *p, const struct identity *id);

#endif
