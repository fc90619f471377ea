/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Opens real dumps: the files named in VR_DUMPS, separated by colons.  Without
 * it there is nothing to do.  What must hold for every whole dump is checked.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/program.h"
#include "support/test.h"

static void write_line(struct log *log, enum log_level level, const char *msg)
{
	(void)log;
	(void)level;
	printf("  %s\n", msg);
}

static void symbols_agree(struct program *p, struct memory *m)
{
	char banner[128], name[SYMBOL_NAME_MAX];
	uint64_t addr, stext;
	struct symbol s;

	assert_true(program_symbol(p, "linux_banner", &addr));
	assert_int_equal(memory_read_string(m, addr, banner, sizeof(banner), NULL), MEM_OK);
	assert_memory_equal(banner, "Linux version ", 14);
	assert_memory_equal(banner + 14, program_facts(p)->release, strlen(program_facts(p)->release));
	assert_true(program_symbol(p, "vfs_read", &addr));
	assert_true(program_symbol_at(p, addr + 3, name, &s));
	assert_string_equal(name, "vfs_read");
	assert_int_equal(s.addr, addr);
	assert_null(s.module);
	if (program_vmcoreinfo_number(p, "SYMBOL(_stext)", &stext)) {
		assert_true(program_symbol(p, "_stext", &addr));
		assert_int_equal(addr, stext);
	}
}

static void first_task_is_swapper(struct program *p, struct memory *m)
{
	struct type_member_at comm;
	struct types graph;
	uint64_t init_task;
	char name[16];

	program_init_types(p, &graph);
	assert_true(program_symbol(p, "init_task", &init_task));
	assert_true(type_find_member(types_find(&graph, "struct task_struct"), "comm", &comm));
	assert_int_equal(memory_read_string(m, init_task + comm.bit_offset / 8, name, sizeof(name), NULL), MEM_OK);
	assert_memory_equal(name, "swapper", 7);
	types_free(&graph);
}

static void modules_name_their_own_code(struct program *p)
{
	const struct program_module *modules;
	size_t count = program_modules(p, &modules), named = 0;
	char name[SYMBOL_NAME_MAX];
	struct symbol s;

	for (size_t i = 0; i < count; i++) {
		assert_true(modules[i].range_count > 0);
		if (program_symbol_at(p, modules[i].ranges[0].base + modules[i].ranges[0].size / 2, name, &s))
			named += s.module && strcmp(s.module, modules[i].name) == 0;
	}
	assert_true(named > 0 && named >= count / 2);
}

static void opens(void **state)
{
	const char *path = *state;
	struct log log = {.write = write_line};
	struct program_options o = {.vmcores = &path, .vmcore_count = 1, .log = &log};
	struct err err = {""};
	struct program *p;
	struct memory *m;

	printf("%s\n", path);
	if (!program_open(&o, &p, &err))
		fail_msg("%s", err.msg);
	for (int i = 0; i < PROGRAM_ABILITIES; i++)
		assert_true(program_can(p, (enum program_ability)i, NULL));
	m = memory_new(p);
	symbols_agree(p, m);
	first_task_is_swapper(p, m);
	modules_name_their_own_code(p);
	memory_free(m);
	program_close(p);
}

int main(void)
{
	char *paths = getenv("VR_DUMPS") ? strdup(getenv("VR_DUMPS")) : NULL;
	int failed = 0;

	if (!paths)
		printf("VR_DUMPS is not set: skipped\n");
	for (char *path = paths ? strtok(paths, ":") : NULL; path; path = strtok(NULL, ":")) {
		const struct CMUnitTest tests[] = {{"opens", opens, NULL, NULL, path}};

		failed += cmocka_run_group_tests(tests, NULL, NULL);
	}
	free(paths);
	return failed;
}
