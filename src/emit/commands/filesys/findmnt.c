/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/filesys/findmnt: the mounts of init as a tree, as findmnt(8) of util-linux draws it */
#include "emit/commands/filesys/mount_tree.h"

#include <string.h>

static int wider(int width, const char *s)
{
	return (int)strlen(s) > width ? (int)strlen(s) : width;
}

/* Goes through the tree twice: to measure, then to print. */
static void walk(const struct mount_tree *t, int width[3], size_t i, const char *indent, const char *branch, bool measure,
		 unsigned depth)
{
	const struct mounted *m = &t->v[i];
	const char *first = file_printf(t->e, "%s%s%s", indent, branch, m->target);
	const char *below = file_printf(t->e, "%s%s", indent, !*branch ? "" : *branch == '`' ? "  " : "| ");

	if (depth > LIMIT_TREE_DEPTH) {
		fail(t->e, "mounts", "nested deeper than any are", m->address);
		return;
	}
	if (measure) {
		width[0] = wider(width[0], first);
		width[1] = wider(width[1], m->source);
		width[2] = wider(width[2], m->type);
	} else {
		out(t->e, "%-*s %-*s %-*s %s\n", width[0], first, width[1], m->source, width[2], m->type, m->options);
	}
	for (size_t c = m->first; c != MOUNT_NONE; c = t->v[c].next)
		walk(t, width, c, below, t->v[c].next == MOUNT_NONE ? "`-" : "|-", measure, depth + 1);
}

EMITTER(cmd_findmnt)
{
	struct mount_tree t;
	int width[3] = {6, 6, 6};

	mount_tree_build(&t, e);
	for (int print = 0; print < 2; print++) {
		if (print)
			out(e, "%-*s %-*s %-*s OPTIONS\n", width[0], "TARGET", width[1], "SOURCE", width[2], "FSTYPE");
		for (size_t i = 0; i < t.count; i++)
			if (mount_is_top(&t, i))
				walk(&t, width, i, "", "", !print, 0);
	}
	mount_tree_free(&t);
}
