/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * What kind of crash it was: by what the kernel printed, and, independently, by the functions on the
 * panicking CPU's stack.  With kdump an oops leaves no "Kernel panic" line, because the crash kernel
 * is entered before it is printed; the log may also have been lost.
 */
#include "plugin/panic/panic.h"

#include <string.h>

const char *crash_class_name(enum crash_class c)
{
	static const char *const names[] = {
#define X(id, name, words) name,
		CRASH_CLASSES(X)
#undef X
	};

	return names[c];
}

const char *crash_class_words(enum crash_class c)
{
	static const char *const words_of[] = {
#define X(id, name, words) words,
		CRASH_CLASSES(X)
#undef X
	};

	return words_of[c];
}

struct pattern {
	const char *text;
	enum crash_class class;
};

/* After "Kernel panic - not syncing: ".  Fatal exceptions are not here: the oops before them says more. */
static const struct pattern panics[] = {
	{"sysrq triggered crash", CRASH_SYSRQ},
	{"softlockup: hung tasks", CRASH_SOFT_LOCKUP},
	{"Hard LOCKUP", CRASH_HARD_LOCKUP},
	{"hard LOCKUP", CRASH_HARD_LOCKUP},
	{"hung_task: blocked tasks", CRASH_HUNG_TASK},
	{"RCU Stall", CRASH_RCU_STALL},
	{"Out of memory", CRASH_OOM},
	{"out of memory", CRASH_OOM},
	{"System is deadlocked on memory", CRASH_OOM},
	{"achine check", CRASH_MCE},
	{"Timeout: Not all CPUs entered broadcast exception handler", CRASH_MCE},
	{"NMI", CRASH_NMI},
	{"Non maskable interrupt", CRASH_NMI},
	{"Attempted to kill init", CRASH_INIT_DIED},
	{"scheduling while atomic", CRASH_ATOMIC},
	{"KASAN: ", CRASH_SANITIZER},
	{"kasan.fault=", CRASH_SANITIZER},
	{"KFENCE: ", CRASH_SANITIZER},
	{"KMSAN: ", CRASH_SANITIZER},
	{"KCSAN: ", CRASH_SANITIZER},
	{"UBSAN: ", CRASH_SANITIZER},
	{"panic_on_warn set", CRASH_WARNING},
	{"workqueue: ", CRASH_WORKQUEUE},	/* 7.0 (9cb8b0f28956); a BUG() from 6.11 on */
	{"stack-protector", CRASH_STACK_OVERFLOW},
	{"corrupted stack end", CRASH_STACK_OVERFLOW},
	{"kernel stack overflow", CRASH_STACK_OVERFLOW},
	{"Unable to mount root fs", CRASH_NO_ROOT},
	{"No working init found", CRASH_NO_ROOT},
};

/* First lines of oopses; the first row that a line matches decides. */
static const struct pattern oopses[] = {
	{"BUG: stack guard page was hit", CRASH_STACK_OVERFLOW},
	{"stack guard page was hit", CRASH_STACK_OVERFLOW},
	{"Insufficient stack space to handle exception", CRASH_STACK_OVERFLOW},
	{"kernel stack overflow", CRASH_STACK_OVERFLOW},
	{"NULL pointer dereference", CRASH_NULL_POINTER},
	{"kernel BUG at ", CRASH_BUG},
	{"BUG: unable to handle", CRASH_PAGE_FAULT},
	{"Unable to handle kernel ", CRASH_PAGE_FAULT},
	{"kernel tried to execute NX-protected page", CRASH_PAGE_FAULT},
	{"general protection fault", CRASH_PROTECTION},
	{"divide error:", CRASH_DIVIDE},
	{"double fault:", CRASH_DOUBLE_FAULT},
	{"invalid opcode:", CRASH_BUG},
	{"Oops - BUG:", CRASH_BUG},
	{"Oops:", CRASH_OOPS},
	{"Oops - ", CRASH_OOPS},
	{"Internal error:", CRASH_OOPS},
};

/* What stands in the log before a panic of that class, and says more than the panic's own line. */
static const struct pattern details[] = {
	{"soft lockup - CPU#", CRASH_SOFT_LOCKUP},
	{"hard LOCKUP on cpu", CRASH_HARD_LOCKUP},
	{"blocked* for more than", CRASH_HUNG_TASK},	/* "blocked in I/O wait for …" in 7.x */
	{"stall on CPU", CRASH_RCU_STALL},
	{"detected stalls on CPUs/tasks", CRASH_RCU_STALL},
	{"invoked oom-killer", CRASH_OOM},
	{"Insufficient stack space to handle exception", CRASH_STACK_OVERFLOW},
	{"Machine Check Exception:", CRASH_MCE},
	{"Machine check", CRASH_MCE},
	{"NMI received for unknown reason", CRASH_NMI},
	{"NMI: PCI system error", CRASH_NMI},
	{"NMI: IOCK error", CRASH_NMI},
	{"BUG: KASAN: ", CRASH_SANITIZER},
	{"BUG: KFENCE: ", CRASH_SANITIZER},
	{"BUG: KMSAN: ", CRASH_SANITIZER},
	{"BUG: KCSAN: ", CRASH_SANITIZER},
	{"UBSAN: ", CRASH_SANITIZER},
	{"WARNING:", CRASH_WARNING},
	{"BUG: workqueue lockup", CRASH_WORKQUEUE},
	{"page allocation failure: order:", CRASH_ALLOCATION},
	{"BUG: scheduling while atomic:", CRASH_ATOMIC},
	{"ysrq: Trigger a crash", CRASH_SYSRQ},
	{"SysRq : Trigger a crash", CRASH_SYSRQ},
};

