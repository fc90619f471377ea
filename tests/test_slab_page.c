/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Is an address in slab memory?  Three ways in which kernels have told of their pages, and one that was lost. */
#include "kernel/kernel.h"

#include <stdio.h>
#include <stdlib.h>

#include "support/fake_worker.h"
#include "support/test.h"

#define BASE FAKE_MORE			/* vmemmap_base */
#define CACHE (FAKE_MORE + 0x40)
#define NAME (FAKE_MORE + 0x80)
#define OBJECT (FAKE_MORE + 0x1000)
#define PAGE (FAKE_MORE + 0x400)	/* struct page of OBJECT */
#define PAGE_SIZE_OF_STRUCT 32

static const char types[] =
	"int unsigned~long 8 none\n"						/* 11 */
	"struct page 32 flags 11 0 page_type 2 64 compound_head 11 128 slab_cache 14 192\n"	/* 12 */
	"ptr 1\n"								/* 13 */
	"ptr 15\n"								/* 14 */
	"struct kmem_cache 16 name 13 0 size 2 64\n";				/* 15 */

/* What the kernel has besides: an enumerator of that value (0: none), lines of VMCOREINFO. */
struct kind {
	unsigned pg_slab;
	const char *vmcoreinfo;
};

static void open_kernel(struct fake_worker *w, const struct kind *kind, uint64_t flags, uint32_t page_type)
{
	char symbols[64], all_types[1024];

	snprintf(symbols, sizeof(symbols), "%llx D vmemmap_base\n", BASE);
	snprintf(all_types, sizeof(all_types), "%s", types);
	if (kind->pg_slab)
		snprintf(all_types, sizeof(all_types), "%senum pageflags 4 PG_slab %u\n", types, kind->pg_slab);
	fake_worker_init(w, symbols, all_types);
	fake_put(w, BASE, PAGE - (fake_paddr(OBJECT) >> 12) * PAGE_SIZE_OF_STRUCT);
	fake_put(w, PAGE, flags);
	fake_put_u32(w, PAGE + 8, page_type);
	fake_put(w, PAGE + 24, CACHE);
	fake_put(w, CACHE, NAME);
	fake_put_u32(w, CACHE + 8, 64);
	fake_put_string(w, NAME, "filp");
	fake_put(w, OBJECT + 72, 1);
	fake_worker_open(w, kind->vmcoreinfo);
}

/* Is OBJECT + 72 found to be 8 bytes into an object of the cache?  *notes: the reasons that were noted. */
static bool is_object(const struct kind *kind, uint64_t flags, uint32_t page_type, unsigned *notes)
{
	struct fake_worker w;
	struct slab_object o;
	bool found;

	open_kernel(&w, kind, flags, page_type);
	found = slab_object(w.e, OBJECT + 72, &o);
	if (found) {
		assert_string_equal(o.cache, "filp");
		assert_true(o.offset == 8 && o.start == OBJECT + 64);
	}
	*notes = w.e->note_count;
	fake_worker_close(&w);
	return found;
}

static void check(const struct kind *kind, uint64_t flags, uint32_t page_type, bool is_slab)
{
	unsigned notes;

	assert_int_equal(is_object(kind, flags, page_type, &notes), is_slab);
	assert_int_equal(notes, 0);
}

static void test_flag(void **state)
{
	const struct kind until_6_9 = {9, ""};

	(void)state;
	check(&until_6_9, 1 << 9, 0xffffffff, true);
	check(&until_6_9, 1 << 8, 0xffffffff, false);
}

static void test_bit_of_the_type(void **state)
{
	const struct kind low = {0x1000, "NUMBER(PAGE_SLAB_MAPCOUNT_VALUE)=-4097\n"};			/* 6.10 */
	const struct kind high = {0x02000000, "NUMBER(PAGE_SLAB_MAPCOUNT_VALUE)=-33554433\n"};	/* 6.11 */

	(void)state;
	check(&low, 0, 0xffffefff, true);
	check(&low, 1 << 9, 0xffffffff, false);
	check(&low, 0, 0xffffff7f, false);	/* a free one */
	check(&low, 0, 3, false);		/* mapped by processes */
	check(&high, 0, 0xfdffffff, true);
	check(&high, 0, 0xbfffffff, false);
	check(&high, 0, 3, false);
}

static void test_number_of_the_type(void **state)
{
	const struct kind since_6_12 = {0, "NUMBER(PAGE_SLAB_MAPCOUNT_VALUE)=4110417920\n"};

	(void)state;
	check(&since_6_12, 0, 0xf5000000, true);
	check(&since_6_12, 0, 0xf0000003, false);
	check(&since_6_12, 0, 0xffffffff, false);
}

static void test_what_was_lost_is_said(void **state)
{
	const struct kind lost = {0, "NUMBER(PAGE_SLAC_MAPCOUNT_VALUE)=4110417920\n"};
	unsigned notes;

	(void)state;
	assert_false(is_object(&lost, 0, 0xf5000000, &notes));
	assert_int_equal(notes, 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_flag),
		cmocka_unit_test(test_bit_of_the_type),
		cmocka_unit_test(test_number_of_the_type),
		cmocka_unit_test(test_what_was_lost_is_said),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
