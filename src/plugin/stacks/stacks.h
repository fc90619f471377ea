/* SPDX-License-Identifier: GPL-2.0-or-later */
/* stacks.h - all tasks with their stacks and waits, worked out once per worker. */
#ifndef VR_PLUGIN_STACKS_H
#define VR_PLUGIN_STACKS_H

#include "emit/emit.h"

/* One call chain, shared by the tasks that are in it. */
struct chain {
	struct frame *frames;
	size_t count, tasks;
	long first_task;	/* index of its longest waiting one; the others follow by next_in_chain */
	const char *method, *trouble, *empty_why;
	enum wait_kind kind;
	size_t wait_frames;	/* innermost frames that are waiting as such */
	uint64_t longest;	/* ns that a task has been in it */
	bool blocked;		/* a task in it is in state D */
};

struct task_entry {
	ref task;
	long pid, tgid;		/* -1 if the task itself could not be read */
	char comm[16];
	char state;		/* as in ps; '?' if unreadable */
	size_t chain;		/* index in stack_report.chains */
	long next_in_chain;	/* index of the next task with the same chain; -1 */
	long cpu;		/* that it ran on; -1 */
	uint64_t since;		/* ns since it last ran; 0 if unknown or running */
	struct wait wait;
	long owner;		/* index of the entry of the wait's owner; -1 */
	long cycle;		/* number of the deadlock that it is part of; -1 */
};

struct stack_report {
	struct damage damage;		/* told by stack_report() */
	struct task_entry *tasks;	/* longest without running first */
	size_t task_count, task_room;
	struct chain *chains;
	size_t chain_count, chain_room;
	size_t *chain_order;		/* blocked ones first, then the longest waiting */
	long cycle_count;
};

const struct stack_report *stack_report(struct emit *e);
/* Numbers the cycles of the wait-for graph. */
void find_cycles(struct stack_report *r);
/* The lines of a chain from frame `from` on, with <IRQ>, <NMI>, <TASK> where the stack changes. */
void print_frames(struct emit *e, const struct frame *frames, size_t count, const char *indent);
void print_chain(struct emit *e, const struct chain *c, const char *indent);
const char *seconds(struct emit *e, uint64_t ns);	/* "12.345 s" */
/* "575 (abba-one)" */
const char *task_title(struct emit *e, const struct task_entry *t);
/* "mutex lababba_b [lababba], held by 576 (abba-two)" */
const char *wait_title(struct emit *e, const struct stack_report *r, const struct task_entry *t);

#endif
