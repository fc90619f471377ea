/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A dump that was cut short, or that a bad disk or a broken transfer changed: always a report or a
 * clear refusal, within ten seconds of CPU time, and no lies (support/sweep.h).
 *
 * The dump is a fixture core with each page packed by zlib, whose checksum shows the damage; what
 * makedumpfile leaves raw, or packs with LZO, has none.  Headers, bitmaps and page descriptors
 * have no checksum either, so half of the damage goes there, where it hurts.
 *
 * VR_DAMAGE=all does all 40 cuts and 500 corruptions, and 125 of VMCOREINFO; a number as many of each kind.
 */
#include <signal.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/time.h>
#include <unistd.h>

#include "support/sweep.h"
#include "support/test.h"

enum {
	CUTS = 20,		/* of each half */
	CORRUPTIONS = 125,	/* of each of the four kinds */
	SAMPLE = 3,
	CPU_SECONDS = 10,
	BURST_MAX = 512,
};

struct corruption {
	struct sweep sweep;
	char packed[64];	/* the sound dump, packed by zlib */
	off_t size, pages;	/* of the file; where the page data begin */
	off_t registers, registers_end;	/* the notes with the CPUs' registers: nothing can tell that these are wrong */
	off_t vmcoreinfo, vmcoreinfo_end;
	uint64_t random;
	double slowest;
};

static uint64_t next_random(struct corruption *c)	/* xorshift64*, M. Vigna: the same numbers in each run */
{
	c->random ^= c->random >> 12;
	c->random ^= c->random << 25;
	c->random ^= c->random >> 27;
	return c->random * 0x2545f4914f6cdd1dull >> 16;
}

static double cpu_seconds(void)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	return (double)(u.ru_utime.tv_sec + u.ru_stime.tv_sec) + (double)(u.ru_utime.tv_usec + u.ru_stime.tv_usec) / 1e6;
}

/* A report that does not end is ended by SIGPROF, which fails the test program. */
static void run(struct corruption *c, const char *what)
{
	struct itimerval limit = {.it_value.tv_sec = CPU_SECONDS}, off = {0};
	double before = cpu_seconds(), took;

	setitimer(ITIMER_PROF, &limit, NULL);
	sweep_run(&c->sweep, what);
	setitimer(ITIMER_PROF, &off, NULL);
	took = cpu_seconds() - before;
	if (took > c->slowest)
		c->slowest = took;
}

static void finish(struct corruption *c, const char *what)
{
	struct rusage u;

	getrusage(RUSAGE_SELF, &u);
	print_message("%-28s slowest report %.2f s of CPU, peak %ld MiB with the sound report kept beside it\n", what, c->slowest,
		      u.ru_maxrss / 1024);
	c->slowest = 0;
	sweep_finish(&c->sweep, what);
}

/* ---- cuts ------------------------------------------------------------------------- */

static void cut_at(struct corruption *c, int fd, off_t size)
{
	char what[64];

	snprintf(what, sizeof(what), "cut at %lld", (long long)size);
	assert_int_equal(ftruncate(fd, size), 0);
	run(c, what);
}

/* From the end to the beginning, since what is cut off is gone. */
static void test_cuts(void **state)
{
	struct corruption *c = *state;
	unsigned long n = sweep_sample(CUTS, SAMPLE);
	int fd = sweep_copy(&c->sweep);

	for (unsigned long i = n; i-- > 0;)
		cut_at(c, fd, c->pages + (c->size - c->pages) * (off_t)i / (off_t)n + (off_t)(next_random(c) % 4096));
	finish(c, "cut in the page data");
	for (unsigned long i = n; i-- > 0;)
		cut_at(c, fd, c->pages * (off_t)i / (off_t)n);
	finish(c, "cut before the page data");
	close(fd);
	unlink(c->sweep.copy);
}

/* ---- corruptions ------------------------------------------------------------------- */

static int count_bits(const uint8_t *p, ssize_t n)
{
	int bits = 0;

	while (n-- > 0)
		bits += __builtin_popcount(*p++);
	return bits;
}

static void corrupt_at(struct corruption *c, int fd, off_t at, size_t length)
{
	uint8_t saved[BURST_MAX], bad[BURST_MAX];
	char what[64];
	ssize_t n;

	if (at < c->registers_end && at + (off_t)length > c->registers)
		at = c->registers_end;
	n = pread(fd, saved, length, at);
	assert_true(n > 0);
	for (ssize_t i = 0; i < n; i++)
		bad[i] = (uint8_t)(saved[i] ^ (1 + next_random(c) % 255));
	if (count_bits(bad, n) == count_bits(saved, n))	/* as many pages in the bitmap, but others: nothing can tell */
		bad[0] ^= 1;
	snprintf(what, sizeof(what), "%zd bytes changed at %lld", n, (long long)at);
	assert_int_equal(pwrite(fd, bad, (size_t)n, at), n);
	run(c, what);
	assert_int_equal(pwrite(fd, saved, (size_t)n, at), n);
}

