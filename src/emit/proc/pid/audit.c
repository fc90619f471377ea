/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/loginuid, sessionid: who logged in, for audit.  proc_loginuid_read(), fs/proc/base.c */
#include "emit/emit.h"

static const char *const not_there = "kernel without CONFIG_AUDIT";

EMITTER(proc_pid_loginuid)
{
	if (!has(self, "loginuid"))
		absent(e, not_there);
	else
		row(e, "%lu", (unsigned long)num(self, "loginuid"));
}

EMITTER(proc_pid_sessionid)
{
	if (!has(self, "sessionid"))
		absent(e, not_there);
	else
		row(e, "%lu", (unsigned long)num(self, "sessionid"));
}
