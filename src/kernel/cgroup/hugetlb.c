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

struct what {
	enum { USAGE, LIMIT, MAX_USAGE, FAILCNT } of;
	bool reserved;
};

/* Since 5.7 every second number is of reservations.  The enumerators cannot be asked for: mm/memcontrol.c has them, too. */
static struct what what_is_shown(ref type)
{
	unsigned n = (unsigned)num(type, "private") & 0xffff;
	bool has_reserved = has_enum(context(type), "RES_RSVD_USAGE");

	return (struct what){.of = has_reserved ? n / 2 : n, .reserved = has_reserved && n % 2};
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
	struct what what = what_is_shown(type);
	ref counter = what.reserved ? sub_at(group_of(css), "rsvd_hugepage[]", size_index(type)) :
				      sub_at(group_of(css), "hugepage[]", size_index(type));

	switch (what.of) {
	case USAGE:
		out(e, "%lu\n", (unsigned long)num(counter, "usage") * e->facts->page_size);
		break;
	case LIMIT:
		print_max(e, css, type, num(counter, "max|limit"));
		break;
	case MAX_USAGE:
		out(e, "%lu\n", (unsigned long)num(counter, "watermark") * e->facts->page_size);
		break;
	case FAILCNT:
		out(e, "%lu\n", num(counter, "failcnt"));
		break;
	default:
		fail(e, "hugetlb counter", "not known what of it the file shows", 0);
	}
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
