/* SPDX-License-Identifier: GPL-2.0-or-later */
/* ps.h - the columns that the variants of ps share; procps' own widths and ways (columns*.c). */
#ifndef VR_EMIT_PS_H
#define VR_EMIT_PS_H

#include "emit/emit.h"

/* What every line needs to know once. */
struct ps {
	struct emit *e;
	uint64_t uptime;		/* ns since boot */
	long boot;			/* unix seconds */
	unsigned long memory_kb;
	int pid_width;
	bool unnamed_user, no_arguments;	/* met one whose name, whose arguments the dump does not have */
};

struct ps ps_begin(struct emit *e);
void ps_end(const struct ps *ps);	/* remarks on what could not be told */

/* ---- lines (ps_line.c) ---- */

enum { PS_PID = 1000 };		/* as wide as process numbers get */

struct ps_column {
	const char *title;	/* NULL behind the last */
	int width;		/* negative: text begins at its left, else it ends at its right */
};

void ps_titles(const struct ps *ps, const struct ps_column *columns);
void ps_line(const struct ps *ps, const struct ps_column *columns, const char *const *cells);
#define ps_print(ps, columns, ...) ps_line(ps, columns, (const char *const[]){__VA_ARGS__})
const char *ps_number(const struct ps *ps, long n);
extern const struct ps_column ps_of_users[];	/* those of ps u */

/* ---- cells (columns*.c) ---- */

/* One row of ps: a process as a whole, or one of its threads. */
struct ps_row {
	ref task, mm;
	bool whole;
	struct cputime time;
};

struct ps_row ps_process(ref task);
struct ps_row ps_thread(ref task);

const char *ps_user(struct ps *ps, long uid);
const char *ps_flags(const struct ps *ps, ref task);		/* PF_FORKNOEXEC, PF_SUPERPRIV */
uint64_t ps_since_boot(const struct ps_row *r);			/* ns from boot to its start */
const char *ps_cpu(const struct ps *ps, const struct ps_row *r);	/* "18.3": share of its lifetime */
long ps_cpu_percent(const struct ps *ps, const struct ps_row *r);		/* the same, whole */
const char *ps_memory(const struct ps *ps, const struct ps_row *r);	/* "1.6": share of memory */
const char *ps_size_kb(const struct ps *ps, const struct ps_row *r);
const char *ps_resident_kb(const struct ps *ps, const struct ps_row *r);
const char *ps_pages(const struct ps *ps, const struct ps_row *r);
const char *ps_tty(const struct ps *ps, const struct ps_row *r);
const char *ps_stat(const struct ps *ps, const struct ps_row *r);	/* "Ss+" */
const char *ps_start(const struct ps *ps, const struct ps_row *r);	/* "00:38", "Nov20", "2025" */
const char *ps_started(const struct ps *ps, const struct ps_row *r);	/* "Sat Nov 21 00:38:01 2026" */
const char *ps_minutes(const struct ps *ps, const struct ps_row *r);	/* "0:06" */
const char *ps_time(const struct ps *ps, const struct ps_row *r);	/* "00:00:06" */
const char *ps_wchan(const struct ps *ps, const struct ps_row *r, int width);
const char *ps_arguments(struct ps *ps, const struct ps_row *r);	/* command line, "[name]" of kernel threads */

#endif
