/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The damage sweep: pages of a fixture core are lost in turn, and members cannot be found in turn.
 * Whatever is then shown as complete must be, to the byte, what the undamaged dump shows, and what is
 * partial must have a reason and no line of its own making.
 *
 * VR_DAMAGE=all sweeps through everything; a number takes that many pages and paths.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#undef fail /* ours is another */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/report_text.h"

enum { SAMPLE = 24 };

struct sweep {
	char core[4096], copy[64];
	struct report_text golden;
	unsigned long runs, with_reason, invented, silent;
};

static unsigned long sample_of(unsigned long total)
{
	const char *want = getenv("VR_DAMAGE");
	unsigned long n = want ? strtoul(want, NULL, 10) : SAMPLE;

	if (want && !strcmp(want, "all"))
		n = total;
	return n < total ? n : total;
}

static bool has_line(const char *text, const char *line, size_t n)
{
	for (const char *p = text; *p;) {
		size_t m = strcspn(p, "\n");

		if (m == n && !memcmp(p, line, n))
			return true;
		p += m + (p[m] == '\n');
	}
	return false;
}

/* A line of a partial file that the undamaged file does not have. */
static const char *invented_line(const struct report_file *f, const struct report_file *golden)
{
	for (const char *p = f->text; *p;) {
		size_t n = strcspn(p, "\n");

		if (!has_line(golden->text, p, n))
			return p;
		p += n + (p[n] == '\n');
	}
	return NULL;
}

/* Files in the kernel's own formats.  Analysers and commands may say what they could not read, or show less. */
static bool is_mirror(const struct report_file *f)
{
	return str_starts(f->path, "proc/") || str_starts(f->path, "sys/");
}

/* What a damaged report says of one file that the golden one has too. */
static void judge(struct sweep *s, const char *what, const struct report_file *f, const struct report_file *g)
{
	const char *line = NULL;

	if (f->result == EMIT_COMPLETE && (f->size != g->size || memcmp(f->text, g->text, f->size))) {
		print_error("%s: %s is said to be complete but differs\n", what, f->path);
		s->invented++;
	} else if (f->result == EMIT_ABSENT && g->result != EMIT_ABSENT) {
		print_error("%s: %s is said to be absent: %s\n", what, f->path, f->reason);
		s->silent++;
	} else if (f->result == EMIT_PARTIAL && !*f->notes) {
		print_error("%s: %s is partial for no reason\n", what, f->path);
		s->silent++;
	} else if (f->result == EMIT_PARTIAL && is_mirror(f) && (line = invented_line(f, g))) {
		print_error("%s: %s has a line of its own: %.*s\n", what, f->path, (int)strcspn(line, "\n"), line);
		s->invented++;
	}
}

static void compare(struct sweep *s, const char *what, const struct report_text *r)
{
	bool reason = r->error != NULL;

	s->runs++;
	for (size_t i = 0; i < r->count; i++) {
		const struct report_file *f = &r->files[i], *g = report_text_find(&s->golden, f->path);

		reason |= f->result == EMIT_PARTIAL || f->result == EMIT_STUB;
		if (g)
			judge(s, what, f, g);
		else if (f->result == EMIT_COMPLETE)
			s->invented++, print_error("%s: %s does not exist in the undamaged report\n", what, f->path);
	}
	/* fewer files than before need a scope that says why */
	if (r->count < s->golden.count && !reason && !r->error) {
		print_error("%s: %zu files are missing without a reason\n", what, s->golden.count - r->count);
		s->silent++;
	}
	s->with_reason += reason;
}

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
	struct report_text r;
	char what[64];

	snprintf(what, sizeof(what), "page of descriptor 0x%llx", (unsigned long long)descriptor);
	assert_int_equal(pread(fd, saved, sizeof(saved), descriptor), sizeof(saved));
	assert_int_equal(pwrite(fd, none, sizeof(none), descriptor), sizeof(none));
	report_text_make(s->copy, 0, &r);
	compare(s, what, &r);
	report_text_free(&r);
	assert_int_equal(pwrite(fd, saved, sizeof(saved), descriptor), sizeof(saved));
}

static void copy_core(struct sweep *s)
{
	char buf[65536];
	int from = open(s->core, O_RDONLY), to;
	ssize_t n;

	strcpy(s->copy, "/tmp/vmcore-report-damage-XXXXXX");
	to = mkstemp(s->copy);
	assert_true(from >= 0 && to >= 0);
	while ((n = read(from, buf, sizeof(buf))) > 0)
		assert_int_equal(write(to, buf, (size_t)n), n);
	close(from);
	close(to);
}

static void finish(struct sweep *s, const char *what)
{
	print_message("%s: %lu runs, %lu with a reason recorded, %lu invented, %lu silent\n", what, s->runs, s->with_reason,
		      s->invented, s->silent);
	assert_int_equal(s->invented, 0);
	assert_int_equal(s->silent, 0);
}

static void test_lost_pages(void **state)
{
	struct sweep *s = *state;
	size_t total;
	unsigned long n;
	off_t *descriptors;
	int fd;

	copy_core(s);
	fd = open(s->copy, O_RDWR);
	assert_true(fd >= 0);
	total = find_descriptors(fd, &descriptors);
	n = sample_of(total);
	for (unsigned long i = 0; i < n; i++)	/* spread evenly, and odd so that no stride is favoured */
		lose_page(s, fd, descriptors[(i * total + total / 2) / n]);
	close(fd);
	unlink(s->copy);
	free(descriptors);
	finish(s, "lost pages");
}

static void test_lost_members(void **state)
{
	struct sweep *s = *state;
	unsigned long total = s->golden.paths_resolved, n = sample_of(total);

	for (unsigned long i = 0; i < n; i++) {
		unsigned long path = (i * total + total / 2) / n + 1;
		struct report_text r;
		char what[64];

		snprintf(what, sizeof(what), "path %lu", path);
		report_text_make(s->core, path, &r);
		compare(s, what, &r);
		report_text_free(&r);
	}
	finish(s, "lost members");
}

static int setup(void **state)
{
	struct sweep *s = xcalloc(1, sizeof(*s));
	const char *tree = getenv("VR_TREE"), *core = getenv("VR_CORE");

	snprintf(s->core, sizeof(s->core), "%s/build/cores/%s/vmcore", tree ? tree : ".", core ? core : "6.1");
	report_text_make(s->core, 0, &s->golden);
	if (s->golden.error) {
		print_error("%s\n", s->golden.error);
		return -1;
	}
	*state = s;
	return 0;
}

static int teardown(void **state)
{
	struct sweep *s = *state;

	report_text_free(&s->golden);
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
