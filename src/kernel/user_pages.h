/* SPDX-License-Identifier: GPL-2.0-or-later */
/* user_pages.h - what a process has mapped, page by page (user_pages.c). */
#ifndef VR_KERNEL_USER_PAGES_H
#define VR_KERNEL_USER_PAGES_H

#include "object/object.h"

struct user_page {
	uint64_t bytes;			/* a page, or what a huge entry maps */
	ref page, head;			/* struct page of its first frame, and the head of the compound page; not if swapped */
	bool young, dirty;		/* in the page table */
	bool swapped;			/* out to swap area swap_type, where it has slot swap_offset */
	uint64_t swap_type, swap_offset;
};

/* Where a walk over one mapping is. */
struct user_pages {
	ref mm;
	uint64_t at, end, steps;
	uint64_t huge_zero;		/* frame of the huge zero page */
	long swap_areas;
	uint64_t not_told;		/* entries that stand for neither memory nor swap: migration, poison, markers */
};

/* for (struct user_pages w = user_pages(vma); user_pages_next(&w, &page);) */
struct user_pages user_pages(ref vma);
/* The next page that is there or swapped out; pages without a struct page, and the zero pages, are left out. */
bool user_pages_next(struct user_pages *w, struct user_page *out);

bool page_flag(ref page, const char *flag);	/* "PG_dirty" */
bool page_is_anonymous(ref head);
bool page_is_ksm(ref head);
long page_map_count(ref page, ref head);	/* how often this page is mapped: page_mapcount() */
/* How many users a slot of a swap area has; 0 and a note if that is not at hand. */
long swap_slot_users(struct emit *e, uint64_t type, uint64_t offset);

#endif
