/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The damage sweep: pages of a fixture core are lost in turn, and members cannot be found in turn
 * (see support/sweep.h for what must hold).
 *
 * VR_DAMAGE=all sweeps through everything; a number takes that many pages and paths.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours is another */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "support/sweep.h"

enum { SAMPLE = 24 };

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
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
