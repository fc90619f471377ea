/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/process/pstree_-lp: init and its descendants, with threads. */
#include "emit/commands/process/forest.h"

#include <string.h>

/* A first child stands on its parent's line, the others below it; margin: what stands left of them. */
static void print_tree(struct emit *e, struct forest *f, size_t index, const char *margin, unsigned depth)
{
	struct process_node *n = forest_enter(e, f, index, depth);
	const char *label, *below;

	if (!n)
		return;
	label = file_printf(e, "%s(%ld)", n->name, n->pid);
	out(e, "%s", label);
	if (!n->first)
		out(e, "\n");
	below = file_printf(e, "%s%*s", margin, (int)strlen(label) + 1, "");
	for (size_t child = n->first; child; child = f->nodes[child - 1].next) {
		bool first = child == n->first, last = !f->nodes[child - 1].next;

		if (first)
			out(e, last ? "---" : "-+-");
		else
			out(e, "%s%s", below, last ? "`-" : "|-");
		print_tree(e, f, child, file_printf(e, "%s%s", below, last ? "  " : "| "), depth + 1);
	}
}

EMITTER(cmd_pstree_lp)
{
	struct forest f = forest_plant(e, true);

	for (size_t root = f.roots; root; root = f.nodes[root - 1].next)
		if (f.nodes[root - 1].pid == 1)
			print_tree(e, &f, root, "", 0);
}
