/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

struct walk tasks(struct emit *e)
{
	return list(sub(sym(e, "init_task", "struct task_struct"), "tasks"), "struct task_struct", "tasks");
}

ref init_process(struct emit *e)
{
	return ptr(sym(e, "init_pid_ns", "struct pid_namespace"), "child_reaper");
}

bool init_lives(struct emit *e)
{
	EACH(task, tasks(e))
		if (num(task, "pid") == 1)
			return true;
	return false;
}

struct walk threads(ref task)
{
	return list(sub(ptr(task, "signal"), "thread_head"), "struct task_struct", "thread_node");
}

/* As in task_state_array, fs/proc/array.c, since 4.14; for kernels that do not name their data. */
static const char *state_name(struct emit *e, int index)
{
	static const char *const names[] = {
		"R (running)", "S (sleeping)", "D (disk sleep)", "T (stopped)", "t (tracing stop)",
		"X (dead)", "Z (zombie)", "P (parked)", "I (idle)",
	};

	if (knows_sym(e, "task_state_array"))
		return str_at(sym(e, "task_state_array", "char *[16]"), "[]", index);
	return one_of(e, names, index);
}

/*
 * task_state_index(), include/linux/sched.h.  The names are in task_state_array: as many as there
 * are bits to report, so that its length gives the mask (TASK_REPORT grew by "I" in 4.14).
 */
const char *task_state(ref task)
{
	struct emit *e = context(task);
	enum { REPORT = 0x7f, IDLE = 0x402, RTLOCK_WAIT = 0x1000, FROZEN = 0x8000 };
	unsigned long state = (unsigned long)num(task, "__state|state");	/* 5.14 2f064a59a11f */
	unsigned long report = (state | (unsigned long)num(task, "exit_state")) & REPORT;
	int index;

	if ((state & IDLE) == IDLE)
		report = REPORT + 1;
	else if (state & (RTLOCK_WAIT | FROZEN))	/* 5.15, 6.1; bits unused before */
		report = 2;	/* TASK_UNINTERRUPTIBLE */
	index = report ? 64 - __builtin_clzl(report) : 0;
	return state_name(e, index);
}

ref task_pid(ref task, const char *kind)
{
	struct emit *e = context(task);
	long i = enumv(e, kind);

	if (i == enum_or(e, "PIDTYPE_PID", 0))
		return ptr(task, "thread_pid");
	return ptr_at(ptr(task, "signal"), "pids[]", i);
}

/* struct pid ends with an upid for each namespace, declared as an array of one until 6.5. */
ref pid_in_namespace(ref pid, long level)
{
	ref first = sub(pid, "numbers[0]");

	if (!poisoned(first))
		first.addr += (uint64_t)level * sizeof_type(context(pid), "struct upid");
	return first;
}

long pid_number(ref pid, long level)
{
	if (null(pid) || num(pid, "level") < level)
		return 0;
	return num(pid_in_namespace(pid, level), "nr");
}
