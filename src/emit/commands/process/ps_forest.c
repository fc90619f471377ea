/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/process/ps_auxfwww: ps, with processes drawn below their parents. */
#include "emit/commands/process/forest.h"
#include "emit/commands/process/ps.h"

/* lines: what the ancestors draw in front of it, four columns each. */
static void print_tree(struct ps *ps, struct forest *f, size_t index, const char *lines, unsigned depth)
{
	struct process_node *n = forest_enter(ps->e, f, index, depth);
	const char *own = depth ? file_printf(ps->e, "%s \\_ ", lines) : "";
	const char *below = !depth ? "" : file_printf(ps->e, "%s%s", lines, n && n->next ? " |  " : "    ");
	struct ps_row r;

	if (!n)
		return;
	r = ps_process(n->task);
	ps_print(ps, ps_of_users, ps_user(ps, num(task_cred(n->task), "euid")), ps_number(ps, n->pid), ps_cpu(ps, &r),
		 ps_memory(ps, &r), ps_size_kb(ps, &r), ps_resident_kb(ps, &r), ps_tty(ps, &r), ps_stat(ps, &r), ps_start(ps, &r),
		 ps_minutes(ps, &r), file_printf(ps->e, "%s%s", own, ps_arguments(ps, &r)));
	for (size_t child = n->first; child; child = f->nodes[child - 1].next)
		print_tree(ps, f, child, below, depth + 1);
}

EMITTER(cmd_ps_auxfwww)
{
	struct ps ps = ps_begin(e);
	struct forest f = forest_plant(e, false);

	ps_titles(&ps, ps_of_users);
	for (size_t root = f.roots; root; root = f.nodes[root - 1].next)
		if (f.nodes[root - 1].pid != 1)		/* ps draws the kernel's threads first */
			print_tree(&ps, &f, root, "", 0);
	for (size_t root = f.roots; root; root = f.nodes[root - 1].next)
		if (f.nodes[root - 1].pid == 1)
			print_tree(&ps, &f, root, "", 0);
	ps_end(&ps);
}
