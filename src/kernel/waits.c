/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <stdlib.h>
#include <string.h>

const char *wait_kind_name(enum wait_kind kind)
{
	static const char *const names[] = {"none", "mutex", "rwsem", "rt_mutex", "semaphore", "percpu rwsem",
					    "completion", "page", "bit", "wait queue", "spinlock", "CPU", "I/O"};

	_Static_assert(ARRAY_LEN(names) == WAIT_KINDS, "a name for each kind");
	return names[kind];
}

/* ---- known tasks ------------------------------------------------------------------- */

struct known_tasks {
	struct damage damage;
	size_t count;
	uint64_t *sorted;
};

static int by_address(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

static void collect_tasks(struct emit *e, struct known_tasks *k)
{
	uint64_t *found = NULL;
	size_t room = 0;

	EACH(process, tasks(e)) {
		EACH(thread, threads(process)) {
			GROW(found, k->count, room);
			found[k->count++] = thread.addr;
		}
	}
	k->sorted = worker_alloc(e, k->count + 1, sizeof(*k->sorted));
	if (k->count)
		memcpy(k->sorted, found, k->count * sizeof(*found));
	free(found);
	sort_array(k->sorted, k->count, sizeof(*k->sorted), by_address);
}

static const struct known_tasks *known_tasks(struct emit *e)
{
	struct known_tasks *k = slot(e, "known_tasks", sizeof(*k));

	if (damage_begin(e, &k->damage)) {
		collect_tasks(e, k);
		damage_end(e, &k->damage);
	}
	return k;
}

size_t all_tasks(struct emit *e, const uint64_t **addresses)
{
	const struct known_tasks *k = known_tasks(e);

	damage_tell(e, &k->damage, "not all tasks could be read");
	*addresses = k->sorted;
	return k->count;
}

bool is_task(struct emit *e, uint64_t address)
{
	const struct known_tasks *k = known_tasks(e);

	if (address && bsearch(&address, k->sorted, k->count, sizeof(*k->sorted), by_address))
		return true;
	for (long cpu = 0; address && cpu <= highest_cpu(e); cpu++)	/* idle tasks are in no list */
		if (cpu_has_run(e, cpu) && cpu_current(e, cpu).addr == address)
			return true;
	damage_tell(e, &k->damage, "not all tasks could be read");
	return false;
}

/* ---- from names to the kind of wait ------------------------------------------------------ */

/* Innermost first: the first row that any frame matches decides.  A '*' at the end: any rest. */
static const struct {
	const char *function;
	enum wait_kind kind;
} wait_functions[] = {
	{"__mutex_lock*", WAIT_MUTEX},
	{"mutex_lock*", WAIT_MUTEX},
	{"__ww_mutex_lock*", WAIT_MUTEX},
	{"ww_mutex_lock*", WAIT_MUTEX},
	{"percpu_down_write*", WAIT_PERCPU_RWSEM},
	{"percpu_rwsem_wait*", WAIT_PERCPU_RWSEM},
	{"__percpu_down_read*", WAIT_PERCPU_RWSEM},
	{"rwsem_down_*", WAIT_RWSEM},
	{"__down_read*", WAIT_RWSEM},
	{"__down_write*", WAIT_RWSEM},
	{"down_read*", WAIT_RWSEM},
	{"down_write*", WAIT_RWSEM},
	{"rt_mutex_*", WAIT_RT_MUTEX},
	{"__rt_mutex_*", WAIT_RT_MUTEX},
	{"rtlock_slowlock*", WAIT_RT_MUTEX},
	{"rt_spin_lock*", WAIT_RT_MUTEX},
	{"rt_read_lock*", WAIT_RT_MUTEX},
	{"rt_write_lock*", WAIT_RT_MUTEX},
	{"rwbase_*", WAIT_RT_MUTEX},
	{"down", WAIT_SEMAPHORE},
	{"down_interruptible", WAIT_SEMAPHORE},
	{"down_killable", WAIT_SEMAPHORE},
	{"down_timeout", WAIT_SEMAPHORE},
	{"__down*", WAIT_SEMAPHORE},
	{"wait_for_completion*", WAIT_COMPLETION},
	{"__wait_for_common*", WAIT_COMPLETION},
	{"folio_wait_bit*", WAIT_PAGE},
	{"wait_on_page_bit*", WAIT_PAGE},
	{"__wait_on_page_*", WAIT_PAGE},
	{"__lock_page*", WAIT_PAGE},
	{"__folio_lock*", WAIT_PAGE},
	{"folio_wait_writeback*", WAIT_PAGE},
	{"wait_on_page_writeback*", WAIT_PAGE},
	{"__wait_on_bit*", WAIT_BIT},
	{"out_of_line_wait_on_bit*", WAIT_BIT},
	{"bit_wait*", WAIT_BIT},
	{"queued_spin_lock_slowpath", WAIT_SPINLOCK},
	{"native_queued_spin_lock_slowpath*", WAIT_SPINLOCK},
	{"__pv_queued_spin_lock_slowpath*", WAIT_SPINLOCK},
	{"queued_read_lock_slowpath*", WAIT_SPINLOCK},
	{"queued_write_lock_slowpath*", WAIT_SPINLOCK},
	{"_raw_spin_lock*", WAIT_SPINLOCK},
	{"_raw_read_lock*", WAIT_SPINLOCK},
	{"_raw_write_lock*", WAIT_SPINLOCK},
	{"smp_call_function_many*", WAIT_CPU},
	{"smp_call_function_single", WAIT_CPU},
	{"__csd_lock_wait*", WAIT_CPU},
	{"csd_lock_wait*", WAIT_CPU},
	{"io_schedule*", WAIT_IO},
	{"blk_io_schedule*", WAIT_IO},
	/* part of waiting, but what for is known only further out */
	{"__schedule*", WAIT_NONE},
	{"schedule*", WAIT_NONE},
	{"preempt_schedule*", WAIT_NONE},
	{"context_switch*", WAIT_NONE},
	{"__switch_to*", WAIT_NONE},
};

/* With PREEMPT_RT mutexes and rwsems wait by way of an rt_mutex. */
static bool is_made_of(enum wait_kind lock, enum wait_kind inner)
{
	return inner == WAIT_RT_MUTEX && (lock == WAIT_MUTEX || lock == WAIT_RWSEM);
}

/* Is that function part of waiting?  *kind changes where it says what for. */
static bool is_wait_function(const char *name, enum wait_kind *kind)
{
	for (size_t i = 0; i < ARRAY_LEN(wait_functions); i++) {
		if (!function_matches(name, wait_functions[i].function))
			continue;
		if (wait_functions[i].kind != WAIT_NONE &&
		    (*kind == WAIT_NONE || *kind == WAIT_IO || is_made_of(wait_functions[i].kind, *kind)))
			*kind = wait_functions[i].kind;
		return true;
	}
	return false;
}

/* A running task: frames until the interruption are not its own. */
static size_t first_own_frame(const struct stack *s)
{
	for (size_t i = s->count; i-- > 1;)
		if (s->frames[i].regs && s->frames[i].stack == STACK_TASK)
			return i;
	return 0;
}

size_t wait_frames(struct emit *e, const struct stack *s)
{
	enum wait_kind kind = WAIT_NONE;
	size_t i = s->cpu >= 0 ? first_own_frame(s) : 0;

	while (i < s->count && !s->frames[i].guess && is_wait_function(frame_function(e, &s->frames[i]), &kind))
		i++;
	return i;
}

/*
 * A wait queue's sleeper has no function of its own between the scheduler and who waits:
 * where only the scheduler was recognised, the wait is on a queue, if it is on anything.
 */
enum wait_kind wait_kind_of(struct emit *e, const struct stack *s)
{
	enum wait_kind kind = WAIT_NONE;
	size_t i = s->cpu >= 0 ? first_own_frame(s) : 0, first = i;

	while (i < s->count && !s->frames[i].guess && is_wait_function(frame_function(e, &s->frames[i]), &kind))
		i++;
	if (s->cpu >= 0)
		return kind == WAIT_SPINLOCK || kind == WAIT_CPU ? kind : WAIT_NONE;
	return kind == WAIT_NONE && i > first ? WAIT_QUEUE : kind;
}
