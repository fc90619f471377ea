/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Types of which there are several by one name, and symbols of modules whose data has no names. */
#include "kernel/kernel.h"

#include "support/fake_worker.h"
#include "support/test.h"

static const char types[] =
	"int unsigned~long 8 none\n"		/* 11 */
	"struct port 16 clock 11 0 old 11 64\n"
	"struct port 24 clock 11 0 kind 11 128\n"
	"struct single 8 only 11 0\n";

static void begin(struct fake_worker *w)
{
	fake_worker_init(w, "", types);
	fake_worker_open(w, "");
}

static void test_type_with_a_member(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	assert_int_equal(sizeof_type(w.e, "struct port"), 16);
	assert_int_equal(sizeof_type(w.e, "struct port{old}"), 16);
	assert_int_equal(sizeof_type(w.e, "struct port{kind}"), 24);
	assert_int_equal(sizeof_type(w.e, "struct port{clock}"), 16);
	assert_int_equal(sizeof_type(w.e, "struct port{kind}[3]"), 72);
	assert_int_equal(sizeof_type(w.e, "struct port{kind} *"), 8);
	assert_int_equal(offsetof_member(w.e, "struct port{kind}", "kind"), 16);
	assert_false(tainted(w.e));
	assert_false(has_type(w.e, "struct port{neither}"));
	assert_false(has_type(w.e, "struct single{kind}"));
	fake_worker_close(&w);
}

/* "mod0" is loaded: that it has no such symbol may be for want of names.  "absent" is not, and has none. */
static void test_symbol_of_a_module(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w);
	assert_true(has_module_sym(w.e, "mod0", "init_uts_ns"));
	assert_false(has_module_sym(w.e, "absent", "its_data"));
	assert_false(tainted(w.e));
	assert_false(has_module_sym(w.e, "mod0", "its_data"));
	assert_true(tainted(w.e));
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_type_with_a_member),
		cmocka_unit_test(test_symbol_of_a_module),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
