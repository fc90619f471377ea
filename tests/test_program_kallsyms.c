/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Symbol tables in every form that kernels have had, whole and damaged. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "program/internal.h"
#include "support/kallsyms_text.h"
#include "support/memory_image.h"
#include "support/test.h"

#define BASE 0xffffffff81000000ULL

/* The forms in the order of the releases. */
static const struct form {
	const char *name;
	struct kallsyms_text how;
} forms[] = {
	{"4.18: absolute, markers of 8 bytes",
	 {.scheme = KALLSYMS_ABSOLUTE, .marker_size = 8, .align = 8, .addr = BASE + 0x10000}},
	{"5.10: per-CPU absolute",
	 {.scheme = KALLSYMS_PERCPU_ABSOLUTE, .marker_size = 4, .align = 8, .addr = BASE + 0x10000, .base = BASE}},
	{"6.1: with seqs before the tokens",
	 {.scheme = KALLSYMS_PERCPU_ABSOLUTE, .long_lengths = true, .seqs = true, .marker_size = 4, .align = 8,
	  .addr = BASE + 0x10000, .base = BASE}},
	{"6.12, arm64: base relative, addresses last",
	 {.scheme = KALLSYMS_BASE_RELATIVE, .long_lengths = true, .addresses_last = true, .marker_size = 4, .align = 8,
	  .addr = BASE + 0x10000, .base = BASE}},
	{"7.2: place relative, aligned to 4",
	 {.scheme = KALLSYMS_PLACE_RELATIVE, .long_lengths = true, .addresses_last = true, .marker_size = 4, .align = 4,
	  .addr = BASE + 0x10000}},
	{"big-endian, base relative",
	 {.big_endian = true, .scheme = KALLSYMS_BASE_RELATIVE, .long_lengths = true, .addresses_last = true,
	  .marker_size = 4, .align = 8, .addr = BASE + 0x10000, .base = BASE}},
};

/* 2000 functions at 16 bytes from each other, some special ones before and after them. */
static char *symbol_text(const struct kallsyms_text *how)
{
	struct sb sb = {0};

	if (how->scheme == KALLSYMS_PERCPU_ABSOLUTE || how->scheme == KALLSYMS_ABSOLUTE)
		sb_str(&sb, "0 A __per_cpu_start\n1c0 A runqueues\n");
	sb_printf(&sb, "%llx T _text\n%llx T _stext\n%llx t twin\n", BASE, BASE, BASE + 0x10);
	for (unsigned i = 0; i < 2000; i++)
		sb_printf(&sb, "%llx T sys_call_%u\n", BASE + 0x1000 + 16 * i, i);
	sb_printf(&sb, "%llx t twin\n%llx D alias\n%llx d aliased_again\n", BASE + 0x9000, BASE + 0x9100, BASE + 0x9100);
	sb_printf(&sb, "%llx D ", BASE + 0x9140);
	for (unsigned i = 0; i < (how->long_lengths ? 200 : 120); i++)
		sb_char(&sb, (char)('a' + i % 26));
	sb_printf(&sb, "\n%llx B _end\n", BASE + 0xa000);
	return sb.s;
}

static struct kallsyms *build(const struct kallsyms_text *how)
{
	char *text = symbol_text(how);
	struct kallsyms_bytes b = kallsyms_from_text(text, how);
	struct kallsyms_tables t = kallsyms_tables_of(&b, how);
	struct kallsyms *k = NULL;
	struct err err;

	if (!kallsyms_build(&t, &k, &err))
		fail_msg("%s", err.msg);
	free(b.data);
	free(text);
	return k;
}

static void check_all(const struct kallsyms *k, const struct kallsyms_text *how)
{
	char name[SYMBOL_NAME_MAX], long_name[201] = {0};
	struct symbol s;
	uint64_t addr;

	for (unsigned i = 0; i < 2000; i++) {
		snprintf(name, sizeof(name), "sys_call_%u", i);
		assert_true(kallsyms_find(k, name, 0, &addr));
		assert_true(addr == BASE + 0x1000 + 16 * i);
		assert_false(kallsyms_find(k, name, 1, &addr));
	}
	assert_true(kallsyms_at(k, BASE + 0x1000 + 16 * 1234 + 5, name, &s));
	assert_string_equal(name, "sys_call_1234");
	assert_int_equal(s.size, 16);
	assert_int_equal(s.letter, 'T');
	for (unsigned i = 0; i < (how->long_lengths ? 200 : 120); i++)
		long_name[i] = (char)('a' + i % 26);
	assert_true(kallsyms_find(k, long_name, 0, &addr) && addr == BASE + 0x9140);
	assert_false(kallsyms_find(k, "sys_call_2000", 0, &addr));
	assert_false(kallsyms_find(k, "", 0, &addr));
}

