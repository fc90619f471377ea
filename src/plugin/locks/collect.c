/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "plugin/locks/locks.h"

#include <stdlib.h>

static bool is_lock(const struct wait *w)
{
	return w->object && (w->kind == WAIT_MUTEX || w->kind == WAIT_RWSEM || w->kind == WAIT_RT_MUTEX ||
			     w->kind == WAIT_SEMAPHORE || w->kind == WAIT_PERCPU_RWSEM || w->kind == WAIT_SPINLOCK);
}

static void add_waiter(struct lock_report *r, struct map *seen, const struct task_entry *t)
{
	struct lock_entry *l;
	uint64_t i;

	if (!map_get(seen, t->wait.object, &i)) {
		i = r->count++;
		map_put(seen, t->wait.object, i);
		r->locks[i].first = t;
	}
	l = &r->locks[i];
	l->waiters++;
	if (t->since > l->longest)
		l->longest = t->since;
}

static int most_waiters_first(const void *a, const void *b)
{
	const struct lock_entry *x = a, *y = b;

	if (x->waiters != y->waiters)
		return x->waiters > y->waiters ? -1 : 1;
	if (x->longest != y->longest)
		return x->longest > y->longest ? -1 : 1;
	return x->first->wait.object < y->first->wait.object ? -1 : 1;
}

const struct lock_report *lock_report(struct emit *e)
{
	struct lock_report *r = slot(e, "lock_report", sizeof(*r));
	const struct stack_report *s = stack_report(e);
	struct map seen = {0};

	if (r->ready)
		return r;
	r->ready = true;
	r->locks = worker_alloc(e, s->task_count + 1, sizeof(*r->locks));
	for (size_t i = 0; i < s->task_count; i++)
		if (is_lock(&s->tasks[i].wait))
			add_waiter(r, &seen, &s->tasks[i]);
	map_free(&seen);
	sort_array(r->locks, r->count, sizeof(*r->locks), most_waiters_first);
	return r;
}
