/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/status, memory.  task_mem(), fs/proc/task_mmu.c; hugetlb_report_usage(), mm/hugetlb.c */
#include "emit/proc/pid/status.h"

#include <string.h>

static long larger(long a, long b)
{
	return a > b ? a : b;
}

#define line(e, name, kib) row(e, "%s:\t%8lu kB\n", name, (unsigned long)(kib))

static void totals(struct emit *e, ref mm)
{
	unsigned long text, lib;

	line(e, "VmPeak", kb(e, larger(num(mm, "hiwater_vm"), num(mm, "total_vm"))));
	line(e, "VmSize", kb(e, num(mm, "total_vm")));
	line(e, "VmLck", kb(e, num(mm, "locked_vm")));
	line(e, "VmPin", kb(e, num(mm, "pinned_vm")));
	line(e, "VmHWM", kb(e, larger(num(mm, "hiwater_rss"), mm_resident(mm))));
	line(e, "VmRSS", kb(e, mm_resident(mm)));
	line(e, "RssAnon", kb(e, mm_pages(mm, "MM_ANONPAGES")));
	line(e, "RssFile", kb(e, mm_pages(mm, "MM_FILEPAGES")));
	line(e, "RssShmem", kb(e, mm_pages(mm, "MM_SHMEMPAGES")));
	line(e, "VmData", kb(e, num(mm, "data_vm")));
	line(e, "VmStk", kb(e, num(mm, "stack_vm")));
	mm_text(mm, &text, &lib);
	line(e, "VmExe", text);
	line(e, "VmLib", lib);
	line(e, "VmPTE", num(mm, "pgtables_bytes") >> 10);
	line(e, "VmSwap", kb(e, mm_pages(mm, "MM_SWAPENTS")));
	if (has(mm, "hugetlb_usage"))
		line(e, "HugetlbPages", kb(e, num(mm, "hugetlb_usage")));
}

/* mm_untag_mask(): address bits that are not tags; x86 has tags with LAM only. */
static unsigned long untag_mask(struct emit *e, ref mm)
{
	if (has(mm, "context.untag_mask"))
		return (unsigned long)num(mm, "context.untag_mask");
	return strcmp(e->facts->arch, "aarch64") ? ~0UL : ~0UL >> 8;
}

void status_memory(struct emit *e, ref task, ref mm)
{
	enum { MMF_DISABLE_THP = 24 };

	totals(e, mm);
	row(e, "CoreDumping:\t%d\n", addr(task, "signal->core_state|mm->core_state") != 0);	/* 5.16 */
	row(e, "THP_enabled:\t%d\n", has_sym(e, "transparent_hugepage_flags") && !(mm_flags(mm) >> MMF_DISABLE_THP & 1));
	if (has_member(e, "struct vm_area_struct", "vm_lock|vm_refcnt|vm_lock_seq"))	/* both came with 6.4 */
		row(e, "untag_mask:\t%#lx\n", untag_mask(e, mm));
}
