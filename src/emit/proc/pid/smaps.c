/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory of a process, shared and private.  smap_gather_stats() and what it calls, fs/proc/task_mmu.c */
#include "emit/proc/pid/smaps.h"

#include "kernel/user_pages.h"

enum { VM_LOCKED = 0x2000, VM_HUGETLB = 0x400000 };

/* smaps_page_accumulate() */
static void add_part(struct smaps_sums *s, const struct user_page *p, uint64_t bytes, uint64_t pss, bool locked, bool private)
{
	bool dirty = p->dirty || page_flag(p->head, "PG_dirty");

	s->pss += pss;
	*(page_is_anonymous(p->head) ? &s->pss_anon : page_flag(p->head, "PG_swapbacked") ? &s->pss_shmem : &s->pss_file) += pss;
	if (locked)
		s->pss_locked += pss;
	if (dirty)
		s->pss_dirty += pss;
	*(dirty ? private ? &s->private_dirty : &s->shared_dirty : private ? &s->private_clean : &s->shared_clean) += bytes;
}

/* smaps_account() */
static void add_page(struct emit *e, struct smaps_sums *s, const struct user_page *p, bool locked)
{
	uint64_t small = e->facts->page_size;
	bool anonymous = page_is_anonymous(p->head), backed = page_flag(p->head, "PG_swapbacked");

	s->resident += p->bytes;
	if (anonymous)
		s->anonymous += p->bytes;
	if (anonymous && !backed && !p->dirty && !page_flag(p->head, "PG_dirty"))
		s->lazyfree += p->bytes;
	if (page_is_ksm(p->head))
		s->ksm += p->bytes;
	if (p->young || page_flag(p->head, "PG_referenced") || (has_enum(e, "PG_young") && page_flag(p->head, "PG_young")))
		s->referenced += p->bytes;
	if (p->bytes > small)
		*(anonymous ? &s->anonymous_thp : backed ? &s->shmem_thp : &s->file_thp) += p->bytes;
	if (num(p->head, "_refcount") == 1) {	/* one user: mapped exactly once */
		add_part(s, p, p->bytes, p->bytes << PSS_SHIFT, locked, true);
		return;
	}
	for (uint64_t i = 0; i < p->bytes / small; i++) {
		long count = page_map_count(at(e, p->page.addr + i * sizeof_type(e, "struct page"), "struct page"), p->head);

		add_part(s, p, small, (small << PSS_SHIFT) / (uint64_t)(count >= 2 ? count : 1), locked, count < 2);
	}
}

static void add_swapped(struct emit *e, struct smaps_sums *s, const struct user_page *p)
{
	long users = swap_slot_users(e, p->swap_type, p->swap_offset);

	s->swap += p->bytes;
	s->swap_pss += (p->bytes << PSS_SHIFT) / (uint64_t)(users >= 2 ? users : 1);
}

/* shmem_swap_usage(): what a file in memory has swapped out is not in the page tables. */
static void check_shared_memory(struct emit *e, ref vma)
{
	ref file = ptr(vma, "vm_file");

	if (null(file) || !has_function(e, "shmem_aops") || addr(file, "f_mapping->a_ops") != symaddr(e, "shmem_aops"))
		return;
	if (num(container(ptr(file, "f_inode"), "struct shmem_inode_info", "vfs_inode"), "swapped"))
		fail(e, "shared memory", "partly swapped out, which is not counted", addr(vma, "vm_start"));
}

void smaps_add(struct emit *e, struct smaps_sums *s, ref vma)
{
	long flags = num(vma, "vm_flags");
	struct user_pages w = user_pages(vma);
	struct user_page p;

	check_shared_memory(e, vma);
	while (user_pages_next(&w, &p)) {
		if (p.swapped)
			add_swapped(e, s, &p);
		else if (flags & VM_HUGETLB)
			*(page_map_count(p.page, p.head) >= 2 ? &s->shared_hugetlb : &s->private_hugetlb) += p.bytes;
		else
			add_page(e, s, &p, flags & VM_LOCKED);
	}
	s->not_told += w.not_told;
}
