/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/stacks/tasks.txt: all tasks, merged by identical stack; blocked ones first, then the longest waiting. */
#include "plugin/stacks/stacks.h"

/* In the text; the JSON has all. */
#define NAMES_SHOWN 40

static void print_names(struct emit *e, const struct stack_report *r, const struct chain *c)
{
	size_t shown = 0;

	for (long i = c->first_task; i >= 0 && shown < NAMES_SHOWN; i = r->tasks[i].next_in_chain, shown++) {
		const struct task_entry *t = &r->tasks[i];

		row(e, "  %-28s %c %14s\n", task_title(e, t), t->state,
		    t->cpu >= 0 ? file_printf(e, "on CPU %ld", t->cpu) : seconds(e, t->since));
	}
	if (shown < c->tasks)
		row(e, "  and %zu more\n", c->tasks - shown);
}

EMITTER(stacks_tasks)
{
	const struct stack_report *r = stack_report(e);

	row(e, "%s%zu tasks in %zu different stacks\n\n", damage_at_least(&r->damage), r->task_count, r->chain_count);
	for (size_t i = 0; i < r->chain_count; i++) {
		const struct chain *c = &r->chains[r->chain_order[i]];

		row(e, "%zu task%s, %s\n", c->tasks, c->tasks == 1 ? "" : "s",
		    c->longest ? file_printf(e, "longest off the CPU %s", seconds(e, c->longest)) : "running");
		print_names(e, r, c);
		print_chain(e, c, "    ");
		row(e, "\n");
	}
}
