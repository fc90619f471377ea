/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"
#include "kernel/unwind.h"

#include <stdlib.h>
#include <string.h>

/* One for all until 6.14, then one for each namespace (7863dcc72d0f). */
long pid_max(struct emit *e)
{
	if (has_member(e, "struct pid_namespace", "pid_max"))
		return num(sym(e, "init_pid_ns", "struct pid_namespace"), "pid_max");
	return num(sym(e, "pid_max", "int"), "");
}

/* ---- names ------------------------------------------------------------------------- */

/* struct kthread: to_kthread().  worker_private since 5.17 (e32cf5dfbe22), set_child_tid before. */
ref kthread_of(ref task)
{
	uint64_t a = has(task, "worker_private") ? addr(task, "worker_private") : addr(task, "set_child_tid");

	return at(context(task), a, "struct kthread");
}

/* Its full name, which may be longer than comm: since 6.11 (2a1b02bcba78). */
static const char *worker_id(ref worker, ref task)
{
	struct emit *e = context(task);
	ref pool = ptr(worker, "pool");

	if (!has_function(e, "format_worker_id"))
		return str(task, "comm");
	if (addr(worker, "rescue_wq"))
		return file_printf(e, "kworker/R-%s", str(worker, "rescue_wq->name"));
	if (null(pool))
		return "kworker/dying";
	if (num(pool, "cpu") >= 0)
		return file_printf(e, "kworker/%ld:%ld%s", num(pool, "cpu"), num(worker, "id"),
				   num(pool, "attrs->nice") < 0 ? "H" : "");
	return file_printf(e, "kworker/u%ld:%ld", num(pool, "id"), num(worker, "id"));
}

/* wq_worker_comm(), kernel/workqueue.c: what it works on, or did last. */
static const char *worker_name(ref task)
{
	struct emit *e = context(task);
	ref worker = cast(ptr(kthread_of(task), "data"), "struct worker");
	const char *doing;

	if (poisoned(worker) || null(worker))
		return str(task, "comm");
	doing = addr(worker, "pool") ? str(worker, "desc") : "";
	if (!*doing)
		return worker_id(worker, task);
	return file_printf(e, "%s%c%s", worker_id(worker, task), addr(worker, "current_work") ? '+' : '-', doing);
}

const char *task_name(ref task)
{
	enum { SHOWN = 63 };	/* proc_task_name() has 64 bytes for it */
	const char *name = NULL;
	long flags = num(task, "flags");

	if (flags & PF_WQ_WORKER)
		name = worker_name(task);
	else if (flags & PF_KTHREAD && has_member(context(task), "struct kthread", "full_name") &&	/* 5.17 */
		 addr(kthread_of(task), "full_name"))
		name = str(kthread_of(task), "full_name");
	return file_printf(context(task), "%.*s", SHOWN, name ? name : str(task, "comm"));
}

const char *task_exe(ref task)
{
	ref mm = task_mm(task), file;

	if (null(mm))
		return NULL;
	file = ptr(mm, "exe_file");
	return null(file) ? NULL : file_name(file);
}

/* ---- relatives and scheduling --------------------------------------------------------- */

long task_parent(ref task)
{
	return addr(task, "thread_pid") ? num(task, "real_parent->tgid") : 0;
}

long task_nice(ref task)
{
	return num(task, "static_prio") - 120;	/* PRIO_TO_NICE() */
}

/* Moved from the task to thread_info in 5.16 (bcf9033e5449).  A kernel for one CPU has neither. */
long task_cpu(ref task)
{
	return has(task, "thread_info.cpu|cpu") ? num(task, "thread_info.cpu|cpu") : 0;
}

bool task_on_cpu(ref task)
{
	return num_or(task, "on_cpu", 0);
}

ref task_cred(ref task)
{
	return ptr(task, "real_cred");
}

/* Since 7.3 a kernel thread may use another's for a while; /proc shows its own all the same. */
ref task_fs(ref task)
{
	return ptr(task, "real_fs|fs");
}

/* ---- signals ----------------------------------------------------------------------------- */

struct task_signals task_signals(ref task)
{
	enum { SIG_DFL = 0, SIG_IGN = 1 };
	struct task_signals s = {0};
	ref hand = ptr(task, "sighand");

