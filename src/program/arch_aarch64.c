/* SPDX-License-Identifier: GPL-2.0-or-later */
/* AArch64: Arm ARM, VMSAv8-64; Documentation/arch/arm64/memory.rst, kexec's VMCOREINFO in arch/arm64 */
#include "program/arch.h"

#define ENTRY_VALID 1ULL
#define ENTRY_TYPE 3ULL
#define TYPE_TABLE 3ULL		/* at the last level: a page */
#define TYPE_BLOCK 1ULL

static const char *const register_names[] = {
	"x0", "x1", "x2", "x3", "x4", "x5", "x6", "x7", "x8", "x9", "x10", "x11", "x12", "x13", "x14", "x15", "x16",
	"x17", "x18", "x19", "x20", "x21", "x22", "x23", "x24", "x25", "x26", "x27", "x28", "x29", "x30", "sp", "pc",
	"pstate",
};

static const char *const top_tables[] = {"swapper_pg_dir", NULL};

/*
 * How many bits of an address are translated.  A kernel built for 52 falls back to 48 on a CPU that can't:
 * with 4 and 16 KiB pages its tables lose a level then, with 64 KiB pages they keep their shape.
 */
static bool find_va_bits(struct translation *t, uint64_t configured, const struct vmcoreinfo *v, struct err *err)
{
	uint64_t bits = configured, size_bits;

	if (t->page_shift != 16 && vmcoreinfo_number(v, "NUMBER(TCR_EL1_T1SZ)", &size_bits))
		bits = 64 - size_bits;
	if (bits < 36 || bits > 52)
		return err_set(err, "virtual addresses of %llu bits", (unsigned long long)bits);
	t->va_bits = (unsigned)bits;
	t->levels = (t->va_bits - t->page_shift + t->page_shift - 4) / (t->page_shift - 3);
	return true;
}

/*
 * All memory is mapped in one half of the kernel's addresses, the image in the other: in the upper and the
 * lower until 14c127c957c1 (5.4) exchanged them.
 */
static void find_direct_map(struct translation *t, uint64_t configured, uint64_t stext, uint64_t phys_offset)
{
	uint64_t half = -1ULL << (t->va_bits - 1), low = -1ULL << t->va_bits;
	bool in_low_half = stext >= -1ULL << ((t->va_bits < 48 ? t->va_bits : 48) - 1);

	if (in_low_half)
		t->direct = (struct linear_range){low, half - 1, phys_offset - (-1ULL << configured)};
	else
		t->direct = (struct linear_range){half, UINT64_MAX, phys_offset - half};
}

static bool aarch64_init(struct translation *t, const struct vmcoreinfo *v, const struct translation_hints *hints,
			 struct err *err)
{
	uint64_t page_size = 4096, configured, offset, top, stext, phys_offset;

	(void)hints;
	vmcoreinfo_number(v, "PAGESIZE", &page_size);
	if (page_size != 4 * KiB && page_size != 16 * KiB && page_size != 64 * KiB)
		return err_set(err, "pages of %llu bytes", (unsigned long long)page_size);
	t->page_shift = (unsigned)__builtin_ctzll(page_size);
	if (!vmcoreinfo_number(v, "NUMBER(VA_BITS)", &configured) || configured > 52 ||
	    !vmcoreinfo_number(v, "NUMBER(kimage_voffset)", &offset) || !vmcoreinfo_symbol(v, "swapper_pg_dir", &top))
		return err_set(err, "no NUMBER(VA_BITS), NUMBER(kimage_voffset), SYMBOL(swapper_pg_dir) in VMCOREINFO: "
				    "the kernel's page tables can't be found");
	if (!find_va_bits(t, configured, v, err))
		return false;
	t->root = top - offset;
	if (vmcoreinfo_symbol(v, "_stext", &stext)) {
		t->image = (struct linear_range){stext & ~(64 * KiB - 1), stext + LIMIT_IMAGE, -offset};
		if (vmcoreinfo_number(v, "NUMBER(PHYS_OFFSET)", &phys_offset))
			find_direct_map(t, configured, stext, phys_offset);
	}
	return true;
}

/* Addresses of 52 bits keep their uppermost bits where entries have room: below with 64 KiB pages, else in 9:8. */
static uint64_t entry_address(const struct translation *t, uint64_t entry)
{
	uint64_t addr = entry & 0x0000ffffffffffffULL & ~((1ULL << t->page_shift) - 1);

	if (t->page_shift == 16)
		return addr | (entry >> 12 & 0xf) << 48;
	if (t->va_bits == 52)
		return addr | (entry & 3ULL << 48) | (entry >> 8 & 3) << 50;
	return addr;
}

