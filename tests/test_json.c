/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/base.h"

static void test_nesting(void **state)
{
	struct sb sb = {0};
	struct json j = {.out = &sb};

	(void)state;
	json_object(&j, NULL);
	json_str(&j, "a", "x\"\n");
	json_array(&j, "b");
	json_end(&j);
	json_object(&j, "c");
	json_end(&j);
	json_array(&j, "d");
	json_int(&j, NULL, -1);
	json_array(&j, NULL);
	json_bool(&j, NULL, true);
	json_end(&j);
	json_null(&j, NULL);
	json_strf(&j, NULL, "%d%%", 5);
	json_end(&j);
	json_uint(&j, "e", UINT64_MAX);
	json_end(&j);
	assert_string_equal(sb.s, "{\n"
				  "    \"a\": \"x\\\"\\n\",\n"
				  "    \"b\": [],\n"
				  "    \"c\": {},\n"
				  "    \"d\": [\n"
				  "        -1,\n"
				  "        [\n"
				  "            true\n"
				  "        ],\n"
				  "        null,\n"
				  "        \"5%\"\n"
				  "    ],\n"
				  "    \"e\": 18446744073709551615\n"
				  "}\n");
	sb_free(&sb);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nesting),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
