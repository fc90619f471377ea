/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Files whose every member is lost in turn: `check-damage` does so with a whole report, of which `make check`
 * takes a sample.  Whatever cannot be read, no line is made up, and where one is missing the file says so.
 */
#include "emit/emit.h"

#include <stdlib.h>
#include <string.h>

#include "support/core_lab.h"
#include "support/test.h"

enum { MOST_MEMBERS = 300 };	/* more than any of these files asks for */

static unsigned long lost, asked_for;

static void lose_one(struct emit *e)
{
	e->deny_path = lost;
}

static bool has_line(const char *text, const char *line, size_t n)
{
	for (const char *p = text; *p; p += strcspn(p, "\n") + 1)
		if (strcspn(p, "\n") == n && !memcmp(p, line, n))
			return true;
	return false;
}

static void without_one(struct core_lab *l, const char *row, const char *path, const char *sound)
{
	core_lab_print(l, row, path, lose_one);
	if (l->text && strcmp(l->text, sound) != 0) {
		assert_true(l->result != EMIT_COMPLETE && l->note_count > 0);
		asked_for++;
	}
	for (const char *p = l->text ? l->text : ""; *p; p += strcspn(p, "\n") + 1)
		if (!has_line(sound, p, strcspn(p, "\n")))
			fail_msg("%s without member %lu has a line of its own: %.*s", path, lost, (int)strcspn(p, "\n"), p);
}

static void without_each(const char *kernel, const char *row, const char *path)
{
	struct core_lab l = {0};
	char *sound;

	core_lab_open(&l, kernel);
	core_lab_print(&l, row, path, NULL);
	assert_int_equal(l.result, EMIT_COMPLETE);
	sound = l.text;
	l.text = NULL;
	asked_for = 0;
	for (lost = 1; lost <= MOST_MEMBERS; lost++)
		without_one(&l, row, path, sound);
	assert_true(asked_for > 5);
	free(sound);
	core_lab_close(&l);
}

static void test_routes(void **state)
{
	(void)state;
	without_each("6.1", "proc/[net]/route", "proc/1/net/route");
	without_each("7.2", "proc/[net]/route", "proc/1/net/route");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_routes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
