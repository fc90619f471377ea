/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who makes the files.  The table of scopes is cut in two, and each half has a
 * worker: with two CPUs both are at work at once, and the files of the second
 * half wait for the first.  With one CPU, or little memory, it is one after the
 * other, but the second still begins with nothing in its caches: which file is
 * the first to meet a damaged list must not depend on the machine.
 */
#include "report/records.h"

#include <sched.h>
#include <stdlib.h>
#include <string.h>

#define SECOND_HALF SCOPE_PID	/* from that scope on: about as much work as all before it */

#define BATCH (64 * KiB)
#define WAITING_MAX (4 * MiB)
#define WORKER_STACK (8 * MiB)	/* as the main thread has */

/* Files of the second half, copied: they are handed over some at a time. */
struct waiting_file {
	struct waiting_file *next;
	struct emit_file file;
};

struct batch {
	struct batch *next;
	struct arena arena;
	struct waiting_file *files, **last;
};

struct half {
	struct report *r;
	struct emit *e;
	bool second;
	bool (*take)(struct half *h, const struct emit_file *f);
	struct batch *filling;
	/* between the two, where they are at work at once */
	pthread_mutex_t lock;
	pthread_cond_t changed;
	struct batch *first, **last;
	size_t waiting;			/* bytes */
	bool ended, refused;
};

/* ---- an end before the end ----------------------------------------------------------- */

bool should_stop(struct report *r)
{
	/* It is enough if one of them asks. */
	if (!pthread_mutex_trylock(&r->stop_lock)) {
		if (!r->result->stopped)
			r->result->stopped = r->o->watch->stop(r->o->watch);
		atomic_store(&r->stop, r->result->stopped != NULL);
		pthread_mutex_unlock(&r->stop_lock);
	}
	return atomic_load(&r->stop);
}

static bool stop_walk(void *arg)
{
	return should_stop(arg);
}

/* ---- a half ---------------------------------------------------------------------------- */

static bool want_emitter(void *arg, const struct emitter *em)
{
	const struct half *h = arg;

	return (scope_outermost(em->scope) >= SECOND_HALF) == h->second && selection_wants_emitter(h->r->o->selection, em);
}

/* A run that is to end is stopped before the next file is made, or in the middle of a long walk. */
static bool want_file(void *arg, const char *path)
{
	const struct half *h = arg;

	return !should_stop(h->r) && selection_wants_file(h->r->o->selection, path);
}

static bool take_file(void *arg, const struct emit_file *f)
{
	struct half *h = arg;

	return h->take(h, f);
}

static void run_half(struct half *h)
{
	const struct emit_run run = {want_emitter, want_file, take_file, h};

	h->e->stop = stop_walk;
	h->e->stop_arg = h->r;
	emit_run(h->e, &run);
	h->e->stop = NULL;
}

static bool take_at_once(struct half *h, const struct emit_file *f)
{
	return report_take(h->r, f);
}

/* ---- files that wait --------------------------------------------------------------------- */

static const char *keep(struct batch *b, const char *s)
{
	return s ? arena_strdup(&b->arena, s) : NULL;
}

static void add_to_batch(struct batch *b, const struct emit_file *f)
{
	struct waiting_file *w = arena_alloc(&b->arena, sizeof(*w));
	const char **notes = arena_calloc(&b->arena, f->note_count, sizeof(*notes));

	for (unsigned i = 0; i < f->note_count; i++)
		notes[i] = keep(b, f->notes[i]);
	w->file = *f;
	w->file.notes = notes;
	w->file.path = keep(b, f->path);
	w->file.reason = keep(b, f->reason);
	w->file.link = keep(b, f->link);
	w->file.keys[0] = keep(b, f->keys[0]);
	w->file.keys[1] = keep(b, f->keys[1]);
	w->file.data = arena_strndup(&b->arena, f->data, f->size);
	*b->last = w;
	b->last = &w->next;
}

/* False if no more are wanted. */
static bool hand_over(struct half *h, bool end)
{
	size_t size = h->filling ? h->filling->arena.total : 0;
	bool refused;

	pthread_mutex_lock(&h->lock);
	while (h->waiting && h->waiting + size > WAITING_MAX && !h->refused)
		pthread_cond_wait(&h->changed, &h->lock);
	if (h->filling) {
		*h->last = h->filling;
		h->last = &h->filling->next;
		h->filling = NULL;
	}
	h->waiting += size;
	h->ended = end;
	refused = h->refused;
	pthread_cond_signal(&h->changed);
	pthread_mutex_unlock(&h->lock);
	return !refused;
}

static bool hold(struct half *h, const struct emit_file *f)
{
	if (!h->filling) {
		h->filling = xcalloc(1, sizeof(*h->filling));
		h->filling->last = &h->filling->files;
	}
	add_to_batch(h->filling, f);
	return h->filling->arena.total < BATCH || hand_over(h, false);
}

