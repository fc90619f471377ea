/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks all tasks once: unwinds each, merges equal chains, finds out what it waits for and on whom. */
#include "plugin/stacks/stacks.h"

#include <stdlib.h>
#include <string.h>

/* ---- equal chains ------------------------------------------------------------------ */

static uint64_t chain_hash(const struct stack *s)
{
	uint64_t h = s->count;

	for (size_t i = 0; i < s->count; i++)
		h = hash_u64(h ^ s->frames[i].pc);
	return h;
}

static bool same_chain(const struct chain *c, const struct stack *s)
{
	if (c->count != s->count || c->trouble != s->trouble || c->empty_why != s->empty_why)
		return false;
	for (size_t i = 0; i < c->count; i++)
		if (c->frames[i].pc != s->frames[i].pc || c->frames[i].guess != s->frames[i].guess)
			return false;
	return true;
}

/* Index of the chain equal to s, made if there is none yet.  A running task's is its own. */
static size_t intern(struct emit *e, struct stack_report *r, struct map *seen, const struct stack *s)
{
	uint64_t hash = chain_hash(s), found;
	struct chain *c;

	if (s->cpu < 0 && map_get(seen, hash, &found) && same_chain(&r->chains[found], s))
		return found;
	r->chains = worker_grow(e, r->chains, r->chain_count, &r->chain_room, sizeof(*r->chains));
	c = &r->chains[r->chain_count];
	*c = (struct chain){.count = s->count, .method = s->method, .trouble = s->trouble, .empty_why = s->empty_why,
			    .kind = wait_kind_of(e, s), .wait_frames = wait_frames(e, s)};
	c->frames = worker_alloc(e, s->count + 1, sizeof(*c->frames));
	memcpy(c->frames, s->frames, s->count * sizeof(*c->frames));
	if (s->cpu < 0)
		map_put(seen, hash, r->chain_count);
	return r->chain_count++;
}

/* ---- time ------------------------------------------------------------------------------- */

/* When a task last ran: its execution time was last accounted then, whatever its scheduling class. */
static uint64_t since_it_ran(ref task, uint64_t now)
{
	uint64_t last = (uint64_t)num(task, "se.exec_start"), arrival = (uint64_t)num_or(task, "sched_info.last_arrival", 0);

	if (last < arrival)
		last = arrival;
	return last && now > last ? now - last : 0;
}

/* ---- tasks ------------------------------------------------------------------------------- */

static void read_identity(struct emit *e, struct task_entry *t, uint64_t now)
{
	t->pid = num(t->task, "pid");
	t->tgid = num(t->task, "tgid");
	t->state = task_state(t->task)[0];
	strncpy(t->comm, str(t->task, "comm"), sizeof(t->comm) - 1);
	if (t->cpu < 0)
		t->since = since_it_ran(t->task, now);
	if (!tainted(e))
		return;
	t->pid = t->tgid = -1;
	t->state = '?';
	t->comm[0] = '\0';
	t->since = 0;
}

static void add_task(struct emit *e, struct stack_report *r, struct map *seen, ref task, uint64_t now)
{
	const struct stack *s;
	struct task_entry *t;
	struct chain *c;

	e->taint = false;
	s = unwind_task(e, task);
	if (s->trouble)
		fail(e, "call chain", s->trouble, s->trouble_at);
	e->taint = false;
	r->tasks = worker_grow(e, r->tasks, r->task_count, &r->task_room, sizeof(*r->tasks));
	t = &r->tasks[r->task_count++];
	*t = (struct task_entry){.task = task, .cpu = s->cpu, .owner = -1, .cycle = -1};
	t->chain = intern(e, r, seen, s);
	c = &r->chains[t->chain];
	find_wait(e, task, c->kind, s, &t->wait);
	if (t->wait.what)
		t->wait.what = worker_strdup(e, t->wait.what);
	read_identity(e, t, now);
	c->tasks++;
	c->blocked |= t->state == 'D';
	if (t->since > c->longest)
		c->longest = t->since;
}

