/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Who, or what, could end a wait for something that has no owner on record: the worker whose work is
 * flushed, the CPU that holds up RCU, jbd2's thread, the tasks with open handles, a device.
 */
#include "kernel/kernel.h"

#include <string.h>

/* A grace period this old is not just under way. */
#define RCU_HELD_UP_MS 2000
#define RCU_SEQ_STATE 3

/* ---- flush_work() ---------------------------------------------------------------------- */

/* The worker in whose list of works to come that one is; null() if it is still in its pool's. */
static ref worker_of(struct emit *e, uint64_t work)
{
	EACH(pool, idr(sym(e, "worker_pool_idr", "struct idr"), "struct worker_pool"))
		EACH(worker, list(sub(pool, "workers"), "struct worker", "node"))
			EACH(scheduled, list(sub(worker, "scheduled"), "struct work_struct", "entry"))
				if (scheduled.addr == work)
					return worker;
	return (ref){0, e->poison};
}

/* The CPU in whose pool's backlog that work still is, -1 if in none. */
static long backlog_cpu(struct emit *e, uint64_t work)
{
	EACH(pool, idr(sym(e, "worker_pool_idr", "struct idr"), "struct worker_pool"))
		EACH(pending, list(sub(pool, "worklist"), "struct work_struct", "entry"))
			if (pending.addr == work)
				return num(pool, "cpu");
	return -1;
}

/*
 * The flusher has put a barrier behind the work: a work of its own, with its task and the completion
 * in it.  If the work has not been taken up, then perhaps because its CPU is not given up.
 */
static void flushed_work(struct emit *e, ref task, struct wait *w)
{
	ref barrier = container(at(e, w->object, "struct completion"), "struct wq_barrier", "done"), worker;
	uint64_t work;
	long cpu;

	if (poisoned(barrier) || addr(barrier, "task") != task.addr)
		return;
	w->what = "flush of a work";
	work = sub(barrier, "work").addr;
	worker = worker_of(e, work);
	cpu = worker.addr ? -1 : backlog_cpu(e, work);
	if (worker.addr)
		w->owner = addr(worker, "task");
	if (cpu < 0)
		return;
	w->what = file_printf(e, "flush of a work not yet taken up on CPU %ld", cpu);
	if (addr(percpu(e, "runqueues", "struct rq", cpu), "idle") != cpu_current(e, cpu).addr)
		w->owner = cpu_current(e, cpu).addr;
	w->owner_is_hint = true;
}

/* ---- synchronize_rcu() ------------------------------------------------------------------- */

/* The first CPU or preempted reader that an old grace period waits for. */
static uint64_t holds_up_rcu(struct emit *e)
{
	ref state = sym(e, "rcu_state", "struct rcu_state");
	uint64_t jiffies = (uint64_t)val(sym(e, "jiffies_64", "unsigned long"));
	long leaves = val(sym(e, "rcu_num_lvls", "int")) - 1;

	if (!(num(state, "gp_seq") & RCU_SEQ_STATE) ||
	    jiffies_to_ms(e, jiffies - (uint64_t)num(state, "gp_start")) < RCU_HELD_UP_MS)
		return 0;
	EACH(node, array_n(state, "node", val(sym(e, "rcu_num_nodes", "int")))) {
		uint64_t mask = (uint64_t)num(node, "qsmask"), reader = addr(node, "gp_tasks");

		if (num(node, "level") != leaves)
			continue;
		if (mask)
			return cpu_current(e, num(node, "grplo") + __builtin_ctzll(mask)).addr;
		if (reader && has_member(e, "struct task_struct", "rcu_node_entry"))
			return container(at(e, reader, "struct list_head"), "struct task_struct", "rcu_node_entry").addr;
	}
	return 0;
}

static void grace_period(struct emit *e, ref task, struct wait *w)
{
	(void)task;
	w->what = "RCU grace period";
	w->owner = has_sym(e, "rcu_num_lvls") ? holds_up_rcu(e) : 0;
}

/* ---- flush_workqueue() --------------------------------------------------------------- */

