/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/process/ps_auxwwwm, ps_alxwww, ps_-elfL: processes as ps prints them, with threads and without. */
#include "emit/commands/process/ps.h"

/* Only the fair classes know it. */
static const char *nice_value(ref task)
{
	enum { SCHED_NORMAL = 0, SCHED_BATCH = 3 };
	long policy = num(task, "policy");

	return policy == SCHED_NORMAL || policy == SCHED_BATCH ? file_printf(context(task), "%ld", task_nice(task)) : "-";
}

/* Option m shows the process first, then each thread, with what is its own. */
static void print_threads(struct ps *ps, ref task)
{
	EACH(thread, threads(task)) {
		struct ps_row r = ps_thread(thread);

		row(ps->e, "%-8s %*s %4s    -      -     - %-8s %-4s %5s %6s -\n", ps_user(ps, num(task_cred(thread), "euid")),
		    ps->pid_width, "-", ps_cpu(ps, &r), "-", ps_stat(ps, &r), ps_start(ps, &r), ps_minutes(ps, &r));
	}
}

EMITTER(cmd_ps_auxwwwm)
{
	struct ps ps = ps_begin(e);

	row(e, "%-8s %*s %%CPU %%MEM    VSZ   RSS TTY      STAT START   TIME COMMAND\n", "USER", ps.pid_width, "PID");
	EACH(task, tasks_by_pid(e)) {
		struct ps_row r = ps_process(task);

		row(e, "%-8s %*ld %4s %4s %6lu %5lu %-8s %-4s %5s %6s %s\n", ps_user(&ps, num(task_cred(task), "euid")),
		    ps.pid_width, num(task, "pid"), ps_cpu(&ps, &r), ps_memory(&ps, &r), ps_size_kb(&ps, &r),
		    ps_resident_kb(&ps, &r), ps_tty(&ps, &r), "-", ps_start(&ps, &r), ps_minutes(&ps, &r), ps_arguments(&ps, &r));
		print_threads(&ps, task);
	}
	ps_end(&ps);
}

EMITTER(cmd_ps_alxwww)
{
	struct ps ps = ps_begin(e);

	row(e, "F   UID %*s %*s PRI  NI    VSZ   RSS WCHAN  STAT TTY        TIME COMMAND\n", ps.pid_width, "PID", ps.pid_width, "PPID");
	EACH(task, tasks_by_pid(e)) {
		struct ps_row r = ps_process(task);

		row(e, "%lo %5ld %*ld %*ld %3ld %3s %6lu %5lu %-6.6s %-4s %-8s %6s %s\n", (unsigned long)num(task, "flags") >> 6 & 7,
		    num(task_cred(task), "euid"), ps.pid_width, num(task, "pid"), ps.pid_width, task_parent(task),
		    num(task, "prio") - 100, nice_value(task), ps_size_kb(&ps, &r), ps_resident_kb(&ps, &r), ps_wchan(&ps, &r),
		    ps_stat(&ps, &r), ps_tty(&ps, &r), ps_minutes(&ps, &r), ps_arguments(&ps, &r));
	}
	ps_end(&ps);
}

static void print_long(struct ps *ps, ref thread)
{
	struct ps_row r = ps_thread(thread);

	row(ps->e, "%lo %c %-8s %*ld %*ld %*ld %2ld %4ld %3ld %3s - %5ld %-6.6s %5s %-8s %8s %s\n",
	    (unsigned long)num(thread, "flags") >> 6 & 7, *task_state(thread), ps_user(ps, num(task_cred(thread), "euid")),
	    ps->pid_width, num(thread, "tgid"), ps->pid_width, task_parent(thread), ps->pid_width, num(thread, "pid"),
	    ps_cpu_percent(ps, &r), num(thread, "signal->nr_threads"), num(thread, "prio") - 40, nice_value(thread),
	    null(r.mm) ? 0 : num(r.mm, "total_vm"), ps_wchan(ps, &r), ps_start(ps, &r), ps_tty(ps, &r), ps_time(ps, &r),
	    ps_arguments(ps, &r));
}

EMITTER(cmd_ps_elfL)
{
	struct ps ps = ps_begin(e);

	row(e, "F S %-8s %*s %*s %*s  C NLWP PRI  NI ADDR SZ WCHAN  STIME TTY          TIME CMD\n", "UID", ps.pid_width, "PID",
	    ps.pid_width, "PPID", ps.pid_width, "LWP");
	EACH(task, tasks_by_pid(e))
		EACH(thread, threads(task))
			print_long(&ps, thread);
	ps_end(&ps);
}
