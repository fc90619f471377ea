/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What extract keeps for crash and drgn: tasks and their stacks whole, variables up to the next symbol. */
#include "cli/cli.h"

#include "support/fake_worker.h"
#include "support/test.h"

enum { PAGE = 4096, TASK_SIZE = 2 * PAGE + 256, TASKS = 8, THREAD_NODE = 32, STACK_SIZE = 4 * PAGE };

#define PERCPU_OFFSETS (FAKE_MORE + 0x1000)	/* three pages of them */
#define INIT_TASK (FAKE_MORE + 0x10000)
#define TASK (FAKE_MORE + 0x20000)
#define SIGNAL (FAKE_MORE + 0x28000)
#define STACK (FAKE_MORE + 0x30000)
#define UNUSED (FAKE_MORE + 0x40000)

static const char types[] =
	"int unsigned~long 8 none\n"							/* 11 */
	"struct task_struct 8448 stack 11 0 tasks 5 64 signal 13 192 thread_node 5 256\n"	/* 12: 2 pages and some */
	"ptr 14\n"									/* 13 */
	"struct signal_struct 16 thread_head 5 0\n";

struct touched {
	uint64_t address;
	bool found;
};

static void is_it(uint64_t block, void *arg)
{
	struct touched *t = arg;

	t->found |= block == fake_paddr(t->address) / PAGE;
}

static bool touched(struct emit *e, uint64_t address)
{
	struct touched t = {.address = address};

	page_cache_touched(memory_page_cache(e->memory), is_it, &t);
	return t.found;
}

/* A list of one element. */
static void put_list(struct fake_worker *w, uint64_t head, uint64_t node)
{
	fake_put(w, head, node);
	fake_put(w, node, head);
}

static void test_what_is_kept(void **state)
{
	struct sb symbols = {0};
	struct fake_worker w;

	(void)state;
	sb_printf(&symbols, "%llx D __per_cpu_offset\n%llx D what_follows\n%llx D init_task\n", PERCPU_OFFSETS,
		  PERCPU_OFFSETS + 3 * PAGE, INIT_TASK);
	fake_worker_init(&w, symbols.s, types);
	sb_free(&symbols);
	put_list(&w, INIT_TASK + TASKS, TASK + TASKS);
	put_list(&w, SIGNAL, TASK + THREAD_NODE);
	fake_put(&w, TASK, STACK);
	fake_put(&w, TASK + 24, SIGNAL);
	fake_worker_open(&w, "");

	touch_for_debuggers(w.e);
	for (uint64_t n = 0; n < 3; n++)
		assert_true(touched(w.e, PERCPU_OFFSETS + n * PAGE));
	assert_true(touched(w.e, INIT_TASK + TASK_SIZE - 1));
	for (uint64_t at = 0; at < TASK_SIZE; at += PAGE)
		assert_true(touched(w.e, TASK + at));
	for (uint64_t at = 0; at < STACK_SIZE; at += PAGE)
		assert_true(touched(w.e, STACK + at));
	assert_false(touched(w.e, UNUSED));

	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_what_is_kept),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
