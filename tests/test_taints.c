/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The letters of taints, by the kernel's own table, with and without its column for modules. */
#include "kernel/kernel.h"

#include <stdio.h>
#include <string.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define FLAGS (FAKE_MORE + 0x100)

static void check_letters(const char *type)
{
	static const char flags[3][16] = {{'P', 'G', 1}, {'W', ' ', 0}, {'O', ' ', 1}};
	struct fake_worker w;
	char symbol[64];

	snprintf(symbol, sizeof(symbol), "%llx R taint_flags\n", FLAGS);
	fake_worker_init(&w, symbol, type);
	fake_put_bytes(&w, FLAGS, flags, sizeof(flags));
	fake_worker_open(&w, "");
	assert_string_equal(taint_letters(w.e, 7, false), "PWO");
	assert_string_equal(taint_letters(w.e, 5, true), "PO");
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

static void with_a_column_for_modules(void **state)
{
	(void)state;
	check_letters("int char 1 none\nstruct taint_flag 16 c_true 11 0 c_false 11 8 module 11 16\n");
}

static void without_it(void **state)
{
	(void)state;
	check_letters("int char 1 none\nstruct taint_flag 16 c_true 11 0 c_false 11 8\n");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_a_column_for_modules),
		cmocka_unit_test(without_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