static enum crash_class match(const struct pattern *p, size_t n, const char *text)
{
	for (size_t i = 0; i < n; i++)
		if (line_has(text, p[i].text))
			return p[i].class;
	return CRASH_NONE;
}

bool is_oops(enum crash_class c)
{
	return c >= CRASH_NULL_POINTER && c <= CRASH_OOPS;
}

/* "Oops: 0000 [#1] PREEMPT SMP": the line that ends the first lines of an oops. */
static bool is_die_line(const char *text)
{
	const char *mark = strstr(text, "[#");

	return mark && mark[2] >= '1' && mark[2] <= '9';
}

/* The first of the lines that introduce the oops whose die line is at `die`. */
static long oops_line(const struct crash_log *log, long die, enum crash_class *class)
{
	long found = die;

	*class = match(oopses, ARRAY_LEN(oopses), log->lines[die].text);
	for (long i = die - 1; i >= 0 && i >= die - 12; i--) {
		enum crash_class c = match(oopses, ARRAY_LEN(oopses), log->lines[i].text);

		if (strstr(log->lines[i].text, "end trace"))
			break;
		if (c == CRASH_NONE)
			continue;
		*class = c;
		found = i;
	}
	if (*class == CRASH_NONE)
		*class = CRASH_OOPS;
	return found;
}

/*
 * The die line of the oops before that at `die` that was still being reported as that came: the report of one that
 * is over ends with "end trace".  -1 if there is none.
 */
static long interrupted_oops(const struct crash_log *log, long die)
{
	for (long i = die - 1; i >= 0 && !strstr(log->lines[i].text, "---[ end trace"); i--)
		if (is_die_line(log->lines[i].text))
			return i;
	return -1;
}

static struct verdict classify_oops(const struct crash_log *log, struct verdict v)
{
	long end = v.panic_line >= 0 ? v.panic_line : (long)log->count, die = end - 1;

	while (die >= 0 && !is_die_line(log->lines[die].text))
		die--;
	if (die < 0)
		return v;
	for (long first = die; first >= 0; first = interrupted_oops(log, first))
		die = first;
	v.reason_line = oops_line(log, die, &v.class);
	/* Before 5.8 (8341f2f222d7) SysRq made the kernel follow a NULL pointer. */
	if (v.class == CRASH_NULL_POINTER && last_line(log, "ysRq : Trigger a crash", v.reason_line) >= v.reason_line - 4 &&
	    last_line(log, "ysRq : Trigger a crash", v.reason_line) >= 0)
		v.class = CRASH_SYSRQ;
	return v;
}

/*
 * The panic's own line, not "---[ end Kernel panic - not syncing: … ]---", which repeats it.  No kernel survives
 * one: what goes wrong after the first, in what a panic has still to do, is not why it died.
 */
static long panic_line(const struct crash_log *log)
{
	for (size_t i = 0; i < log->count; i++)
		if (strstr(log->lines[i].text, "Kernel panic - not syncing") && !strstr(log->lines[i].text, "---[ end"))
			return (long)i;
	return -1;
}

long next_trouble(const struct crash_log *log, long *line, enum crash_class *class)
{
	while (*line < (long)log->count) {
		long i = (*line)++;
		enum crash_class found = match(details, ARRAY_LEN(details), log->lines[i].text);

		if (is_die_line(log->lines[i].text))
			return oops_line(log, i, class);
		if (found == CRASH_NONE || found == CRASH_SYSRQ)
			continue;
		*class = found;
		return i;
	}
	return -1;
}

struct verdict classify_log(const struct crash_log *log)
{
	struct verdict v = {CRASH_NONE, panic_line(log), -1};
	const char *text = v.panic_line >= 0 ? log->lines[v.panic_line].text : "";
	long end = v.panic_line >= 0 ? v.panic_line : (long)log->count;