static void every_form_reads_the_same(void **state)
{
	const struct form *form = *state;
	struct kallsyms *k = build(&form->how);

	check_all(k, &form->how);
	assert_int_equal(kallsyms_missing(k), 0);
	kallsyms_close(k);
}

static void twins_come_in_address_order(void **state)
{
	struct kallsyms *k = build(&forms[1].how);
	uint64_t addr;

	(void)state;
	assert_true(kallsyms_find(k, "twin", 0, &addr) && addr == BASE + 0x10);
	assert_true(kallsyms_find(k, "twin", 1, &addr) && addr == BASE + 0x9000);
	assert_false(kallsyms_find(k, "twin", 2, &addr));
	kallsyms_close(k);
}

static void an_address_belongs_to_the_first_alias(void **state)
{
	struct kallsyms *k = build(&forms[1].how);
	char name[SYMBOL_NAME_MAX];
	struct symbol s;

	(void)state;
	assert_true(kallsyms_at(k, BASE + 0x9101, name, &s));
	assert_string_equal(name, "alias");
	assert_int_equal(s.size, 0x40);		/* to the next symbol at another address */
	kallsyms_close(k);
}

static void per_cpu_offsets_are_no_addresses(void **state)
{
	struct kallsyms *k = build(&forms[1].how);
	char name[SYMBOL_NAME_MAX];
	struct symbol s;
	uint64_t addr;

	(void)state;
	assert_true(kallsyms_find(k, "runqueues", 0, &addr) && addr == 0x1c0);
	assert_false(kallsyms_at(k, 0x1c8, name, &s));
	assert_false(kallsyms_at(k, BASE - 1, name, &s));
	assert_false(kallsyms_at(k, BASE + 0xa001, name, &s));
	assert_false(kallsyms_at(k, UINT64_MAX, name, &s));
	kallsyms_close(k);
}

/* ---- damage ------------------------------------------------------------------- */

static struct kallsyms_tables tables(unsigned form)
{
	char *text = symbol_text(&forms[form].how);
	struct kallsyms_bytes b = kallsyms_from_text(text, &forms[form].how);
	struct kallsyms_tables t = kallsyms_tables_of(&b, &forms[form].how);

	free(b.data);
	free(text);
	return t;
}

static void lose_page(struct blob *b, size_t page)
{
	b->missing = xcalloc(b->size / 4096 / 8 + 1, 1);
	b->missing[page / 8] = (uint8_t)(1 << page % 8);
	memset(b->data + page * 4096, 0, b->size - page * 4096 < 4096 ? b->size - page * 4096 : 4096);
}

static void a_lost_page_of_names_costs_its_names_only(void **state)
{
	struct kallsyms_tables t = tables(3);
	struct kallsyms *k;
	uint64_t addr;

	(void)state;
	lose_page(&t.names, 1);
	assert_true(kallsyms_build(&t, &k, NULL));
	assert_true(kallsyms_missing(k) >= 512 && kallsyms_missing(k) <= 768);
	assert_true(kallsyms_find(k, "sys_call_3", 0, &addr) && addr == BASE + 0x1030);
	assert_true(kallsyms_find(k, "sys_call_1999", 0, &addr) && addr == BASE + 0x1000 + 16 * 1999);
	assert_false(kallsyms_find(k, "sys_call_500", 0, &addr));
	kallsyms_close(k);
}

static void a_lost_page_of_addresses_costs_its_addresses_only(void **state)
{
	char name[SYMBOL_NAME_MAX];

	(void)state;
	for (unsigned form = 1; form < 5; form++) {
		struct kallsyms_tables t = tables(form);
		struct kallsyms *k;
		struct symbol s;
		uint64_t addr;

		lose_page(&t.addresses, 1);	/* symbols 1024 to 2047 */
		assert_true(kallsyms_build(&t, &k, NULL));
		assert_true(kallsyms_find(k, "sys_call_3", 0, &addr) && addr == BASE + 0x1030);
		assert_false(kallsyms_find(k, "sys_call_1500", 0, &addr));
		assert_true(kallsyms_at(k, BASE + 0x1035, name, &s));
		assert_string_equal(name, "sys_call_3");
		assert_false(kallsyms_at(k, BASE + 0x1000 + 16 * 1500, name, &s));
		kallsyms_close(k);
	}
}

