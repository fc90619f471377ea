/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What tasks wait for on kernels with PREEMPT_RT, where each lock is an rt_mutex underneath. */
#include "kernel/kernel.h"

#include <string.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define TASK (FAKE_MORE + 0x1000)
#define OTHER (FAKE_MORE + 0x1100)
#define WAITER (FAKE_MORE + 0x1200)
#define LOCK (FAKE_MORE + 0x1300)
#define CODE (FAKE_MORE + 0x2000)		/* functions[n] at n * 16 */
#define STACK (FAKE_MORE + 0x2e000)		/* 16 KiB */
#define USED 0x100				/* bytes of it in use */

static const char *const functions[] = {"schedule", "rt_mutex_slowlock_block", "mutex_lock", "down_read", "down_write",
					"rwbase_write_lock", "rt_spin_lock", "caller", "schedule_rtlock", "rtlock_slowlock_locked"};
enum { SCHEDULE, SLOWLOCK, MUTEX_LOCK, DOWN_READ, DOWN_WRITE, RWBASE_WRITE, SPIN_LOCK, CALLER, SCHEDULE_RTLOCK, SLOW_RTLOCK };

static const char types[] =
	"int unsigned~long 8 none\n"						/* 11 */
	"struct rt_mutex_base 16 waiters 11 0 owner 11 64\n"			/* 12 */
	"ptr 12\n"
	"struct rt_mutex_waiter 16 task 11 0 lock 13 64\n"			/* 14 */
	"ptr 14\n"
	"struct task_struct 24 stack 11 0 pi_blocked_on 15 64 pid 2 128\n"	/* 16 */
	"struct mutex 16 rtmutex 12 0\n"
	"struct rwbase_rt 24 readers 11 0 rtmutex 12 64\n"			/* 18 */
	"struct rw_semaphore 24 rwbase 18 0\n";

struct fixture {
	struct fake_worker w;
	struct stack stack;
};

static void begin(struct fixture *f)
{
	struct sb symbols = {0};

	memset(f, 0, sizeof(*f));
	for (size_t i = 0; i < ARRAY_LEN(functions); i++)
		sb_printf(&symbols, "%llx t %s\n", CODE + 16 * i, functions[i]);
	fake_worker_init(&f->w, symbols.s, types);
	sb_free(&symbols);
	fake_put(&f->w, TASK, STACK);
	f->stack = (struct stack){.cpu = -1, .method = "", .frames = {{.sp = STACK + 0x4000 - USED}}};
}

/* A chain of calls, innermost first. */
static void call(struct fixture *f, unsigned function)
{
	f->stack.frames[f->stack.count].pc = CODE + 16 * function + 4;
	f->stack.frames[f->stack.count++].exact = true;
}

static void block_on(struct fixture *f, uint64_t rt_mutex, uint64_t owner)
{
	fake_put(&f->w, TASK + 8, WAITER);
	fake_put(&f->w, WAITER + 8, rt_mutex);
	fake_put(&f->w, rt_mutex + 8, owner);
}

static struct wait found(struct fixture *f)
{
	struct wait w;
	ref task;

	fake_worker_open(&f->w, "");
	task = at(f->w.e, TASK, "struct task_struct");
	find_wait(f->w.e, task, wait_kind_of(f->w.e, &f->stack), &f->stack, &w);
	return w;
}

/* A mutex is called one, and its owner is found without the flag. */
static void test_mutex(void **state)
{
	struct fixture f;
	struct wait w;

	(void)state;
	begin(&f);
	call(&f, SCHEDULE);
	call(&f, SLOWLOCK);
	call(&f, MUTEX_LOCK);
	call(&f, CALLER);
	block_on(&f, LOCK, OTHER | 1);
	w = found(&f);
	assert_int_equal(w.kind, WAIT_MUTEX);
	assert_int_equal(w.object, LOCK);
	assert_int_equal(w.owner, OTHER);
	fake_worker_close(&f.w);
}

/* The rt_mutex lies within the read-write semaphore. */
static void test_reader(void **state)
{
	struct fixture f;
	struct wait w;

	(void)state;
	begin(&f);
	call(&f, SCHEDULE);
	call(&f, SLOWLOCK);
	call(&f, DOWN_READ);
	block_on(&f, LOCK + 8, OTHER | 1);
	w = found(&f);
	assert_int_equal(w.kind, WAIT_RWSEM);
	assert_false(w.for_write);
	assert_int_equal(w.object, LOCK);
	assert_int_equal(w.owner, OTHER);
	fake_worker_close(&f.w);
}

/* A writer that waits for readers is blocked on nothing: the lock is the one on its stack that it owns. */
static void test_draining_writer(void **state)
{
	struct fixture f;
	struct wait w;

	(void)state;
	begin(&f);
	call(&f, SCHEDULE);
	call(&f, RWBASE_WRITE);
	call(&f, DOWN_WRITE);
	fake_put(&f.w, STACK + 0x4000 - USED + 8, OTHER);	/* a pointer, but to no such lock */
	fake_put(&f.w, STACK + 0x4000 - USED + 64, LOCK);
	fake_put(&f.w, LOCK + 16, TASK);
	w = found(&f);
	assert_int_equal(w.kind, WAIT_RWSEM);
	assert_true(w.for_write);
	assert_int_equal(w.object, LOCK);
	assert_int_equal(w.owner, 0);
	fake_worker_close(&f.w);
}

static void test_spinlock(void **state)
{
	struct fixture f;
	struct wait w;

	(void)state;
	begin(&f);
	call(&f, SCHEDULE_RTLOCK);
	call(&f, SLOW_RTLOCK);
	call(&f, SPIN_LOCK);
	call(&f, CALLER);
	block_on(&f, LOCK, OTHER);
	w = found(&f);
	assert_int_equal(w.kind, WAIT_RT_MUTEX);
	assert_int_equal(w.object, LOCK);
	assert_int_equal(w.owner, OTHER);
	fake_worker_close(&f.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_mutex), cmocka_unit_test(test_reader), cmocka_unit_test(test_draining_writer),
		cmocka_unit_test(test_spinlock),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