	v.class = match(panics, ARRAY_LEN(panics), text);
	/* An oops that killed init says more than that it did. */
	if (strstr(text, "Fatal exception") || v.panic_line < 0 || v.class == CRASH_INIT_DIED) {
		struct verdict oops = classify_oops(log, v);

		/* Its report may have been overwritten by what came after. */
		if (oops.reason_line < 0)
			oops.reason_line = v.panic_line;
		if (v.class != CRASH_INIT_DIED || oops.reason_line != v.panic_line)
			return oops;
	}
	if (v.class == CRASH_NONE)
		v.class = CRASH_PANIC;
	v.reason_line = v.panic_line;
	for (size_t i = 0; i < ARRAY_LEN(details); i++) {
		long line = details[i].class == v.class ? last_line(log, details[i].text, end) : -1;

		if (line >= 0) {
			v.reason_line = line;
			break;
		}
	}
	return v;
}

/* ---- by the functions on the stack ------------------------------------------------------------ */

static const struct pattern functions[] = {
	{"sysrq_handle_crash", CRASH_SYSRQ},
	{"kasan_report*", CRASH_SANITIZER},
	{"kfence_*", CRASH_SANITIZER},
	{"__ubsan_handle_*", CRASH_SANITIZER},
	{"wq_watchdog_timer_fn", CRASH_WORKQUEUE},
	{"watchdog_timer_fn", CRASH_SOFT_LOCKUP},
	{"watchdog_overflow_callback", CRASH_HARD_LOCKUP},
	{"watchdog_hardlockup_check", CRASH_HARD_LOCKUP},
	{"check_hung_uninterruptible_tasks", CRASH_HUNG_TASK},
	{"out_of_memory", CRASH_OOM},
	{"panic_on_rcu_stall", CRASH_RCU_STALL},
	{"print_other_cpu_stall", CRASH_RCU_STALL},
	{"print_cpu_stall", CRASH_RCU_STALL},
	{"rcu_sched_clock_irq", CRASH_RCU_STALL},
	{"mce_panic", CRASH_MCE},
	{"do_machine_check", CRASH_MCE},
	{"handle_stack_overflow", CRASH_STACK_OVERFLOW},
	{"handle_bad_stack", CRASH_STACK_OVERFLOW},
	{"__stack_chk_fail", CRASH_STACK_OVERFLOW},
	{"exc_double_fault", CRASH_DOUBLE_FAULT},
	{"exc_divide_error", CRASH_DIVIDE},
	{"exc_general_protection", CRASH_PROTECTION},
	{"exc_invalid_op", CRASH_BUG},
	{"bug_handler", CRASH_BUG},
	{"exc_page_fault", CRASH_PAGE_FAULT},
	{"do_page_fault", CRASH_PAGE_FAULT},
	{"do_translation_fault", CRASH_PAGE_FAULT},
	{"do_mem_abort", CRASH_PAGE_FAULT},
	{"unknown_nmi_error", CRASH_NMI},
	{"io_check_error", CRASH_NMI},
	{"pci_serr_error", CRASH_NMI},
	{"__schedule_bug", CRASH_ATOMIC},
	{"__warn", CRASH_WARNING},
	{"find_child_reaper", CRASH_INIT_DIED},
	{"mount_root", CRASH_NO_ROOT},
};

static bool in_chain(struct emit *e, const struct chain *c, const char *function)
{
	for (size_t i = 0; i < c->count; i++)
		if (!c->frames[i].guess && function_matches(frame_function(e, &c->frames[i]), function))
			return true;
	return false;
}

/* How the kernel dies: only with one of these is the rest of the chain about a crash. */
static bool is_dying(struct emit *e, const struct chain *c)
{
	return in_chain(e, c, "panic") || in_chain(e, c, "vpanic") || in_chain(e, c, "oops_end") || in_chain(e, c, "die") ||
	       in_chain(e, c, "__crash_kexec") || in_chain(e, c, "crash_kexec") || in_chain(e, c, "machine_kexec");
}

/* The chain without what failed in the course of the first panic, which is the outermost. */
static struct chain first_trouble(struct emit *e, const struct chain *c)
{
	struct chain own = *c;
	size_t panic = 0, start;

	for (size_t i = 0; i < c->count; i++)
		if (!c->frames[i].guess && is_end_of_kernel(e, &c->frames[i]))
			panic = i;
	for (start = panic; start > 0 && !c->frames[start].exact; start--)
		;
	own.frames += start;
	own.count -= start;
	return own;
}

enum crash_class classify_chain(struct emit *e, const struct chain *c, ref task)
{
	enum crash_class class = CRASH_NONE;
	struct chain own;

	if (!c || !is_dying(e, c))
		return CRASH_NONE;
	own = first_trouble(e, c);
	for (size_t i = 0; i < ARRAY_LEN(functions) && class == CRASH_NONE; i++)
		if (in_chain(e, &own, functions[i].text))
			class = functions[i].class;
	if (class == CRASH_PAGE_FAULT && has(task, "thread.cr2|thread.fault_address") &&
	    addr(task, "thread.cr2|thread.fault_address") < e->facts->page_size)
		class = CRASH_NULL_POINTER;
	return class == CRASH_NONE ? CRASH_PANIC : class;
}
