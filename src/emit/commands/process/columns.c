/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of ps.  Dates are in UTC: a kernel does not know its users' time zone. */
#include "emit/commands/process/ps.h"

#include <string.h>
#include <time.h>

#define NSEC_PER_SEC 1000000000ULL

struct ps ps_begin(struct emit *e)
{
	uint64_t up = clock_boottime(e);

	return (struct ps){.e = e, .uptime = up, .boot = (long)((clock_realtime(e) - up) / NSEC_PER_SEC),
			   .memory_kb = (unsigned long)kb(e, total_ram_pages(e))};
}

void ps_end(const struct ps *ps)
{
	if (ps->unnamed_user)
		remark(ps->e, "names of users other than root are not in the kernel: numbers are shown");
	if (ps->no_arguments)
		remark(ps->e, "where the dump has no user pages, the path of the executable stands for the command line");
}

struct ps_row ps_process(ref task)
{
	return (struct ps_row){.task = task, .mm = task_mm(task), .whole = true, .time = process_cputime(task)};
}

struct ps_row ps_thread(ref task)
{
	return (struct ps_row){.task = task, .mm = task_mm(task), .time = thread_cputime(task)};
}

const char *ps_user(struct ps *ps, long uid)
{
	if (!uid)
		return "root";
	ps->unnamed_user = true;
	return file_printf(ps->e, "%ld", uid);
}

static uint64_t start_of(const struct ps_row *r)
{
	return addr(r->task, "start_boottime|real_start_time");		/* 5.5 */
}

/* In tenths of a per cent; from ticks, as /proc counts them, so that the digits come out as those of ps. */
static uint64_t cpu_share(const struct ps *ps, const struct ps_row *r)
{
	uint64_t used = r->time.user / NS_PER_TICK + r->time.system / NS_PER_TICK;
	uint64_t alive = (ps->uptime - start_of(r)) / NS_PER_TICK;

	return ps->uptime <= start_of(r) || !alive ? 0 : used * 1000 / alive;
}

const char *ps_cpu(const struct ps *ps, const struct ps_row *r)
{
	unsigned long tenths = cpu_share(ps, r);

	if (tenths > 999)
		return file_printf(ps->e, "%lu", tenths / 10);
	return file_printf(ps->e, "%lu.%lu", tenths / 10, tenths % 10);
}

long ps_cpu_percent(const struct ps *ps, const struct ps_row *r)
{
	long percent = (long)(cpu_share(ps, r) / 10);

	return percent > 99 ? 99 : percent;
}

unsigned long ps_resident_kb(const struct ps *ps, const struct ps_row *r)
{
	return null(r->mm) ? 0 : (unsigned long)kb(ps->e, mm_resident(r->mm));
}

unsigned long ps_size_kb(const struct ps *ps, const struct ps_row *r)
{
	return null(r->mm) ? 0 : (unsigned long)kb(ps->e, num(r->mm, "total_vm"));
}

const char *ps_memory(const struct ps *ps, const struct ps_row *r)
{
	unsigned long tenths = ps->memory_kb ? ps_resident_kb(ps, r) * 1000 / ps->memory_kb : 0;

	if (tenths > 999)
		tenths = 999;
	return file_printf(ps->e, "%lu.%lu", tenths / 10, tenths % 10);
}

/* Slaves of pseudo terminals are named by number only; their nodes lie in a directory. */
const char *ps_tty(const struct ps *ps, const struct ps_row *r)
{
	ref tty = ptr(r->task, "signal->tty");

	if (null(tty))
		return "?";
	if (!strcmp(str(tty, "driver->driver_name"), "pty_slave") && !strcmp(str(tty, "driver->name"), "pts"))
		return file_printf(ps->e, "pts/%ld", num(tty, "index"));
	return str(tty, "name");
}