/* The top byte may be a tag; bit 55 tells kernel from process. */
static bool strip_tag(const struct translation *t, uint64_t root, uint64_t *addr)
{
	bool kernel = *addr >> 55 & 1;

	*addr = kernel ? *addr | 0xffULL << 56 : *addr & ~(0xffULL << 56);
	return kernel == (root == t->root) && *addr >> t->va_bits == (kernel ? UINT64_MAX >> t->va_bits : 0);
}

static bool is_page(const struct translation *t, uint64_t entry, unsigned shift)
{
	return (entry & ENTRY_TYPE) == (shift == t->page_shift ? TYPE_TABLE : TYPE_BLOCK);
}

/* The entry that ends the way through the tables: of a page or block, or of neither at any level. */
static enum mem_status last_entry(const struct translation *t, struct page_cache *pages, uint64_t root, uint64_t addr,
				  uint64_t *entry, unsigned *shift)
{
	unsigned bits = t->page_shift - 3;
	uint64_t table = root;

	*shift = t->page_shift + bits * (t->levels - 1);
	if (!strip_tag(t, root, &addr))
		return MEM_NOT_MAPPED;
	for (unsigned width = t->va_bits - *shift;; width = bits, *shift -= bits) {
		enum mem_status status = table_entry(t, pages, table, addr, *shift, width, entry);

		if (status != MEM_OK || *shift == t->page_shift || !(*entry & ENTRY_VALID))
			return status;
		if (is_page(t, *entry, *shift))		/* no blocks at the levels above */
			return *shift > (t->va_bits == 52 ? 42 : 30) ? MEM_DAMAGED : MEM_OK;
		table = entry_address(t, *entry);
	}
}

static enum mem_status aarch64_walk(const struct translation *t, struct page_cache *pages, uint64_t root,
				    uint64_t addr, uint64_t *paddr)
{
	uint64_t entry;
	unsigned shift;
	enum mem_status status = last_entry(t, pages, root, addr, &entry, &shift);

	if (status != MEM_OK)
		return status;
	if (!is_page(t, entry, shift))
		return MEM_NOT_MAPPED;
	*paddr = address_in_page(entry_address(t, entry), shift, addr);
	return MEM_OK;
}

/*
 * arch/arm64/include/asm/pgtable-prot.h.  A page of PROT_NONE has lost the valid bit and kept the other
 * of its type.  What else is neither empty nor valid is not told apart: where swap keeps its bits has
 * changed twice (6.3, 6.11).
 */
static enum mem_status aarch64_user_entry(const struct translation *t, struct page_cache *pages, uint64_t root,
					  uint64_t addr, struct page_entry *out)
{
	uint64_t entry = 0;
	unsigned shift = 0;
	enum mem_status status = last_entry(t, pages, root, addr, &entry, &shift);

	if (status != MEM_OK)
		return status;
	*out = (struct page_entry){.kind = entry ? ENTRY_OTHER : ENTRY_EMPTY, .shift = shift};
	if (!is_page(t, shift == t->page_shift ? entry | ENTRY_VALID : entry, shift))
		return MEM_OK;
	out->kind = ENTRY_PAGE;
	out->paddr = address_in_page(entry_address(t, entry), shift, 0);
	out->young = entry >> 10 & 1;
	out->dirty = entry >> 55 & 1 || (entry >> 51 & 1 && !(entry >> 7 & 1));	/* by software; writable and not read-only */
	out->special = entry >> 56 & 1;
	return MEM_OK;
}

static const struct table_shape shapes[] = {
	{12, 48, 4}, {12, 52, 5}, {12, 39, 3}, {16, 52, 3}, {16, 48, 3}, {16, 42, 2}, {14, 47, 3}, {14, 48, 4}, {14, 52, 4},
	{14, 36, 2},
};

const struct arch arch_aarch64 = {
	.machine = 183,
	.name = "aarch64",
	.vmcoreinfo_key = "NUMBER(kimage_voffset)",
	.word_size = 8,
	.register_names = register_names,
	.register_count = ARRAY_LEN(register_names),
	.top_tables = top_tables,
	.shapes = shapes,
	.shape_count = ARRAY_LEN(shapes),
	.init = aarch64_init,
	.walk = aarch64_walk,
	.user_entry = aarch64_user_entry,
};
