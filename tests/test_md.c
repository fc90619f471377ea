/* SPDX-License-Identifier: GPL-2.0-or-later */
/* RAID arrays: a letter for each disk, of which a dump may say that there are any number. */
#include "kernel/kernel.h"
#include "kernel/storage.h"

#include "support/fake_worker.h"
#include "support/test.h"

#define ARRAY (FAKE_MORE + 0x100)
#define PERSONALITY (FAKE_MORE + 0x200)
#define NAME (FAKE_MORE + 0x280)
#define CONFIGURATION (FAKE_MORE + 0x300)
#define MIRRORS (FAKE_MORE + 0x1000)
#define MEMBER (FAKE_MORE + 0x400)

static const char types[] =
	"int unsigned~long 8 none\n"							/* 11 */
	"int char 1 char\n"
	"ptr 12\n"
	"struct md_personality 8 name 13 0\n"						/* 14 */
	"ptr 14\n"
	"struct mddev 24 pers 15 0 private 11 64 degraded 11 128\n"
	"struct md_rdev 8 flags 11 0\n"							/* 17 */
	"ptr 17\n"
	"struct raid1_info 8 rdev 18 0\n"						/* 19 */
	"ptr 19\n"
	"struct r1conf 16 raid_disks 11 0 mirrors 20 64\n"
	"enum flag_bits 4 In_sync 1\n";

/* An array of that many disks, of which the first is in order. */
static void begin(struct fake_worker *w, uint64_t disks)
{
	fake_worker_init(w, "", types);
	fake_put(w, ARRAY, PERSONALITY);
	fake_put(w, ARRAY + 8, CONFIGURATION);
	fake_put(w, ARRAY + 16, 1);
	fake_put(w, PERSONALITY, NAME);
	fake_put_string(w, NAME, "raid1");
	fake_put(w, CONFIGURATION, disks);
	fake_put(w, CONFIGURATION + 8, MIRRORS);
	for (uint64_t i = 0; i < 64; i++)
		fake_put(w, MIRRORS + 8 * i, i ? 0 : MEMBER);
	fake_put(w, MEMBER, 1 << 1);
	fake_worker_open(w, "");
}

static void disks_in_order_and_not(void **state)
{
	struct fake_worker w;

	(void)state;
	begin(&w, 3);
	assert_string_equal(md_status(at(w.e, ARRAY, "struct mddev")), " [3/2] [U__]");
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

static void more_disks_than_can_be(void **state)
{
	static const uint64_t counts[] = {LIMIT_RAID_DISKS + 1, 1ULL << 40, UINT64_MAX};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(counts); i++) {
		struct fake_worker w;

		begin(&w, counts[i]);
		assert_string_equal(md_status(at(w.e, ARRAY, "struct mddev")), "");
		assert_true(tainted(w.e));
		fake_worker_close(&w);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(disks_in_order_and_not), cmocka_unit_test(more_disks_than_can_be),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
