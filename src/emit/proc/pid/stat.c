/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/stat and proc/[pid]/task/[tid]/stat: a task in numbers.  do_task_stat(), fs/proc/array.c */
#include "emit/emit.h"

static unsigned long ticks(uint64_t ns)
{
	return ns / NS_PER_TICK;
}

/* tty_devnum(), new_encode_dev(): major in the middle, minor around it. */
static unsigned tty_number(ref tty)
{
	unsigned major = (unsigned)num(tty, "driver->major");
	unsigned minor = (unsigned)(num(tty, "driver->minor_start") + num(tty, "index"));

	return (minor & 0xff) | major << 8 | (minor & ~0xffu) << 12;
}

static void terminal(struct emit *e, ref task, bool live)
{
	ref tty = ptr(task, "signal->tty");

	if (!live || null(tty))
		out(e, " 0 -1");
	else
		out(e, " %u %ld", tty_number(tty), pid_number(ptr(tty, "ctrl.pgrp|pgrp"), 0));	/* 5.15 */
}

static void faults_and_times(struct emit *e, ref task, bool whole)
{
	ref signal = ptr(task, "signal");
	long minor = num(task, "min_flt"), major = num(task, "maj_flt");
	struct cputime t = whole ? process_cputime(task) : thread_cputime(task);

	if (whole) {
		minor = num(signal, "min_flt");
		major = num(signal, "maj_flt");
		EACH(thread, threads(task)) {
			minor += num(thread, "min_flt");
			major += num(thread, "maj_flt");
		}
	}
	out(e, " %ld %ld %ld %ld", minor, num(signal, "cmin_flt"), major, num(signal, "cmaj_flt"));
	out(e, " %lu %lu %lu %lu", ticks(t.user), ticks(t.system), ticks(addr(signal, "cutime")), ticks(addr(signal, "cstime")));
}

/* The group's since 5.17 (2d18f7f45620), as is struct kthread in worker_private. */
static long exit_code(ref task, bool whole)
{
	enum { SIGNAL_STOP_STOPPED = 1, SIGNAL_GROUP_EXIT = 4 };

	if (whole && has(task, "worker_private") && num(task, "signal->flags") & (SIGNAL_STOP_STOPPED | SIGNAL_GROUP_EXIT))
		return num(task, "signal->group_exit_code");
	return num(task, "exit_code");
}

static void memory(struct emit *e, ref task, ref mm)
{
	uint64_t rss_limit = addr(task, "signal->rlim[5].rlim_cur");	/* RLIMIT_RSS */

	if (null(mm))
		out(e, " 0 0 %lu 0 0 0 0 0", (unsigned long)rss_limit);
	else
		out(e, " %lu %ld %lu %lu %lu %lu 0 0", (unsigned long)num(mm, "total_vm") * (unsigned long)e->facts->page_size,
		    mm_resident_estimate(mm), (unsigned long)rss_limit, (unsigned long)num(mm, "start_code"),
		    (unsigned long)num(mm, "end_code"), (unsigned long)num(mm, "start_stack"));
}

/* Any blocked task has a wait channel since 5.16; before, only those that get_wchan() found one for. */
static bool has_wchan(struct emit *e, ref task, bool whole, long threads_)
{
	if (whole && threads_ >= 2)
		return false;
	return has_function(e, "__get_wchan") ? *task_state(task) != 'R' : *task_wchan(task) != '\0';
}

static void print_stat(struct emit *e, ref task, bool whole)
{
	struct task_signals s = task_signals(task);
	struct cputime t = whole ? process_cputime(task) : thread_cputime(task);
	ref mm = task_mm(task);
	long threads_ = s.live ? num(task, "signal->nr_threads") : 0;
	const char *state = task_state(task);

	out(e, "%ld (%s) %c %ld", num(task, "pid"), task_name(task), *state, s.live ? task_parent(task) : 0);
	out(e, " %ld %ld", s.live ? pid_number(task_pid(task, "PIDTYPE_PGID"), 0) : -1,
	    s.live ? pid_number(task_pid(task, "PIDTYPE_SID"), 0) : -1);
	terminal(e, task, s.live);
	out(e, " %lu", (unsigned long)num(task, "flags"));
	faults_and_times(e, task, whole);
	out(e, " %ld %ld %ld 0 %lu", num(task, "prio") - 100, task_nice(task), threads_,
	    ticks(addr(task, "start_boottime|real_start_time")));	/* 5.5 */
	memory(e, task, mm);
	out(e, " %lu %lu %lu %lu", (unsigned long)s.pending & 0x7fffffff, (unsigned long)s.blocked & 0x7fffffff,
	    (unsigned long)s.ignored & 0x7fffffff, (unsigned long)s.caught & 0x7fffffff);
	out(e, " %d 0 0 %ld %ld %ld %ld", has_wchan(e, task, whole, threads_), num(task, "exit_signal"), task_cpu(task),
	    num(task, "rt_priority"), num(task, "policy"));
	out(e, " %lu %lu %lu", ticks(has(task, "delays") && addr(task, "delays") ? addr(task, "delays->blkio_delay") : 0),
	    ticks(t.guest), ticks(addr(task, "signal->cgtime")));
	if (null(mm))
		out(e, " 0 0 0 0 0 0 0");
	else
		out(e, " %lu %lu %lu %lu %lu %lu %lu", (unsigned long)num(mm, "start_data"), (unsigned long)num(mm, "end_data"),
		    (unsigned long)num(mm, "start_brk"), (unsigned long)num(mm, "arg_start"), (unsigned long)num(mm, "arg_end"),
		    (unsigned long)num(mm, "env_start"), (unsigned long)num(mm, "env_end"));
	out(e, " %ld\n", exit_code(task, whole));
}

EMITTER(proc_pid_stat)
{
	print_stat(e, self, true);
}

EMITTER(proc_pid_task_stat)
{
	print_stat(e, self, false);
}
