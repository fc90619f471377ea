/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/timerslack_ns: how late its timers may be.  timerslack_ns_show(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_timerslack_ns)
{
	row(e, "%lu\n", (unsigned long)num(self, "timer_slack_ns"));
}
