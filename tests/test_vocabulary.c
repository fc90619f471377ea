/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the vocabulary does with what it does not know: it is noted, and the line that needed it withheld. */
#include "kernel/kernel.h"

#include <stdlib.h>
#include <string.h>

#include "support/fake_worker.h"
#include "support/test.h"

static int setup(void **state)
{
	struct fake_worker *w = xcalloc(1, sizeof(*w));
	char text[LIMIT_STRING + 100];

	fake_worker_init(w, "", "");
	memset(text, 'x', sizeof(text));
	fake_put_bytes(w, FAKE_MORE, text, sizeof(text));
	fake_worker_open(w, "NUMBER(PG_lru)=4\n");
	*state = w;
	return 0;
}

static int teardown(void **state)
{
	struct fake_worker *w = *state;

	fake_worker_close(w);
	free(w);
	return 0;
}

/* The lines that were printed, and how often what was asked for was not known. */
static void check(struct emit *e, const char *printed, unsigned notes)
{
	emit_end(e);
	assert_string_equal(e->out.s ? e->out.s : "", printed);
	assert_int_equal(e->note_count, notes);
}

static void a_value_without_a_name_costs_its_line(void **state)
{
	static const char *const words[] = {"off", NULL, "on"};
	struct emit *e = ((struct fake_worker *)*state)->e;

	for (long value = -1; value < 4; value++)
		row(e, "is=%s\n", one_of(e, words, value));
	check(e, "is=off\nis=on\n", 3);
}

static void what_vmcoreinfo_does_not_say_costs_its_line(void **state)
{
	struct emit *e = ((struct fake_worker *)*state)->e;

	row(e, "%llu\n", (unsigned long long)vmcoreinfo(e, "NUMBER(PG_lru)"));
	row(e, "%llu\n", (unsigned long long)vmcoreinfo(e, "NUMBER(PG_lrv)"));
	assert_true(has_vmcoreinfo(e, "NUMBER(PG_lru)") && !has_vmcoreinfo(e, "NUMBER(PG_lrv)"));
	check(e, "4\n", 1);
}

static void a_string_past_the_limit_costs_its_line(void **state)
{
	struct emit *e = ((struct fake_worker *)*state)->e;

	row(e, "%s\n", string(e, FAKE_MORE));
	row(e, "%s\n", string(e, FAKE_MORE + 200) + LIMIT_STRING - 104);
	check(e, "xxxx\n", 1);
}

/* A collection that is made once, and was not whole. */
static bool collect(struct emit *e, struct damage *d)
{
	bool first = damage_begin(e, d);

	if (first) {
		fail(e, "a list", "broken", 0);
		damage_end(e, d);
	}
	return first;
}

static void each_file_tells_of_a_broken_collection(void **state)
{
	struct emit *e = ((struct fake_worker *)*state)->e;
	struct damage d = {.begun = false};

	assert_true(collect(e, &d));
	assert_false(tainted(e));
	check(e, "", 1);
	emit_begin(e);
	assert_false(collect(e, &d));
	damage_tell(e, &d, "not all");
	row(e, "what was found\n");
	damage_taint(e, &d, "not all");
	row(e, "what depends on the rest\n");
	check(e, "what was found\n", 2);
}

#define TEST(f) cmocka_unit_test_setup_teardown(f, setup, teardown)

int main(void)
{
	const struct CMUnitTest tests[] = {
		TEST(a_value_without_a_name_costs_its_line),
		TEST(what_vmcoreinfo_does_not_say_costs_its_line),
		TEST(a_string_past_the_limit_costs_its_line),
		TEST(each_file_tells_of_a_broken_collection),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
