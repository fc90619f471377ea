/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A process's page tables as walk_page_vma() sees them (mm/pagewalk.c), with what vm_normal_page()
 * leaves out.  Other than lists and trees these are no containers of objects, so the walk is no EACH;
 * it is bounded as one is.
 */
#include "kernel/user_pages.h"

#include "kernel/kernel.h"

struct user_pages user_pages(ref vma)
{
	struct emit *e = context(vma);
	struct user_pages w = {.mm = ptr(vma, "vm_mm"), .at = addr(vma, "vm_start"), .end = addr(vma, "vm_end")};

	w.swap_areas = swap_area_count(e);
	w.huge_zero = has_function(e, "huge_zero_pfn") ? (uint64_t)val(sym(e, "huge_zero_pfn", "unsigned long")) : UINT64_MAX;
	return w;
}

/* PTEs mark a dirty page that is write-protected with a bit of its own since 6.6, as pte_mkwrite() became a function. */
static bool is_dirty(struct emit *e, const struct page_entry *entry)
{
	return entry->dirty || (entry->saved_dirty && has_function(e, "pte_mkwrite"));
}

/* Does the entry stand for something that is to be counted? */
static bool take(struct user_pages *w, const struct page_entry *entry, struct user_page *out)
{
	struct emit *e = context(w->mm);

	*out = (struct user_page){.bytes = 1ULL << entry->shift};
	switch (entry->kind) {
	case ENTRY_EMPTY:
		return false;
	case ENTRY_OTHER:
		fail(e, "page table", "an entry is neither empty nor of memory, and what it says is not known", w->at);
		return false;
	case ENTRY_SWAP:
		out->swapped = entry->swap_type < (uint64_t)w->swap_areas;
		out->swap_type = entry->swap_type;
		out->swap_offset = entry->swap_offset;
		w->not_told += !out->swapped;
		return out->swapped;
	case ENTRY_PAGE:
		break;
	}
	if (entry->special || entry->paddr >> e->facts->page_shift == w->huge_zero)
		return false;
	out->page = page_of_frame(e, entry->paddr >> e->facts->page_shift);
	out->head = head_page(out->page);
	out->young = entry->young;
	out->dirty = is_dirty(e, entry);
	return true;
}

bool user_pages_next(struct user_pages *w, struct user_page *out)
{
	struct emit *e = context(w->mm);
	uint64_t pgd = addr(w->mm, "pgd");
	bool found = false;

	while (!found && w->at < w->end) {
		struct page_entry entry;
		enum mem_status status = memory_user_entry(e->memory, pgd, w->at, &entry);

		if (status != MEM_OK || w->steps++ == LIMIT_WALK) {
			fail(e, "page table", status != MEM_OK ? mem_status_name(status) : "more entries than a process can have",
			     w->at);
			return false;
		}
		found = take(w, &entry, out);
		w->at = (w->at | ((1ULL << entry.shift) - 1)) + 1;
		if (!w->at)
			w->at = w->end;
	}
	return found;
}

bool page_flag(ref page, const char *flag)
{
	return (unsigned long)num(page, "flags") >> (enumv(context(page), flag) & 63) & 1;
}

/* The low bits of page->mapping: 1 anonymous, 3 merged by KSM. */
bool page_is_anonymous(ref head)
{
	return addr(head, "mapping") & 1;
}

bool page_is_ksm(ref head)
{
	return (addr(head, "mapping") & 3) == 3;
}

/* How often the compound page is mapped as a whole.  In its second struct page until 6.2. */
static long entire_map_count(ref head)
{
	struct emit *e = context(head);
	ref second = at(e, head.addr + sizeof_type(e, "struct page"), "struct page");

	if (has_member(e, "struct folio", "_entire_mapcount"))
		return num(cast(head, "struct folio"), "_entire_mapcount") + 1;
	/* Then its pages' own counts are one more than they should be. */
	return num(second, "compound_mapcount") + 1 - (has_enum(e, "PG_double_map") && page_flag(second, "PG_double_map"));
}

long page_map_count(ref page, ref head)
{
	bool compound = !same(page, head) || page_flag(head, "PG_head");

	return num(page, "_mapcount") + 1 + (compound ? entire_map_count(head) : 0);
}

/* swp_swapcount() for counts that fit into swap_map, which is gone since swap has tables (6.18). */
long swap_slot_users(struct emit *e, uint64_t type, uint64_t offset)
{
	enum { HAS_CACHE = 0x40, CONTINUED = 0x80 };
	ref area = ptr_at(sym(e, "swap_info", "struct swap_info_struct *[32]"), "[]", (long)type);
	long count;

	if (!has(area, "swap_map") || offset >= (uint64_t)num(area, "max")) {
		fail(e, "swap_map", has(area, "swap_map") ? "no such slot" : "this kernel has none", offset);
		return 0;
	}
	count = val(at(e, addr(area, "swap_map") + offset, "unsigned char"));
	if (count & CONTINUED)
		fail(e, "swap_map", "the count goes on elsewhere", offset);
	return count & ~HAS_CACHE;
}
