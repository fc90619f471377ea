/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * proc/[pid]/stack: what a task does in the kernel, without the scheduler's own functions.
 * proc_pid_stack(), fs/proc/base.c.  The live kernel shows nothing of tasks that are running.
 */
#include "emit/emit.h"

/* stack_trace_save_tsk() keeps that many: MAX_STACK_TRACE_DEPTH. */
#define DEPTH 64

static void print_stack(struct emit *e, ref task)
{
	const struct stack *s = unwind_task(e, task);
	size_t shown = 0, guesses = 0;

	for (size_t i = 0; i < s->count && shown < DEPTH; i++) {
		const struct frame *f = &s->frames[i];
		const char *symbol;

		row_begin(e);
		guesses += f->guess;
		if (f->guess || is_sched_function(e, f->pc))
			continue;
		symbol = frame_symbol(e, f);
		if (str_starts(symbol, "0x"))
			fail(e, "symbol", "not in the tables that could be read", f->pc);
		row_(e, "[<0>] %s\n", symbol);
		shown++;
	}
	if (s->trouble)
		remark(e, "%s%s", s->count ? "the stack goes on: " : "", s->trouble);
	else if (guesses)
		remark(e, "%zu addresses on the stack that may be calls are not shown", guesses);
}

EMITTER(proc_pid_stack)
{
	print_stack(e, self);
}