/* What the CPUs ran comes first: it is known even where the lists of tasks are broken. */
static void walk_tasks(struct emit *e, struct stack_report *r)
{
	uint64_t now = clock_scheduler(e);
	struct map seen = {0};
	const uint64_t *known;
	size_t count = all_tasks(e, &known);

	/* Room for all from the start: what grows leaves its old places behind. */
	r->task_room = count + (size_t)highest_cpu(e) + 2;
	r->tasks = worker_alloc(e, r->task_room, sizeof(*r->tasks));
	for (long cpu = 0; cpu <= highest_cpu(e); cpu++)
		if (cpu_has_run(e, cpu))
			add_task(e, r, &seen, cpu_current(e, cpu), now);
	for (size_t i = 0; i < count; i++) {
		ref task = at(e, known[i], "struct task_struct");

		if (task_running_on(e, task) < 0)
			add_task(e, r, &seen, task, now);
	}
	map_free(&seen);
}

/* ---- order, owners ------------------------------------------------------------------------------ */

static int longest_first(const void *a, const void *b)
{
	const struct task_entry *x = a, *y = b;

	if (x->since != y->since)
		return x->since > y->since ? -1 : 1;
	return x->pid < y->pid ? -1 : x->pid > y->pid;
}

/*
 * Who lets go of a lock wakes the first waiter: an owner that was born while that one slept cannot
 * have taken it.  Another task lay there before, and ended without letting go.
 */
static bool owner_is_younger(struct emit *e, const struct task_entry *t, ref owner)
{
	enum { SLACK = 50 * 1000 * 1000 };	/* the two clocks are not read at the same moment */
	uint64_t born = (uint64_t)num(owner, "start_time"), now = clock_monotonic(e);
	bool known = !tainted(e);

	e->taint = false;
	return known && t->wait.is_first && t->since && born && now > born && now - born + SLACK < t->since;
}

static void find_owners(struct emit *e, struct stack_report *r)
{
	struct map by_task = {0};
	uint64_t i;

	for (i = 0; i < r->task_count; i++)
		map_put(&by_task, r->tasks[i].task.addr, i);
	for (size_t k = 0; k < r->task_count; k++) {
		struct task_entry *t = &r->tasks[k];

		if (!t->wait.owner || !map_get(&by_task, t->wait.owner, &i))
			continue;
		t->wait.owner_ended = !t->wait.owner_is_hint && owner_is_younger(e, t, r->tasks[i].task);
		if (!t->wait.owner_ended)
			t->owner = (long)i;
	}
	map_free(&by_task);
}

/* Strings the tasks of each chain together, longest waiting first. */
static void link_tasks(struct stack_report *r)
{
	for (size_t i = 0; i < r->chain_count; i++)
		r->chains[i].first_task = -1;
	for (size_t i = r->task_count; i-- > 0;) {
		struct chain *c = &r->chains[r->tasks[i].chain];

		r->tasks[i].next_in_chain = c->first_task;
		c->first_task = (long)i;
	}
}

static int chain_before(const void *a, const void *b, void *arg)
{
	const struct stack_report *r = arg;
	size_t i = *(const size_t *)a, j = *(const size_t *)b;
	const struct chain *x = &r->chains[i], *y = &r->chains[j];

	if (x->blocked != y->blocked)
		return x->blocked ? -1 : 1;
	if (x->longest != y->longest)
		return x->longest > y->longest ? -1 : 1;
	return i < j ? -1 : i > j;
}

static void order_chains(struct emit *e, struct stack_report *r)
{
	r->chain_order = worker_alloc(e, r->chain_count + 1, sizeof(*r->chain_order));
	for (size_t i = 0; i < r->chain_count; i++)
		r->chain_order[i] = i;
	qsort_r(r->chain_order, r->chain_count, sizeof(*r->chain_order), chain_before, r);
}

const struct stack_report *stack_report(struct emit *e)
{
	struct stack_report *r = slot(e, "stack_report", sizeof(*r));

	if (damage_begin(e, &r->damage)) {
		walk_tasks(e, r);
		sort_array(r->tasks, r->task_count, sizeof(*r->tasks), longest_first);
		link_tasks(r);
		find_owners(e, r);
		damage_end(e, &r->damage);
		find_cycles(r);
		order_chains(e, r);
	}
	damage_tell(e, &r->damage, "not all tasks could be read");
	return r;
}
