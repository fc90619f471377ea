/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/wchan: the function that a task waits in.  proc_pid_wchan(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_wchan)
{
	const char *function = task_wchan(self);

	row(e, "%s", *function ? function : "0");
}
