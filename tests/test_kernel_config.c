/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The configuration that a kernel carries gzipped: whole, behind its magic, cut short, damaged. */
#include <string.h>
#include <zlib.h>

#include "program/internal.h"
#include "support/memory_image.h"
#include "support/test.h"

#define AT 0xffffffff80000000ULL	/* physical 0x5000, three pages */

/* Lines that do not compress well, so that they take two pages. */
static struct sb config_text(void)
{
	struct sb sb = {0};
	uint32_t random = 1;

	for (int i = 0; i < 900; i++) {
		random = random * 1664525 + 1013904223;
		sb_printf(&sb, "CONFIG_%08x=y\n", random);
	}
	return sb;
}

static size_t gzip(const struct sb *text, uint8_t *out, size_t room)
{
	z_stream z = {.next_in = (uint8_t *)text->s, .avail_in = (uInt)text->len, .next_out = out, .avail_out = (uInt)room};

	assert_int_equal(deflateInit2(&z, 9, Z_DEFLATED, 16 + MAX_WBITS, 8, Z_DEFAULT_STRATEGY), Z_OK);
	assert_int_equal(deflate(&z, Z_FINISH), Z_STREAM_END);
	deflateEnd(&z);
	return z.total_out;
}

/* Reads it back after `spoil` has had its way with the image. */
static bool read_back(const char *magic, void (*spoil)(struct memory_image *image), struct sb *text, struct err *err)
{
	struct translation t = {.arch = &arch_x86_64, .levels = 4, .va_bits = 48, .root = 0x1000};
	struct sb config = config_text();
	uint8_t packed[3 * 4096];
	size_t size = gzip(&config, packed, sizeof(packed)), skip = strlen(magic);
	struct memory_image image;
	struct memory *m;
	struct dump *d;
	bool ok;

	assert_true(size > 4096 && size + skip < 2 * 4096);
	image_init(&image, false);
	image_text(&image, "1000[511] = 2003\n2000[510] = 3003\n3000[0] = 4003\n"
			   "4000[0] = 5063\n4000[1] = 6063\n4000[2] = 7063\n");
	image_put(&image, 0x5000, magic, skip);
	image_put(&image, 0x5000 + skip, packed, size);
	if (spoil)
		spoil(&image);
	d = image_dump(&image, 62, NULL, 0);
	m = memory_new_sized(d, &t, 64 * KiB);
	ok = program_config(m, AT, text, err);
	memory_free(m);
	dump_close(d);
	image_free(&image);
	if (ok)
		assert_string_equal(text->s, config.s);
	else
		assert_true(text->len < config.len && (!text->len || !memcmp(text->s, config.s, text->len)));
	sb_free(&config);
	return ok;
}

static void whole(void **state)
{
	struct sb text = {0};
	struct err err;

	(void)state;
	assert_true(read_back("", NULL, &text, &err));
	sb_free(&text);
}

static void behind_its_magic(void **state)
{
	struct sb text = {0};
	struct err err;

	(void)state;
	assert_true(read_back("IKCFG_ST", NULL, &text, &err));
	sb_free(&text);
}

static void lose_second_page(struct memory_image *image)
{
	image_remove(image, 0x6000);
}

static void a_lost_page_cuts_it_short(void **state)
{
	struct sb text = {0};
	struct err err;

	(void)state;
	assert_false(read_back("", lose_second_page, &text, &err));
	assert_true(text.len > 1000);
	assert_non_null(strstr(err.msg, "cut short at 0xffffffff80001000"));
	sb_free(&text);
}

static void damage_header(struct memory_image *image)
{
	image_put(image, 0x5002, "\xff", 1);	/* of gzip's header: the method */
}

static void damage_is_noticed(void **state)
{
	struct sb text = {0};
	struct err err;

	(void)state;
	assert_false(read_back("", damage_header, &text, &err));
	assert_int_equal(text.len, 0);
	assert_non_null(strstr(err.msg, "damaged"));
	sb_free(&text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(whole),
		cmocka_unit_test(behind_its_magic),
		cmocka_unit_test(a_lost_page_cuts_it_short),
		cmocka_unit_test(damage_is_noticed),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
