/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * panic.h - why the machine died, worked out once per worker from two witnesses: the log, and the
 * state in memory.  Who panicked and who is to blame are two things: a hung task is reported by
 * khungtaskd, a stall by whoever took the tick.
 */
#ifndef VR_PLUGIN_PANIC_H
#define VR_PLUGIN_PANIC_H

#include "plugin/panic/operand.h"
#include "plugin/stacks/stacks.h"

/* X(identifier, "name in panic.json", "in words") */
#define CRASH_CLASSES(X)								\
	X(NONE, "none", "no crash: the kernel did not panic")				\
	X(NULL_POINTER, "null_pointer", "NULL pointer dereference")			\
	X(PAGE_FAULT, "page_fault", "bad memory access")				\
	X(PROTECTION, "general_protection", "general protection fault")			\
	X(BUG, "bug", "BUG: the kernel found itself in an impossible state")		\
	X(DIVIDE, "divide_error", "division by zero")					\
	X(DOUBLE_FAULT, "double_fault", "double fault")					\
	X(STACK_OVERFLOW, "stack_overflow", "kernel stack overflow or corruption")	\
	X(OOPS, "oops", "oops")								\
	X(SOFT_LOCKUP, "soft_lockup", "soft lockup: a CPU was not given up")		\
	X(HARD_LOCKUP, "hard_lockup", "hard lockup: a CPU took no interrupts")		\
	X(HUNG_TASK, "hung_task", "hung task: blocked for too long")			\
	X(RCU_STALL, "rcu_stall", "RCU stall")						\
	X(OOM, "out_of_memory", "out of memory")					\
	X(MCE, "machine_check", "machine check: hardware error")			\
	X(NMI, "nmi", "non-maskable interrupt")						\
	X(SYSRQ, "sysrq", "crash asked for through SysRq")				\
	X(INIT_DIED, "init_died", "init was killed")					\
	X(WARNING, "warning", "a warning, with panic_on_warn")				\
	X(SANITIZER, "sanitizer", "a sanitizer found a bad access or value")		\
	X(WORKQUEUE, "workqueue_lockup", "workqueue lockup: its workers did not go on")	\
	X(ALLOCATION, "allocation_failure", "no page of memory was to be had")		\
	X(ATOMIC, "scheduling_while_atomic", "sleeping where that is not allowed")	\
	X(NO_ROOT, "no_root", "root file system could not be mounted")			\
	X(PANIC, "panic", "panic")

enum crash_class {
#define X(id, name, words) CRASH_##id,
	CRASH_CLASSES(X)
#undef X
	CRASH_CLASS_COUNT
};
const char *crash_class_name(enum crash_class c);
const char *crash_class_words(enum crash_class c);

/* ---- the log (log.c) ---------------------------------------------------------------- */

struct log_line {
	uint64_t ns;
	const char *text;
};

struct crash_log {
	struct damage damage;
	struct log_line *lines;		/* the last ones */
	size_t count;
};
const struct crash_log *crash_log(struct emit *e);
/* Does it contain the text, in which one '*' may stand for anything? */
bool line_has(const char *line, const char *text);
/* Index of the last line before `end` that has the text; -1 if none does. */
long last_line(const struct crash_log *log, const char *text, long end);
/* Where the report begins of which that line names the trouble. */
long report_begin(const struct crash_log *log, long line);
/* What a warning says, what a BUG() was called for, or what killed init, in words of its own; NULL. */
const char *report_message(const struct crash_log *log, long line);

/* ---- what kind (classify.c) --------------------------------------------------------------- */

/* What the log says: class, and the lines that say so (-1: none). */
struct verdict {
	enum crash_class class;
	long panic_line, reason_line;
};
struct verdict classify_log(const struct crash_log *log);
bool is_oops(enum crash_class c);
/* The first line with which the report of some trouble begins, looked for from *line on, which is moved on; -1 if there is none. */
long next_trouble(const struct crash_log *log, long *line, enum crash_class *class);
/* What the chain of the panicking CPU says; CRASH_NONE if nothing. */
enum crash_class classify_chain(struct emit *e, const struct chain *c, ref task);

