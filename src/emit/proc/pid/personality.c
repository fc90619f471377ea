/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/personality: execution domain flags.  proc_pid_personality(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_personality)
{
	row(e, "%08lx\n", (unsigned long)num(self, "personality"));
}
