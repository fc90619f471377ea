/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * CPU time of tasks, as kernel/sched/cputime.c shows it: user and system time are counted by ticks,
 * and scaled so that their sum is what the scheduler measured.
 */
#include "kernel/kernel.h"

__extension__ typedef unsigned __int128 wide;

struct measured {
	uint64_t user, system, runtime;
};

/* cputime_adjust(): neither part ever goes back, as earlier answers are kept. */
static struct cputime scale(struct measured m, ref previous)
{
	uint64_t old_user = addr(previous, "utime"), old_system = addr(previous, "stime");
	uint64_t system, user;

	if (old_user + old_system >= m.runtime)
		return (struct cputime){.user = old_user, .system = old_system};
	if (!m.system)
		system = 0;
	else if (!m.user)
		system = m.runtime;
	else
		system = (uint64_t)((wide)m.system * m.runtime / ((wide)m.system + m.user));
	if (system > m.runtime)
		system = m.runtime;
	if (system < old_system)
		system = old_system;
	user = m.runtime - system;
	if (user < old_user) {
		user = old_user;
		system = m.runtime - user;
	}
	return (struct cputime){.user = user, .system = system};
}

/* vtime_accounting_enabled(): on kernels booted with nohz_full= the time since the last switch is extra. */
static bool full_accounting(struct emit *e)
{
	return has_sym(e, "context_tracking_key") && num(sym(e, "context_tracking_key", "struct static_key"), "enabled") > 0;
}

/* task_cputime() */
static struct measured measure(ref task, bool with_vtime)
{
	struct measured m = {addr(task, "utime"), addr(task, "stime"), addr(task, "se.sum_exec_runtime")};

	if (with_vtime && has(task, "vtime.state") && num(task, "vtime.state")) {
		m.user += addr(task, "vtime.utime");
		m.system += addr(task, "vtime.stime");
	}
	return m;
}

struct cputime scaled_cputime(uint64_t user, uint64_t system, uint64_t runtime, ref previous)
{
	return scale((struct measured){user, system, runtime}, previous);
}

struct cputime thread_cputime(ref task)
{
	struct cputime t = scale(measure(task, full_accounting(context(task))), sub(task, "prev_cputime"));

	t.guest = addr(task, "gtime");
	return t;
}

struct cputime process_cputime(ref task)
{
	ref signal = ptr(task, "signal");
	bool with_vtime = full_accounting(context(task));
	struct measured sum = {addr(signal, "utime"), addr(signal, "stime"), addr(signal, "sum_sched_runtime")};
	uint64_t guest = addr(signal, "gtime");
	struct cputime t;

	EACH(thread, threads(task)) {
		struct measured m = measure(thread, with_vtime);

		sum.user += m.user;
		sum.system += m.system;
		sum.runtime += m.runtime;
		guest += addr(thread, "gtime");
	}
	t = scale(sum, sub(signal, "prev_cputime"));
	t.guest = guest;
	return t;
}
