/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Addresses on the guard page below a stack, in a real kernel's memory. */
#include "plugin/panic/panic.h"

#include "support/core_lab.h"
#include "support/test.h"

static struct stack_span irq_stack(struct emit *e)
{
	size_t n;
	const struct stack_span *spans = cpu_stack_spans(e, 0, &n);

	for (size_t i = 0; i < n; i++)
		if (spans[i].kind == STACK_IRQ)
			return spans[i];
	fail_msg("CPU 0 has no IRQ stack");
	return (struct stack_span){0};
}

static void below_the_irq_stack(void **state)
{
	struct core_lab l = {0};
	struct stack_span irq;
	struct emit *e;

	(void)state;
	core_lab_open(&l, "6.1");
	e = emit_new(l.program);
	emit_begin(e);
	irq = irq_stack(e);
	assert_true(is_below_stack(e, 0, irq.low - 16));
	assert_false(is_below_stack(e, 0, irq.low + 16));
	assert_false(is_below_stack(e, 0, irq.low - 3 * 4096));
	assert_string_equal(describe_address(e, irq.low - 16), "below the IRQ stack of CPU 0");
	assert_string_equal(describe_address(e, irq.low + 16), "IRQ stack of CPU 0");
	emit_free(e);
	core_lab_close(&l);
}

static void below_the_tasks_stack(void **state)
{
	struct core_lab l = {0};
	struct stack_span task;
	struct emit *e;

	(void)state;
	core_lab_open(&l, "6.1");
	e = emit_new(l.program);
	emit_begin(e);
	task = task_stack_span(e, cpu_current(e, 0));
	assert_true(is_below_stack(e, 0, task.low - 16));
	assert_false(is_below_stack(e, 0, task.high - 16));
	emit_free(e);
	core_lab_close(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(below_the_irq_stack),
		cmocka_unit_test(below_the_tasks_stack),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
