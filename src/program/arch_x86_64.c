/* SPDX-License-Identifier: GPL-2.0-or-later */
/* x86-64: Intel SDM volume 3, chapter 4; Documentation/arch/x86/x86_64/mm.rst */
#include "program/arch.h"

#define IMAGE_BASE 0xffffffff80000000ULL	/* __START_KERNEL_map */
#define IMAGE_SIZE_MAX (1ULL << 30)		/* with KASLR; 512 MiB without */

#define ENTRY_PRESENT 1ULL
#define ENTRY_HUGE (1ULL << 7)
#define ENTRY_PROT_NONE (1ULL << 8)
#define ENTRY_ADDRESS 0x000ffffffffff000ULL

static const char *const register_names[] = {
	"r15", "r14", "r13", "r12", "rbp", "rbx", "r11", "r10", "r9", "r8", "rax", "rcx", "rdx", "rsi",
	"rdi", "orig_rax", "rip", "cs", "eflags", "rsp", "ss", "fs_base", "gs_base", "ds", "es", "fs", "gs",
	"cr0", "cr2", "cr3", "cr4", "kernel_gs_base",
};

/* QEMU, target/i386/arch_dump.c: struct QEMUCPUState */
static const uint16_t qemu_offsets[] = {392, 408, 416, 424, 432};

/* Renamed by 65ade2f872b4 (4.13); swapper_pg_dir is a macro, which VMCOREINFO has and kallsyms has not. */
static const char *const top_tables[] = {"init_top_pgt", "swapper_pg_dir", "init_level4_pgt", NULL};

static bool top_table(const struct vmcoreinfo *v, uint64_t *addr)
{
	for (const char *const *name = top_tables; *name; name++)
		if (vmcoreinfo_symbol(v, *name, addr))
			return true;
	return false;
}

static bool x86_64_init(struct translation *t, const struct vmcoreinfo *v, const struct translation_hints *hints,
			struct err *err)
{
	uint64_t phys_base = hints->phys_base, size = IMAGE_SIZE_MAX, mask = 0, five = hints->five_levels, top;
	bool has_base = vmcoreinfo_number(v, "NUMBER(phys_base)", &phys_base) || hints->has_phys_base;

	vmcoreinfo_number(v, "NUMBER(pgtable_l5_enabled)", &five);
	vmcoreinfo_number(v, "NUMBER(sme_mask)", &mask);
	vmcoreinfo_number(v, "NUMBER(KERNEL_IMAGE_SIZE)", &size);
	t->page_shift = 12;
	t->levels = five ? 5 : 4;
	t->va_bits = five ? 57 : 48;
	t->attribute_mask = mask;
	t->phys_base = phys_base;
	if (has_base) {
		if (size == 0 || size > IMAGE_SIZE_MAX)
			size = IMAGE_SIZE_MAX;
		t->image = (struct linear_range){IMAGE_BASE, IMAGE_BASE + size - 1, phys_base - IMAGE_BASE};
	}
	if (has_base && top_table(v, &top)) {
		t->root = top + t->image.offset;
	} else if (hints->has_root) {
		t->root = hints->root & ENTRY_ADDRESS & ~mask;
	} else {
		return err_set(err, "neither NUMBER(phys_base) with SYMBOL(swapper_pg_dir) in VMCOREINFO nor a "
				    "QEMU note with CR3: the kernel's page tables can't be found");
	}
	if (t->root & 0xfff || t->root > ENTRY_ADDRESS)
		return err_set(err, "top page table at physical 0x%llx: not the address of a page",
			       (unsigned long long)t->root);
	return true;
}

