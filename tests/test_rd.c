/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cursor over bytes that may lie: what it reads, and that after the first failure it reads nothing more. */
#include "base/base.h"
#include "support/test.h"

static const uint8_t bytes[] = {1, 2, 3, 4, 5, 6, 7, 8, 'a', 'b', 0, 'c'};

static struct rd all(void)
{
	return rd_init(bytes, sizeof(bytes), false, "bytes");
}

static void numbers_in_both_orders(void **state)
{
	struct rd little = all(), big = rd_init(bytes, sizeof(bytes), true, "bytes");

	(void)state;
	assert_int_equal(rd_u8(&little), 1);
	assert_int_equal(rd_u16(&little), 0x0302);
	assert_int_equal(rd_u24(&little), 0x060504);
	assert_int_equal(rd_pos(&little), 6);
	assert_int_equal(rd_u32(&big), 0x01020304);
	assert_int_equal(rd_u24(&big), 0x050607);
	rd_seek(&big, 0);
	assert_true(rd_u64(&big) == 0x0102030405060708);
	rd_seek(&little, 0);
	assert_true(rd_u64(&little) == 0x0807060504030201);
	for (unsigned size = 1; size <= 8; size *= 2) {
		rd_seek(&big, 0);
		assert_true(rd_word(&big, size) == 0x0102030405060708ULL >> (64 - 8 * size));
		assert_int_equal(rd_pos(&big), size);
	}
	assert_true(rd_ok(&little, NULL) && rd_ok(&big, NULL));
}

static void strings_and_places(void **state)
{
	struct rd r = all();

	(void)state;
	rd_skip(&r, 3);
	rd_align(&r, 4);
	assert_int_equal(rd_pos(&r), 4);
	rd_align(&r, 4);
	assert_int_equal(rd_pos(&r), 4);
	rd_seek(&r, 8);
	assert_string_equal(rd_str(&r), "ab");
	assert_int_equal(rd_left(&r), 1);
	assert_true(rd_ok(&r, NULL));
	assert_string_equal(rd_str(&r), "");		/* "c" does not end */
	assert_true(r.failed);
	assert_int_equal(rd_left(&r), 0);
}

/* A failure is told with the place of the first one; loops over what is left end at once. */
static void failures_stick(void **state)
{
	struct err err;
	struct rd r = all();

	(void)state;
	rd_seek(&r, 9);
	assert_int_equal(rd_u32(&r), 0);
	assert_int_equal(rd_left(&r), 0);
	rd_seek(&r, 0);					/* does not bring it back */
	assert_int_equal(rd_u8(&r), 0);
	assert_null(rd_bytes(&r, 1));
	assert_string_equal(rd_str(&r), "");
	rd_fail(&r, "another reason");
	assert_false(rd_ok(&r, &err));
	assert_string_equal(err.msg, "bytes+0x9: reaches past the end");
}

static void what_does_not_fit(void **state)
{
	struct rd r;

	(void)state;
	r = all();
	assert_null(rd_bytes(&r, sizeof(bytes) + 1));
	assert_true(r.failed);
	r = all();
	rd_skip(&r, UINT64_MAX);
	assert_true(r.failed);
	r = all();
	rd_seek(&r, sizeof(bytes));
	assert_false(r.failed);				/* the end itself is a place */
	rd_seek(&r, sizeof(bytes) + 1);
	assert_true(r.failed);
	r = all();
	assert_int_equal(rd_word(&r, 3), 0);
	assert_true(r.failed);
	r = rd_init(NULL, 0, false, "nothing");
	assert_int_equal(rd_u8(&r), 0);
	assert_true(r.failed);
}

/* Offset and length are the file's: their sum may overflow. */
static void ranges_within(void **state)
{
	static const struct {
		uint64_t off, len;
		bool fits;
	} cases[] = {
		{0, sizeof(bytes), true}, {8, 4, true}, {sizeof(bytes), 0, true}, {8, 5, false}, {sizeof(bytes) + 1, 0, false},
		{1, UINT64_MAX, false}, {UINT64_MAX, 2, false},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct rd r = all(), sub;

		rd_skip(&r, 5);				/* offsets are from the base all the same */
		sub = rd_sub(&r, cases[i].off, cases[i].len);
		assert_int_equal(sub.failed, !cases[i].fits);
		assert_int_equal(r.failed, !cases[i].fits);
		assert_int_equal(rd_left(&sub), cases[i].fits ? cases[i].len : 0);
		if (cases[i].fits && cases[i].len)
			assert_int_equal(rd_u8(&sub), bytes[cases[i].off]);
	}
}

static uint64_t uleb(const char *text, size_t size, bool *failed)
{
	struct rd r = rd_init(text, size, false, "number");
	uint64_t v = rd_uleb(&r);

	*failed = r.failed;
	return v;
}

static void unsigned_leb128(void **state)
{
	bool failed;

	(void)state;
	assert_int_equal(uleb("\x7f", 1, &failed), 0x7f);
	assert_int_equal(uleb("\x80\x01", 2, &failed), 0x80);
	assert_int_equal(uleb("\xe5\x8e\x26", 3, &failed), 624485);
	assert_true(uleb("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x01", 10, &failed) == UINT64_MAX);
	assert_false(failed);
	assert_int_equal(uleb("\xff\xff\xff\xff\xff\xff\xff\xff\xff\x02", 10, &failed), 0);	/* the 65th bit */
	assert_true(failed);
	assert_int_equal(uleb("\x80\x80", 2, &failed), 0);		/* goes on behind the end */
	assert_true(failed);
	assert_int_equal(uleb("", 0, &failed), 0);
	assert_true(failed);
}

static int64_t sleb(const char *text, size_t size)
{
	struct rd r = rd_init(text, size, false, "number");

	return rd_sleb(&r);
}

static void signed_leb128(void **state)
{
	(void)state;
	assert_int_equal(sleb("\x02", 1), 2);
	assert_int_equal(sleb("\x7e", 1), -2);
	assert_int_equal(sleb("\xff\x00", 2), 127);
	assert_int_equal(sleb("\x80\x7f", 2), -128);
	assert_true(sleb("\x80\x80\x80\x80\x80\x80\x80\x80\x80\x7f", 10) == INT64_MIN);
	assert_int_equal(sleb("\xff", 1), 0);				/* goes on behind the end */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(numbers_in_both_orders),
		cmocka_unit_test(strings_and_places),
		cmocka_unit_test(failures_stick),
		cmocka_unit_test(what_does_not_fit),
		cmocka_unit_test(ranges_within),
		cmocka_unit_test(unsigned_leb128),
		cmocka_unit_test(signed_leb128),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