/* ---- all of it (collect.c) ------------------------------------------------------------------ */

struct crash_register {
	const char *name;
	uint64_t value;
};

struct suspect {
	long pid, cpu;			/* -1: unknown */
	const char *comm, *why;		/* NULL: none named */
	const char *function;		/* "labspin_work+0x1b/0x30 [labspin]"; NULL */
	const char *caller;		/* who called it, where it is one that serves others; NULL */
};

/* Something that went wrong before, and that the machine survived. */
struct earlier_trouble {
	enum crash_class class;
	uint64_t ns;
	const char *text, *message;
	const char *function, *caller;	/* as the log names them; NULL */
	unsigned more;			/* of the same class that came later */
};

struct panic_report {
	struct damage damage;
	enum crash_class class, class_by_log, class_by_chain;
	const char *reason;		/* the line that says why; NULL */
	const char *message;		/* what report_message() gave */
	long log_begin;			/* the line with which the log's report begins; -1 */
	const char *log_function;	/* where the log says that it failed; NULL */
	const char *panic_text;		/* after "not syncing: "; NULL */
	uint64_t when;			/* ns since boot; 0 if unknown */
	long cpu;			/* that panicked; -1 */
	const struct task_entry *task;	/* that panicked; NULL */
	const struct chain *chain;	/* its call chain; NULL */
	size_t fault;			/* frame where the trouble was: interrupted or called panic() */
	bool has_fault_regs;		/* the registers are those of that moment */
	struct crash_register *registers;
	size_t register_count;
	struct suspect *suspects;	/* whom to look at, most suspicious first */
	size_t suspect_count;
	struct earlier_trouble *earlier;
	size_t earlier_count;
	/* the kernel's own call trace in the log, without what it is not sure of */
	const char **trace;
	size_t trace_count;
	bool trace_agrees;
};

const struct panic_report *panic_report(struct emit *e);
void find_suspects(struct emit *e, struct panic_report *r);
/* "f+0x5/0x20 [module]" where the log says that the trouble told from that line on was; NULL. */
const char *fault_in_log(const struct crash_log *log, long from);
void read_trace(struct emit *e, struct panic_report *r, const struct verdict *v);
/* The function that failed in the trouble told from that line on, and its caller where it serves others. */
void trouble_place(struct emit *e, const struct crash_log *log, long line, const char **function, const char **caller);
void find_earlier(struct emit *e, struct panic_report *r, const struct verdict *v);

/* ---- where (fault.c) -------------------------------------------------------------------------- */

bool is_end_of_kernel(struct emit *e, const struct frame *f);	/* panic(), crash_kexec(), … */
size_t fault_frame(struct emit *e, const struct chain *c, enum crash_class class, const char *in_log);
bool serves_others(const char *function);	/* memcpy(), kfree(), …: where it fails, look at its caller */
size_t caller_of_service(struct emit *e, const struct chain *c, size_t fault);
bool is_below_stack(struct emit *e, long cpu, uint64_t sp);	/* on its guard page */
bool stack_was_rewound(struct emit *e, const struct chain *c);	/* what led to the oops is not on it any more */
/* The instructions around the fault, as "Code:" prints them; NULL if there is no fault or text to read. */
const char *code_bytes(struct emit *e, const struct panic_report *r);
/* What the instruction at a bad memory access read or wrote, and where that was; how many: 0 if unknown. */
size_t fault_operands(struct emit *e, const struct panic_report *r, struct operand out[OPERANDS_MAX], uint64_t address[OPERANDS_MAX]);
const char *operand_text(struct emit *e, const struct operand *o);	/* "0x10(%rdi)", "[x0, #16]" */
const char *fault_context(const struct panic_report *r);	/* "task", "IRQ", … */

#endif
