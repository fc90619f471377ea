/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/process/lsof_M_-n_-l_-c: open files of processes and their threads. */
#include "emit/commands/process/lsof.h"

/* Blanks in names are written as lsof writes them. */
static const char *plain(struct emit *e, const char *name)
{
	struct sb sb = {0};
	const char *s;

	for (; *name; name++)
		if (*name == ' ' || (unsigned char)*name < ' ' || *name == 0x7f)
			sb_printf(&sb, "\\x%02x", (unsigned char)*name);
		else
			sb_char(&sb, *name);
	s = file_printf(e, "%s", sb.s ? sb.s : "");
	sb_free(&sb);
	return s;
}

static int digits(long n)
{
	int d = 1;

	for (; n >= 10; n /= 10)
		d++;
	return d;
}

/* Columns as wide as the longest number needs. */
static void measure(struct lsof_task *l)
{
	l->pid_width = l->tid_width = 3;
	EACH(process, tasks(l->e)) {
		if (digits(num(process, "pid")) > l->pid_width)
			l->pid_width = digits(num(process, "pid"));
		EACH(thread, threads(process))
			if (digits(num(thread, "pid")) > l->tid_width)
				l->tid_width = digits(num(thread, "pid"));
	}
}

EMITTER(cmd_lsof)
{
	struct lsof_task l = {.e = e};

	measure(&l);
	row(e, "%-*s %*s %*s %-*s %8s   FD   %7s %18s SIZE/OFF %10s NAME\n", LSOF_COMMAND_WIDTH, "COMMAND", l.pid_width,
	    "PID", l.tid_width, "TID", LSOF_TASK_NAME_WIDTH, "TASKCMD", "USER", "TYPE", "DEVICE", "NODE");
	EACH(process, tasks_by_pid(e)) {
		struct scratch s = scratch_begin(e);

		l.process = process;
		EACH(thread, threads(process)) {
			bool is_first = thread.addr == process.addr;

			l.task = thread;
			l.command = plain(e, str(process, "comm"));
			l.thread_id = is_first ? "" : file_printf(e, "%ld", num(thread, "pid"));
			l.thread_name = is_first ? "" : plain(e, str(thread, "comm"));
			lsof_print_task(&l);
		}
		scratch_end(e, s);
	}
}
