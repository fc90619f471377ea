/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/timers: its POSIX timers.  show_timer(), fs/proc/base.c */
#include "emit/emit.h"

/* A list until 6.12, a hash list since 6.13; the signal moved from an allocated sigqueue into the timer then. */
static struct walk posix_timers(ref signal)
{
	if (has(signal, "posix_timers.first"))
		return hlist(sub(signal, "posix_timers"), "struct k_itimer", "list");
	return list(sub(signal, "posix_timers"), "struct k_itimer", "list");
}

EMITTER(proc_pid_timers)
{
	enum { SIGEV_THREAD_ID = 4 };
	static const char *const kinds[] = {"signal", "none", "thread", ""};

	if (!has(self, "signal->posix_timers")) {
		absent(e, "kernel without CONFIG_POSIX_TIMERS");
		return;
	}
	EACH(timer, posix_timers(ptr(self, "signal"))) {
		long notify = num(timer, "it_sigev_notify");
		bool embedded = !has(timer, "sigq->info");

		row(e, "ID: %ld\n", num(timer, "it_id"));
		row(e, "signal: %ld/%016lx\n", embedded ? num(timer, "sigq.info.si_signo") : num(timer, "sigq->info.si_signo"),
		    (unsigned long)(embedded ? addr(timer, "sigq.info._sifields._timer._sigval.sival_ptr") :
					       addr(timer, "sigq->info._sifields._timer._sigval.sival_ptr")));
		row(e, "notify: %s/%s.%ld\n", kinds[notify & 3], notify & SIGEV_THREAD_ID ? "tid" : "pid",
		    pid_number(ptr(timer, "it_pid"), 0));
		row(e, "ClockID: %ld\n", num(timer, "it_clock"));
	}
}
