/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * unwind.h - which CPU ran what when the machine died, and the call chain of
 * every task.
 *
 * A chain is taken from the best source that the kernel offers: its own ORC
 * tables (x86-64), frame pointers, and where those lead nowhere a scan of the
 * stack for return addresses, which is marked as the guess that it is.
 */
#ifndef VR_UNWIND_H
#define VR_UNWIND_H

#include "object/object.h"

/* ---- where stacks lie (stacks.c) ------------------------------------------------ */

enum stack_kind { STACK_UNKNOWN, STACK_TASK, STACK_IRQ, STACK_SOFTIRQ, STACK_EXCEPTION, STACK_NMI, STACK_ENTRY, STACK_OVERFLOW };
const char *stack_kind_name(enum stack_kind kind);	/* "task", "IRQ", "NMI", … */

struct stack_span {
	uint64_t low, high;	/* high: the first byte after it */
	enum stack_kind kind;
};

uint64_t kernel_stack_size(struct emit *e);		/* bytes of a task's stack */
struct stack_span task_stack_span(struct emit *e, ref task);	/* kind STACK_UNKNOWN if it has none any more */
/* The stacks that belong to a CPU and not to a task. */
const struct stack_span *cpu_stack_spans(struct emit *e, long cpu, size_t *count);

/* ---- what ran (running.c) ---------------------------------------------------------- */

/* CPUs that ran when the machine died, those that the panic has stopped included: 0 … highest_cpu(e). */
long highest_cpu(struct emit *e);
bool cpu_has_run(struct emit *e, long cpu);
ref cpu_current(struct emit *e, long cpu);		/* struct task_struct that the CPU ran; null() if unknown */
long task_running_on(struct emit *e, ref task);		/* CPU, -1 if it was not running */
/* The set of registers saved of that CPU, NULL if none was. */
const struct program_registers *cpu_registers(struct emit *e, long cpu);
bool register_value(const struct program_registers *r, const char *name, uint64_t *value);
long panicking_cpu(struct emit *e);			/* CPU that called panic() or the crash kernel; -1 if none did */

/* ---- call chains (unwind.c) -------------------------------------------------------------- */

struct frame {
	uint64_t pc;		/* return address; where it was interrupted if exact */
	uint64_t sp;		/* stack pointer at pc: what the function keeps on the stack lies above */
	uint64_t regs;		/* of the struct pt_regs saved when it was interrupted; 0 if it wasn't */
	enum stack_kind stack;
	bool exact;
	bool guess;		/* an address found on the stack, perhaps left over */
};

struct stack {
	size_t count;
	const char *method;	/* "ORC", "frame pointers", "guess", "" */
	const char *empty_why;	/* why it is rightly empty; NULL */
	const char *trouble;	/* why it ends before its end; NULL if it does not */
	uint64_t trouble_at;
	long cpu;		/* that the task was running on; -1 */
	uint64_t user_regs;	/* struct pt_regs with which user space entered the kernel; 0 if none was met */
	struct frame frames[LIMIT_FRAMES];
};

/* Innermost frame first.  Valid until the next call by the same worker.  Never NULL. */
const struct stack *unwind_task(struct emit *e, ref task);
/* The symbol that a frame is in: "func+0x12/0x34 [module]", and its name alone. */
const char *frame_symbol(struct emit *e, const struct frame *f);
/* An array of that name, an object for each. */
void json_frames(struct emit *e, const char *key, const struct frame *frames, size_t count);
const char *frame_function(struct emit *e, const struct frame *f);
/* "panic.cold" is panic too; a '*' at the pattern's end stands for any rest. */
bool function_matches(const char *name, const char *pattern);
/* Is there code, as far as is known?  Could a return address point there? */
bool is_text(struct emit *e, uint64_t pc);
/* Scheduler and lock functions, which /proc/<pid>/stack leaves out (in_sched_functions()). */
bool is_sched_function(struct emit *e, uint64_t pc);

#endif
