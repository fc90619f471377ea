/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The damage sweep: pages of a fixture core are lost in turn, and members cannot be found in turn
 * (see support/sweep.h for what must hold).
 *
 * Bits flipped inside of pages are damage that nothing can detect: what the report then says may be
 * wrong, but it ends, and in bounded memory.
 *
 * VR_DAMAGE=all sweeps through everything; a number takes that many pages, paths and rounds of flips.
 */

#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/sweep.h"
#include "support/test.h"

enum { SAMPLE = 24, FLIP_SAMPLE = 8, FLIP_ROUNDS = 200, FLIPS_PER_ROUND = 25, PEAK_MIB = 1024, HANG_SECONDS = 300 };

/* ---- lost pages ----------------------------------------------------------------- */

/* The file offsets of the page descriptors that are not shared zero pages: kdump format, as `extract` writes it. */
static size_t find_descriptors(int fd, off_t **out)
{
	uint8_t header[464], *bitmap;
	uint32_t block, sub, blocks;
	size_t count = 0, half;
	off_t at_;

	assert_int_equal(pread(fd, header, sizeof(header), 0), sizeof(header));
	block = get_u32(header + 428, false);
	sub = get_u32(header + 432, false);
	blocks = get_u32(header + 436, false);
	half = (size_t)blocks * block / 2;
	bitmap = xmalloc(half);
	assert_int_equal(pread(fd, bitmap, half, (off_t)(1 + sub) * block + (off_t)half), half);
	at_ = (off_t)(1 + sub + blocks) * block;
	*out = xcalloc(half * 8, sizeof(**out));
	for (size_t i = 0; i < half * 8; i++) {
		if (!(bitmap[i / 8] >> i % 8 & 1))
			continue;
		(*out)[count++] = at_;
		at_ += 24;
	}
	free(bitmap);
	return count;
}

/* A descriptor without an offset is a page that the writer did not get to. */
static void lose_page(struct sweep *s, int fd, off_t descriptor)
{
	uint8_t saved[24], none[24] = {0};
	char what[64];

	snprintf(what, sizeof(what), "page of descriptor 0x%llx", (unsigned long long)descriptor);
	assert_int_equal(pread(fd, saved, sizeof(saved), descriptor), sizeof(saved));
	assert_int_equal(pwrite(fd, none, sizeof(none), descriptor), sizeof(none));
	sweep_run(s, what);
	assert_int_equal(pwrite(fd, saved, sizeof(saved), descriptor), sizeof(saved));
}

static void test_lost_pages(void **state)
{
	struct sweep *s = *state;
	int fd = sweep_copy(s);
	off_t *descriptors;
	size_t total = find_descriptors(fd, &descriptors);
	unsigned long n = sweep_sample(total, SAMPLE);

	for (unsigned long i = 0; i < n; i++)	/* spread evenly, and odd so that no stride is favoured */
		lose_page(s, fd, descriptors[(i * total + total / 2) / n]);
	close(fd);
	free(descriptors);
	sweep_finish(s, "lost pages");
}

static void test_lost_members(void **state)
{
	struct sweep *s = *state;
	unsigned long total = s->golden.paths_resolved, n = sweep_sample(total, SAMPLE);

	for (unsigned long i = 0; i < n; i++) {
		unsigned long path = (i * total + total / 2) / n + 1;
		struct report_text r;
		char what[64];

		snprintf(what, sizeof(what), "path %lu", path);
		report_text_make(s->core, path, &r);
		sweep_compare(s, what, &r);
		report_text_free(&r);
	}
	sweep_finish(s, "lost members");
}

/* ---- flipped bits --------------------------------------------------------------- */

static uint32_t next_random(uint32_t *x)
{
	*x ^= *x << 13;
	*x ^= *x >> 17;
	*x ^= *x << 5;
	return *x;
}

/* The same bit a second time puts things right. */
static void flip_bit(int fd, off_t descriptor, uint32_t bit)
{
	uint8_t d[24], byte;
	off_t at_;

	assert_int_equal(pread(fd, d, sizeof(d), descriptor), sizeof(d));
	at_ = (off_t)get_u64(d, false) + bit / 8 % get_u32(d + 8, false);
	assert_int_equal(pread(fd, &byte, 1, at_), 1);
	byte ^= (uint8_t)(1 << bit % 8);
	assert_int_equal(pwrite(fd, &byte, 1, at_), 1);
}

static void flip_bits(int fd, const off_t *descriptors, size_t total, uint32_t seed)
{
	for (int i = 0; i < FLIPS_PER_ROUND; i++) {
		size_t page = next_random(&seed) % total;

		flip_bit(fd, descriptors[page], next_random(&seed));
	}
}

/* In a process of its own, whose end and memory can be looked at. */
static bool report_ends_well(const char *dump, uint32_t seed)
{
	pid_t child = fork();
	struct rusage used;
	int status;

	if (!child) {
		struct report_text r;

		alarm(HANG_SECONDS);
		report_text_make(dump, 0, &r);
		report_text_free(&r);
		_exit(0);
	}
	assert_true(child > 0);
	assert_int_equal(wait4(child, &status, 0, &used), child);
	if (status)
		print_error("bits flipped with seed %u: %s %d\n", seed, WIFSIGNALED(status) ? "signal" : "exit status",
			    WIFSIGNALED(status) ? WTERMSIG(status) : WEXITSTATUS(status));
	if (used.ru_maxrss / 1024 > PEAK_MIB)
		print_error("bits flipped with seed %u: %ld MiB of memory\n", seed, used.ru_maxrss / 1024);
	return !status && used.ru_maxrss / 1024 <= PEAK_MIB;
}

static void test_flipped_bits(void **state)
{
	struct sweep *s = *state;
	int fd = sweep_copy(s);
	off_t *descriptors;
	size_t total = find_descriptors(fd, &descriptors);
	unsigned long rounds = sweep_sample(FLIP_ROUNDS, FLIP_SAMPLE), bad = 0;

	for (unsigned long i = 0; i < rounds; i++) {
		uint32_t seed = 0x9e3779b9u * (uint32_t)(i + 1);

		flip_bits(fd, descriptors, total, seed);
		bad += !report_ends_well(s->copy, seed);
		flip_bits(fd, descriptors, total, seed);
	}
	print_message("%-28s %5lu runs, %d bits each\n", "flipped bits", rounds, FLIPS_PER_ROUND);
	close(fd);
	free(descriptors);
	assert_int_equal(bad, 0);
}

static int setup(void **state)
{
	struct sweep *s = xcalloc(1, sizeof(*s));
	const char *tree = getenv("VR_TREE"), *core = getenv("VR_CORE");
	char path[4096];

	snprintf(path, sizeof(path), "%s/build/cores/%s/vmcore", tree ? tree : ".", core ? core : "6.1");
	*state = s;
	return sweep_start(s, path) ? 0 : -1;
}

static int teardown(void **state)
{
	struct sweep *s = *state;

	sweep_free(s);
	free(s);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_lost_pages, setup, teardown),
		cmocka_unit_test_setup_teardown(test_lost_members, setup, teardown),
		cmocka_unit_test_setup_teardown(test_flipped_bits, setup, teardown),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
