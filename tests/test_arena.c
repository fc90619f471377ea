/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Memory that is freed all at once, or back to a mark. */
#include <string.h>

#include "base/base.h"
#include "support/test.h"

#define MUCH (40 * KiB)	/* two of them need two chunks */

static void rewinds_within_a_chunk(void **state)
{
	struct arena a = {0};
	char *kept = arena_strdup(&a, "kept"), *first;
	struct arena_mark mark = arena_mark(&a);

	(void)state;
	first = arena_strdup(&a, "given back");
	arena_rewind(&a, mark);
	assert_int_equal(a.total, mark.total);
	assert_ptr_equal(arena_alloc(&a, 16), first);
	assert_int_equal(first[0], 0);		/* zeroed again */
	assert_string_equal(kept, "kept");
	arena_free(&a);
}

static void rewinds_over_chunks(void **state)
{
	struct arena a = {0};
	char *kept = arena_strdup(&a, "kept"), *next;
	struct arena_mark mark = arena_mark(&a);

	(void)state;
	next = arena_alloc(&a, MUCH);
	for (int i = 0; i < 10; i++)
		arena_alloc(&a, MUCH);
	arena_rewind(&a, mark);
	assert_ptr_equal(arena_alloc(&a, MUCH), next);
	assert_string_equal(kept, "kept");
	arena_free(&a);
}

static void rewinds_to_nothing(void **state)
{
	struct arena a = {0};
	struct arena_mark mark = arena_mark(&a);

	(void)state;
	arena_alloc(&a, MUCH);
	arena_rewind(&a, mark);
	assert_null(a.chunks);
	memset(arena_alloc(&a, MUCH), 1, MUCH);
	arena_free(&a);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(rewinds_within_a_chunk),
		cmocka_unit_test(rewinds_over_chunks),
		cmocka_unit_test(rewinds_to_nothing),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
