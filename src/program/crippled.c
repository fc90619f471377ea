/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Dumps from which the filter took too much.  makedumpfile leaves out pages of
 * user space, caches and free ones; when the kernel changes how it marks its
 * pages, an older makedumpfile takes slab pages for such.  A kernel object in a
 * page that was left out is proof: some lists that every kernel has are tried.
 */
#include "program/layout.h"

#define ENOUGH 64	/* elements of each list: slab pages are lost in great numbers or not at all */

static const struct { const char *symbol, *type, *member; } lists[] = {
	{"slab_caches", NULL, NULL},
	{"super_blocks", NULL, NULL},
	{"init_task", "struct task_struct", "tasks"},
	{"init_task", "struct task_struct", "children"},
	{"bdi_list", NULL, NULL},
};

static bool list_head(struct program *p, size_t i, uint64_t *head)
{
	struct field f = {0};

	if (lists[i].type) {
		f = field_of(types_find(&p->types, lists[i].type), lists[i].member);
		if (!f.size)
			return false;
	}
	if (!p->kallsyms || !kallsyms_find(p->kallsyms, lists[i].symbol, 0, head))
		return false;
	*head += f.offset;
	return true;
}

/* Does the list run into a page that the filter left out? */
static bool ends_in_excluded_page(struct program *p, uint64_t head)
{
	struct list_walk walk = list_start(head);
	uint8_t raw[8];
	uint64_t bad;

	while (list_next(&walk, p, ENOUGH))
		;
	return walk.broken && memory_read(p->memory, walk.at, raw, p->facts.word_size, &bad) == MEM_EXCLUDED;
}

void program_check_filter(struct program *p)
{
	unsigned tried = 0, broken = 0;
	uint64_t head;

	for (size_t i = 0; i < ARRAY_LEN(lists); i++) {
		if (!list_head(p, i, &head))
			continue;
		tried++;
		broken += ends_in_excluded_page(p, head);
	}
	if (!broken)
		return;
	p->facts.crippled = arena_printf(&p->arena, "the dump filter left out memory that the kernel was using: %u of %u lists "
					 "of kernel objects end in pages that were left out; makedumpfile was too old "
					 "for this kernel", broken, tried);
	log_msg(p->log, LOG_WARN, "%s", p->facts.crippled);
}
