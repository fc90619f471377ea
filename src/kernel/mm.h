/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mm.h - address spaces of processes (mm.c). */
#ifndef VR_KERNEL_MM_H
#define VR_KERNEL_MM_H

#include "object/object.h"

ref task_mm(ref task);			/* get_task_mm(): null for kernel threads and tasks that are gone */
struct walk vmas(ref mm);		/* struct vm_area_struct, by address */
/* Pages of one kind: "MM_FILEPAGES", "MM_ANONPAGES", "MM_SWAPENTS", "MM_SHMEMPAGES". */
long mm_pages(ref mm, const char *kind);
long mm_resident(ref mm);		/* file, anonymous and shared memory pages */
long mm_resident_estimate(ref mm);	/* the same, as readers show it that do not sum per-CPU parts: get_mm_rss() */
unsigned long mm_flags(ref mm);		/* MMF_*: the first word */
/* KiB of text, without what lies below the executable's own: two numbers of /proc/…/status. */
void mm_text(ref mm, unsigned long *text_kb, unsigned long *lib_kb);

/* Its NUMA policy as /proc/…/numa_maps shows it: "default", "bind:0" (mempolicy.c). */
const char *mapping_policy(ref task, ref vma);

/* User memory, up to n bytes from that address, as far as the dump has its pages; *got may be less than n. */
const char *user_bytes(ref mm, uint64_t address, size_t n, size_t *got);
/* Arguments of the process, each ended by NUL; *n bytes. */
const char *command_line(ref mm, size_t *n);

#endif
