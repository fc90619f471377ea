/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/oom_score_adj: how the OOM killer's score is moved.  oom_score_adj_read(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_oom_score_adj)
{
	row(e, "%ld\n", num(self, "signal->oom_score_adj"));
}
