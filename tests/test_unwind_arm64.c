/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Call chains of aarch64: by frame records, through saved registers, and by what only x30 says. */
#include "kernel/kernel.h"

#include "support/fake_worker.h"
#include "support/test.h"

#define TASK (FAKE_MORE + 0x3000)
#define STACK (FAKE_MORE + 0x8000)
#define CONTEXT (TASK + 8)
#define RECORD_1 (STACK + 0x1000)
#define REGS (STACK + 0x1100)
#define RECORD_IN_REGS (REGS + 304)
#define RECORD_3 (STACK + 0x1400)
#define MOV_X29_SP 0x910003fd

static const char types[] =
	"int unsigned~long 8 none\n"							/* 11 */
	"struct cpu_context 24 fp 11 0 sp 11 64 pc 11 128\n"
	"struct thread_struct 24 cpu_context 12 0\n"
	"struct task_struct 64 stack 11 0 thread 13 64\n"
	"struct pt_regs 320 pc 11 2048 stackframe 11 2432\n";

struct fixture {
	struct fake_worker w;
	struct program_facts facts;
};

static void put_record(struct fixture *f, uint64_t record, uint64_t fp, uint64_t pc)
{
	fake_put(&f->w, record, fp);
	fake_put(&f->w, record + 8, pc);
}

/* A task asleep in function_0, called by the entry code function_1, which interrupted function_2, whose record is function_4's. */
static void begin(struct fixture *f, uint64_t interrupted)
{
	fake_worker_init(&f->w, "ffffffff81095000 T _etext\n", types);
	for (uint64_t a = TASK; a < TASK + 64; a += 8)
		fake_put(&f->w, a, 0);
	for (uint64_t a = STACK; a < STACK + 0x4000; a += 8)
		fake_put(&f->w, a, 0);
	fake_put(&f->w, FAKE_FUNCTION(2), 0);			/* code that sets no frame up */
	fake_put(&f->w, TASK, STACK);
	fake_put(&f->w, CONTEXT, RECORD_1);
	fake_put(&f->w, CONTEXT + 8, RECORD_1 - 16);
	fake_put(&f->w, CONTEXT + 16, FAKE_FUNCTION(0) + 4);
	put_record(f, RECORD_1, RECORD_IN_REGS, FAKE_FUNCTION(1) + 8);
	put_record(f, RECORD_IN_REGS, RECORD_3, interrupted);
	fake_put(&f->w, REGS + 29 * 8, RECORD_3);
	fake_put(&f->w, REGS + 30 * 8, FAKE_FUNCTION(3) + 4);
	fake_put(&f->w, REGS + 31 * 8, RECORD_3 - 16);
	fake_put(&f->w, REGS + 32 * 8, interrupted);
	fake_put(&f->w, REGS + 33 * 8, 5);			/* EL1h */
	put_record(f, RECORD_3, 0, FAKE_FUNCTION(4) + 4);
}

static const struct stack *unwind(struct fixture *f)
{
	fake_worker_open(&f->w, "");
	f->facts = *f->w.e->facts;
	f->facts.arch = "aarch64";
	f->w.e->facts = &f->facts;
	return unwind_task(f->w.e, at(f->w.e, TASK, "struct task_struct"));
}

static void check(struct fixture *f, const char *const *names)
{
	const struct stack *s = unwind(f);
	size_t n = 0;

	assert_null(s->trouble);
	for (; names[n]; n++) {
		assert_true(n < s->count);
		assert_string_equal(frame_function(f->w.e, &s->frames[n]), names[n]);
	}
	assert_int_equal(s->count, n);
	assert_true(s->frames[2].exact);
	assert_int_equal(s->frames[2].regs, REGS);
	f->w.e->facts = program_facts(f->w.p);
	fake_worker_close(&f->w);
}

#define CHAIN(...) (const char *const[]){__VA_ARGS__, NULL}

static void caller_in_its_register(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, FAKE_FUNCTION(2) + 8);
	check(&f, CHAIN("function_0", "function_1", "function_2", "function_3", "function_4"));
}

static void caller_in_its_record(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, FAKE_FUNCTION(2) + 8);
	fake_put_u32(&f.w, FAKE_FUNCTION(2) + 4, MOV_X29_SP);
	check(&f, CHAIN("function_0", "function_1", "function_2", "function_4"));
}

/* It has pushed nothing, and there is no function. */
static void called_pointer(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, 0);
	check(&f, CHAIN("function_0", "function_1", "0x0", "function_3", "function_4"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(caller_in_its_register),
		cmocka_unit_test(caller_in_its_record),
		cmocka_unit_test(called_pointer),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
