/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/process/ps_auxwwwm, ps_alxwww, ps_-elfL: processes as ps prints them, with threads and without. */
#include "emit/commands/process/ps.h"

/* Only the fair classes know it. */
static const char *nice_value(const struct ps *ps, ref task)
{
	enum { SCHED_NORMAL = 0, SCHED_BATCH = 3 };
	long policy = num(task, "policy");

	return policy == SCHED_NORMAL || policy == SCHED_BATCH ? ps_number(ps, task_nice(task)) : "-";
}

const struct ps_column ps_of_users[] = {
	{"USER", -8}, {"PID", PS_PID}, {"%CPU", 4}, {"%MEM", 4}, {"VSZ", 6}, {"RSS", 5}, {"TTY", -8}, {"STAT", -4},
	{"START", 5}, {"TIME", 6}, {"COMMAND", -1}, {0},
};

/* Option m shows the process first, then each thread, with what is its own. */
static void print_threads(struct ps *ps, ref task)
{
	EACH(thread, threads(task)) {
		struct ps_row r = ps_thread(thread);

		ps_print(ps, ps_of_users, ps_user(ps, num(task_cred(thread), "euid")), "-", ps_cpu(ps, &r), "-", "-", "-", "-",
			 ps_stat(ps, &r), ps_start(ps, &r), ps_minutes(ps, &r), "-");
	}
}

EMITTER(cmd_ps_auxwwwm)
{
	struct ps ps = ps_begin(e);

	ps_titles(&ps, ps_of_users);
	EACH(task, tasks_by_pid(e)) {
		struct ps_row r = ps_process(task);

		ps_print(&ps, ps_of_users, ps_user(&ps, num(task_cred(task), "euid")), ps_number(&ps, num(task, "pid")),
			 ps_cpu(&ps, &r), ps_memory(&ps, &r), ps_size_kb(&ps, &r), ps_resident_kb(&ps, &r),
			 ps_tty(&ps, &r), "-", ps_start(&ps, &r),
			 ps_minutes(&ps, &r), ps_arguments(&ps, &r));
		print_threads(&ps, task);
	}
	ps_end(&ps);
}

static const struct ps_column with_flags[] = {
	{"F", 1}, {"UID", 5}, {"PID", PS_PID}, {"PPID", PS_PID}, {"PRI", 3}, {"NI", 3}, {"VSZ", 6}, {"RSS", 5}, {"WCHAN", -6},
	{"STAT", -4}, {"TTY", -8}, {"TIME", 6}, {"COMMAND", -1}, {0},
};

EMITTER(cmd_ps_alxwww)
{
	struct ps ps = ps_begin(e);

	ps_titles(&ps, with_flags);
	EACH(task, tasks_by_pid(e)) {
		struct ps_row r = ps_process(task);

		ps_print(&ps, with_flags, ps_flags(&ps, task), ps_number(&ps, num(task_cred(task), "euid")),
			 ps_number(&ps, num(task, "pid")), ps_number(&ps, task_parent(task)),
			 ps_number(&ps, num(task, "prio") - 100), nice_value(&ps, task), ps_size_kb(&ps, &r),
			 ps_resident_kb(&ps, &r),
			 ps_wchan(&ps, &r, 6), ps_stat(&ps, &r), ps_tty(&ps, &r), ps_minutes(&ps, &r),
			 ps_arguments(&ps, &r));
	}
	ps_end(&ps);
}

static const struct ps_column of_threads[] = {
	{"F", 1}, {"S", 1}, {"UID", -8}, {"PID", PS_PID}, {"PPID", PS_PID}, {"LWP", PS_PID}, {"C", 2}, {"NLWP", 4}, {"PRI", 3},
	{"NI", 3}, {"ADDR", 1}, {"SZ", 5}, {"WCHAN", -6}, {"STIME", 5}, {"TTY", -8}, {"TIME", 8}, {"CMD", -1}, {0},
};

static void print_thread(struct ps *ps, ref thread)
{
	struct ps_row r = ps_thread(thread);

	ps_print(ps, of_threads, ps_flags(ps, thread), file_printf(ps->e, "%c", *task_state(thread)),
		 ps_user(ps, num(task_cred(thread), "euid")), ps_number(ps, num(thread, "tgid")),
		 ps_number(ps, task_parent(thread)), ps_number(ps, num(thread, "pid")),
		 ps_number(ps, ps_cpu_percent(ps, &r)),
		 ps_number(ps, num(thread, "signal->nr_threads")), ps_number(ps, num(thread, "prio") - 40),
		 nice_value(ps, thread), "-", ps_pages(ps, &r), ps_wchan(ps, &r, 6), ps_start(ps, &r), ps_tty(ps, &r),
		 ps_time(ps, &r), ps_arguments(ps, &r));
}

EMITTER(cmd_ps_elfL)
{
	struct ps ps = ps_begin(e);

	ps_titles(&ps, of_threads);
	EACH(task, tasks_by_pid(e))
		EACH(thread, threads(task))
			print_thread(&ps, thread);
	ps_end(&ps);
}