/* A worker that is at a work of that queue. */
static uint64_t worker_at(struct emit *e, ref queue)
{
	EACH(pool, idr(sym(e, "worker_pool_idr", "struct idr"), "struct worker_pool"))
		EACH(worker, list(sub(pool, "workers"), "struct worker", "node"))
			if (addr(worker, "current_pwq") && addr(worker, "current_pwq->wq") == queue.addr)
				return addr(worker, "task");
	return 0;
}

/* The flusher, with the completion in it, is the queue's first one or in its list. */
static void flushed_queue(struct emit *e, ref task, struct wait *w)
{
	uint64_t flusher = container(at(e, w->object, "struct completion"), "struct wq_flusher", "done").addr;

	(void)task;
	if (!w->object || !has_member(e, "struct workqueue_struct", "first_flusher"))
		return;
	EACH(queue, list(sym(e, "workqueues", "struct list_head"), "struct workqueue_struct", "list")) {
		if (addr(queue, "first_flusher") != flusher)
			continue;
		w->what = file_printf(e, "flush of workqueue %s", str(queue, "name"));
		w->owner = worker_at(e, queue);
		w->owner_is_hint = true;
	}
}

/* ---- kthread_stop() ------------------------------------------------------------------- */

/* The thread whose struct kthread has that completion in it. */
static void stopped_thread(struct emit *e, ref task, struct wait *w)
{
	(void)task;
	if (!w->object || !has_member(e, "struct kthread", "exited"))
		return;
	w->what = "end of a kernel thread";
	EACH(process, tasks(e)) {
		ref thread = kthread_of(process);

		/* Not all had one until 5.17: helpers that became processes. */
		if (num(process, "flags") & PF_KTHREAD && thread.addr && sub(thread, "exited").addr == w->object)
			w->owner = process.addr;
	}
}

/* ---- jbd2 ------------------------------------------------------------------------------------- */

/* For a commit, the journal's thread. */
static void journal_commit(struct emit *e, ref task, struct wait *w)
{
	ref journal;

	if (!has_member(e, "struct journal_s", "j_wait_done_commit") || !w->object)
		return;
	journal = container(at(e, w->object, "struct wait_queue_head"), "struct journal_s", "j_wait_done_commit");
	if (addr(journal, "j_task") == task.addr || !is_task(e, addr(journal, "j_task")))
		return;
	w->what = file_printf(e, "commit of journal %s", str(journal, "j_devname"));
	w->owner = addr(journal, "j_task");
}

/* A task that has an open handle of that journal's running transaction, other than the waiter. */
static uint64_t handle_holder(struct emit *e, ref journal, ref waiter)
{
	EACH(process, tasks(e)) {
		EACH(thread, threads(process)) {
			ref handle = cast(ptr(thread, "journal_info"), "struct jbd2_journal_handle");

			/* Other file systems keep other things in journal_info: some of them are no pointers. */
			if (thread.addr == waiter.addr || handle.addr < e->facts->page_size || handle.addr & 7)
				continue;
			if (addr(handle, "h_transaction->t_journal") == journal.addr)
				return thread.addr;
		}
	}
	return 0;
}

/* The journal's thread, for all handles of a transaction to be closed. */
static void open_handles(struct emit *e, ref task, struct wait *w)
{
	ref journal;

	if (!has_member(e, "struct journal_s", "j_wait_updates") || !has_type(e, "struct jbd2_journal_handle") || !w->object)
		return;
	journal = container(at(e, w->object, "struct wait_queue_head"), "struct journal_s", "j_wait_updates");
	if (addr(journal, "j_task") != task.addr)
		return;
	w->what = file_printf(e, "open handles of journal %s", str(journal, "j_devname"));
	w->owner = handle_holder(e, journal, task);
	w->owner_is_hint = true;
}

/* ---- submit_bio_wait() --------------------------------------------------------------------------- */

/* How far from the completion the bio, or a pointer to it, is looked for. */
#define BIO_SEARCH (2 * KiB)

/* Most words on a stack are no bio: nothing is noted of what cannot be read. */
static bool peek(struct emit *e, uint64_t address, uint64_t *value)
{
	uint8_t raw[8];

	if (address & 7 || memory_read(e->memory, address, raw, sizeof(raw), NULL) != MEM_OK)
		return false;
	*value = get_u64(raw, e->facts->big_endian);
	return true;
}

