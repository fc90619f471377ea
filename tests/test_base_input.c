/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Inputs behind inputs (cached, mapped), and which of overlapping ranges wins. */
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/base.h"
#include "support/mem_input.h"
#include "support/test.h"

enum { SIZE = 3 * 4096 + 123 };

static void fill(uint8_t data[SIZE])
{
	for (size_t i = 0; i < SIZE; i++)
		data[i] = (uint8_t)hash_u64(i);
}

/* Any range reads as the bytes themselves; past the end nothing does. */
static void check_reads(struct input *in, const uint8_t data[SIZE])
{
	uint8_t buf[SIZE];

	assert_int_equal(in->size, SIZE);
	for (uint64_t i = 0; i < 500; i++) {
		size_t off = hash_u64(i) % SIZE, len = hash_u64(i + 1000) % (SIZE - off) + 1;

		assert_int_equal(input_read(in, off, buf, len), INPUT_OK);
		assert_memory_equal(buf, data + off, len);
	}
	assert_int_equal(input_read(in, SIZE - 1, buf, 2), INPUT_EOF);
	assert_int_equal(input_read(in, SIZE, buf, 1), INPUT_EOF);
	assert_int_equal(input_read(in, UINT64_MAX, buf, 2), INPUT_EOF);
}

static void test_cached(void **state)
{
	uint8_t data[SIZE];
	struct input *under, *in;

	(void)state;
	fill(data);
	under = mem_input(data, SIZE);
	for (size_t chunk = 100; chunk < 2 * SIZE; chunk *= 3) {
		in = input_cached(under, chunk, 3);
		check_reads(in, data);
		input_close(in);
	}
	input_close(under);
}

/* What cannot be read as a whole chunk is read as asked for. */
static enum input_status read_first_page(struct input *in, uint64_t off, void *buf, size_t len)
{
	(void)in;
	memset(buf, 7, len);
	return off + len <= 4096 ? INPUT_OK : INPUT_ERROR;
}

static void test_cached_over_errors(void **state)
{
	struct input under = {.size = 8192, .name = "half", .read = read_first_page};
	struct input *in = input_cached(&under, 8192, 2);
	uint8_t buf[16] = {0};

	(void)state;
	assert_int_equal(input_read(in, 4000, buf, 16), INPUT_OK);
	assert_int_equal(buf[15], 7);
	assert_int_equal(input_read(in, 4090, buf, 16), INPUT_ERROR);
	input_close(in);
}

static void test_mapped(void **state)
{
	char path[] = "/tmp/test_input.XXXXXX";
	uint8_t data[SIZE];
	struct input *file;
	struct err err;
	int fd = mkstemp(path);

	(void)state;
	fill(data);
	assert_int_equal(write(fd, data, SIZE), SIZE);
	assert_true(input_open(path, &file, &err));
	file = input_mapped(file, fd, 4096, 2);
	check_reads(file, data);
	input_close(file);
	assert_int_equal(fcntl(fd, F_GETFD), -1);	/* it owned that */
	unlink(path);
}

/* ---- spans ------------------------------------------------------------------------ */

enum { ADDRESSES = 64, RANGES = 12 };

/* The first range in the list that holds addr, RANGES if none. */
static size_t winner(const struct span *in, uint64_t addr)
{
	for (size_t i = 0; i < RANGES; i++)
		if (addr >= in[i].start && addr < in[i].end)
			return i;
	return RANGES;
}

static void check_spans(const struct spans *s, const struct span *in)
{
	for (uint64_t addr = 0; addr < ADDRESSES + 8; addr++) {
		const struct span *hit = spans_find(s, addr);
		size_t want = winner(in, addr);

		if (hit && hit->start <= addr)
			assert_int_equal(hit->source, want);
		else
			assert_int_equal(want, RANGES);
	}
	for (size_t i = 0; i < s->count; i++) {
		assert_true(s->v[i].start < s->v[i].end);
		assert_true(!i || s->v[i - 1].end <= s->v[i].start);
	}
}

static void test_spans(void **state)
{
	struct span in[RANGES];

	(void)state;
	for (uint64_t round = 0; round < 3000; round++) {
		struct spans s;

		for (size_t i = 0; i < RANGES; i++) {
			uint64_t start = hash_u64(round * RANGES + i) % ADDRESSES, len = hash_u64(~(round * RANGES + i)) % (round % 20 + 1);

			in[i] = (struct span){start, start + len, i};
		}
		s = spans_resolve(in, RANGES);
		check_spans(&s, in);
		spans_free(&s);
	}
}

static void test_no_spans(void **state)
{
	struct spans s = spans_resolve(NULL, 0);

	(void)state;
	assert_int_equal(s.count, 0);
	assert_null(spans_find(&s, 5));
	spans_free(&s);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cached),
		cmocka_unit_test(test_cached_over_errors),
		cmocka_unit_test(test_mapped),
		cmocka_unit_test(test_spans),
		cmocka_unit_test(test_no_spans),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
