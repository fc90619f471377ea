/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The page cache of a file: an xarray of struct page (struct folio, since 5.16), of which one entry may be of many
 * pages.  How many is not asked: a page belongs to an entry as long as its head is the entry's.
 */
#include "kernel/kernel.h"
#include "kernel/user_pages.h"
#include "kernel/vfs.h"

static ref next_page(ref page)
{
	return (ref){page.addr + sizeof_type(context(page), "struct page"), page.type};
}

/* Those of one entry, from the page on that is number `key` of the file; what was added before is not added again. */
static uint64_t add_entry(struct address_list *found, ref entry, uint64_t key, uint64_t from, uint64_t end)
{
	ref head = head_page(entry), page = head;
	uint64_t first = (uint64_t)num(head, "index|__folio_index");	/* the second name: 6.16 */
	bool large = page_flag(head, "PG_head"), good = page_flag(head, "PG_uptodate");

	if (!large || first > key)
		first = key;
	for (uint64_t i = first; i < end && i - first <= LIMIT_BLOCK_SIZE && (i == first || (large && same(head_page(page), head))); i++) {
		if (good && i >= from && !tainted(context(entry))) {
			address_add(found, i);
			address_add(found, page.addr);
		}
		from = i >= from ? i + 1 : from;
		page = next_page(page);
	}
	return from;
}

struct walk file_pages(ref inode, uint64_t first, uint64_t end)
{
	struct emit *e = context(inode);
	struct address_list found = address_list(e);
	ref mapping = ptr(inode, "i_mapping");

	EACH(entry, xarray(sub(mapping, "i_pages|page_tree"), "struct page"))
		first = add_entry(&found, entry, (uint64_t)KEY(entry), first, end);
	return pair_walk(e, &found, "struct page");
}
