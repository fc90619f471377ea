/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/stacks/deadlocks.txt: who waits for whom: cycles, who is stuck behind them, and other chains. */
#include "plugin/stacks/stacks.h"

/* The end of the chain of owners that starts at t: in a cycle, or a task that waits for no one known. */
static const struct task_entry *last_owner(const struct stack_report *r, const struct task_entry *t)
{
	while (t->owner >= 0 && t->cycle < 0)
		t = &r->tasks[t->owner];
	return t;
}

static void print_edge(struct emit *e, const struct stack_report *r, const struct task_entry *t)
{
	const char *where = t->cpu >= 0 ? file_printf(e, "on CPU %ld", t->cpu) : file_printf(e, "off the CPU for %s", seconds(e, t->since));

	row(e, "  task %s, %s, waits for %s\n", task_title(e, t), where, wait_title(e, r, t));
}

static void print_cycle(struct emit *e, const struct stack_report *r, long cycle)
{
	const struct task_entry *first = NULL, *t;
	size_t behind = 0;

	for (size_t i = 0; i < r->task_count && !first; i++)
		if (r->tasks[i].cycle == cycle)
			first = &r->tasks[i];
	row(e, "Deadlock %ld\n", cycle + 1);
	t = first;
	do {
		print_edge(e, r, t);
		t = &r->tasks[t->owner];
	} while (t != first);
	for (size_t i = 0; i < r->task_count; i++) {
		t = &r->tasks[i];
		if (t->cycle == cycle || t->owner < 0 || last_owner(r, t)->cycle != cycle)
			continue;
		if (!behind++)
			row(e, " stuck behind it:\n");
		print_edge(e, r, t);
	}
	row(e, "\n");
}

/* Tasks that wait for one that isn't itself in a deadlock. */
static size_t print_others(struct emit *e, const struct stack_report *r)
{
	size_t count = 0;

	for (size_t i = 0; i < r->task_count; i++) {
		const struct task_entry *t = &r->tasks[i];
		const struct task_entry *last = last_owner(r, t);

		if (t->owner < 0 || last->cycle >= 0)
			continue;
		if (!count++)
			row(e, "Waiting for tasks that are not deadlocked\n");
		print_edge(e, r, t);
		if (last != &r->tasks[t->owner])
			row(e, "    in the end for task %s, state %c\n", task_title(e, last), last->state);
	}
	return count;
}

EMITTER(stacks_deadlocks)
{
	const struct stack_report *r = stack_report(e);

	for (long c = 0; c < r->cycle_count; c++)
		print_cycle(e, r, c);
	if (!print_others(e, r) && !r->cycle_count)
		row(e, "no task waits for a lock whose owner is known\n");
}
