/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where all memory is mapped in one piece.  It serves where the page tables
 * of that piece are missing from the dump, and where it was checked: one page
 * of which the place is known (the kernel's top table) must be walked to.
 */
#include "program/internal.h"

/* What the tables say of the page's address in a direct map that starts at base; not mapped: something else. */
static enum mem_status walk_to(struct program *p, uint64_t base, uint64_t paddr)
{
	const struct translation *t = &p->translation;
	uint64_t there = 0;
	enum mem_status status = t->arch->walk(t, memory_page_cache(p->memory), t->root, base + paddr, &there);

	return status == MEM_OK && there != paddr ? MEM_NOT_MAPPED : status;
}

static void use(struct program *p, uint64_t base, const char *from)
{
	const struct dump_facts *f = dump_facts(p->dump);

	p->translation.direct = (struct linear_range){base, base + f->block_count * f->block_size - 1, 0 - base};
	log_msg(p->log, LOG_DEBUG, "direct map at 0x%llx (%s)", (unsigned long long)base, from);
}

/* The variable, which memory layout randomization brought (0483e1fa6e09, 4.8), else where it always was. */
void program_find_direct_map(struct program *p)
{
	const struct arch *arch = p->translation.arch;
	uint64_t addr, base;
	enum mem_status status;

	if (p->cannot[CAN_TRANSLATE] || !arch->direct_base_symbol || p->translation.direct.last)
		return;
	if (p->kallsyms && kallsyms_find(p->kallsyms, arch->direct_base_symbol, 0, &addr) &&
	    memory_word(p->memory, addr, arch->word_size, arch->big_endian, &base)) {
		status = walk_to(p, base, p->translation.root);
		if (base >> 63 && !(base & (GiB - 1)) && status != MEM_NOT_MAPPED && status != MEM_HOLE)
			use(p, base, arch->direct_base_symbol);
		return;
	}
	for (unsigned i = 0; i < arch->direct_base_count; i++) {
		if (walk_to(p, arch->direct_bases[i], p->translation.root) != MEM_OK)
			continue;
		use(p, arch->direct_bases[i], "its usual place");
		return;
	}
}
