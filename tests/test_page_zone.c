/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which zone a page belongs to, where zones lie in one another: the top bits of its flags say it. */
#include "kernel/kernel.h"
#include "kernel/system.h"

#include "support/fake_worker.h"
#include "support/test.h"

enum { ZONES = 3, ZONE_SIZE = 16 };

#define NODE (FAKE_MORE + 0x100)	/* its zones are what it starts with */
#define ZONE(n) (NODE + ZONE_SIZE * (uint64_t)(n))
#define PAGE(n) (FAKE_MORE + 0x800 + 8 * (uint64_t)(n))	/* one of each zone */

static const char types[] =
	"int unsigned~long 8 none\n"				/* 11 */
	"struct zone 16 zone_pgdat 14 0 present_pages 11 64\n"	/* 12 */
	"array 12 3\n"						/* 13 */
	"ptr 15\n"						/* 14 */
	"struct pglist_data 56 node_zones 13 0 node_id 11 384\n"	/* 15 */
	"struct page 8 flags 11 0\n";

static void test_pages_are_in_their_zone_only(void **state)
{
	struct fake_worker w;

	(void)state;
	fake_worker_init(&w, "", types);
	for (uint64_t i = 0; i < ZONES; i++) {
		fake_put(&w, ZONE(i), NODE);
		fake_put(&w, PAGE(i), i << 62 | 0xffff);	/* two bits for three zones; other flags below */
	}
	fake_worker_open(&w, "");
	for (uint64_t page = 0; page < ZONES; page++)
		for (uint64_t zone = 0; zone < ZONES; zone++)
			assert_int_equal(page_in_zone(at(w.e, PAGE(page), "struct page"), at(w.e, ZONE(zone), "struct zone")),
					 page == zone);
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_are_in_their_zone_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
