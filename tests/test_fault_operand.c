/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the instruction at a bad access meant: its operand, with the registers of that moment. */
#include "plugin/panic/panic.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define CODE (FAKE_MORE + 0x100)
#define TEXT_END (FAKE_MORE + 0x1000)
#define DATA (FAKE_MORE + 0x1100)

struct fixture {
	struct fake_worker w;
	struct frame frame;
	struct chain chain;
	struct crash_register registers[2];
	struct panic_report r;
};

static int begin(void **state)
{
	struct fixture *f = calloc(1, sizeof(*f));
	char text_end[64];

	*state = f;
	snprintf(text_end, sizeof(text_end), "%llx T _etext\n", TEXT_END);
	fake_worker_init(&f->w, text_end, "");
	fake_put(&f->w, CODE, 0x10c74c8b48ULL);		/* mov 0x10(%rdi,%rax,8),%rcx */
	fake_put(&f->w, CODE + 0x100, 0xf8478b48ULL);	/* mov -0x8(%rdi),%rax */
	fake_put(&f->w, DATA, 0xf8478b48ULL);		/* the same in data */
	fake_worker_open(&f->w, "");
	f->frame.pc = CODE;
	f->chain.frames = &f->frame;
	f->chain.count = 1;
	f->registers[0] = (struct crash_register){"rdi", 0x1000};
	f->registers[1] = (struct crash_register){"rax", 3};
	f->r = (struct panic_report){.class = CRASH_NULL_POINTER, .chain = &f->chain, .has_fault_regs = true,
				     .registers = f->registers, .register_count = 2};
	return 0;
}

static int end(void **state)
{
	struct fixture *f = *state;

	fake_worker_close(&f->w);
	free(f);
	return 0;
}

static void test_address(void **state)
{
	struct operand o[OPERANDS_MAX];
	uint64_t address[OPERANDS_MAX];
	struct fixture *f = *state;

	assert_int_equal(fault_operands(f->w.e, &f->r, o, address), 1);
	assert_int_equal(address[0], 0x1000 + 3 * 8 + 0x10);
	assert_string_equal(operand_text(f->w.e, &o[0]), "0x10(%rdi,%rax,8)");
	f->frame.pc = CODE + 0x100;
	assert_int_equal(fault_operands(f->w.e, &f->r, o, address), 1);
	assert_int_equal(address[0], 0x1000 - 8);
	assert_string_equal(operand_text(f->w.e, &o[0]), "-0x8(%rdi)");
}

/* Without the register, with those of another moment, or where the access was not the trouble, nothing is said. */
static void test_no_guess(void **state)
{
	struct operand o[OPERANDS_MAX];
	uint64_t address[OPERANDS_MAX];
	struct fixture *f = *state;

	f->r.register_count = 1;
	assert_int_equal(fault_operands(f->w.e, &f->r, o, address), 0);
	f->r.register_count = 2;
	f->r.has_fault_regs = false;
	assert_int_equal(fault_operands(f->w.e, &f->r, o, address), 0);
	f->r.has_fault_regs = true;
	f->r.class = CRASH_SYSRQ;
	assert_int_equal(fault_operands(f->w.e, &f->r, o, address), 0);
	f->r.class = CRASH_PAGE_FAULT;
	f->frame.pc = 0xffffffffdead0000ULL;
	assert_int_equal(fault_operands(f->w.e, &f->r, o, address), 0);
	f->frame.pc = DATA;	/* was called: there is no instruction */
	assert_int_equal(fault_operands(f->w.e, &f->r, o, address), 0);
}

static void test_text_of_arm(void **state)
{
	const struct operand plain = {.base = "x1"}, offset = {.base = "x1", .displacement = -16}, index = {"x1", "x2", 8, 0};
	struct fixture *f = *state;
	struct program_facts arm = *f->w.e->facts;

	arm.arch = "aarch64";
	f->w.e->facts = &arm;
	assert_string_equal(operand_text(f->w.e, &plain), "[x1]");
	assert_string_equal(operand_text(f->w.e, &offset), "[x1, #-16]");
	assert_string_equal(operand_text(f->w.e, &index), "[x1, x2, lsl #3]");
	f->w.e->facts = program_facts(f->w.p);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_address, begin, end),
		cmocka_unit_test_setup_teardown(test_no_guess, begin, end),
		cmocka_unit_test_setup_teardown(test_text_of_arm, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
