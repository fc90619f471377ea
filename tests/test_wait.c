/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a sleeping task of a fake kernel waits for, from what lies on its stack. */
#include "kernel/kernel.h"

#include <stdio.h>

#include <stdio.h>
#include <string.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define LOCK (FAKE_MORE + 0x1000)
#define STACK (FAKE_MORE + 0x8000)
#define WAITER (STACK + 0x1100)
#define TASK (FAKE_MORE + 0x3000)
#define OTHER (FAKE_MORE + 0x3100)
#define INIT (FAKE_MORE + 0x3200)

static const char types[] =
	"int unsigned~long 8 none\n"								/* 11 */
	"fwd list_head struct\n"
	"ptr 12\n"
	"struct list_head 16 next 13 0 prev 13 64\n"						/* 14 */
	"struct mutex 32 owner 11 0 wait_list 14 128\n"
	"struct mutex_waiter 24 list 14 0 task 11 128\n"
	"struct rcuwait 8 task 11 0\n"								/* 17 */
	"struct wait_queue_head 16 head 14 0\n"							/* 18 */
	"struct wait_queue_entry 40 flags 11 0 private 11 64 func 11 128 entry 14 192\n"
	"struct percpu_rw_semaphore 32 writer 17 0 waiters 18 64\n"
	"struct signal_struct 16 thread_head 14 0\n"
	"ptr 21\n"
	"struct task_struct 64 stack 11 0 tasks 14 64 signal 22 192 thread_node 14 256 in_iowait 11 384 __state 11 448\n";

struct fixture {
	struct fake_worker w;
	struct stack stack;
	struct wait wait;
};

/* An empty list if it is the only node. */
static void link_nodes(struct fixture *f, uint64_t a, uint64_t b)
{
	fake_put(&f->w, a, b);
	fake_put(&f->w, b + 8, a);
}

static void begin(struct fixture *f)
{
	char symbols[256];

	memset(f, 0, sizeof(*f));
	snprintf(symbols, sizeof(symbols), "%llx T mutex_lock\n%llx T percpu_down_write\n%llx T schedule_timeout\n%llx T driver\n%llx D init_task\n",
		 FAKE_MORE, FAKE_MORE + 0x10, FAKE_MORE + 0x20, FAKE_MORE + 0x30, INIT);
	fake_worker_init(&f->w, symbols, types);
	for (uint64_t a = STACK; a < STACK + 16 * KiB; a += 8)
		fake_put(&f->w, a, 0);
	for (uint64_t a = TASK; a < INIT + 0x100; a += 8)
		fake_put(&f->w, a, 0);
	fake_put(&f->w, TASK, STACK);
	/* Two tasks and the idle one, each a process of its own: TASK, OTHER. */
	link_nodes(f, INIT + 8, TASK + 8);
	link_nodes(f, TASK + 8, OTHER + 8);
	link_nodes(f, OTHER + 8, INIT + 8);
	for (unsigned i = 0; i < 3; i++) {
		uint64_t task = (uint64_t[]){TASK, OTHER, INIT}[i], signal = FAKE_MORE + 0x4000 + 0x100 * i;

		fake_put(&f->w, task + 24, signal);
		link_nodes(f, signal, task + 32);
		link_nodes(f, task + 32, signal);
	}
}

static void find(struct fixture *f, enum wait_kind kind, unsigned function)
{
	fake_worker_open(&f->w, "");
	f->stack.cpu = -1;
	f->stack.count = 2;
	f->stack.frames[0] = (struct frame){.pc = FAKE_MORE + 0x10 * function + 4, .sp = STACK + 0x1000, .stack = STACK_TASK};
	f->stack.frames[1] = (struct frame){.pc = FAKE_MORE + 0x34, .sp = STACK + 0x1200, .stack = STACK_TASK};
	assert_int_equal(wait_kind_of(f->w.e, &f->stack), kind);
	find_wait(f->w.e, at(f->w.e, TASK, "struct task_struct"), kind, &f->stack, &f->wait);
}

/* A mutex with that owner word; its one waiter lies on the stack of TASK. */
static void put_mutex(struct fixture *f, uint64_t owner)
{
	fake_put(&f->w, LOCK, owner);
	fake_put(&f->w, WAITER + 16, TASK);
	link_nodes(f, LOCK + 16, WAITER);
	link_nodes(f, WAITER, LOCK + 16);
}

static void mutex_with_an_owner(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put_mutex(&f, OTHER | 1);
	find(&f, WAIT_MUTEX, 0);
	assert_int_equal(f.wait.object, LOCK);
	assert_int_equal(f.wait.owner, OTHER);
	assert_true(f.wait.is_first);
	assert_false(f.wait.owner_ended);
	fake_worker_close(&f.w);
}

/* The owner has ended without letting go: nobody is named in its place. */
static void mutex_of_a_dead_owner(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	put_mutex(&f, (FAKE_MORE + 0x5000) | 1);
	find(&f, WAIT_MUTEX, 0);
	assert_int_equal(f.wait.object, LOCK);
	assert_int_equal(f.wait.owner, 0);
	assert_true(f.wait.owner_ended);
	fake_worker_close(&f.w);
}

/* A writer waits for readers to go: it is in no queue, but named in the lock. */
static void percpu_rwsem_writer(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	fake_put(&f.w, STACK + 0x1080, LOCK);
	fake_put(&f.w, LOCK, TASK);
	find(&f, WAIT_PERCPU_RWSEM, 1);
	assert_int_equal(f.wait.object, LOCK);
	assert_true(f.wait.for_write);
	fake_worker_close(&f.w);
}

static void only_time(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	find(&f, WAIT_QUEUE, 2);
	assert_string_equal(f.wait.what, "time to pass");
	fake_worker_close(&f.w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(mutex_with_an_owner),
		cmocka_unit_test(mutex_of_a_dead_owner),
		cmocka_unit_test(percpu_rwsem_writer),
		cmocka_unit_test(only_time),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