static void nonsense_is_refused(void **state)
{
	struct kallsyms_tables t;
	struct kallsyms *k;
	struct err err;

	(void)state;
	t = tables(3);
	t.count = 1u << 31;
	assert_false(kallsyms_build(&t, &k, &err));
	t = tables(3);
	t.count += 300;		/* more addresses than there are */
	assert_false(kallsyms_build(&t, &k, &err));
	t = tables(3);
	put_u16(t.token_index.data + 2 * 'q', false, 0xffff);
	assert_false(kallsyms_build(&t, &k, &err));
	t = tables(3);
	memset(t.tokens.data + t.tokens.size - 8, 'x', 8);
	assert_false(kallsyms_build(&t, &k, &err));
	t = tables(3);
	memset(t.names.data + t.names.size - 64, 0x55, 64);	/* markers */
	assert_false(kallsyms_build(&t, &k, &err));
	t = tables(3);
	for (size_t i = 0; i < t.addresses.size; i++)
		t.addresses.data[i] = (uint8_t)(hash_u64(i) >> 7);
	assert_false(kallsyms_build(&t, &k, &err));
}

static void lengths_beyond_the_names_end_the_group(void **state)
{
	struct kallsyms_tables t = tables(3);
	struct kallsyms *k;
	uint64_t addr;

	(void)state;
	t.names.data[0] = 0xff;
	t.names.data[1] = 0x7f;
	assert_true(kallsyms_build(&t, &k, NULL));
	assert_int_equal(kallsyms_missing(k), 256);
	assert_false(kallsyms_find(k, "_text", 0, &addr));
	assert_true(kallsyms_find(k, "sys_call_1000", 0, &addr));
	kallsyms_close(k);
}

/* ---- found in memory ------------------------------------------------------------- */

/* Physical memory is what the tables lie in; virtual addresses do not matter for most of them. */
static struct kallsyms *scan(const struct form *form, uint64_t at)
{
	struct kallsyms_text how = form->how;
	struct kallsyms_window w = {.physical = true, .start = 0x1000, .size = IMAGE_SIZE - 0x1000, .word_size = 8,
				    .big_endian = how.big_endian};
	struct translation none = {.arch = &arch_x86_64};
	struct kallsyms *k = NULL;
	struct kallsyms_bytes b;
	struct memory_image image;
	struct memory *m;
	struct dump *d;
	struct err err;
	char *text;

	how.addr = at;
	if (how.scheme == KALLSYMS_PLACE_RELATIVE)
		how.addr = BASE + at;
	text = symbol_text(&how);
	b = kallsyms_from_text(text, &how);
	image_init(&image, how.big_endian);
	image_put(&image, 0x800, "0\0001\0002\0003\0004\0005\0006\0007\0008\0009", 20);	/* digits, but no tokens */
	image_put(&image, 0x2f0800, "0\0001\0002\0003\0004\0005\0006\0007\0008\0009", 20);
	image_put(&image, at, b.data, b.size);
	d = image_dump(&image, 62, NULL, 0);
	m = memory_new_sized(d, &none, 64 * KiB);
	if (!kallsyms_open_scan(m, &w, &k, &err))
		fail_msg("%s: %s", form->name, err.msg);
	kallsyms_rebase(k, BASE);
	memory_free(m);
	dump_close(d);
	image_free(&image);
	free(b.data);
	free(text);
	return k;
}

static void every_form_is_found_in_memory(void **state)
{
	const struct form *form = *state;
	/* The token table at various distances from the pieces in which memory is searched. */
	static const uint64_t places[] = {0x10000, 0x1f000 - 0x60, 0x108ff8, 0x155550};

	for (size_t i = 0; i < ARRAY_LEN(places); i++) {
		struct kallsyms *k = scan(form, places[i]);

		check_all(k, &form->how);
		kallsyms_close(k);
	}
}

int main(void)
{
	struct CMUnitTest per_form[2 * ARRAY_LEN(forms)];
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(twins_come_in_address_order),
		cmocka_unit_test(an_address_belongs_to_the_first_alias),
		cmocka_unit_test(per_cpu_offsets_are_no_addresses),
		cmocka_unit_test(a_lost_page_of_names_costs_its_names_only),
		cmocka_unit_test(a_lost_page_of_addresses_costs_its_addresses_only),
		cmocka_unit_test(nonsense_is_refused),
		cmocka_unit_test(lengths_beyond_the_names_end_the_group),
	};

	for (size_t i = 0; i < ARRAY_LEN(forms); i++) {
		per_form[2 * i] = (struct CMUnitTest){forms[i].name, every_form_reads_the_same, NULL, NULL,
						      (void *)(uintptr_t)&forms[i]};
		per_form[2 * i + 1] = (struct CMUnitTest){forms[i].name, every_form_is_found_in_memory, NULL, NULL,
							  (void *)(uintptr_t)&forms[i]};
	}
	return cmocka_run_group_tests(per_form, NULL, NULL) + cmocka_run_group_tests(tests, NULL, NULL);
}
