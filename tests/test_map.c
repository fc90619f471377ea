/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Maps of numbers and of strings, from empty to many times their first size. */
#include <stdio.h>

#include "base/base.h"
#include "support/test.h"

enum { MANY = 5000 };

/* Addresses as kernels have them: multiples of a large power of two. */
static uint64_t key(uint64_t i)
{
	return 0xffff888000000000 + (i << 20);
}

static void numbers(void **state)
{
	struct map m = {0};
	uint64_t value = 7;

	(void)state;
	assert_false(map_get(&m, 0, &value));
	assert_int_equal(value, 7);			/* untouched */
	for (uint64_t i = 0; i < MANY; i++)
		map_put(&m, key(i), i);
	map_put(&m, 0, 1);				/* 0 and the highest number are keys like any other */
	map_put(&m, UINT64_MAX, 2);
	map_put(&m, key(5), 55);			/* in its place */
	assert_int_equal(m.count, MANY + 2);
	for (uint64_t i = 0; i < MANY; i++) {
		assert_true(map_get(&m, key(i), &value));
		assert_int_equal(value, i == 5 ? 55 : i);
		assert_false(map_has(&m, key(i) + 1));
	}
	assert_true(map_get(&m, 0, &value) && value == 1);
	assert_true(map_get(&m, UINT64_MAX, &value) && value == 2);
	map_free(&m);
	assert_false(map_has(&m, key(0)));
}

static void strings(void **state)
{
	static char names[MANY][16];
	struct strmap m = {0};

	(void)state;
	assert_null(strmap_get(&m, "any"));
	for (int i = 0; i < MANY; i++) {
		snprintf(names[i], sizeof(names[i]), "symbol_%d", i);
		strmap_put(&m, names[i], names[i]);
	}
	strmap_put(&m, "", &m);
	strmap_put(&m, "symbol_5", &m);			/* an equal key is the same one */
	assert_int_equal(m.count, MANY + 1);
	for (int i = 0; i < MANY; i++)
		assert_ptr_equal(strmap_get(&m, names[i]), i == 5 ? (void *)&m : names[i]);
	assert_ptr_equal(strmap_get(&m, ""), &m);
	assert_null(strmap_get(&m, "symbol_"));
	assert_null(strmap_get(&m, "symbol_50000"));
	strmap_free(&m);
	assert_null(strmap_get(&m, ""));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers), cmocka_unit_test(strings),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
