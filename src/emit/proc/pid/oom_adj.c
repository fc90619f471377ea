/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/oom_adj: oom_score_adj on the old scale, -17 to 15.  oom_adj_read(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_oom_adj)
{
	enum { SCORE_MAX = 1000, OLD_MAX = 15, OLD_DISABLE = 17 };
	long score = num(self, "signal->oom_score_adj");

	row(e, "%ld\n", score == SCORE_MAX ? OLD_MAX : score * OLD_DISABLE / SCORE_MAX);
}
