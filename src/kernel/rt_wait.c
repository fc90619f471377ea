/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Locks that are rt_mutexes underneath: with PREEMPT_RT all but the raw spinlocks (bb630f9f7a7d, 5.15).  Who waits
 * for one says so in the task itself.  Only a writer that waits for the readers to leave does not: it owns the
 * rt_mutex of the lock already (kernel/locking/rwbase_rt.c).
 */
#include "kernel/kernel.h"

#define OWNER_FLAGS 1ULL	/* there are waiters */

bool is_rt_wait(struct emit *e, enum wait_kind kind)
{
	return kind == WAIT_RT_MUTEX || (kind == WAIT_MUTEX && has_member(e, "struct mutex", "rtmutex")) ||
	       (kind == WAIT_RWSEM && has_member(e, "struct rw_semaphore", "rwbase"));
}

/* Where in the lock its rt_mutex lies. */
static uint64_t offset_in(struct emit *e, enum wait_kind kind)
{
	return kind == WAIT_MUTEX ? offsetof_member(e, "struct mutex", "rtmutex") :
	       kind == WAIT_RWSEM ? offsetof_member(e, "struct rw_semaphore", "rwbase.rtmutex") : 0;
}

static bool waits_to_write(struct emit *e, const struct stack *s)
{
	for (size_t i = 0; i < s->count; i++) {
		const char *name = frame_function(e, &s->frames[i]);

		if (str_starts(name, "down_write") || str_starts(name, "__down_write"))
			return true;
	}
	return false;
}

/* The read-write semaphore that a pointer on the task's stack leads to, and whose rt_mutex the task owns. */
static uint64_t drained_lock(struct emit *e, ref task, const struct stack *s)
{
	struct stack_span span = task_stack_span(e, task);
	uint64_t owner_at = offsetof_member(e, "struct rw_semaphore", "rwbase.rtmutex.owner"), lock, owner;

	if (!s->count || s->frames[0].sp < span.low)
		return 0;
	for (uint64_t a = s->frames[0].sp & ~7ULL; a < span.high; a += 8) {
		if (!probe_word(e, a, &lock))
			break;
		if (lock >> 63 && !(lock & 7) && probe_word(e, lock + owner_at, &owner) && (owner & ~OWNER_FLAGS) == task.addr)
			return lock;
	}
	return 0;
}

void find_rt_wait(struct emit *e, ref task, const struct stack *s, struct wait *w)
{
	ref waiter = has(task, "pi_blocked_on") ? ptr(task, "pi_blocked_on") : (ref){0, task.type}, mutex;

	w->for_write = w->kind == WAIT_RWSEM && waits_to_write(e, s);
	if (!null(waiter) && has(waiter, "lock")) {
		mutex = ptr(waiter, "lock");
		if (!null(mutex)) {
			w->object = mutex.addr - offset_in(e, w->kind);
			w->owner = addr(mutex, "owner") & ~OWNER_FLAGS;
		}
	} else if (w->for_write) {
		w->object = drained_lock(e, task, s);
	}
}
