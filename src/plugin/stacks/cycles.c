/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Deadlocks: cycles in the graph of who waits for whom.  A task waits for one lock, and a lock has
 * one owner on record, so that each node has one edge out and following it either ends or comes back.
 */
#include "plugin/stacks/stacks.h"

#include <stdlib.h>

/* Everyone on the cycle that starts at task i. */
static void number_cycle(struct stack_report *r, size_t i, long number)
{
	while (r->tasks[i].cycle < 0) {
		r->tasks[i].cycle = number;
		i = (size_t)r->tasks[i].owner;
	}
}

void find_cycles(struct stack_report *r)
{
	uint32_t *round = xcalloc(r->task_count + 1, sizeof(*round));	/* in which a task was first reached */

	for (size_t start = 0; start < r->task_count; start++) {
		size_t i = start;

		while (!round[i] && r->tasks[i].owner >= 0) {
			round[i] = (uint32_t)start + 1;
			i = (size_t)r->tasks[i].owner;
		}
		if (round[i] == start + 1 && r->tasks[i].cycle < 0)
			number_cycle(r, i, r->cycle_count++);
	}
	free(round);
}
