/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The decoders of our own against the reference libraries, on what those pack and on damaged forms of it. */
#include <lzo/lzo1x.h>
#include <snappy-c.h>
#include <stdlib.h>
#include <string.h>

#include "kdump/kdump.h"
#include "support/dump_text.h"
#include "support/test.h"

enum { MAX_PAGE = 65536, ROOM = 2 * MAX_PAGE };

struct codec_case {
	uint8_t page[MAX_PAGE], packed[ROOM], ours[MAX_PAGE + 64], theirs[MAX_PAGE];
	size_t size, packed_size;
};

static size_t lzo_pack(const uint8_t *in, size_t n, uint8_t *out)
{
	void *work = malloc(LZO1X_1_MEM_COMPRESS);
	lzo_uint size = ROOM;

	assert_int_equal(lzo1x_1_compress(in, n, out, &size, work), LZO_E_OK);
	free(work);
	return size;
}

static bool lzo_reference(const uint8_t *in, size_t n, uint8_t *out, size_t out_len)
{
	lzo_uint size = out_len;

	return lzo1x_decompress_safe(in, n, out, &size, NULL) == LZO_E_OK && size == out_len;
}

static size_t snappy_pack(const uint8_t *in, size_t n, uint8_t *out)
{
	size_t size = ROOM;

	assert_int_equal(snappy_compress((const char *)in, n, (char *)out, &size), SNAPPY_OK);
	return size;
}

static bool snappy_reference(const uint8_t *in, size_t n, uint8_t *out, size_t out_len)
{
	size_t size;

	if (snappy_uncompressed_length((const char *)in, n, &size) != SNAPPY_OK || size != out_len)
		return false;
	return snappy_uncompress((const char *)in, n, (char *)out, &size) == SNAPPY_OK && size == out_len;
}

struct codec_pair {
	size_t (*pack)(const uint8_t *in, size_t n, uint8_t *out);
	bool (*reference)(const uint8_t *in, size_t n, uint8_t *out, size_t out_len);
	bool (*ours)(const uint8_t *in, size_t n, uint8_t *out, size_t out_len);
};

static const struct codec_pair lzo = {lzo_pack, lzo_reference, lzo_decompress};
static const struct codec_pair snappy = {snappy_pack, snappy_reference, snappy_decompress};

static void make_page(struct codec_case *c, const char *content)
{
	struct sb sb = {0};

	dump_text_content(content, c->size, &sb);
	assert_int_equal(sb.len, c->size);
	memcpy(c->page, sb.s, c->size);
	sb_free(&sb);
}

static void check_whole(const struct codec_pair *p, struct codec_case *c)
{
	c->packed_size = p->pack(c->page, c->size, c->packed);
	memset(c->ours, 0xa5, sizeof(c->ours));
	assert_true(p->ours(c->packed, c->packed_size, c->ours, c->size));
	assert_memory_equal(c->ours, c->page, c->size);
	assert_int_equal(c->ours[c->size], 0xa5);	/* and not a byte more */
}

/* Any other length than the page's, in or out, is damage. */
static void check_lengths(const struct codec_pair *p, struct codec_case *c)
{
	assert_false(p->ours(c->packed, c->packed_size, c->ours, c->size - 1));
	assert_false(p->ours(c->packed, c->packed_size, c->ours, c->size + 1));
	for (size_t n = 0; n < c->packed_size; n += 1 + n / 16)
		assert_false(p->ours(c->packed, n, c->ours, c->size));
	c->packed[c->packed_size] = 0;
	assert_false(p->ours(c->packed, c->packed_size + 1, c->ours, c->size));
}

/* The one end mark there is for LZO; the reference takes others for it too. */
static bool has_end_mark(const struct codec_pair *p, const uint8_t *packed, size_t n)
{
	return p != &lzo || (n >= 3 && !memcmp(packed + n - 3, "\x11\0\0", 3));
}

/* With bytes changed, both decoders take it and agree on what it says, or both refuse it. */
static void check_damage(const struct codec_pair *p, struct codec_case *c, uint64_t seed)
{
	for (unsigned round = 0; round < 400; round++) {
		uint8_t *copy = malloc(c->packed_size);		/* exactly as long, for the sanitizer to watch */
		bool a, b;

		memcpy(copy, c->packed, c->packed_size);
		for (unsigned k = 0; k <= round % 3; k++) {
			uint64_t r = hash_u64(seed * 7919 + round * 31 + k);

			copy[r % c->packed_size] = (uint8_t)(r >> 32);
		}
		a = p->ours(copy, c->packed_size, c->ours, c->size);
		b = p->reference(copy, c->packed_size, c->theirs, c->size);
		assert_int_equal(a, b && has_end_mark(p, copy, c->packed_size));
		if (a)
			assert_memory_equal(c->ours, c->theirs, c->size);
		free(copy);
	}
}

static void check_codec(const struct codec_pair *p)
{
	static const char *const contents[] = {
		"byte:0", "byte:0x41", "text:1", "text:2", "noise:3", "byte:0*4000+noise:4*96", "noise:5*96+byte:0*4000",
		"text:6*1000+byte:7*2000+text:8*1096", "noise:9*1+byte:0*4095", "noise:9*2+byte:0*4094", "noise:9*3+byte:0*4093",
		"noise:9*4+byte:0*4092", "noise:10*20+text:1*2000+noise:10*20+text:1*2000+byte:1*56", "noise:11*1024+noise:11*1024+noise:11*2048",
	};
	struct codec_case *c = xcalloc(1, sizeof(*c));

	c->size = 4096;
	for (size_t i = 0; i < ARRAY_LEN(contents); i++) {
		make_page(c, contents[i]);
		check_whole(p, c);
		check_damage(p, c, i);
		check_lengths(p, c);
	}
	c->size = MAX_PAGE;	/* far matches need more than a small page */
	make_page(c, "noise:1*20000+text:2*20000+noise:1*20000+byte:3*5536");
	check_whole(p, c);
	check_damage(p, c, 99);
	check_lengths(p, c);
	free(c);
}

static void test_lzo(void **state)
{
	(void)state;
	check_codec(&lzo);
}

static void test_snappy(void **state)
{
	(void)state;
	check_codec(&snappy);
}

/* A stream that says it unpacks to more than a page must not be believed. */
static void test_snappy_length_lies(void **state)
{
	static const uint8_t huge[] = {0xff, 0xff, 0xff, 0xff, 0x0f, 0x00,
				       'a'}, endless[] = {0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff};
	uint8_t out[4096];

	(void)state;
	assert_false(snappy_decompress(huge, sizeof(huge), out, sizeof(out)));
	assert_false(snappy_decompress(endless, sizeof(endless), out, sizeof(out)));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_lzo),
		cmocka_unit_test(test_snappy),
		cmocka_unit_test(test_snappy_length_lies),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