/* Its bi_private is the completion, its bi_end_io the start of a function. */
static bool is_bio_of(struct emit *e, uint64_t bio, uint64_t completion)
{
	uint64_t value, end_io;
	struct symbol s;

	return peek(e, bio + offsetof_member(e, "struct bio", "bi_private"), &value) && value == completion &&
	       peek(e, bio + offsetof_member(e, "struct bio", "bi_end_io"), &end_io) && end_io &&
	       symbol_at(e, end_io, &s) && s.addr == end_io;
}

/* The bio itself lies on the stack, or a pointer to it does. */
static uint64_t find_bio(struct emit *e, const struct stack *s, uint64_t completion)
{
	uint64_t low = s->frames[0].sp & ~7ULL, private_at = offsetof_member(e, "struct bio", "bi_private"), value;

	for (uint64_t a = low; a < completion + BIO_SEARCH && a - low < kernel_stack_size(e) && peek(e, a, &value); a += 8) {
		if (value == completion && is_bio_of(e, a - private_at, completion))
			return a - private_at;
		if (value >> 63 && is_bio_of(e, value, completion))
			return value;
	}
	return 0;
}

static void submitted_bio(struct emit *e, const struct stack *s, struct wait *w)
{
	uint64_t address = w->object && has_type(e, "struct bio") ? find_bio(e, s, w->object) : 0;
	ref bio = at(e, address, "struct bio");

	if (!address)
		return;
	/* bi_disk until 5.11 (309dca309fc3) */
	w->what = file_printf(e, "I/O on %s, sector %ld", has(bio, "bi_bdev") ? bdev_text(e, ptr(bio, "bi_bdev")) :
			      str(bio, "bi_disk->disk_name"), num(bio, "bi_iter.bi_sector"));
}

/* ---- time ---------------------------------------------------------------------------------------- */

/* Asleep for some time, and in no queue. */
static void time_to_pass(struct emit *e, const struct stack *s, size_t wait_frames, struct wait *w)
{
	static const char *const functions[] = {"schedule_timeout*", "schedule_hrtimeout*", "do_nanosleep", "msleep*",
						"usleep_range*"};

	for (size_t i = 0; i <= wait_frames && i < s->count && w->kind == WAIT_QUEUE && !w->object; i++)
		for (size_t f = 0; f < ARRAY_LEN(functions); f++)
			if (function_matches(frame_function(e, &s->frames[i]), functions[f]))
				w->what = "time to pass";
}

/* ---- by the function that waits ------------------------------------------------------------------ */

static const struct {
	const char *function;
	enum wait_kind kind;
	void (*find)(struct emit *e, ref task, struct wait *w);
} finders[] = {
	{"__flush_work", WAIT_COMPLETION, flushed_work},
	{"flush_work", WAIT_COMPLETION, flushed_work},		/* with the former in it */
	{"__flush_workqueue", WAIT_COMPLETION, flushed_queue},
	{"flush_workqueue", WAIT_COMPLETION, flushed_queue},
	{"kthread_stop", WAIT_COMPLETION, stopped_thread},
	{"__wait_rcu_gp", WAIT_COMPLETION, grace_period},
	{"synchronize_rcu_normal", WAIT_COMPLETION, grace_period},
	{"synchronize_rcu", WAIT_COMPLETION, grace_period},
	{"jbd2_log_wait_commit", WAIT_QUEUE, journal_commit},
	{"jbd2_journal_wait_updates", WAIT_QUEUE, open_handles},
	{"jbd2_journal_commit_transaction", WAIT_QUEUE, open_handles},
};

void find_wait_owner(struct emit *e, ref task, const struct stack *s, struct wait *w)
{
	size_t i = wait_frames(e, s);
	const char *name;

	if (i >= s->count || (w->kind != WAIT_COMPLETION && w->kind != WAIT_QUEUE))
		return;
	name = frame_function(e, &s->frames[i]);
	time_to_pass(e, s, i, w);
	if (function_matches(name, "submit_bio_wait") || function_matches(name, "bio_await"))	/* 7.1 */
		submitted_bio(e, s, w);
	for (size_t f = 0; f < ARRAY_LEN(finders); f++)
		if (w->kind == finders[f].kind && function_matches(name, finders[f].function))
			finders[f].find(e, task, w);
	if (!is_task(e, w->owner))
		w->owner = 0;
}
