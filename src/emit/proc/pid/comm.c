/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/comm: the task's name, and what a kernel worker does.  comm_show(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_comm)
{
	row(e, "%s\n", task_name(self));
}
