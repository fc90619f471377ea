/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hugetlb controller: mm/hugetlb_cgroup.c */
#include "kernel/cgroup/file.h"

static ref group_of(ref css)
{
	return container(css, "struct hugetlb_cgroup", "css");
}

/* The number of a file's type: size of page in the upper half, what of it in the lower. */
static long size_index(ref type)
{
	return num(type, "private") >> 16;
}

static bool is(ref type, const char *enumerator)
{
	return (num(type, "private") & 0xffff) == enum_or(context(type), enumerator, -1);
}

static bool is_unified(ref css)
{
	return addr(css, "ss->root") == symaddr(context(css), "cgrp_dfl_root");
}

/* No limit is the largest number of small pages that is a multiple of the huge page's. */
static void print_max(struct emit *e, ref css, ref type, long pages)
{
	ref state = sub_at(sym(e, "hstates", "struct hstate[16]"), "[]", size_index(type));
	unsigned long page = e->facts->page_size, none = 0x7fffffffffffffffUL / page;

	none &= ~((1UL << (num(state, "order") & 63)) - 1);
	if (is_unified(css) && (unsigned long)pages == none)
		out(e, "max\n");
	else
		out(e, "%lu\n", (unsigned long)pages * page);
}

CGROUP_FILE(cgroup_hugetlb)
{
	bool reserved = is(type, "RES_RSVD_USAGE") || is(type, "RES_RSVD_LIMIT") || is(type, "RES_RSVD_MAX_USAGE") ||
			is(type, "RES_RSVD_FAILCNT");
	ref counter = reserved ? sub_at(group_of(css), "rsvd_hugepage[]", size_index(type)) :
				 sub_at(group_of(css), "hugepage[]", size_index(type));

	if (is(type, "RES_USAGE") || is(type, "RES_RSVD_USAGE"))
		out(e, "%lu\n", (unsigned long)num(counter, "usage") * e->facts->page_size);
	else if (is(type, "RES_LIMIT") || is(type, "RES_RSVD_LIMIT"))
		print_max(e, css, type, num(counter, "max|limit"));
	else if (is(type, "RES_MAX_USAGE") || is(type, "RES_RSVD_MAX_USAGE"))
		out(e, "%lu\n", (unsigned long)num(counter, "watermark") * e->facts->page_size);
	else if (is(type, "RES_FAILCNT") || is(type, "RES_RSVD_FAILCNT"))
		out(e, "%lu\n", num(counter, "failcnt"));
	else
		fail(e, "hugetlb counter", "not known what of it the file shows", 0);
}

/* Two dimensions, the second of one element: HUGETLB_MAX. */
CGROUP_FILE(cgroup_hugetlb_events)
{
	ref events = sub_(group_of(css), row->path, 0);

	out(e, "max %lu\n", read_word(e, events.addr + (uint64_t)size_index(type) * e->facts->word_size));
}

static unsigned long node_pages_of(ref css, long node, ref type)
{
	ref here = ptr_at(group_of(css), "nodeinfo[]", node);

	return (unsigned long)num_at(here, "usage[]", size_index(type)) * context(css)->facts->page_size;
}

/* Of all groups below, which need not be many: huge pages are. */
CGROUP_FILE(cgroup_hugetlb_numa_stat)
{
	ref counter = sub_at(group_of(css), "hugepage[]", size_index(type));

	EACH(child, list(sub(css, "children"), "struct cgroup_subsys_state", "sibling")) {
		if (child.addr) {
			stub(e, "groups below are not added up");
			return;
		}
	}
	if (!is_unified(css)) {
		unsigned long total = 0;

		EACH(node, nodes(e))
			total += node_pages_of(css, num(node, "node_id"), type);
		out(e, "total=%lu", total);
		EACH(node, nodes(e))
			out(e, " N%ld=%lu", num(node, "node_id"), node_pages_of(css, num(node, "node_id"), type));
		out(e, "\nhierarchical_");
	}
	out(e, "total=%lu", (unsigned long)num(counter, "usage") * e->facts->page_size);
	EACH(node, nodes(e))
		out(e, " N%ld=%lu", num(node, "node_id"), node_pages_of(css, num(node, "node_id"), type));
	out(e, "\n");
}
