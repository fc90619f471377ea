/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/status: signals.  task_sig(), fs/proc/array.c */
#include "emit/proc/pid/status.h"

static long queued_signals(ref task)
{
	ref cred = task_cred(task);
	long which;

	if (!has(cred, "ucounts"))	/* counted per user namespace since 5.14 (d64696905554) */
		return num(cred, "user->sigpending");
	which = enumv(context(task), "UCOUNT_RLIMIT_SIGPENDING");
	return has(cred, "ucounts->rlimit") ? num_at(cred, "ucounts->rlimit[]", which) : num_at(cred, "ucounts->ucount[]", which);
}

void status_signals(struct emit *e, ref task)
{
	enum { RLIMIT_SIGPENDING = 11 };
	struct task_signals s = task_signals(task);

	row(e, "Threads:\t%ld\n", s.live ? num(task, "signal->nr_threads") : 0);
	row(e, "SigQ:\t%ld/%lu\n", s.live ? queued_signals(task) : 0,
	    s.live ? (unsigned long)num_at(task, "signal->rlim[].rlim_cur", RLIMIT_SIGPENDING) : 0);
	row(e, "SigPnd:\t%016lx\n", (unsigned long)s.pending);
	row(e, "ShdPnd:\t%016lx\n", (unsigned long)s.shared_pending);
	row(e, "SigBlk:\t%016lx\n", (unsigned long)s.blocked);
	row(e, "SigIgn:\t%016lx\n", (unsigned long)s.ignored);
	row(e, "SigCgt:\t%016lx\n", (unsigned long)s.caught);
}
