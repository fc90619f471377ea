/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <string.h>

/* ---- names ------------------------------------------------------------------------- */

/* struct kthread: to_kthread().  worker_private since 5.17 (e32cf5dfbe22), set_child_tid before. */
static ref kthread_of(ref task)
{
	uint64_t a = has(task, "worker_private") ? addr(task, "worker_private") : addr(task, "set_child_tid");

	return at(context(task), a, "struct kthread");
}

/* Its full name, which may be longer than comm: since 6.11 (2a1b02bcba78). */
static const char *worker_id(ref worker, ref task)
{
	struct emit *e = context(task);
	ref pool = ptr(worker, "pool");

	if (!has_sym(e, "format_worker_id"))
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

/* Moved from the task to thread_info in 5.16 (bcf9033e5449). */
long task_cpu(ref task)
{
	return num(task, "thread_info.cpu|cpu");
}

bool task_on_cpu(ref task)
{
	return num_or(task, "on_cpu", 0);
}

ref task_cred(ref task)
{
	return ptr(task, "real_cred");
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
