/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RISC-V, 64 bits: privileged architecture, Sv39, Sv48, Sv57; Documentation/arch/riscv/vm-layout.rst */
#include "program/arch.h"

#define ENTRY_VALID 1ULL
#define ENTRY_LEAF 0xeULL		/* readable, writable or executable: a page, at whatever level */
#define ENTRY_NAPOT (1ULL << 63)	/* one of 16 entries of a page of 64 KiB */
#define ENTRY_PFN ((1ULL << 44) - 1)	/* at bit 10 */

static const char *const register_names[] = {
	"pc", "ra", "sp", "gp", "tp", "t0", "t1", "t2", "s0", "s1", "a0", "a1", "a2", "a3", "a4", "a5", "a6", "a7",
	"s2", "s3", "s4", "s5", "s6", "s7", "s8", "s9", "s10", "s11", "t3", "t4", "t5", "t6",
};

static const char *const top_tables[] = {"swapper_pg_dir", NULL};

/* How far the image's addresses are above physical ones: said outright since 6.4. */
static bool find_image(struct translation *t, const struct vmcoreinfo *v, struct err *err)
{
	uint64_t offset, link, ram, stext;

	if (!vmcoreinfo_number(v, "NUMBER(va_kernel_pa_offset)", &offset)) {
		if (!vmcoreinfo_number(v, "NUMBER(KERNEL_LINK_ADDR)", &link) ||
		    !vmcoreinfo_number(v, "NUMBER(phys_ram_base)", &ram))
			return err_set(err, "no NUMBER(va_kernel_pa_offset) in VMCOREINFO: page tables can't be found");
		offset = link - ram;
	}
	if (!vmcoreinfo_symbol(v, "_stext", &stext))
		return err_set(err, "no SYMBOL(_stext) in VMCOREINFO");
	t->image = (struct linear_range){stext & ~(2 * MiB - 1), stext + LIMIT_IMAGE, -offset};
	return true;
}

static bool riscv64_init(struct translation *t, const struct vmcoreinfo *v, const struct translation_hints *hints,
			 struct err *err)
{
	uint64_t bits, top, page_offset, ram;

	(void)hints;
	t->page_shift = 12;
	if (!vmcoreinfo_number(v, "NUMBER(VA_BITS)", &bits) || (bits != 39 && bits != 48 && bits != 57))
		return err_set(err, "NUMBER(VA_BITS) in VMCOREINFO is not 39, 48 or 57");
	if (!vmcoreinfo_symbol(v, "swapper_pg_dir", &top))
		return err_set(err, "no SYMBOL(swapper_pg_dir) in VMCOREINFO");
	t->va_bits = (unsigned)bits;
	t->levels = (t->va_bits - t->page_shift) / 9;
	if (!find_image(t, v, err))
		return false;
	t->root = top + t->image.offset;
	if (vmcoreinfo_number(v, "NUMBER(PAGE_OFFSET)", &page_offset) && vmcoreinfo_number(v, "NUMBER(phys_ram_base)", &ram))
		t->direct = (struct linear_range){page_offset, t->image.start - 1, ram - page_offset};
	return true;
}

static enum mem_status riscv64_walk(const struct translation *t, struct page_cache *pages, uint64_t root,
				    uint64_t addr, uint64_t *paddr)
{
	uint64_t table = root, entry;

	if (!is_canonical(t, root, addr))
		return MEM_NOT_MAPPED;
	for (unsigned level = t->levels; level > 0; level--) {
		unsigned shift = 12 + 9 * (level - 1);
		enum mem_status status = table_entry(t, pages, table, addr, shift, 9, &entry);

		if (status != MEM_OK)
			return status;
		if (!(entry & ENTRY_VALID))
			return MEM_NOT_MAPPED;
		table = (entry >> 10 & ENTRY_PFN) << 12;
		if (!(entry & ENTRY_LEAF))
			continue;
		if (level == 1 && entry & ENTRY_NAPOT)
			shift = 16;
		*paddr = address_in_page(table, shift, addr);
		return MEM_OK;
	}
	return MEM_DAMAGED;	/* a table where only a page can be */
}

static const struct table_shape shapes[] = {{12, 39, 3}, {12, 48, 4}, {12, 57, 5}};

const struct arch arch_riscv64 = {
	.machine = 243,
	.name = "riscv64",
	.vmcoreinfo_key = "NUMBER(phys_ram_base)",
	.word_size = 8,
	.register_names = register_names,
	.register_count = ARRAY_LEN(register_names),
	.top_tables = top_tables,
	.shapes = shapes,
	.shape_count = ARRAY_LEN(shapes),
	.init = riscv64_init,
	.walk = riscv64_walk,
};
