/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a report remembers of its files: all of them come back, in order, with what belongs to each. */
#include "report/records.h"	/* before cmocka.h, which makes a macro of fail() */

#include <stdio.h>
#include <string.h>

#include "support/test.h"

/* The manifest of 600,000 files may not cost a kdump kernel more than this for each. */
_Static_assert(sizeof(struct packed_file) == 8, "files are many");

#define OBJECTS 3000u

static size_t row_named(const char *path)
{
	for (size_t i = 0; i < emitter_count; i++)
		if (!strcmp(emitters[i].path, path))
			return i;
	fail_msg("%s is no row of emitters.def", path);
	return 0;
}

/* Every seventh file of "stat" has a reason, every process one descriptor. */
static void add_object(struct records *r, unsigned pid)
{
	static const char *const rows[] = {"proc/[pid]/stat", "proc/[pid]/status", "proc/[pid]/fd/[fd]"};
	static const char *const reasons[] = {"first reason", "second"};
	char key[16];

	snprintf(key, sizeof(key), "%u", pid);
	for (unsigned i = 0; i < ARRAY_LEN(rows); i++) {
		bool partial = i == 0 && pid % 7 == 0;
		struct emit_file f = {
			.emitter = &emitters[row_named(rows[i])],
			.path = "not looked at",
			.keys = {key, i == 2 ? "5" : NULL},
			.result = partial ? EMIT_PARTIAL : EMIT_COMPLETE,
			.notes = reasons,
			.note_count = partial ? 2 : 0,
			.withheld = partial ? pid : 0,
		};

		records_add(r, &f, pid * 10 + i, true);
	}
}

static void assert_file(struct records *r, const struct file_record *f, unsigned pid, unsigned i)
{
	static const char *const names[] = {"stat", "status", "fd/5"};
	bool partial = i == 0 && pid % 7 == 0;
	char path[64];

	assert_non_null(f);
	snprintf(path, sizeof(path), "proc/%u/%s", pid, names[i]);
	assert_string_equal(record_path(r, f), path);
	assert_int_equal(f->bytes, pid * 10 + i);
	assert_int_equal(f->result, partial ? EMIT_PARTIAL : EMIT_COMPLETE);
	assert_int_equal(f->trouble->withheld, partial ? pid : 0);
	assert_int_equal(f->trouble->note_count, partial ? 2 : 0);
	if (partial)
		assert_string_equal(f->trouble->notes[1], "second");
	assert_true(f->archived);
}

static void test_walks(void **state)
{
	struct file_walk all, row, plugin;
	struct records r;
	unsigned procfs;

	(void)state;
	records_init(&r);
	for (unsigned pid = 1; pid <= OBJECTS; pid++)
		add_object(&r, pid);
	procfs = r.rows[row_named("proc/[pid]/stat")].plugin;
	all = all_files(&r);
	row = files_of_row(&r, row_named("proc/[pid]/stat"));
	plugin = files_of_plugin(&r, procfs);
	for (unsigned pid = 1; pid <= OBJECTS; pid++) {
		for (unsigned i = 0; i < 3; i++) {
			assert_file(&r, next_file(&all), pid, i);
			assert_file(&r, next_file(&plugin), pid, i);
		}
		assert_file(&r, next_file(&row), pid, 0);
	}
	assert_null(next_file(&all));
	assert_null(next_file(&plugin));
	assert_null(next_file(&row));
	row = files_of_row(&r, row_named("proc/version"));
	assert_null(next_file(&row));
	plugin = files_of_plugin(&r, procfs ? 0 : 1);
	assert_null(next_file(&plugin));
	assert_int_equal(r.results[EMIT_PARTIAL], OBJECTS / 7);
	assert_int_equal(r.plugin_files[procfs], 3 * OBJECTS);
	records_free(&r);
}

/* Walks over rows whose files an object has, has not, or has not in the table's order. */
static void check_rows(const char *first, const char *second)
{
	const char *const rows[] = {first, second};
	struct file_walk w;
	struct records r;

	records_init(&r);
	for (unsigned i = 0; i < 60; i++) {
		struct emit_file f = {.emitter = &emitters[row_named(rows[i % 3 == 2])], .path = "not looked at",
				      .keys = {i % 3 ? "2" : "1", i / 3 % 2 ? "x" : "y"}};

		records_add(&r, &f, i, true);
	}
	w = files_of_row(&r, row_named(second));
	for (unsigned i = 2; i < 60; i += 3) {
		const struct file_record *f = next_file(&w);

		assert_non_null(f);
		assert_int_equal(f->bytes, i);
		assert_string_equal(f->keys[1], i / 3 % 2 ? "x" : "y");
	}
	assert_null(next_file(&w));
	records_free(&r);
}

static void test_rows(void **state)
{
	(void)state;
	check_rows("proc/[pid]/stat", "proc/[pid]/status");
	check_rows("proc/[pid]/status", "proc/[pid]/stat");
}

/* Files without a key, before and between those that have one. */
static void test_keys(void **state)
{
	struct emit_file plain = {.emitter = &emitters[row_named("proc/version")], .path = "proc/version"};
	struct file_walk w;
	struct records r;

	(void)state;
	records_init(&r);
	w = all_files(&r);
	assert_null(next_file(&w));
	records_add(&r, &plain, 1, false);
	add_object(&r, 7);
	records_add(&r, &plain, 1, true);
	w = all_files(&r);
	assert_string_equal(record_path(&r, next_file(&w)), "proc/version");
	assert_file(&r, next_file(&w), 7, 0);
	assert_file(&r, next_file(&w), 7, 1);
	assert_file(&r, next_file(&w), 7, 2);
	assert_string_equal(record_path(&r, next_file(&w)), "proc/version");
	assert_false(records_have(&r, "proc/version"));
	records_free(&r);
}

/* What many files have in common is kept once; what differs in one word is not. */
static void test_shared_trouble(void **state)
{
	static const char *const note[] = {"the same"};
	const struct file_trouble *first = NULL;
	const struct file_record *f;
	struct file_walk w;
	struct records r;

	(void)state;
	records_init(&r);
	for (unsigned pid = 1; pid <= 3; pid++) {
		char key[16];
		struct emit_file file = {
			.emitter = &emitters[row_named("proc/[pid]/fd/[fd]")],
			.path = "",
			.keys = {key, "0"},
			.link = pid < 3 ? "/dev/null" : "/dev/full",
			.notes = note,
			.note_count = 1,
		};

		snprintf(key, sizeof(key), "%u", pid);
		records_add(&r, &file, 0, true);
	}
	w = all_files(&r);
	for (unsigned pid = 1; pid <= 3; pid++) {
		f = next_file(&w);
		assert_string_equal(f->trouble->link, pid < 3 ? "/dev/null" : "/dev/full");
		assert_string_equal(f->trouble->notes[0], "the same");
		first = first ? first : f->trouble;
		assert_true((f->trouble == first) == (pid < 3));
	}
	records_free(&r);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_walks),
		cmocka_unit_test(test_shared_trouble),
		cmocka_unit_test(test_rows),
		cmocka_unit_test(test_keys),
	};

	return cmocka_run_group_tests_name("records", tests, NULL, NULL);
}
