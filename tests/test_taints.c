/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The letters of taints, by the kernel's own table, with and without its column for modules. */
#include "kernel/kernel.h"

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours is another */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/fake_kernel.h"

#define FLAGS (FAKE_MORE + 0x100)

struct fixture {
	struct fake_kernel k;
	struct program *p;
	struct emit *e;
};

static void begin(struct fixture *f, const char *type)
{
	static const char flags[3][16] = {{'P', 'G', 1}, {'W', ' ', 0}, {'O', ' ', 1}};
	char *info = fake_vmcoreinfo(""), types[128] = "int char 1 none\n", symbol[64];

	strcat(types, type);
	snprintf(symbol, sizeof(symbol), "%llx R taint_flags\n", FLAGS);
	fake_kernel_init_with(&f->k, symbol, types);
	image_put(&f->k.image, fake_paddr(FLAGS), flags, sizeof(flags));
	fake_add_vmcoreinfo(&f->k, info);
	free(info);
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

static void with_a_column_for_modules(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, "struct taint_flag 16 c_true 11 0 c_false 11 8 module 11 16\n");
	assert_string_equal(taint_letters(f.e, 7, false), "PWO");
	assert_string_equal(taint_letters(f.e, 7, true), "PO");
	assert_false(tainted(f.e));
	end(&f);
}

static void without_it(void **state)
{
	struct fixture f;

	(void)state;
	begin(&f, "struct taint_flag 16 c_true 11 0 c_false 11 8\n");
	assert_string_equal(taint_letters(f.e, 7, false), "PWO");
	assert_string_equal(taint_letters(f.e, 5, true), "PO");
	assert_false(tainted(f.e));
	end(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(with_a_column_for_modules),
		cmocka_unit_test(without_it),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
