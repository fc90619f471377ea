/* SPDX-License-Identifier: GPL-2.0-or-later */
/* smaps.h - memory of a process, worked out from its page tables. */
#ifndef VR_SMAPS_H
#define VR_SMAPS_H

#include "emit/emit.h"

#define PSS_SHIFT 12	/* proportional sums have that many bits of fraction */

/* As struct mem_size_stats: bytes. */
struct smaps_sums {
	uint64_t resident, shared_clean, shared_dirty, private_clean, private_dirty, referenced, anonymous, ksm, lazyfree;
	uint64_t anonymous_thp, shmem_thp, file_thp, shared_hugetlb, private_hugetlb, swap;
	uint64_t pss, pss_anon, pss_file, pss_shmem, pss_dirty, pss_locked, swap_pss;
	uint64_t not_told;	/* entries that are neither memory nor swap */
};

/* smap_gather_stats(): adds one mapping. */
void smaps_add(struct emit *e, struct smaps_sums *s, ref vma);

#endif