static bool in_foreground(const struct ps_row *r)
{
	ref tty = ptr(r->task, "signal->tty");

	return !null(tty) && addr(tty, "ctrl.pgrp|pgrp") &&
	       addr(tty, "ctrl.pgrp|pgrp") == task_pid(r->task, "PIDTYPE_PGID").addr;
}

const char *ps_stat(const struct ps *ps, const struct ps_row *r)
{
	long nice = task_nice(r->task);

	return file_printf(ps->e, "%c%s%s%s%s%s", *task_state(r->task), nice < 0 ? "<" : nice > 0 ? "N" : "",
			   !null(r->mm) && num(r->mm, "locked_vm") ? "L" : "",
			   pid_number(task_pid(r->task, "PIDTYPE_SID"), 0) == num(r->task, "tgid") ? "s" : "",
			   num(r->task, "signal->nr_threads") > 1 ? "l" : "", in_foreground(r) ? "+" : "");
}

static struct tm date_of(time_t seconds)
{
	struct tm tm = {0};

	gmtime_r(&seconds, &tm);
	return tm;
}

static time_t started(const struct ps *ps, const struct ps_row *r)
{
	return (time_t)(ps->boot + (long)(start_of(r) / NSEC_PER_SEC));
}

const char *ps_start(const struct ps *ps, const struct ps_row *r)
{
	struct tm then = date_of(started(ps, r));
	struct tm now = date_of((time_t)(ps->boot + (long)(ps->uptime / NSEC_PER_SEC)));
	char text[16];

	strftime(text, sizeof(text), then.tm_year != now.tm_year ? "%Y" : then.tm_yday != now.tm_yday ? "%b%d" : "%H:%M", &then);
	return file_printf(ps->e, "%s", text);
}

const char *ps_started(const struct ps *ps, const struct ps_row *r)
{
	return calendar_text(ps->e, (long)started(ps, r));
}

static unsigned long seconds_used(const struct ps_row *r)
{
	return (r->time.user / NS_PER_TICK + r->time.system / NS_PER_TICK) * NS_PER_TICK / NSEC_PER_SEC;
}

const char *ps_minutes(const struct ps *ps, const struct ps_row *r)
{
	unsigned long s = seconds_used(r);

	return file_printf(ps->e, "%lu:%02lu", s / 60, s % 60);
}

const char *ps_time(const struct ps *ps, const struct ps_row *r)
{
	unsigned long s = seconds_used(r), days = s / 86400;

	s %= 86400;
	if (days)
		return file_printf(ps->e, "%lu-%02lu:%02lu:%02lu", days, s / 3600, s / 60 % 60, s % 60);
	return file_printf(ps->e, "%02lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
}

const char *ps_wchan(const struct ps *ps, const struct ps_row *r)
{
	const char *function = task_wchan(r->task);

	(void)ps;
	return *function ? function : "-";
}

/* Blanks between arguments, question marks for what would disturb a terminal. */
static const char *joined(struct emit *e, const char *text, size_t n)
{
	char *s;

	while (n && !text[n - 1])
		n--;
	s = file_alloc(e, n + 1, 1);
	for (size_t i = 0; i < n; i++)
		s[i] = !text[i] ? ' ' : (unsigned char)text[i] < ' ' || text[i] == 0x7f ? '?' : text[i];
	return s;
}

const char *ps_arguments(struct ps *ps, const struct ps_row *r)
{
	struct emit *e = ps->e;
	const char *suffix = num(r->task, "exit_state") ? " <defunct>" : "", *text, *exe;
	bool was = tainted(e);
	size_t n;

	if (null(r->mm))
		return file_printf(e, "[%s]%s", task_name(r->task), suffix);
	text = command_line(r->mm, &n);
	if (tainted(e) == was && n)
		return joined(e, text, n);
	if (tainted(e) == was)
		return file_printf(e, "[%s]%s", task_name(r->task), suffix);
	e->taint = was;
	ps->no_arguments = true;
	exe = task_exe(r->task);
	return exe ? exe : task_name(r->task);
}
