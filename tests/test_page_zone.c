/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which zone a page belongs to, where zones lie in one another: the top bits of its flags say it. */
#include "kernel/kernel.h"
#include "kernel/system.h"

#include <stdlib.h>

#include "support/fake_kernel.h"
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
	char *info = fake_vmcoreinfo("");
	struct fake_kernel k;
	struct program *p;
	struct emit *e;

	(void)state;
	fake_kernel_init_with(&k, "", types);
	for (uint64_t i = 0; i < ZONES; i++) {
		image_u64(&k.image, fake_paddr(ZONE(i)), NODE);
		image_u64(&k.image, fake_paddr(PAGE(i)), i << 62 | 0xffff);	/* two bits for three zones; other flags below */
	}
	fake_add_vmcoreinfo(&k, info);
	p = fake_open(&k);
	e = emit_new(p);
	emit_begin(e);
	for (uint64_t page = 0; page < ZONES; page++)
		for (uint64_t zone = 0; zone < ZONES; zone++)
			assert_int_equal(page_in_zone(at(e, PAGE(page), "struct page"), at(e, ZONE(zone), "struct zone")),
					 page == zone);
	assert_false(tainted(e));
	emit_free(e);
	program_close(p);
	fake_kernel_free(&k);
	free(info);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_pages_are_in_their_zone_only),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
