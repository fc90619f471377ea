/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Types of which there are several by one name, and symbols of modules whose data has no names. */
#include "kernel/kernel.h"

#include <string.h>

#include "support/fake_kernel.h"
#include "support/test.h"

static const char types[] =
	"int unsigned~long 8 none\n"		/* 11 */
	"struct port 16 clock 11 0 old 11 64\n"
	"struct port 24 clock 11 0 kind 11 128\n"
	"struct single 8 only 11 0\n";

struct fixture {
	struct fake_kernel k;
	struct program *p;
	struct emit *e;
};

static void begin(struct fixture *f)
{
	memset(f, 0, sizeof(*f));
	fake_kernel_init_with(&f->k, "", types);
	f->p = fake_open(&f->k);
	f->e = emit_new(f->p);
	emit_begin(f->e);
}

static void end(struct fixture *f)
{
	emit_free(f->e);
	program_close(f->p);
	fake_kernel_free(&f->k);
}

static void test_type_with_a_member(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	assert_int_equal(sizeof_type(f.e, "struct port"), 16);
	assert_int_equal(sizeof_type(f.e, "struct port{old}"), 16);
	assert_int_equal(sizeof_type(f.e, "struct port{kind}"), 24);
	assert_int_equal(sizeof_type(f.e, "struct port{clock}"), 16);
	assert_int_equal(sizeof_type(f.e, "struct port{kind}[3]"), 72);
	assert_int_equal(sizeof_type(f.e, "struct port{kind} *"), 8);
	assert_int_equal(offsetof_member(f.e, "struct port{kind}", "kind"), 16);
	assert_false(tainted(f.e));
	assert_false(has_type(f.e, "struct port{neither}"));
	assert_false(has_type(f.e, "struct single{kind}"));
	end(&f);
}

/* "mod0" is loaded: that it has no such symbol may be for want of names.  "absent" is not, and has none. */
static void test_symbol_of_a_module(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f);
	assert_true(has_module_sym(f.e, "mod0", "init_uts_ns"));
	assert_false(has_module_sym(f.e, "absent", "its_data"));
	assert_false(tainted(f.e));
	assert_false(has_module_sym(f.e, "mod0", "its_data"));
	assert_true(tainted(f.e));
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_type_with_a_member),
		cmocka_unit_test(test_symbol_of_a_module),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