static void corrupt(struct corruption *c, const char *what, off_t from, off_t to, size_t longest)
{
	int fd = sweep_copy(&c->sweep);

	for (unsigned long i = sweep_sample(CORRUPTIONS, SAMPLE); i-- > 0;)
		corrupt_at(c, fd, from + (off_t)(next_random(c) % (uint64_t)(to - from)), 1 + next_random(c) % longest);
	close(fd);
	unlink(c->sweep.copy);
	finish(c, what);
}

static void test_corruption(void **state)
{
	struct corruption *c = *state;

	corrupt(c, "byte in the page data", c->pages, c->size, 1);
	corrupt(c, "burst in the page data", c->pages, c->size, BURST_MAX);
	corrupt(c, "byte in what describes them", 0, c->pages, 1);
	corrupt(c, "burst in what describes them", 0, c->pages, BURST_MAX);
}

/* Does the dump have the kernel's own copy, and does that correct the note? */
static bool is_corrected(struct corruption *c, int fd)
{
	const char *copy = c->sweep.copy;
	struct program_options o = {.vmcores = &copy, .vmcore_count = 1};
	struct program *p;
	struct err err;
	bool corrected;

	assert_int_equal(pwrite(fd, "=", 1, c->vmcoreinfo_end - 2), 1);
	assert_true(program_open(&o, &p, &err));
	corrected = !strcmp(program_facts(p)->vmcoreinfo_from, "symbol vmcoreinfo_note");
	program_close(p);
	return corrected;
}

static void test_corrupt_vmcoreinfo(void **state)
{
	struct corruption *c = *state;
	int fd = sweep_copy(&c->sweep);
	bool corrected = is_corrected(c, fd);

	close(fd);
	unlink(c->sweep.copy);
	if (!corrected) {
		print_message("nothing in this dump can tell that its VMCOREINFO is damaged\n");
		skip();
	}
	c->sweep.unchecked = NULL;
	corrupt(c, "byte in VMCOREINFO", c->vmcoreinfo, c->vmcoreinfo_end, 1);
}

/* ---- set-up ------------------------------------------------------------------------- */

static void read_at(FILE *f, uint64_t at, void *buf, size_t size)
{
	assert_int_equal(fseek(f, (long)at, SEEK_SET), 0);
	assert_int_equal(fread(buf, size, 1, f), 1);
}

/* As `extract` writes it: header, sub header, notes with VMCOREINFO as the last, bitmaps, page descriptors, pages. */
static void find_parts(struct corruption *c)
{
	uint8_t header[464], sub[96], descriptor[24];
	FILE *f = fopen(c->packed, "r");
	uint64_t block;

	assert_non_null(f);
	read_at(f, 0, header, sizeof(header));
	block = get_u32(header + 428, false);
	read_at(f, block, sub, sizeof(sub));
	read_at(f, (1 + get_u32(header + 432, false) + get_u32(header + 436, false)) * block, descriptor, sizeof(descriptor));
	fclose(f);
	c->registers = (off_t)get_u64(sub + 48, false);
	c->registers_end = c->vmcoreinfo = (off_t)get_u64(sub + 32, false);
	c->vmcoreinfo_end = c->vmcoreinfo + (off_t)get_u64(sub + 40, false);
	c->pages = (off_t)get_u64(descriptor, false);
	assert_true(c->registers < c->registers_end && c->registers_end < c->pages && c->pages < c->size);
}

static int setup(void **state)
{
	struct corruption *c = xcalloc(1, sizeof(*c));
	const char *tree = getenv("VR_TREE"), *core = getenv("VR_CORE"), *program = getenv("VR_BIN");
	char command[4096];
	struct stat st;

	*state = c;
	c->random = 0x9e3779b97f4a7c15ull;
	strcpy(c->packed, "/tmp/vmcore-report-packed-XXXXXX");
	close(mkstemp(c->packed));
	unlink(c->packed);	/* the program does not write over a file */
	snprintf(command, sizeof(command), "%s extract --vmcore %s/build/cores/%s/vmcore -z gzip -O %s >/dev/null", program,
		 tree ? tree : ".", core ? core : "6.1", c->packed);
	if (!program || system(command) || stat(c->packed, &st) || !sweep_start(&c->sweep, c->packed)) {
		print_error("not made: %s\n", command);
		return -1;
	}
	c->sweep.unchecked = "plugins/kernel_info/kernel_info.json";	/* has the text of VMCOREINFO */
	c->size = st.st_size;
	find_parts(c);
	return 0;
}

static int teardown(void **state)
{
	struct corruption *c = *state;

	unlink(c->packed);
	sweep_free(&c->sweep);
	free(c);
	return 0;
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cuts),
		cmocka_unit_test(test_corruption),
		cmocka_unit_test(test_corrupt_vmcoreinfo),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
