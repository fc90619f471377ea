/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/iomem, proc/ioports: the trees of resources.  r_show(), kernel/resource.c */
#include "emit/emit.h"

#define MAX_LEVEL 5	/* MAX_IORES_LEVEL: deeper ones are indented no further */

struct tree {
	int width;
	struct map seen;
};

static void show(struct emit *e, struct tree *t, ref parent, int level)
{
	if (level > LIMIT_TREE_DEPTH) {
		fail(e, "struct resource", "tree deeper than any may be", parent.addr);
		return;
	}
	EACH(r, chain(ptr(parent, "child"), "sibling")) {
		const char *name = str(r, "name");

		if (map_has(&t->seen, r.addr)) {
			fail(e, "struct resource", "met twice", r.addr);
			return;
		}
		map_put(&t->seen, r.addr, 1);
		row(e, "%*s%0*lx-%0*lx : %s\n", level < MAX_LEVEL ? level * 2 : MAX_LEVEL * 2, "", t->width,
		    num(r, "start"), t->width, num(r, "end"), addr(r, "name") ? name : "<BAD>");
		show(e, t, r, level + 1);
	}
}

static void show_tree(struct emit *e, const char *root_symbol)
{
	ref root = sym(e, root_symbol, "struct resource");
	struct tree t = {.width = (uint64_t)num(root, "end") < 0x10000 ? 4 : 8};

	show(e, &t, root, 0);
	map_free(&t.seen);
}

EMITTER(proc_iomem)
{
	show_tree(e, "iomem_resource");
}

EMITTER(proc_ioports)
{
	show_tree(e, "ioport_resource");
}
