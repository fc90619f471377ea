/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/meminfo, second half: huge pages, reserved pools, the direct map. */
#include "emit/proc/meminfo.h"

/* Counted in huge pages until 5.11 (and NR_SWAPCACHE came with the change to small ones). */
static void huge_row(struct emit *e, const char *label, const char *item)
{
	long unit = has_enum(e, "NR_SWAPCACHE") ? 1 : 512;

	if (has_enum(e, item))
		row(e, "%s%8ld kB\n", label, kb(e, node_pages(e, item) * unit));
}

static void rows_after_poison(struct emit *e)
{
	if (has_sym(e, "transparent_hugepage_flags")) {
		huge_row(e, "AnonHugePages:  ", "NR_ANON_THPS");
		huge_row(e, "ShmemHugePages: ", "NR_SHMEM_THPS");
		huge_row(e, "ShmemPmdMapped: ", "NR_SHMEM_PMDMAPPED");
		huge_row(e, "FileHugePages:  ", "NR_FILE_THPS");		/* 5.4 */
		huge_row(e, "FilePmdMapped:  ", "NR_FILE_PMDMAPPED");
	}
	if (has_enum(e, "MIGRATE_CMA")) {	/* CONFIG_CMA; totalcma_pages is there without it too */
		ROW_KB("CmaTotal:       ", val(sym(e, "totalcma_pages", "unsigned long")));
		ROW_KB("CmaFree:        ", zone_pages(e, "NR_FREE_CMA_PAGES"));
	}
	if (has_enum(e, "NR_UNACCEPTED"))	/* 6.5 */
		ROW_KB("Unaccepted:     ", zone_pages(e, "NR_UNACCEPTED"));
	if (has_enum(e, "NR_BALLOON_PAGES"))	/* 6.16 */
		ROW_NODE("Balloon:        ", "NR_BALLOON_PAGES");
	if (has_enum(e, "NR_GPU_ACTIVE")) {
		ROW_NODE("GPUActive:      ", "NR_GPU_ACTIVE");
		ROW_NODE("GPUReclaim:     ", "NR_GPU_RECLAIM");
	}
}

/* hugetlb_report_meminfo() */
static void hugetlb_rows(struct emit *e)
{
	long total = 0;
	ref h;

	if (!has_sym(e, "hstates"))
		return;
	h = sub_at(sym(e, "hstates", "struct hstate[]"), "[]", val(sym(e, "default_hstate_idx", "int")));
	row(e, "HugePages_Total:   %5ld\n", num(h, "nr_huge_pages"));
	row(e, "HugePages_Free:    %5ld\n", num(h, "free_huge_pages"));
	row(e, "HugePages_Rsvd:    %5ld\n", num(h, "resv_huge_pages"));
	row(e, "HugePages_Surp:    %5ld\n", num(h, "surplus_huge_pages"));
	row(e, "Hugepagesize:   %8ld kB\n", kb(e, shift_left(1, num(h, "order"))));
	EACH(state, array_n(sym(e, "hstates", "struct hstate[]"), "", val(sym(e, "hugetlb_max_hstate", "int"))))
		total += shift_left(num(state, "nr_huge_pages"), num(state, "order"));
	ROW_KB("Hugetlb:        ", total);
}

/* arch_report_meminfo(), arch/x86/mm/pat/set_memory.c */
static void direct_map_rows(struct emit *e)
{
	ref counts;

	if (!has_sym(e, "direct_pages_count"))
		return;
	counts = sym(e, "direct_pages_count", "unsigned long[8]");
	row(e, "DirectMap4k:    %8ld kB\n", num_at(counts, "[]", enumv(e, "PG_LEVEL_4K")) << 2);
	row(e, "DirectMap2M:    %8ld kB\n", num_at(counts, "[]", enumv(e, "PG_LEVEL_2M")) << 11);
	if (val(sym(e, "direct_gbpages", "int")))
		row(e, "DirectMap1G:    %8ld kB\n", num_at(counts, "[]", enumv(e, "PG_LEVEL_1G")) << 20);
}

void meminfo_huge_rows(struct emit *e)
{
	rows_after_poison(e);
	hugetlb_rows(e);
	direct_map_rows(e);
}
