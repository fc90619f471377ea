/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/meminfo: where the memory is.  meminfo_proc_show(), fs/proc/meminfo.c */
#include "emit/proc/meminfo.h"

static void lru_rows(struct emit *e)
{
	ROW_KB("Active:         ", node_pages(e, "NR_ACTIVE_ANON") + node_pages(e, "NR_ACTIVE_FILE"));
	ROW_KB("Inactive:       ", node_pages(e, "NR_INACTIVE_ANON") + node_pages(e, "NR_INACTIVE_FILE"));
	ROW_NODE("Active(anon):   ", "NR_ACTIVE_ANON");
	ROW_NODE("Inactive(anon): ", "NR_INACTIVE_ANON");
	ROW_NODE("Active(file):   ", "NR_ACTIVE_FILE");
	ROW_NODE("Inactive(file): ", "NR_INACTIVE_FILE");
	ROW_NODE("Unevictable:    ", "NR_UNEVICTABLE");
	ROW_KB("Mlocked:        ", zone_pages(e, "NR_MLOCK"));
}

static void zswap_rows(struct emit *e)
{
	if (!has_enum(e, "ZSWPIN"))	/* both came with 5.19 (f6498b776d28) */
		return;
	if (has_sym(e, "zswap_pool_total_size"))	/* until 6.9 */
		row(e, "Zswap:          %8ld kB\n", val(sym(e, "zswap_pool_total_size", "u64")) >> 10);
	else
		ROW_KB("Zswap:          ", zswap_pool_pages(e));
	ROW_KB("Zswapped:       ", val(sym(e, "zswap_stored_pages", "unsigned int")));	/* a long since 6.13 */
}

static void slab_rows(struct emit *e)
{
	long reclaimable = node_pages(e, "NR_SLAB_RECLAIMABLE_B|NR_SLAB_RECLAIMABLE");		/* 5.9 */
	long unreclaimable = node_pages(e, "NR_SLAB_UNRECLAIMABLE_B|NR_SLAB_UNRECLAIMABLE");

	if (has_enum(e, "NR_KERNEL_MISC_RECLAIMABLE"))	/* 4.20 */
		ROW_KB("KReclaimable:   ", reclaimable + node_pages(e, "NR_KERNEL_MISC_RECLAIMABLE"));
	ROW_KB("Slab:           ", reclaimable + unreclaimable);
	ROW_KB("SReclaimable:   ", reclaimable);
	ROW_KB("SUnreclaim:     ", unreclaimable);
}

static void kernel_rows(struct emit *e)
{
	row(e, "KernelStack:    %8ld kB\n", node_pages(e, "NR_KERNEL_STACK_KB"));	/* in KiB, not pages */
	if (has_enum(e, "NR_KERNEL_SCS_KB"))
		row(e, "ShadowCallStack:%8ld kB\n", node_pages(e, "NR_KERNEL_SCS_KB"));
	ROW_NODE("PageTables:     ", "NR_PAGETABLE");
	if (has_enum(e, "NR_SECONDARY_PAGETABLE"))	/* 6.1 */
		ROW_NODE("SecPageTables:  ", "NR_SECONDARY_PAGETABLE");
	ROW_KB("NFS_Unstable:   ", has_enum(e, "NR_UNSTABLE_NFS") ? node_pages(e, "NR_UNSTABLE_NFS") : 0);
	ROW_KB("Bounce:         ", has_enum(e, "NR_BOUNCE") ? zone_pages(e, "NR_BOUNCE") : 0);	/* gone in 6.16 */
	ROW_KB("WritebackTmp:   ", has_enum(e, "NR_WRITEBACK_TEMP") ? node_pages(e, "NR_WRITEBACK_TEMP") : 0);	/* gone in 6.16 */
	ROW_KB("CommitLimit:    ", commit_limit(e));
	ROW_KB("Committed_AS:   ", percpu_counter_positive(sym(e, "vm_committed_as", "struct percpu_counter")));
	row(e, "VmallocTotal:   %8ld kB\n", vmalloc_total(e) >> 10);
	ROW_KB("VmallocUsed:    ", has_enum(e, "NR_VMALLOC") ? node_pages(e, "NR_VMALLOC") :
					   val(sym(e, "nr_vmalloc_pages", "atomic_long_t")));
	ROW_KB("VmallocChunk:   ", 0L);
	ROW_KB("Percpu:         ", val(sym(e, "pcpu_nr_populated", "unsigned long")) * val(sym(e, "pcpu_nr_units", "int")));
	if (has_sym(e, "num_poisoned_pages"))
		row(e, "HardwareCorrupted: %5ld kB\n", kb(e, val(sym(e, "num_poisoned_pages", "atomic_long_t"))));
}

EMITTER(proc_meminfo)
{
	ROW_KB("MemTotal:       ", total_ram_pages(e));
	ROW_KB("MemFree:        ", zone_pages(e, "NR_FREE_PAGES"));
	ROW_KB("MemAvailable:   ", available_pages(e));
	ROW_KB("Buffers:        ", buffer_pages(e));
	ROW_KB("Cached:         ", cached_pages(e));
	ROW_KB("SwapCached:     ", swap_cache_pages(e));
	lru_rows(e);
	ROW_KB("SwapTotal:      ", total_swap_pages(e));
	ROW_KB("SwapFree:       ", free_swap_pages(e));
	zswap_rows(e);
	ROW_NODE("Dirty:          ", "NR_FILE_DIRTY");
	ROW_NODE("Writeback:      ", "NR_WRITEBACK");
	ROW_NODE("AnonPages:      ", "NR_ANON_MAPPED");
	ROW_NODE("Mapped:         ", "NR_FILE_MAPPED");
	ROW_NODE("Shmem:          ", "NR_SHMEM");
	slab_rows(e);
	kernel_rows(e);
	meminfo_huge_rows(e);
}