/* The entry that ends the way through the tables: of a page, or not present at any level. */
static enum mem_status last_entry(const struct translation *t, struct page_cache *pages, uint64_t root, uint64_t addr,
				  uint64_t *entry, unsigned *shift)
{
	uint64_t table = root;

	if (!is_canonical(t, root, addr))
		return MEM_NOT_MAPPED;
	for (unsigned level = t->levels;; level--) {
		enum mem_status status;

		*shift = 12 + 9 * (level - 1);
		status = table_entry(t, pages, table, addr, *shift, 9, entry);
		if (status != MEM_OK || !(*entry & ENTRY_PRESENT) || level == 1)
			return status;
		if (*entry & ENTRY_HUGE)
			return level > 3 ? MEM_DAMAGED : MEM_OK;	/* the bit is reserved there */
		table = *entry & ENTRY_ADDRESS & ~t->attribute_mask;
	}
}

static enum mem_status x86_64_walk(const struct translation *t, struct page_cache *pages, uint64_t root,
				   uint64_t addr, uint64_t *paddr)
{
	uint64_t entry;
	unsigned shift;
	enum mem_status status = last_entry(t, pages, root, addr, &entry, &shift);

	if (status != MEM_OK)
		return status;
	/* PROT_NONE and swapped-out pages are not present; the rest of such an entry is no address. */
	if (!(entry & ENTRY_PRESENT))
		return MEM_NOT_MAPPED;
	*paddr = address_in_page(entry & ENTRY_ADDRESS & ~t->attribute_mask, shift, addr);
	return MEM_OK;
}

/*
 * arch/x86/include/asm/pgtable_types.h and pgtable_64.h: addresses of PROT_NONE pages and offsets in
 * swap are kept inverted, out of reach of speculation (L1TF, 4.19).
 */
static enum mem_status x86_64_user_entry(const struct translation *t, struct page_cache *pages, uint64_t root,
					 uint64_t addr, struct page_entry *out)
{
	uint64_t entry = 0, address;
	unsigned shift = 0;
	enum mem_status status = last_entry(t, pages, root, addr, &entry, &shift);

	if (status != MEM_OK)
		return status;
	*out = (struct page_entry){.shift = shift};
	if (!entry)
		return MEM_OK;
	if (!(entry & (ENTRY_PRESENT | ENTRY_PROT_NONE))) {
		out->kind = ENTRY_SWAP;
		out->swap_type = entry >> 59;
		out->swap_offset = ~entry << 5 >> 14;
		return MEM_OK;
	}
	address = entry & ENTRY_PRESENT ? entry : ~entry;
	out->kind = ENTRY_PAGE;
	out->paddr = address_in_page(address & ENTRY_ADDRESS & ~t->attribute_mask, shift, 0);
	out->young = entry >> 5 & 1;
	out->dirty = entry >> 6 & 1;
	out->special = entry >> 9 & 1;
	out->saved_dirty = entry >> 58 & 1;
	return MEM_OK;
}

/* Since d52888aa2753 (4.20), before it, and the same with five levels. */
static const uint64_t direct_bases[] = {0xffff888000000000, 0xffff880000000000, 0xff11000000000000, 0xff10000000000000};

static const struct table_shape shapes[] = {{12, 48, 4}, {12, 57, 5}};

const struct arch arch_x86_64 = {
	.machine = 62,
	.name = "x86_64",
	.vmcoreinfo_key = "NUMBER(phys_base)",
	.word_size = 8,
	.register_names = register_names,
	.register_count = ARRAY_LEN(register_names) - ARRAY_LEN(qemu_offsets),
	.top_tables = top_tables,
	.direct_base_symbol = "page_offset_base",
	.direct_bases = direct_bases,
	.direct_base_count = ARRAY_LEN(direct_bases),
	.shapes = shapes,
	.shape_count = ARRAY_LEN(shapes),
	.image_first = IMAGE_BASE,
	.image_last = IMAGE_BASE + IMAGE_SIZE_MAX - 1,
	.image_align = 2 * MiB,
	.qemu_count = ARRAY_LEN(qemu_offsets),
	.qemu_offsets = qemu_offsets,
	.init = x86_64_init,
	.walk = x86_64_walk,
	.user_entry = x86_64_user_entry,
};
