/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/cli.h"

#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/ioctl.h>
#include <time.h>
#include <unistd.h>

#define LIVE_INTERVAL 0.1	/* seconds between two looks of the progress */
#define BATCH_INTERVAL 5.0

double now_seconds(void)
{
	struct timespec ts;

	clock_gettime(CLOCK_MONOTONIC, &ts);
	return (double)ts.tv_sec + (double)ts.tv_nsec / 1e9;
}

/* ---- log ------------------------------------------------------------------------------ */

static void write_log(struct log *log, enum log_level level, const char *msg)
{
	static const char *const names[] = {"ERROR", "WARNING", "INFO", "DEBUG"};
	struct terminal *t = (struct terminal *)log;
	bool red = t->colour && level == LOG_ERROR;

	pthread_mutex_lock(&t->lock);
	if (level < LOG_DEBUG || t->verbose)
		sb_printf(&t->sos_log, "%s: [vmcore] %s\n", names[level], msg);
	if (level == LOG_ERROR || (level == LOG_WARN && !t->quiet) || (level == LOG_INFO && t->verbose) ||
	    (level == LOG_DEBUG && t->verbose > 1)) {
		terminal_progress_end(t);
		fprintf(stderr, "%svmcore-report: %s%s\n", red ? "\033[31m" : "", msg, red ? "\033[0m" : "");
	}
	pthread_mutex_unlock(&t->lock);
}

/* ---- the terminal ----------------------------------------------------------------------- */

static int columns_of(FILE *out)
{
	struct winsize ws;
	const char *env = getenv("COLUMNS");
	int n = env ? atoi(env) : 0;

	if (n <= 0 && !ioctl(fileno(out), TIOCGWINSZ, &ws))
		n = ws.ws_col;
	return n > 0 ? n : 80;
}

void terminal_init(struct terminal *t, const struct options *o)
{
	const char *no_color = getenv("NO_COLOR"), *term = getenv("TERM");
	bool tty;

	*t = (struct terminal){.log.write = write_log, .out = stdout, .quiet = o->quiet, .verbose = o->verbose};
	if (o->output && !strcmp(o->output, "-"))
		t->out = stderr;
	tty = isatty(fileno(t->out)) && term && strcmp(term, "dumb");
	t->live = tty && !o->batch && !o->quiet;
	t->colour = tty && !(no_color && *no_color);
	t->columns = columns_of(t->out);
	t->started = t->last = now_seconds();
	pthread_mutex_init(&t->lock, NULL);
}

void terminal_free(struct terminal *t)
{
	terminal_progress_end(t);
	sb_free(&t->sos_log);
	sb_free(&t->ui_log);
	pthread_mutex_destroy(&t->lock);
}

void terminal_say(struct terminal *t, const char *fmt, ...)
{
	struct sb text = {0};
	va_list ap;

	va_start(ap, fmt);
	sb_vprintf(&text, fmt, ap);
	va_end(ap);
	if (!t->quiet) {
		terminal_progress_end(t);
		fprintf(t->out, "%s\n", text.s);
		fflush(t->out);
	}
	for (const char *s = text.s; *s;) {
		size_t n = strcspn(s, "\n");

		if (n)
			sb_printf(&t->ui_log, "INFO: %.*s\n", (int)n, s);
		s += n + (s[n] == '\n');
	}
	sb_free(&text);
}

const char *size_text(char buf[32], uint64_t bytes)
{
	static const char *const units[] = {"B", "KiB", "MiB", "GiB", "TiB"};
	double v = (double)bytes;
	size_t unit = 0;

	while (v > 1024 && unit + 1 < ARRAY_LEN(units)) {
		v /= 1024;
		unit++;
	}
	snprintf(buf, 32, "%.2f%s", v, units[unit]);
	return buf;
}

double terminal_elapsed(const struct terminal *t)
{
	return now_seconds() - t->started;
}

/* ---- progress ----------------------------------------------------------------------------- */

static void draw(struct terminal *t, const char *path, unsigned long files, uint64_t bytes)
{
	unsigned seconds = (unsigned)terminal_elapsed(t);
	char head[80], size[32];
	int used, room;

	used = snprintf(head, sizeof(head), "  %u:%02u  %lu files, %s", seconds / 60, seconds % 60, files,
			size_text(size, bytes));
	/* The last column stays free: some terminals wrap when it is written. */
	room = t->columns - 1 - used - 2;
	fprintf(t->out, "\r\033[K%.*s", t->columns - 1, head);
	if (room > 8)
		fprintf(t->out, "  %.*s", room, path);
	fflush(t->out);
	t->drawn = true;
}

void terminal_progress(struct terminal *t, const char *path, unsigned long files, uint64_t bytes)
{
	double now = now_seconds();
	char size[32];

	if (t->quiet || now - t->last < (t->live ? LIVE_INTERVAL : BATCH_INTERVAL))
		return;
	t->last = now;
	pthread_mutex_lock(&t->lock);
	if (t->live)
		draw(t, path, files, bytes);
	else
		fprintf(t->out, "  %lu files, %s, %.0f s\n", files, size_text(size, bytes), terminal_elapsed(t));
	fflush(t->out);
	pthread_mutex_unlock(&t->lock);
}

void terminal_progress_end(struct terminal *t)
{
	if (t->drawn) {
		fprintf(t->out, "\r\033[K");
		fflush(t->out);
	}
	t->drawn = false;
}

/* ---- signals and time ---------------------------------------------------------------------- */

static void ending_signals(sigset_t *set)
{
	sigemptyset(set);
	sigaddset(set, SIGINT);
	sigaddset(set, SIGTERM);
	sigaddset(set, SIGHUP);
}

void watchdog_start(struct watchdog *w, unsigned timeout)
{
	*w = (struct watchdog){.deadline = timeout ? now_seconds() + timeout : 0};
}

void watchdog_guard(void)
{
	sigset_t set;

	ending_signals(&set);
	sigprocmask(SIG_BLOCK, &set, NULL);
	/* A reader that goes away is an error of writing like any other. */
	signal(SIGPIPE, SIG_IGN);
}

const char *watchdog_check(struct watchdog *w)
{
	const struct timespec at_once = {0};
	sigset_t set;

	ending_signals(&set);
	if (sigtimedwait(&set, NULL, &at_once) > 0)
		w->interrupted = true;
	if (w->interrupted)
		return "interrupted";
	return w->deadline && now_seconds() >= w->deadline ? "out of time" : NULL;
}