	if (null(hand))		/* past exit: lock_task_sighand() fails */
		return s;
	s.live = true;
	s.pending = addr(task, "pending.signal.sig[0]");
	s.shared_pending = addr(task, "signal->shared_pending.signal.sig[0]");
	s.blocked = addr(task, "blocked.sig[0]");
	EACH(action, array(hand, "action")) {
		uint64_t handler = addr(action, "sa.sa_handler");

		if (handler == SIG_IGN)
			s.ignored |= 1ULL << KEY(action);
		else if (handler != SIG_DFL)
			s.caught |= 1ULL << KEY(action);
	}
	return s;
}

/* ---- what it waits in ------------------------------------------------------------------------ */

/*
 * get_wchan() of x86 until 5.15 followed frame pointers, which kernels with ORC do not have: there it
 * found something only by chance, and 0 nearly always.
 */
static uint64_t wchan_by_frame_pointers(ref task)
{
	enum { DEEPEST = 16 };
	struct emit *e = context(task);
	struct stack_span stack = task_stack_span(e, task);
	uint64_t sp = addr(task, "thread.sp"), top = stack.high - 16, fp;

	if (stack.kind == STACK_UNKNOWN || sp < stack.low || sp > top)
		return 0;
	fp = addr(at(e, sp, "struct inactive_task_frame"), "bp");
	for (unsigned depth = 0; depth <= DEEPEST; depth++) {
		uint64_t ip;

		if (fp < stack.low || fp > top)
			return 0;
		ip = read_word(e, fp + 8);
		if (!is_sched_function(e, ip))
			return ip;
		fp = read_word(e, fp);
	}
	return 0;
}

/* What no symbol covers is not shown: lookup_symbol_name() finds nothing, and "0" is printed. */
static const char *function_at(struct emit *e, uint64_t ip)
{
	struct symbol s;

	return ip && symbol_at(e, ip, &s) ? s.name : "";
}

static const char *frame_to_wait_in(struct emit *e, const struct frame *f)
{
	const char *name = function_at(e, f->exact ? f->pc : f->pc - 1);

	if (!*name)
		fail(e, "wait channel", "the unwound stack goes through an address that is no function", f->pc);
	return name;
}

const char *task_wchan(ref task)
{
	struct emit *e = context(task);
	const struct stack *s;

	if (*task_state(task) == 'R' || task_on_cpu(task))
		return "";
	if (!has_function(e, "__get_wchan") && has_type(e, "struct inactive_task_frame"))	/* 5.16 42a20f86dc19 */
		return function_at(e, wchan_by_frame_pointers(task));
	s = unwind_task(e, task);
	for (size_t i = 0; i < s->count; i++)
		if (!is_sched_function(e, s->frames[i].pc) && !s->frames[i].guess)
			return frame_to_wait_in(e, &s->frames[i]);
	if (s->trouble)		/* the stack may well have said where, if it could be read */
		fail(e, "wait channel", s->trouble, s->trouble_at);
	return "";
}

/* task_pt_regs(): the end of its stack, below what is left free there since kernels know FRED (6.9). */
ref task_user_regs(ref task)
{
	struct emit *e = context(task);
	struct stack_span stack = task_stack_span(e, task);
	size_t size = sizeof_type(e, "struct pt_regs");
	uint64_t padding = has_function(e, "asm_fred_entrypoint_user") ? 16 : 0;

	/* Read again: task_stack_span() does not tell a task that has exited from one that cannot be read. */
	return at(e, addr(task, "stack") ? stack.high - padding - size : 0, "struct pt_regs");
}

/* ---- the order in which /proc lists processes -------------------------------------------------- */

struct numbered {
	long pid;
	uint64_t address;
};

static int by_pid(const void *a, const void *b)
{
	const struct numbered *x = a, *y = b;

	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

struct walk tasks_by_pid(struct emit *e)
{
	size_t n = 0, room = 256;
	struct numbered *all = xmalloc(room * sizeof(*all));
	uint64_t *addresses;

	EACH(task, tasks(e)) {
		if (n == room)
			all = xrealloc(all, room *= 2, sizeof(*all));
		all[n++] = (struct numbered){num(task, "pid"), task.addr};
	}
	sort_array(all, n, sizeof(*all), by_pid);
	addresses = file_alloc(e, n + 1, sizeof(*addresses));
	for (size_t i = 0; i < n; i++)
		addresses[i] = all[i].address;
	free(all);
	return items(e, addresses, n, "struct task_struct");
}