/* NULL: there will be no more. */
static struct batch *next_batch(struct half *h)
{
	struct batch *b;

	pthread_mutex_lock(&h->lock);
	while (!h->first && !h->ended)
		pthread_cond_wait(&h->changed, &h->lock);
	b = h->first;
	if (b) {
		h->first = b->next;
		h->last = h->first ? h->last : &h->first;
		h->waiting -= b->arena.total;
	}
	pthread_cond_signal(&h->changed);
	pthread_mutex_unlock(&h->lock);
	return b;
}

static void refuse_more(struct half *h)
{
	pthread_mutex_lock(&h->lock);
	h->refused = true;
	pthread_cond_signal(&h->changed);
	pthread_mutex_unlock(&h->lock);
}

static void take_waiting(struct half *h)
{
	struct batch *b;

	if (h->r->failed)
		refuse_more(h);
	while ((b = next_batch(h))) {
		for (const struct waiting_file *w = b->files; w && !h->refused; w = w->next)
			if (!report_take(h->r, &w->file))
				refuse_more(h);
		arena_free(&b->arena);
		free(b);
	}
}

/* ---- both ---------------------------------------------------------------------------------- */

static void *run_second(void *arg)
{
	struct half *h = arg;

	run_half(h);
	hand_over(h, true);
	return NULL;
}

/* The default stack is for the compressor's threads, which need little. */
bool start_worker(pthread_t *thread, void *(*run)(void *arg), void *arg)
{
	pthread_attr_t attr;
	bool ok;

	pthread_attr_init(&attr);
	pthread_attr_setstacksize(&attr, WORKER_STACK);
	ok = !pthread_create(thread, &attr, run, arg);
	pthread_attr_destroy(&attr);
	return ok;
}

static bool at_once(struct half *first, struct half *second)
{
	pthread_t thread;

	second->e = emit_new(second->r->o->program);
	second->e->output_limit = first->e->output_limit;
	second->take = hold;
	second->last = &second->first;
	pthread_mutex_init(&second->lock, NULL);
	pthread_cond_init(&second->changed, NULL);
	if (!start_worker(&thread, run_second, second)) {
		emit_free(second->e);
		return false;
	}
	run_half(first);
	take_waiting(second);
	pthread_join(thread, NULL);
	for (int s = 0; s < MEM_STATUS_COUNT; s++)
		first->e->fail_totals[s] += second->e->fail_totals[s];
	emit_free(second->e);
	return true;
}

static void one_after_the_other(struct half *first, struct half *second)
{
	run_half(first);
	if (first->r->failed)
		return;
	emit_renew(first->e);
	second->e = first->e;
	second->take = take_at_once;
	run_half(second);
}

/*
 * What workers collect grows with the tasks, about 5 KiB for each and both of them: with so many, one
 * works after the other, to keep to the 64 MB that a report of 10,000 processes may take.
 */
#define TASKS_FOR_TWO 2000

/* nr_threads: fork().  Whether it can be read changes the pace of the report, not what is in it. */
static bool has_many_tasks(const struct report *r)
{
	uint64_t address;
	uint8_t raw[4];

	return program_symbol(r->o->program, "nr_threads", &address) &&
	       memory_read(r->o->emit->memory, address, raw, sizeof(raw), NULL) == MEM_OK &&
	       get_u32(raw, program_facts(r->o->program)->big_endian) > TASKS_FOR_TWO;
}

bool may_use_threads(const struct report *r)
{
	cpu_set_t set;

	return !r->o->one_worker && !has_many_tasks(r) && !sched_getaffinity(0, sizeof(set), &set) && CPU_COUNT(&set) > 1;
}

void make_files(struct report *r)
{
	struct half first = {.r = r, .e = r->o->emit, .take = take_at_once}, second = {.r = r, .second = true};

	if (!may_use_threads(r) || !at_once(&first, &second))
		one_after_the_other(&first, &second);
}

/* ---- names to be masked ---------------------------------------------------------------------- */

static bool want_any(void *arg, const struct emitter *em)
{
	return selection_wants_emitter(((struct report *)arg)->o->selection, em);
}

static bool want_any_file(void *arg, const char *path)
{
	return !should_stop(arg) && selection_wants_file(((struct report *)arg)->o->selection, path);
}

static bool learn_file(void *arg, const struct emit_file *f)
{
	struct report *r = arg;

	masked_begin(r, f);
	report_length(r, masked_write);
	return !should_stop(r);
}

/* On a worker of its own: what the others count and keep is that of the run which is written. */
void learn_names(struct report *r)
{
	const struct emit_run run = {want_any, want_any_file, learn_file, r};
	struct emit *e = emit_new(r->o->program);

	e->stop = stop_walk;
	e->stop_arg = r;
	emit_run(e, &run);
	emit_free(e);
}
