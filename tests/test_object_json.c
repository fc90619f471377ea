/* SPDX-License-Identifier: GPL-2.0-or-later */
/* JSON of kernel objects: what could not be read is null, never 0; what could be, is there. */
#include "emit/emit.h"

#include <stdlib.h>
#include <string.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define OBJECT (FAKE_MORE + 0x100)
#define NOWHERE 0xffffffffdead0000ULL

static const char types[] =
	"int unsigned~long 8 none\n"			/* 11 */
	"int char 1 char\n"				/* 12 */
	"array 12 8\n"
	"struct thing 16 count 11 0 name 13 64\n";

/* Its page is not in the dump. */
static const char symbols[] = "ffffffffdead0000 D tainted_mask\n";

static int begin(void **state)
{
	struct fake_worker *w = xcalloc(1, sizeof(*w));

	*state = w;
	fake_worker_init(w, symbols, types);
	fake_put(w, OBJECT, 7);
	fake_put_u32(w, OBJECT + 8, 'x');
	fake_worker_open(w, "");
	return 0;
}

static int end(void **state)
{
	struct fake_worker *w = *state;

	fake_worker_close(w);
	free(w);
	return 0;
}

static void thing(struct emit *e, uint64_t address)
{
	ref o = at(e, address, "struct thing");

	json_open(e, NULL, '{');
	json_num(e, "number", num(o, "count"));
	json_hex(e, "hex", num(o, "count"));
	json_bool(e, "bool", num(o, "count") != 0);
	json_str(e, "text", str(o, "name"));
	json_num(e, "constant", 1);
	json_close(e);
}

static void test_what_is_there(void **state)
{
	struct fake_worker *w = *state;

	thing(w->e, OBJECT);
	assert_int_equal(emit_end(w->e), EMIT_COMPLETE);
	assert_string_equal(w->e->out.s, "{\n"
					 "    \"number\": 7,\n"
					 "    \"hex\": \"0x7\",\n"
					 "    \"bool\": true,\n"
					 "    \"text\": \"x\",\n"
					 "    \"constant\": 1\n"
					 "}\n");
}

/* Each failure is that of its value only. */
static void test_what_is_not(void **state)
{
	struct fake_worker *w = *state;

	thing(w->e, NOWHERE);
	assert_int_equal(emit_end(w->e), EMIT_PARTIAL);
	assert_string_equal(w->e->out.s, "{\n"
					 "    \"number\": null,\n"
					 "    \"hex\": null,\n"
					 "    \"bool\": null,\n"
					 "    \"text\": null,\n"
					 "    \"constant\": 1\n"
					 "}\n");
}

/* A whole record: what is made out of a number that is lost is as unknown as the number. */
static void test_what_is_made_of_it(void **state)
{
	struct fake_worker *w = *state;

	emit_kernel_info_json(w->e, at(w->e, 0, "struct thing"));
	assert_int_equal(emit_end(w->e), EMIT_PARTIAL);
	assert_non_null(strstr(w->e->out.s, "\"tainted\": null,"));
	assert_non_null(strstr(w->e->out.s, "\"letters\": null\n"));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test_setup_teardown(test_what_is_there, begin, end),
		cmocka_unit_test_setup_teardown(test_what_is_not, begin, end),
		cmocka_unit_test_setup_teardown(test_what_is_made_of_it, begin, end),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
