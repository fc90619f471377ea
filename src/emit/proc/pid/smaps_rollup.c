/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/smaps_rollup: memory of a process, shared and private, summed.  show_smaps_rollup(), fs/proc/task_mmu.c */
#include "emit/proc/pid/smaps.h"

static void line(struct emit *e, const char *name, uint64_t bytes)
{
	row(e, "%-15s %8lu kB\n", name, (unsigned long)(bytes >> 10));
}

static void print(struct emit *e, const struct smaps_sums *s)
{
	line(e, "Rss:", s->resident);
	line(e, "Pss:", s->pss >> PSS_SHIFT);
	if (has_member(e, "struct mem_size_stats", "pss_dirty"))	/* 6.0 */
		line(e, "Pss_Dirty:", s->pss_dirty >> PSS_SHIFT);
	line(e, "Pss_Anon:", s->pss_anon >> PSS_SHIFT);
	line(e, "Pss_File:", s->pss_file >> PSS_SHIFT);
	line(e, "Pss_Shmem:", s->pss_shmem >> PSS_SHIFT);
	line(e, "Shared_Clean:", s->shared_clean);
	line(e, "Shared_Dirty:", s->shared_dirty);
	line(e, "Private_Clean:", s->private_clean);
	line(e, "Private_Dirty:", s->private_dirty);
	line(e, "Referenced:", s->referenced);
	line(e, "Anonymous:", s->anonymous);
	if (has_member(e, "struct mem_size_stats", "ksm"))		/* 6.7 */
		line(e, "KSM:", s->ksm);
	line(e, "LazyFree:", s->lazyfree);
	line(e, "AnonHugePages:", s->anonymous_thp);
	line(e, "ShmemPmdMapped:", s->shmem_thp);
	line(e, "FilePmdMapped:", s->file_thp);
	line(e, "Shared_Hugetlb:", s->shared_hugetlb);
	row(e, "Private_Hugetlb: %7lu kB\n", (unsigned long)(s->private_hugetlb >> 10));
	line(e, "Swap:", s->swap);
	line(e, "SwapPss:", s->swap_pss >> PSS_SHIFT);
	line(e, "Locked:", s->pss_locked >> PSS_SHIFT);
}

EMITTER(proc_pid_smaps_rollup)
{
	ref mm = task_mm(self);
	uint64_t start = 0, end = 0;
	struct smaps_sums s = {0};

	if (null(mm))
		return;
	EACH(vma, vmas(mm)) {
		start = start ? start : addr(vma, "vm_start");
		end = addr(vma, "vm_end");
		smaps_add(e, &s, vma);
	}
	out(e, "%-72s [rollup]\n", file_printf(e, "%08llx-%08llx ---p 00000000 00:00 0 ", (unsigned long long)start,
						(unsigned long long)end));
	print(e, &s);
	if (s.not_told)
		remark(e, "%llu entries of the page tables are of pages in migration, poisoned or marked, and not counted",
		       (unsigned long long)s.not_told);
}
