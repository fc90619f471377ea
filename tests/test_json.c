/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/base.h"
#include "support/test.h"

static void test_nesting(void **state)
{
	struct sb sb = {0};
	struct jw j = {.out = &sb};

	(void)state;
	jw_object(&j, NULL);
	jw_str(&j, "a", "x\"\n");
	jw_array(&j, "b");
	jw_end(&j);
	jw_object(&j, "c");
	jw_end(&j);
	jw_array(&j, "d");
	jw_int(&j, NULL, -1);
	jw_array(&j, NULL);
	jw_bool(&j, NULL, true);
	jw_end(&j);
	jw_null(&j, NULL);
	jw_strf(&j, NULL, "%d%%", 5);
	jw_end(&j);
	jw_flat_object(&j, "f");
	jw_int(&j, "g", 1);
	jw_array(&j, "h");
	jw_int(&j, NULL, 2);
	jw_int(&j, NULL, 3);
	jw_end(&j);
	jw_end(&j);
	jw_uint(&j, "e", UINT64_MAX);
	jw_end(&j);
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
				  "    \"f\": {\"g\": 1, \"h\": [2, 3]},\n"
				  "    \"e\": 18446744073709551615\n"
				  "}\n");
	sb_free(&sb);
}

/* What is UTF-8 stays; every byte that is not becomes U+FFFD, alone. */
static void test_text(void **state)
{
	static const struct {
		const char *text, *json;
	} texts[] = {
		{"", "\"\""},
		{"plain", "\"plain\""},
		{"a\\b\"\t\x01\x7f", "\"a\\\\b\\\"\\t\\u0001\\u007f\""},
		{"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80.", "\"\xc3\xa9 \xe2\x82\xac \xf0\x9f\x98\x80.\""},
		{"\xc3", "\"\\ufffd\""},
		{"a\xe2\x82", "\"a\\ufffd\\ufffd\""},
		{"\xed\xa0\x80z\xff", "\"\\ufffd\\ufffd\\ufffdz\\ufffd\""},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(texts); i++) {
		struct sb sb = {0};

		sb_json(&sb, texts[i].text);
		assert_string_equal(sb.s, texts[i].json);
		sb_free(&sb);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_nesting),
		cmocka_unit_test(test_text),
	};

	return cmocka_run_group_tests_name("json", tests, NULL, NULL);
}
