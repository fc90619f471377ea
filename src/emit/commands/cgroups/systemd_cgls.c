/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/cgroups/systemd-cgls: control groups as a tree, with the processes in each.  Groups of none are left out. */
#include <string.h>

#include "emit/commands/cgroups/group_tree.h"
#include "emit/commands/process/ps.h"

static void print_tasks(struct ps *ps, const struct group *g, const char *margin, bool last)
{
	struct emit *e = ps->e;
	int width = 0;

	for (size_t i = 0; i < g->count; i++) {
		int n = (int)strlen(file_printf(e, "%ld", num(g->tasks[i], "pid")));

		width = n > width ? n : width;
	}
	for (size_t i = 0; i < g->count; i++) {
		struct ps_row process = ps_process(g->tasks[i]);

		row(e, "%s%s%*ld %s\n", margin, last && i + 1 == g->count ? "`-" : "|-", width, num(g->tasks[i], "pid"),
		    ps_arguments(ps, &process));
	}
}

static const struct group *first_used(const struct group *g)
{
	while (g && !g->below)
		g = g->next;
	return g;
}

/* margin: what stands left of its lines, a branch of each group that it is in. */
static void print_group(struct ps *ps, const struct group *g, const char *margin, unsigned depth)
{
	struct emit *e = ps->e;
	const struct group *child = first_used(g->first), *next;

	if (depth > LIMIT_TREE_DEPTH) {
		fail(e, "cgroup", "deeper than any tree may be", g->folder.addr);
		return;
	}
	print_tasks(ps, g, margin, !child);
	for (; child; child = next) {
		next = first_used(child->next);
		row(e, "%s%s%s (#%lu)\n", margin, next ? "|-" : "`-", str(child->folder, "name"),
		    (unsigned long)num(child->folder, "id"));
		print_group(ps, child, file_printf(e, "%s%s", margin, next ? "| " : "  "), depth + 1);
	}
}

EMITTER(cmd_systemd_cgls)
{
	struct ps ps = ps_begin(e);
	const struct group *top;

	if (!has_sym(e, "cgrp_dfl_root")) {
		absent(e, "CONFIG_CGROUPS is off");
		return;
	}
	top = group_tree(e);
	if (!top->first) {
		absent(e, "there are no control groups");
		return;
	}
	out(e, "Control group /:\n-.slice\n");
	print_group(&ps, top, "", 0);
	ps_end(&ps);
}
