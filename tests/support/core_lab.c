/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "support/core_lab.h"

#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/test.h"

void core_lab_open(struct core_lab *l, const char *kernel)
{
	const char *tree = getenv("VR_TREE");
	char path[4096], name[64];
	const char *vmcore = name;
	struct program_options o = {.vmcores = &vmcore, .vmcore_count = 1};
	int from, to = memfd_create("core", 0);
	struct stat st;
	struct err err;

	snprintf(path, sizeof(path), "%s/build/cores/%s/vmcore", tree ? tree : ".", kernel);
	from = open(path, O_RDONLY);
	assert_true(from >= 0 && to >= 0 && !fstat(from, &st) && !ftruncate(to, st.st_size));
	l->size = (size_t)st.st_size;
	l->data = mmap(NULL, l->size, PROT_READ | PROT_WRITE, MAP_SHARED, to, 0);
	assert_true(l->data != MAP_FAILED);
	assert_int_equal(pread(from, l->data, l->size, 0), st.st_size);
	close(from);
	snprintf(name, sizeof(name), "/proc/self/fd/%d", to);
	assert_true(program_open(&o, &l->program, &err));
	close(to);
}

static bool wanted(void *arg, const struct emitter *em)
{
	const struct core_lab *l = arg;

	return !strcmp(em->path, l->row);
}

static bool wanted_file(void *arg, const char *path)
{
	const struct core_lab *l = arg;

	return !strcmp(path, l->path);
}

static bool keep(void *arg, const struct emit_file *f)
{
	struct core_lab *l = arg;

	if (!f->path)
		return true;
	free(l->text);
	l->text = xcalloc(f->size + 1, 1);
	memcpy(l->text, f->data, f->size);
	l->result = f->result;
	l->note_count = f->note_count;
	return true;
}

void core_lab_print(struct core_lab *l, const char *row, const char *path, void (*prepare)(struct emit *e))
{
	struct emit_run run = {.want_emitter = wanted, .want_file = wanted_file, .file = keep, .arg = l};
	struct emit *e = emit_new(l->program);

	l->row = row;
	l->path = path;
	if (prepare)
		prepare(e);
	emit_run(e, &run);
	emit_free(e);
}

void core_lab_close(struct core_lab *l)
{
	program_close(l->program);
	munmap(l->data, l->size);
	free(l->text);
}
