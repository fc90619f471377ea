/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/vmallocinfo: areas of the vmalloc space.  vmalloc_info_show(), mm/vmalloc.c */
#include "emit/emit.h"

enum { IOREMAP = 1, ALLOC = 2, MAP = 4, USERMAP = 8, DMA_COHERENT = 0x10, UNINITIALIZED = 0x20, SPARSE = 0x1000 };
#define VMAP_RAM 1

struct range {
	uint64_t start, end;	/* of the vmalloc space: is_vmalloc_addr() */
};

static void show_span(struct emit *e, uint64_t start, uint64_t size)
{
	out(e, "0x%s-0x%s %7lu", restricted_pointer(e, start), restricted_pointer(e, start + size), (unsigned long)size);
}

/* Pages per NUMA node.  Huge mappings have one entry per small page all the same. */
static void show_nodes(struct emit *e, ref vm)
{
	unsigned counts[LIMIT_NUMA_NODES] = {0}, step = 1u << (num_or(vm, "page_order", 0) & 15);
	unsigned long n = (unsigned long)num(vm, "nr_pages");

	if (n > (unsigned long)num(vm, "size") >> e->facts->page_shift)
		fail(e, "struct vm_struct", "has more pages than its size has room for", vm.addr);
	if (!has_sym(e, "node_data") || tainted(e))
		return;
	for (unsigned long i = 0; i < n && !tainted(e); i += step) {
		long node = page_node(ptr_at(vm, "pages[]", (long)i));

		if (node < LIMIT_NUMA_NODES)
			counts[node] += step;
	}
	for (unsigned node = 0; node < LIMIT_NUMA_NODES; node++)
		if (counts[node])
			out(e, " N%u=%u", node, counts[node]);
}

static void show_vm(struct emit *e, ref vm, uint64_t vmalloc_start, uint64_t vmalloc_end)
{
	long flags = num(vm, "flags");
	uint64_t pages = addr(vm, "pages");

	show_span(e, addr(vm, "addr"), (uint64_t)num(vm, "size"));
	if (addr(vm, "caller"))
		out(e, " %s", symbol_offset(e, addr(vm, "caller")));
	if (num(vm, "nr_pages"))
		out(e, " pages=%ld", num(vm, "nr_pages"));
	if (num(vm, "phys_addr"))
		out(e, " phys=0x%016lx", num(vm, "phys_addr"));
	out(e, "%s%s%s%s%s%s%s", flags & IOREMAP ? " ioremap" : "",
	    flags & SPARSE && has_type(e, "struct vmap_node") ? " sparse" : "", flags & ALLOC ? " vmalloc" : "",
	    flags & MAP ? " vmap" : "", flags & USERMAP ? " user" : "", flags & DMA_COHERENT ? " dma-coherent" : "",
	    pages >= vmalloc_start && pages < vmalloc_end ? " vpages" : "");
	show_nodes(e, vm);
	out(e, "\n");
}

static void show(struct emit *e, ref area, const struct range *space)
{
	ref vm = ptr(area, "vm");

	if (!null(vm)) {
		if (!(num(vm, "flags") & UNINITIALIZED) || !has_type(e, "struct vmap_node"))
			show_vm(e, vm, space->start, space->end);
		return;
	}
	if (has(area, "flags") && !(num(area, "flags") & VMAP_RAM))	/* 6.3 */
		return;
	show_span(e, addr(area, "va_start"), addr(area, "va_end") - addr(area, "va_start"));
	out(e, " vm_map_ram\n");
}

static void show_unpurged(struct emit *e, ref area)
{
	show_span(e, addr(area, "va_start"), addr(area, "va_end") - addr(area, "va_start"));
	out(e, " unpurged vm_area\n");
}

EMITTER(proc_vmallocinfo)
{
	struct range space;

	vmalloc_space(e, &space.start, &space.end);
	EACH(area, vmap_areas(e))
		show(e, area, &space);
	EACH(area, vmap_areas_unpurged(e))
		show_unpurged(e, area);
}
