/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/stacks/cpus.txt: what each CPU was doing when the machine died. */
#include "plugin/stacks/stacks.h"

EMITTER(stacks_cpus)
{
	const struct stack_report *r = stack_report(e);

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		const struct task_entry *t = NULL;

		for (size_t i = 0; i < r->task_count && !t; i++)
			if (r->tasks[i].cpu == cpu)
				t = &r->tasks[i];
		if (!t) {
			row(e, "CPU %ld: its task is not known\n\n", cpu);
			continue;
		}
		row(e, "CPU %ld: task %s%s\n", cpu, task_title(e, t), cpu == panicking_cpu(e) ? ", panicking CPU" : "");
		if (t->wait.kind != WAIT_NONE)
			row(e, "  spins for: %s\n", wait_title(e, r, t));
		print_chain(e, &r->chains[t->chain], "    ");
		row(e, "\n");
	}
}
