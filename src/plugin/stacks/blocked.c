/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/stacks/blocked.txt: tasks in uninterruptible sleep, longest first: on what, and who holds it. */
#include "plugin/stacks/stacks.h"

EMITTER(stacks_blocked)
{
	const struct stack_report *r = stack_report(e);
	size_t count = 0;

	for (size_t i = 0; i < r->task_count; i++) {
		const struct task_entry *t = &r->tasks[i];

		if (t->state != 'D' || t->cpu >= 0)
			continue;
		count++;
		row(e, "task %s: blocked for %s\n", task_title(e, t), seconds(e, t->since));
		row(e, "  waits for: %s\n", t->wait.kind == WAIT_NONE ? "unknown" : wait_title(e, r, t));
		if (t->cycle >= 0)
			row(e, "  part of deadlock %ld, see deadlocks.txt\n", t->cycle + 1);
		print_chain(e, &r->chains[t->chain], "    ");
		row(e, "\n");
	}
	row(e, "%s%zu task%s in uninterruptible sleep\n", damage_at_least(&r->damage), count, count == 1 ? "" : "s");
}
