/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/namespaces/lsns: namespaces that processes are in, as util-linux lists them */
#include "emit/commands/namespaces/lsns.h"

#include "emit/commands/process/ps.h"
#include "emit/commands/table.h"

static const char *command_of(struct ps *ps, ref task)
{
	struct ps_row r = {.task = task, .mm = task_mm(task)};

	return null(r.mm) ? task_name(task) : ps_arguments(ps, &r);
}

static void add_line(struct emit *e, struct table *t, struct ps *ps, const struct lsns_entry *n, const char *branch)
{
	ref task = at(e, n->task, "struct task_struct");

	table_row(t, file_printf(e, "%lu", n->inode), n->kind, file_printf(e, "%ld", n->processes), file_printf(e, "%ld", n->pid),
		  ps_user(ps, num(task_cred(task), "uid")), file_printf(e, "%s%s", branch, command_of(ps, task)));
}

static void add_below(struct emit *e, struct table *t, struct ps *ps, const struct lsns *l, long parent, const char *indent,
		      unsigned depth)
{
	size_t left = 0;

	for (size_t i = 0; i < l->count; i++)
		left += l->v[i].parent == parent;
	for (size_t i = 0; left && i < l->count && depth < LIMIT_TREE_DEPTH; i++) {
		const char *mark;

		if (l->v[i].parent != parent)
			continue;
		left--;
		mark = parent < 0 ? "" : left ? "|-" : "`-";
		add_line(e, t, ps, &l->v[i], file_printf(e, "%s%s", indent, mark));
		add_below(e, t, ps, l, (long)i, parent < 0 ? "" : file_printf(e, "%s%s", indent, left ? "| " : "  "), depth + 1);
	}
}

EMITTER(cmd_lsns)
{
	static const struct column columns[] = {{"NS", true, 10}, {"TYPE", false, 6}, {"NPROCS", true, 0}, {"PID", true, 5},
						{"USER", false, 0}, {"COMMAND", false, 0}};
	struct table *t = table_new(e, columns, ARRAY_LEN(columns));
	struct ps ps = ps_begin(e);
	struct lsns l = {0};

	lsns_collect(e, &l);
	add_below(e, t, &ps, &l, -1, "", 0);
	ps_end(&ps);
	table_print(t);
	lsns_free(&l);
}
