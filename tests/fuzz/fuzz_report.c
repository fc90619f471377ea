/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * A report of a real kernel's pages with damage in them that nothing can detect: no crash, no hang,
 * bounded memory.  The damage is done when the dump is open: symbols and types have targets of their own.
 *
 * The input: two bytes that say which emitters run (every 32nd, from the first byte on; all if the
 * second is 0xff), then changes of five bytes each: four for the place in the core, one to put there.
 * Needs build/cores/6.1/vmcore (`make cores`), whose pages are not compressed.
 */
#include "fuzz/fuzz.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "emit/emit.h"

enum { STRIDE = 32, CHANGE = 5, CHANGES_MAX = 1024 };

/* The core, mapped from a file in memory that the program opens by name. */
struct core {
	uint8_t *data;
	size_t size;
	struct program *program;
};

static struct core core;

static void load_core(void)
{
	const char *tree = getenv("VR_TREE");
	char path[4096], name[64];
	const char *vmcore = name;
	struct program_options o = {.vmcores = &vmcore, .vmcore_count = 1};
	struct stat st;
	struct err err;
	int from, to = memfd_create("core", 0);

	snprintf(path, sizeof(path), "%s/build/cores/6.1/vmcore", tree ? tree : ".");
	from = open(path, O_RDONLY);
	if (from < 0 || fstat(from, &st))
		die("%s: needed by this target: make cores", path);
	core.size = (size_t)st.st_size;
	if (to < 0 || ftruncate(to, st.st_size))
		die("no file in memory");
	core.data = mmap(NULL, core.size, PROT_READ | PROT_WRITE, MAP_SHARED, to, 0);
	if (core.data == MAP_FAILED || pread(from, core.data, core.size, 0) != (ssize_t)core.size)
		die("%s: cannot be read", path);
	close(from);
	snprintf(name, sizeof(name), "/proc/self/fd/%d", to);
	if (!program_open(&o, &core.program, &err))
		die("%s: %s", path, err.msg);
}

struct choice {
	size_t first;
	bool all;
};

static bool chosen(void *arg, const struct emitter *em)
{
	const struct choice *c = arg;

	return (c->all || (size_t)(em - emitters) % STRIDE == c->first) && !em->off;
}

/* What is not whole must say why. */
static bool check(void *arg, const struct emit_file *f)
{
	(void)arg;
	if ((f->result == EMIT_PARTIAL && !f->note_count) || ((f->result == EMIT_STUB || f->result == EMIT_ABSENT) && !f->reason))
		abort();
	return true;
}

/* Each run has a worker of its own, and so a page cache that has seen no other damage. */
static void report(struct choice *choice)
{
	struct emit_run run = {.want_emitter = chosen, .file = check, .arg = choice};
	struct emit *e = emit_new(core.program);

	emit_run(e, &run);
	emit_free(e);
}

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct {
		size_t at;
		uint8_t was;
	} saved[CHANGES_MAX];
	struct choice choice = {.first = size ? data[0] % STRIDE : 0, .all = size > 1 && data[1] == 0xff};
	size_t n = 0;

	if (!core.data)
		load_core();
	for (; 2 + (n + 1) * CHANGE <= size && n < CHANGES_MAX; n++) {
		const uint8_t *change = data + 2 + n * CHANGE;

		saved[n].at = get_u32(change, false) % core.size;
		saved[n].was = core.data[saved[n].at];
		core.data[saved[n].at] = change[4];
	}
	report(&choice);
	while (n--)
		core.data[saved[n].at] = saved[n].was;
	return 0;
}
