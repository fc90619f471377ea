/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The vmalloc space and its areas. */
#include "kernel/kernel.h"

#include <string.h>

void vmalloc_space(struct emit *e, uint64_t *start, uint64_t *end)
{
	if (strcmp(e->facts->arch, "x86_64") != 0)
		*start = vmcoreinfo(e, "NUMBER(VMALLOC_START)");
	else if (has_sym(e, "vmalloc_base"))	/* with address space randomisation */
		*start = read_word(e, symaddr(e, "vmalloc_base"));
	else
		*start = e->facts->va_bits > 48 ? 0xffa0000000000000 : 0xffffc90000000000;
	*end = *start + (uint64_t)vmalloc_total(e);
}

/* Lists of all nodes of the allocator, one behind the other (6.9 d093602919ad). */
static struct walk node_areas(struct emit *e, bool lazy)
{
	struct address_list found = address_list(e);
	long n = val(sym(e, "nr_vmap_nodes", "unsigned int"));

	EACH(node, array_n(deref(sym(e, "vmap_nodes", "struct vmap_node *")), "", n)) {
		ref head = lazy ? sub(node, "lazy.head") : sub(node, "busy.head");

		EACH(area, list(head, "struct vmap_area", "list"))
			address_add(&found, area.addr);
	}
	return address_walk(e, &found, "struct vmap_area");
}

struct walk vmap_areas(struct emit *e)
{
	if (has_type(e, "struct vmap_node"))
		return node_areas(e, false);
	return list(sym(e, "vmap_area_list", "struct list_head"), "struct vmap_area", "list");
}

/* Unmapped, but not yet given back: the page tables of all CPUs must be flushed first. */
struct walk vmap_areas_unpurged(struct emit *e)
{
	if (has_type(e, "struct vmap_node"))
		return node_areas(e, true);
	if (has_sym(e, "purge_vmap_area_list"))	/* 5.13 */
		return list(sym(e, "purge_vmap_area_list", "struct list_head"), "struct vmap_area", "list");
	if (has_sym(e, "vmap_purge_list"))
		return llist(sym(e, "vmap_purge_list", "struct llist_head"), "struct vmap_area", "purge_list");
	return no_walk(e);
}
