/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bitmaps as %*pbl and %*pb print them; their lengths come from the dump. */
#include "kernel/kernel.h"

#include <stdlib.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define MASK (FAKE_MORE + 0x100)	/* 0-3,8,63,65 */

static const char types[] =
	"int unsigned~long 8 none\n"	/* 11 */
	"array 11 2\n"
	"struct mask 16 bits 12 0\n";

static int begin(void **state)
{
	struct fake_worker *w = xcalloc(1, sizeof(*w));

	fake_worker_init(w, "", types);
	fake_put(w, MASK, 0x800000000000010f);
	fake_put(w, MASK + 8, 2);
	fake_worker_open(w, "");
	*state = w;
	return 0;
}

static int end(void **state)
{
	fake_worker_close(*state);
	free(*state);
	return 0;
}

static ref mask(void **state)
{
	struct fake_worker *w = *state;

	return at(w->e, MASK, "struct mask");
}

static void ranges(void **state)
{
	assert_string_equal(bitmap_list(bits(mask(state), "bits", 128)), "0-3,8,63,65");
	assert_string_equal(bitmap_list(bits(mask(state), "bits", 4)), "0-3");
	assert_string_equal(bitmap_list(bits(mask(state), "bits", 0)), "");
}

/* In words of 32 bits, the first one as short as it can be. */
static void words(void **state)
{
	assert_string_equal(bitmap_hex(mask(state), "bits", 66), "2,80000000,0000010f");
	assert_string_equal(bitmap_hex(mask(state), "bits", 64), "80000000,0000010f");
	assert_string_equal(bitmap_hex(mask(state), "bits", 9), "10f");
	assert_string_equal(bitmap_hex(mask(state), "bits", 4), "f");
}

static void bits_behind_the_end(void **state)
{
	assert_string_equal(bitmap_hex_of(bits(mask(state), "bits", 128), 8), "0f");
	assert_false(tainted(context(mask(state))));
}

static void lengths_that_cannot_be(void **state)
{
	static const long lengths[] = {-1, LIMIT_PRINTED_BITS + 1, UINT32_MAX, INT64_MAX};
	struct emit *e = context(mask(state));

	for (size_t i = 0; i < ARRAY_LEN(lengths); i++) {
		emit_begin(e);
		assert_string_equal(bitmap_hex_of(no_walk(e), lengths[i]), "");
		assert_true(tainted(e));
	}
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, begin, end)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(ranges), TEST(words), TEST(bits_behind_the_end), TEST(lengths_that_cannot_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
