/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/ksm_merging_pages, ksm_stat: merged pages of a process.  proc_pid_ksm_*(), fs/proc/base.c */
#include "emit/emit.h"

static const char *const not_there = "the kernel does not count merged pages of processes";

EMITTER(proc_pid_ksm_merging_pages)
{
	ref mm = task_mm(self);

	if (!has(mm, "ksm_merging_pages"))	/* 5.19 7609385337a4 */
		absent(e, not_there);
	else if (!null(mm))
		row(e, "%ld\n", num(mm, "ksm_merging_pages"));
}

/* ksm_process_mergeable(): has any of its mappings been offered? */
static bool mergeable(ref mm)
{
	enum { VM_MERGEABLE_BIT = 31 };
	bool found = false;

	EACH(vma, vmas(mm))
		found |= num(vma, "vm_flags") >> VM_MERGEABLE_BIT & 1;
	return found;
}

EMITTER(proc_pid_ksm_stat)
{
	enum { MMF_VM_MERGE_ANY = 30 };
	ref mm = task_mm(self);
	long saved;

	if (!has(mm, "ksm_rmap_items")) {	/* 6.1 cb4df4cae4f2 */
		absent(e, not_there);
		return;
	}
	if (null(mm))
		return;
	row(e, "ksm_rmap_items %ld\n", num(mm, "ksm_rmap_items"));
	if (!has(mm, "ksm_zero_pages"))		/* 6.6 6080d19f0704, the next lines with it */
		return;
	saved = (num(mm, "ksm_zero_pages") + num(mm, "ksm_merging_pages")) * (long)e->facts->page_size;
	row(e, "ksm_zero_pages %ld\n", num(mm, "ksm_zero_pages"));
	row(e, "ksm_merging_pages %ld\n", num(mm, "ksm_merging_pages"));
	row(e, "ksm_process_profit %ld\n", saved - num(mm, "ksm_rmap_items") * (long)sizeof_type(e, "struct ksm_rmap_item"));
	if (!has_function(e, "ksm_process_mergeable"))
		return;
	row(e, "ksm_merge_any: %s\n", mm_flags(mm) >> MMF_VM_MERGE_ANY & 1 ? "yes" : "no");
	row(e, "ksm_mergeable: %s\n", mergeable(mm) ? "yes" : "no");
}
