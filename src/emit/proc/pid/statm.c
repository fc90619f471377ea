/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/statm: memory in pages.  proc_pid_statm(), fs/proc/array.c */
#include "emit/emit.h"

EMITTER(proc_pid_statm)
{
	unsigned long text, lib;
	ref mm = task_mm(self);

	if (null(mm)) {
		row(e, "0 0 0 0 0 0 0\n");
		return;
	}
	mm_text(mm, &text, &lib);
	row(e, "%ld %ld %ld %lu 0 %ld 0\n", num(mm, "total_vm"), mm_resident(mm),
	    mm_pages(mm, "MM_FILEPAGES") + mm_pages(mm, "MM_SHMEMPAGES"), text * 1024 / (unsigned long)e->facts->page_size,
	    num(mm, "data_vm") + num(mm, "stack_vm"));
}
