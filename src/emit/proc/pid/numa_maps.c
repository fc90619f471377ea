/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/numa_maps: mappings with their policy, and the nodes that their pages are on.  show_numa_map(), fs/proc/task_mmu.c */
#include "emit/emit.h"

#include "kernel/user_pages.h"

enum { VM_HUGETLB = 0x400000, NODES = 64 };

struct counts {
	uint64_t pages, anonymous, dirty, swap_cache, active, writeback, node[NODES];
	long most_mapped;
};

/* gather_stats(); a huge page of hugetlbfs counts as one. */
static void add_page(struct emit *e, struct counts *c, const struct user_page *p, bool hugetlb)
{
	uint64_t pages = hugetlb ? 1 : p->bytes >> e->facts->page_shift;
	long count, node = page_node(p->page);

	if (page_flag(p->head, "PG_reserved") || node < 0 || node >= NODES)
		return;
	count = page_map_count(p->page, p->head);
	c->pages += pages;
	c->dirty += p->dirty || page_flag(p->head, "PG_dirty") ? pages : 0;
	/* PG_swapcache is another flag too, unless the page is backed by swap. */
	c->swap_cache += page_flag(p->head, "PG_swapbacked") && page_flag(p->head, "PG_swapcache") ? pages : 0;
	c->active += page_flag(p->head, "PG_active") || page_flag(p->head, "PG_unevictable") ? pages : 0;
	c->writeback += page_flag(p->head, "PG_writeback") ? pages : 0;
	c->anonymous += page_is_anonymous(p->head) ? pages : 0;
	c->most_mapped = count > c->most_mapped ? count : c->most_mapped;
	c->node[node] += pages;
}

static void print_count(struct emit *e, const char *name, uint64_t n)
{
	if (n)
		out(e, " %s=%lu", name, (unsigned long)n);
}

static void print_counts(struct emit *e, const struct counts *c, bool hugetlb)
{
	print_count(e, "anon", c->anonymous);
	print_count(e, "dirty", c->dirty);
	if (c->pages != c->anonymous && c->pages != c->dirty)
		print_count(e, "mapped", c->pages);
	print_count(e, "mapmax", c->most_mapped > 1 ? (uint64_t)c->most_mapped : 0);
	print_count(e, "swapcache", c->swap_cache);
	if (c->active < c->pages && !hugetlb)
		out(e, " active=%lu", (unsigned long)c->active);
	print_count(e, "writeback", c->writeback);
	for (int node = 0; node < NODES; node++)
		print_count(e, file_printf(e, "N%d", node), c->node[node]);
}

static void print_mapping(struct emit *e, ref task, ref mm, ref vma)
{
	uint64_t start = addr(vma, "vm_start"), end = addr(vma, "vm_end"), page_size = e->facts->page_size;
	bool hugetlb = num(vma, "vm_flags") & VM_HUGETLB;
	struct user_pages w = user_pages(vma);
	ref file = ptr(vma, "vm_file");
	struct counts c = {0};
	struct user_page p;

	out(e, "%08llx %s", (unsigned long long)start, mapping_policy(task, vma));
	if (!null(file))
		out(e, " file=%s", esc(e, file_name(file), "\n\t= "));
	else if (start <= addr(mm, "brk") && end >= addr(mm, "start_brk"))
		out(e, " heap");
	else if (start <= addr(mm, "start_stack") && end >= addr(mm, "start_stack"))
		out(e, " stack");
	if (hugetlb) {
		out(e, " huge");
		page_size = (uint64_t)num(file, "f_inode->i_sb->s_blocksize");
	}
	while (user_pages_next(&w, &p))
		if (!p.swapped)
			add_page(e, &c, &p, hugetlb);
	if (c.pages) {
		print_counts(e, &c, hugetlb);
		out(e, " kernelpagesize_kB=%llu", (unsigned long long)page_size >> 10);
	}
	out(e, "\n");
}

EMITTER(proc_pid_numa_maps)
{
	ref mm = task_mm(self);

	if (!has_member(e, "struct vm_area_struct", "vm_policy"))
		absent(e, "kernel without CONFIG_NUMA");
	else if (!null(mm))
		EACH(vma, vmas(mm))
			print_mapping(e, self, mm, vma);
}
