/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The sums behind /proc/meminfo: si_meminfo(), si_mem_available(), vm_commit_limit(). */
#include "kernel/kernel.h"

#include <string.h>

long total_ram_pages(struct emit *e)
{
	return val(sym(e, "_totalram_pages", "atomic_long_t"));	/* 5.0 ca79b0c211af */
}

/* nr_blockdev_pages(), block/bdev.c: page cache of block devices */
long buffer_pages(struct emit *e)
{
	ref sb = deref(sym(e, "blockdev_superblock", "struct super_block *"));
	long sum = 0;

	EACH(inode, list(sub(sb, "s_inodes"), "struct inode", "i_sb_list"))
		sum += num(inode, "i_mapping->nrpages");
	return sum;
}

long swap_cache_pages(struct emit *e)
{
	long sum = 0;

	if (has_enum(e, "NR_SWAPCACHE"))	/* 5.12 b6038942480e */
		return node_pages(e, "NR_SWAPCACHE");
	if (!has_sym(e, "swapper_spaces"))
		return 0;
	/* total_swapcache_pages(), mm/swap_state.c: each swap area has several address spaces. */
	EACH_KEY(area, numbers(e, swap_area_count(e))) {
		ref spaces = ptr_at(sym(e, "swapper_spaces", "struct address_space *[32]"), "[]", area);
		long count = num_at(sym(e, "nr_swapper_spaces", "unsigned int[32]"), "[]", area);

		if (!null(spaces))
			EACH(space, array_n(spaces, "", count))
				sum += num(space, "nrpages");
	}
	return sum;
}

long cached_pages(struct emit *e)
{
	long pages = node_pages(e, "NR_FILE_PAGES") - swap_cache_pages(e) - buffer_pages(e);

	return pages < 0 ? 0 : pages;
}

static long low_watermarks(struct emit *e)
{
	long sum = 0;

	EACH(node, nodes(e)) {
		EACH(zone, zones(node)) {
			/* low_wmark_pages(): 5.0 added the boost and renamed watermark */
			sum += num_at(zone, "_watermark[]|watermark[]", enumv(e, "WMARK_LOW"));
			sum += num_or(zone, "watermark_boost", 0);
		}
	}
	return sum;
}

static long half_or(long pages, long limit)
{
	return pages / 2 < limit ? pages / 2 : limit;
}

/* si_mem_available(), mm/show_mem.c */
long available_pages(struct emit *e)
{
	long low = low_watermarks(e);
	long cache = node_pages(e, "NR_ACTIVE_FILE") + node_pages(e, "NR_INACTIVE_FILE");
	long reclaimable = node_pages(e, "NR_SLAB_RECLAIMABLE_B|NR_SLAB_RECLAIMABLE");
	long available = zone_pages(e, "NR_FREE_PAGES") - val(sym(e, "totalreserve_pages", "unsigned long"));

	if (has_enum(e, "NR_KERNEL_MISC_RECLAIMABLE"))
		reclaimable += node_pages(e, "NR_KERNEL_MISC_RECLAIMABLE");
	available += cache - half_or(cache, low);
	available += reclaimable - half_or(reclaimable, low);
	return available < 0 ? 0 : available;
}

/* Where no symbol says how many there are: as many as there are pointers in a row, as swap_start() goes. */
long swap_area_count(struct emit *e)
{
	enum { MAX = 32 };	/* more than MAX_SWAPFILES */
	long n = 0;

	if (!knows_sym(e, "swap_info") || knows_sym(e, "nr_swapfiles"))
		return has_sym(e, "nr_swapfiles") ? val(sym(e, "nr_swapfiles", "unsigned int")) : 0;
	while (n < MAX && ptr_at(sym(e, "swap_info", "struct swap_info_struct *[32]"), "[]", n).addr)
		n++;
	return n;
}

/* si_swapinfo(): areas that are being switched off still count as used. */
static long pages_being_freed(struct emit *e)
{
	enum { SWP_USED = 1, SWP_WRITEOK = 2 };
	long sum = 0;

	EACH(area, pointers_n(sym(e, "swap_info", "struct swap_info_struct *[32]"), "", swap_area_count(e))) {
		long flags = num(area, "flags");

		if (flags & SWP_USED && !(flags & SWP_WRITEOK))
			sum += num(area, "inuse_pages");
	}
	return sum;
}

long total_swap_pages(struct emit *e)
{
	if (!has_sym(e, "total_swap_pages"))	/* !CONFIG_SWAP */
		return 0;
	return val(sym(e, "total_swap_pages", "long")) + pages_being_freed(e);
}

long free_swap_pages(struct emit *e)
{
	if (!has_sym(e, "nr_swap_pages"))
		return 0;
	return val(sym(e, "nr_swap_pages", "atomic_long_t")) + pages_being_freed(e);
}

/* vm_commit_limit(), mm/util.c */
long commit_limit(struct emit *e)
{
	long fixed = val(sym(e, "sysctl_overcommit_kbytes", "unsigned long")) >> (e->facts->page_shift - 10);
	long swap = has_sym(e, "total_swap_pages") ? val(sym(e, "total_swap_pages", "long")) : 0;
	long huge = 0;

	if (fixed)
		return fixed + swap;
	if (has_sym(e, "hstates"))
		EACH(h, array_n(sym(e, "hstates", "struct hstate[]"), "", val(sym(e, "hugetlb_max_hstate", "int"))))
			huge += shift_left(num(h, "nr_huge_pages"), num(h, "order"));
	return (total_ram_pages(e) - huge) * val(sym(e, "sysctl_overcommit_ratio", "int")) / 100 + swap;
}

/* The size of the vmalloc area is a constant of the architecture. */
long vmalloc_total(struct emit *e)
{
	const long TiB = 1L << 40;

	if (!strcmp(e->facts->arch, "x86_64"))	/* Documentation/arch/x86/x86_64/mm.rst */
		return (e->facts->va_bits > 48 ? 12800 * TiB : 32 * TiB) - 1;
	return (long)(vmcoreinfo(e, "NUMBER(VMALLOC_END)") - vmcoreinfo(e, "NUMBER(VMALLOC_START)"));
}

long zswap_pool_pages(struct emit *e)
{
	long sum = 0;

	if (has_sym(e, "zswap_pools"))
		EACH(pool, list(sym(e, "zswap_pools", "struct list_head"), "struct zswap_pool", "list"))
			sum += num(pool, "zpool->pool|zs_pool->pages_allocated");
	return sum;
}
