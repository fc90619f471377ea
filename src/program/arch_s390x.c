/* SPDX-License-Identifier: GPL-2.0-or-later */
/* s390x, big-endian: Principles of Operation, dynamic address translation; arch/s390/include/asm/pgtable.h */
#include "program/arch.h"

/*
 * Each entry names the kind of table that it is in, empty ones too: a table tells how many levels lie below it.
 * Kernel and processes have address spaces of their own, which both start at 0.
 */
#define ENTRY_KIND(entry) ((unsigned)((entry) >> 2 & 3))	/* 3: region first … 1: region third, 0: segment */
#define ENTRY_INVALID 0x20ULL
#define ENTRY_LARGE 0x400ULL		/* 2 GiB in a region third table, 1 MiB in a segment table */
#define PAGE_INVALID 0x400ULL

#define SEGMENT_SHIFT 20
#define TABLE_BITS 11
#define PAGE_BITS 8

static const char *const register_names[] = {
	"pswm", "pswa", "r0", "r1", "r2", "r3", "r4", "r5", "r6", "r7", "r8", "r9", "r10", "r11", "r12", "r13", "r14", "r15",
};

static const char *const top_tables[] = {"swapper_pg_dir", NULL};

static bool s390x_init(struct translation *t, const struct vmcoreinfo *v, const struct translation_hints *hints,
		       struct err *err)
{
	uint64_t top, stext, offset = 0, phys = 0;

	(void)hints;
	if (!vmcoreinfo_symbol(v, "swapper_pg_dir", &top) || !vmcoreinfo_symbol(v, "_stext", &stext))
		return err_set(err, "no SYMBOL(swapper_pg_dir), SYMBOL(_stext) in VMCOREINFO: page tables can't be found");
	/* Until c98d2ecae08f (6.10) virtual addresses of the image were physical ones. */
	if (vmcoreinfo_get(v, "KERNELOFFPHYS") &&
	    (!vmcoreinfo_hex(v, "KERNELOFFPHYS", &phys) || !vmcoreinfo_number(v, "KERNELOFFSET", &offset)))
		return err_set(err, "KERNELOFFSET or KERNELOFFPHYS in VMCOREINFO is no number");
	t->image = (struct linear_range){stext & ~(MiB - 1), stext + LIMIT_IMAGE, phys - offset};
	t->root = top + t->image.offset;
	t->page_shift = 12;
	t->levels = stext >> 42 ? 4 : 3;
	t->va_bits = stext >> 42 ? 53 : 42;
	return true;
}

static enum mem_status read_page(const struct translation *t, struct page_cache *pages, uint64_t segment, uint64_t addr,
				 uint64_t *paddr)
{
	uint64_t entry;
	enum mem_status status = table_entry(t, pages, segment & ~0x7ffULL, addr, 12, PAGE_BITS, &entry);

	if (status != MEM_OK)
		return status;
	if (entry & PAGE_INVALID)
		return MEM_NOT_MAPPED;
	*paddr = (entry & ~0xfffULL) | (addr & 0xfff);
	return MEM_OK;
}

static enum mem_status s390x_walk(const struct translation *t, struct page_cache *pages, uint64_t root, uint64_t addr,
				  uint64_t *paddr)
{
	uint64_t entry;
	enum mem_status status = table_entry(t, pages, root, 0, 0, TABLE_BITS, &entry);
	unsigned kind = status == MEM_OK ? ENTRY_KIND(entry) : 0;
	unsigned shift = SEGMENT_SHIFT + kind * TABLE_BITS;

	if (status == MEM_OK && shift + TABLE_BITS < 64 && addr >> (shift + TABLE_BITS))
		return MEM_NOT_MAPPED;
	for (uint64_t table = root; status == MEM_OK; table = entry & ~0xfffULL, kind--, shift -= TABLE_BITS) {
		status = table_entry(t, pages, table, addr, shift, TABLE_BITS, &entry);
		if (status != MEM_OK)
			break;
		if (entry & ENTRY_INVALID)
			return MEM_NOT_MAPPED;
		if (ENTRY_KIND(entry) != kind)
			return MEM_DAMAGED;
		if (kind <= 1 && entry & ENTRY_LARGE) {
			*paddr = address_in_page(entry, shift, addr);
			return MEM_OK;
		}
		if (kind == 0)
			return read_page(t, pages, entry, addr, paddr);
	}
	return status;
}

const struct arch arch_s390x = {
	.machine = 22,
	.name = "s390x",
	.vmcoreinfo_key = "SYMBOL(lowcore_ptr)",
	.big_endian = true,
	.word_size = 8,
	.register_names = register_names,
	.register_count = ARRAY_LEN(register_names),
	.top_tables = top_tables,
	.init = s390x_init,
	.walk = s390x_walk,
};
