/* SPDX-License-Identifier: GPL-2.0-or-later */
/* struct page: where it belongs, told by the top bits of its flags (page-flags-layout.h). */
#include "kernel/kernel.h"

static unsigned bits_for(unsigned long n)
{
	return n > 1 ? 64 - (unsigned)__builtin_clzl(n - 1) : 0;
}

/* MAX_NUMNODES is a macro; a zonelist has MAX_NUMNODES * MAX_NR_ZONES + 1 entries. */
static unsigned node_bits(struct emit *e, unsigned long zones)
{
	ref node = at(e, 0, "struct pglist_data");

	if (!zones || !has_sym(e, "node_data"))
		return 0;
	return bits_for((unsigned long)(len(node, "node_zonelists[0]._zonerefs") - 1) / zones);
}

/* SECTION bits stand above those of the node only without SPARSEMEM_VMEMMAP. */
static unsigned long top_bits(ref page, unsigned width)
{
	return width ? (unsigned long)num(page, "flags") >> (64 - width) : 0;
}

long page_node(ref page)
{
	struct emit *e = context(page);

	return (long)top_bits(page, node_bits(e, (unsigned long)len(at(e, 0, "struct pglist_data"), "node_zones")));
}

/* (node << zone bits) | zone, and the same of a zone: page_zone(page) == zone. */
bool page_in_zone(ref page, ref zone)
{
	struct emit *e = context(page);
	ref node = ptr(zone, "zone_pgdat");
	unsigned long zones = (unsigned long)len(node, "node_zones");
	unsigned zone_bits = bits_for(zones), width = node_bits(e, zones);
	unsigned long index = (unsigned long)index_of(zone, sub(node, "node_zones[0]"));

	return top_bits(page, width + zone_bits) == ((unsigned long)num(node, "node_id") << zone_bits | index);
}

/*
 * The section of sparse memory that holds a page frame; a null ref if there is none.
 * mem_section is a table of tables with CONFIG_SPARSEMEM_EXTREME, as everywhere on 64 bits.
 */
ref memory_section(struct emit *e, unsigned long section)
{
	unsigned long size = sizeof_type(e, "struct mem_section"), per_root = size ? e->facts->page_size / size : 0;
	ref none = at(e, 0, "struct mem_section");
	uint64_t roots, root;

	if (!per_root || !has_sym(e, "mem_section"))
		return none;
	roots = read_word(e, symaddr(e, "mem_section"));
	root = roots ? read_word(e, roots + section / per_root * e->facts->word_size) : 0;
	return root ? at(e, root + section % per_root * size, "struct mem_section") : none;
}

/* log2 of the page frames in a section; the kernel says so in VMCOREINFO since 5.8. */
unsigned section_shift(struct emit *e)
{
	uint64_t bits = has_vmcoreinfo(e, "NUMBER(SECTION_SIZE_BITS)") ? vmcoreinfo(e, "NUMBER(SECTION_SIZE_BITS)") : 0;

	if (bits > e->facts->page_shift && bits < 48)
		return (unsigned)bits - e->facts->page_shift;
	return (e->facts->page_size == 65536 ? 29 : 27) - e->facts->page_shift;
}

/* struct page of a frame in a section: section_mem_map is what lies before frame 0, and 6 flags. */
ref section_page(ref section, unsigned long pfn)
{
	struct emit *e = context(section);
	uint64_t map = addr(section, "section_mem_map") & ~0x3fULL;

	return at(e, map + pfn * sizeof_type(e, "struct page"), "struct page");
}

/* The frame that a struct page is of: the other way round, over all sections, of which usually the first will do. */
static bool page_frame(ref page, uint64_t *frame)
{
	struct emit *e = context(page);
	unsigned shift = section_shift(e);
	uint64_t sections = ((uint64_t)val(sym(e, "max_pfn", "unsigned long")) >> shift) + 1, unit = sizeof_type(e, "struct page");

	for (uint64_t i = 0; i < sections && i < LIMIT_MEMORY_SECTIONS && unit; i++) {
		ref section = memory_section(e, i);
		uint64_t first = section.addr && addr(section, "section_mem_map") ? section_page(section, 0).addr : 0;

		*frame = first ? (page.addr - first) / unit : 0;
		if (first && page.addr >= first && *frame >> shift == i)
			return true;
	}
	fail(e, "struct page", "in no section of memory", page.addr);
	return false;
}

const void *page_bytes(ref page, size_t offset, size_t n)
{
	struct emit *e = context(page);
	uint64_t frame, bad = 0;
	void *bytes = file_alloc(e, n, 1);
	enum mem_status status;

	if (!page_frame(page, &frame))
		return NULL;
	status = memory_read_phys(e->memory, (frame << e->facts->page_shift) + offset, bytes, n, &bad);
	if (status == MEM_OK)
		return bytes;
	fail(e, "contents of a page", mem_status_name(status), page.addr);
	return NULL;
}

bool page_left_out(ref page)
{
	struct emit *e = context(page);
	enum mem_status status;
	uint64_t frame, bad;
	uint8_t byte;

	if (e->no_user_memory)
		return true;
	if (!page_frame(page, &frame))
		return false;
	status = memory_read_phys(e->memory, frame << e->facts->page_shift, &byte, 1, &bad);
	return status == MEM_EXCLUDED || status == MEM_HOLE;
}

ref node_cpumask(struct emit *e, long node)
{
	ref mask = elem(sym(e, "node_to_cpumask_map", "cpumask_var_t[]"), "", node);

	return sub(mask, "[0]");
}

/* __node_distance(): a table made from the firmware's on x86 and arm64; near and far without one. */
long node_distance(struct emit *e, long from, long to)
{
	long n = has_sym(e, "numa_distance_cnt") ? val(sym(e, "numa_distance_cnt", "int")) : 0;
	uint64_t table = has_sym(e, "numa_distance") ? read_word(e, symaddr(e, "numa_distance")) : 0;

	if (!table || from >= n || to >= n)
		return from == to ? 10 : 20;
	return val(at(e, table + (uint64_t)(from * n + to), "unsigned char"));
}
