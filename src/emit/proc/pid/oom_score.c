/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/oom_score: how likely the OOM killer is to choose it.  proc_oom_score(), fs/proc/base.c; oom_badness() */
#include "emit/emit.h"

enum { NEVER = -1000 };

/* The thread that still has the memory: find_lock_task_mm(). */
static ref memory_of(ref task)
{
	ref mm = ptr(task, "mm");

	EACH(thread, threads(task))
		if (null(mm))
			mm = ptr(thread, "mm");
	return mm;
}

static bool in_vfork(ref task)
{
	return addr(task, "vfork_done") && addr(task, "real_parent->mm") == addr(task, "mm");
}

/* False for what the OOM killer never takes. */
static bool badness(struct emit *e, ref task, long total, long *points)
{
	enum { MMF_OOM_SKIP = 21 };
	ref mm = memory_of(task);
	long adj = num(task, "signal->oom_score_adj");

	if (num(task, "tgid") == 1 || num(task, "flags") & PF_KTHREAD || null(mm) || adj == NEVER ||
	    mm_flags(mm) >> MMF_OOM_SKIP & 1 || in_vfork(task))
		return false;
	*points = mm_resident(mm) + mm_pages(mm, "MM_SWAPENTS") + num(mm, "pgtables_bytes") / (long)e->facts->page_size +
		  adj * (total / 1000);
	return true;
}

EMITTER(proc_pid_oom_score)
{
	long total = total_ram_pages(e) + total_swap_pages(e), points = 0, score = 0;

	if (total > 0 && badness(e, self, total, &points)) {
		if (has_member(e, "struct seccomp", "filter_count"))	/* both came with 5.9 (9066e5cfb73c) */
			score = (1000 + points * 1000 / total) * 2 / 3;
		else
			score = (points > 0 ? points : 1) * 1000 / total;
	}
	row(e, "%ld\n", score);
}
