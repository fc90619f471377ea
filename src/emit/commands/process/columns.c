/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of ps: who, where, what it does.  columns_share.c and columns_time.c have the others. */
#include "emit/commands/process/ps.h"

#include <string.h>

struct ps ps_begin(struct emit *e)
{
	uint64_t up = clock_boottime(e);

	return (struct ps){.e = e, .uptime = up, .boot = (long)((clock_realtime(e) - up) / NSEC_PER_SEC),
			   .memory_kb = (unsigned long)kb(e, total_ram_pages(e)),
			   .pid_width = (int)strlen(file_printf(e, "%ld", pid_max(e) - 1))};
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

const char *ps_wchan(const struct ps *ps, const struct ps_row *r, int width)
{
	const char *function = task_wchan(r->task);

	return *function ? file_printf(ps->e, "%.*s", width, function) : "-";
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
