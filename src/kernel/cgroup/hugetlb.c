/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The hugetlb controller: mm/hugetlb_cgroup.c */
#include "kernel/cgroup/file.h"
#include "kernel/cgroup/rstat.h"

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

	none &= ~(unsigned long)(shift_left(1, num(state, "order")) - 1);
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

/* ---- numa_stat: pages on each node, which the kernel adds up for all groups below (5.17) ---------------- */

enum { MAX_SIZES = 8 };

static long used(ref css, long node, long index)
{
	return num_at(ptr_at(group_of(css), "nodeinfo[]", node), "usage[]", index);
}

/* Numbers of the group's nodes with memory, of all sizes of page each. */
static size_t width(ref css)
{
	struct emit *e = context(css);
	size_t n = 0;

	EACH(node, nodes(e))
		if (num(node, "node_id") >= (long)n && num(node, "node_id") < LIMIT_NUMA_NODES)
			n = (size_t)num(node, "node_id") + 1;
	return n * MAX_SIZES;
}

static void hand_up(ref css, int64_t *vector)
{
	struct emit *e = context(css);
	long sizes = len(group_of(css), "hugepage");

	EACH(node, nodes(e)) {
		long id = num(node, "node_id");

		for (long i = 0; i < sizes && i < MAX_SIZES && id < LIMIT_NUMA_NODES; i++)
			vector[id * MAX_SIZES + i] += used(css, id, i);
	}
}

static ref top(struct emit *e)
{
	return sub(deref(sym(e, "root_h_cgroup", "struct hugetlb_cgroup *")), "css");
}

static const struct fold_kind kind = {.slot = "cgroup hugetlb", .root = top, .width = width, .hand_up = hand_up};

static long used_below(ref css, long node, long index)
{
	const int64_t *below = fold_pending(&kind, css);

	return below && index < MAX_SIZES && node < LIMIT_NUMA_NODES ? below[node * MAX_SIZES + index] : 0;
}

static void print_nodes(struct emit *e, ref css, long index, bool with_below)
{
	EACH(node, nodes(e)) {
		long id = num(node, "node_id"), pages = used(css, id, index);

		if (num(node, "node_present_pages"))
			out(e, " N%ld=%lu", id, (unsigned long)(pages + (with_below ? used_below(css, id, index) : 0)) * e->facts->page_size);
	}
	out(e, "\n");
}

CGROUP_FILE(cgroup_hugetlb_numa_stat)
{
	long index = size_index(type), own = 0;
	bool unified = is_unified(css);

	if (!unified) {
		EACH(node, nodes(e))
			own += used(css, num(node, "node_id"), index);
		out(e, "total=%lu", (unsigned long)own * e->facts->page_size);
		print_nodes(e, css, index, false);
	}
	out(e, "%stotal=%lu", unified ? "" : "hierarchical_",
	    (unsigned long)num(sub_at(group_of(css), "hugepage[]", index), "usage") * e->facts->page_size);
	print_nodes(e, css, index, true);
}
