/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <string.h>

#include "program/vmcoreinfo.h"
#include "support/test.h"

static struct vmcoreinfo parse(const char *text, size_t size)
{
	struct vmcoreinfo v = {0};

	vmcoreinfo_parse(&v, text, size);
	return v;
}

static void lines_become_keys(void **state)
{
	struct vmcoreinfo v = parse("OSRELEASE=6.1.0\nno equals sign\n=no key\nBUILD-ID=ab=cd\nEMPTY=\n", 63);

	(void)state;
	assert_int_equal(v.count, 3);
	assert_string_equal(vmcoreinfo_get(&v, "OSRELEASE"), "6.1.0");
	assert_string_equal(vmcoreinfo_get(&v, "BUILD-ID"), "ab=cd");
	assert_string_equal(vmcoreinfo_get(&v, "EMPTY"), "");
	assert_null(vmcoreinfo_get(&v, "no equals sign"));
	assert_null(vmcoreinfo_get(&v, ""));
	vmcoreinfo_free(&v);
}

static void a_line_cut_off_is_dropped(void **state)
{
	struct vmcoreinfo v = parse("PAGESIZE=4096\nNUMBER(phys_base)=1234", 36);

	(void)state;
	assert_string_equal(vmcoreinfo_get(&v, "PAGESIZE"), "4096");
	assert_null(vmcoreinfo_get(&v, "NUMBER(phys_base)"));
	vmcoreinfo_free(&v);
}

static void text_ends_at_a_nul(void **state)
{
	struct vmcoreinfo v = parse("A=1\n\0B=2\n", 9);

	(void)state;
	assert_string_equal(vmcoreinfo_get(&v, "A"), "1");
	assert_null(vmcoreinfo_get(&v, "B"));
	vmcoreinfo_free(&v);
}

static void of_two_equal_keys_the_first_counts(void **state)
{
	struct vmcoreinfo v = parse("K=first\nK=second\n", 17);

	(void)state;
	assert_string_equal(vmcoreinfo_get(&v, "K"), "first");
	vmcoreinfo_free(&v);
}

static void numbers_have_three_notations(void **state)
{
	static const char text[] = "SYMBOL(_stext)=ffffffff81000000\nKERNELOFFSET=38000000\nNUMBER(phys_base)=-12582912\n"
				   "NUMBER(VA)=0xFFFF\nSIZE(page)=64\nBAD=12x\nHUGE=99999999999999999999\nNONE=\nMINUS=-\n"
				   "LOW=-9223372036854775809\n";
	struct vmcoreinfo v = parse(text, sizeof(text) - 1);
	uint64_t n;

	(void)state;
	assert_true(vmcoreinfo_number(&v, "SYMBOL(_stext)", &n) && n == 0xffffffff81000000);
	assert_true(vmcoreinfo_symbol(&v, "_stext", &n) && n == 0xffffffff81000000);
	assert_true(vmcoreinfo_number(&v, "KERNELOFFSET", &n) && n == 0x38000000);
	assert_true(vmcoreinfo_number(&v, "NUMBER(phys_base)", &n) && (int64_t)n == -12582912);
	assert_true(vmcoreinfo_number(&v, "NUMBER(VA)", &n) && n == 0xffff);
	assert_true(vmcoreinfo_number(&v, "SIZE(page)", &n) && n == 64);
	n = 7;
	assert_false(vmcoreinfo_number(&v, "BAD", &n));
	assert_false(vmcoreinfo_number(&v, "HUGE", &n));
	assert_false(vmcoreinfo_number(&v, "NONE", &n));
	assert_false(vmcoreinfo_number(&v, "MINUS", &n));
	assert_false(vmcoreinfo_number(&v, "LOW", &n));
	assert_false(vmcoreinfo_number(&v, "ABSENT", &n));
	assert_int_equal(n, 7);
	vmcoreinfo_free(&v);
}

static void a_note_is_known_by_its_24_bytes(void **state)
{
	uint8_t note[64] = "\x0b\0\0\0\x20\0\0\0\0\0\0\0VMCOREINFO\0\0OSRELEASE=6";
	size_t text = 0;

	(void)state;
	assert_int_equal(vmcoreinfo_in_note(note, sizeof(note), &text), 0x20);
	assert_int_equal(text, 24);
	assert_int_equal(vmcoreinfo_in_note(note, 23, &text), 0);
	note[22] = '_';		/* VMCOREINFO_XEN and the like */
	assert_int_equal(vmcoreinfo_in_note(note, sizeof(note), &text), 0);
	note[22] = 0;
	note[6] = 1;		/* 64 KiB and more */
	assert_int_equal(vmcoreinfo_in_note(note, sizeof(note), &text), 0);
	memcpy(note, "\0\0\0\x0b\0\0\0\x20", 8);
	assert_int_equal(vmcoreinfo_in_note(note, sizeof(note), &text), 0x20);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(lines_become_keys),
		cmocka_unit_test(a_line_cut_off_is_dropped),
		cmocka_unit_test(text_ends_at_a_nul),
		cmocka_unit_test(of_two_equal_keys_the_first_counts),
		cmocka_unit_test(numbers_have_three_notations),
		cmocka_unit_test(a_note_is_known_by_its_24_bytes),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
