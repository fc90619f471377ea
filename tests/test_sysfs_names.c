/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of devices that are put together of what devices and device trees say: which may be cut short, or anything. */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>
#include <string.h>

#include "support/fake_kernel.h"
#include "support/test.h"

#define DISK (FAKE_MORE + 0x1000)	/* struct scsi_device */
#define PAGE (FAKE_MORE + 0x1100)	/* its page of identification */
#define NODE (FAKE_MORE + 0x1400)	/* struct device_node, "serial@9000" … */
#define ROOT (FAKE_MORE + 0x1480)	/* … below this one */
#define COMPATIBLE (FAKE_MORE + 0x1500)	/* struct property */
#define NAMES (FAKE_MORE + 0x1600)
#define VALUE (FAKE_MORE + 0x1700)

static const char types[] =
	"int unsigned~char 1 none\n"						/* 11 */
	"int int 4 signed\n"
	"int unsigned~long 8 none\n"						/* 13 */
	"int char 1 char\n"
	"ptr 14\n"								/* 15 */
	"struct kobject 8 name 15 0\n"
	"struct device 16 kobj 16 0 driver_data 13 64\n"			/* 17 */
	"array 11 0\n"
	"struct scsi_vpd 4 len 12 0 data 18 32\n"				/* 19 */
	"ptr 19\n"
	"struct scsi_device 24 sdev_gendev 17 0 vpd_pg83 20 128\n"		/* 21 */
	"ptr 23\n"
	"struct property 32 name 15 0 length 12 64 value 13 128 next 22 192\n"	/* 23 */
	"ptr 25\n"
	"struct device_node 24 full_name 15 0 properties 22 64 parent 24 128\n";

struct fixture {
	struct fake_kernel k;
	struct program *p;
	struct emit *e;
};

static void begin(struct fixture *f)
{
	char *info = fake_vmcoreinfo("");

	fake_kernel_init_with(&f->k, "", types);
	fake_add_vmcoreinfo(&f->k, info);
	free(info);
}

static void open_it(struct fixture *f)
{
	f->p = fake_open(&f->k);
	f->e = emit_new(f->p);
	emit_begin(f->e);
}

static void end(struct fixture *f)
{
	emit_free(f->e);
	program_close(f->p);
	fake_kernel_free(&f->k);
}

/* ---- SCSI ------------------------------------------------------------------------------------------ */

/* What is shown of a device whose page holds these bytes, behind a header of four. */
static void expect_name(const void *designators, uint32_t size, const char *wanted)
{
	struct fixture f;
	struct sysfs_file file = {.path = "wwid", .name = "wwid"};

	begin(&f);
	image_u64(&f.k.image, fake_paddr(DISK) + 16, PAGE);
	image_u32(&f.k.image, fake_paddr(PAGE), size + 4);
	image_put(&f.k.image, fake_paddr(PAGE) + 8, designators, size);
	open_it(&f);
	file.kobject = at(f.e, DISK, "struct kobject");
	sysfs_scsi_identity_rows[0].print(f.e, &file, &sysfs_scsi_identity_rows[0]);
	emit_end(f.e);
	assert_string_equal(f.e->out.s ? f.e->out.s : "", wanted);
	end(&f);
}

/* IEEE's extended number beats the vendor's text, wherever it stands; one of the port says nothing. */
static void test_best_designator(void **state)
{
	static const unsigned char page[] = {
		2, 1, 0, 4, 'A', 'C', 1, 'E',
		1, 3, 0, 8, 0x50, 1, 2, 3, 4, 5, 6, 7,
		1, 3, 0, 16, 0x60, 0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 2,
		1, 0x18, 0, 4, 'p', 'o', 'r', 't',
	};

	(void)state;
	expect_name(page, sizeof(page), "naa.60000000000000010000000000000002\n");
	expect_name(page, 20, "naa.5001020304050607\n");
	expect_name(page, 8, "t10.AC\\001E\n");
}

/* One whose length reaches behind the page is not looked at. */
static void test_truncated_designator(void **state)
{
	static const unsigned char page[] = {2, 1, 0, 2, 'A', 'B', 1, 3, 0, 16, 0x60, 0};

	(void)state;
	expect_name(page, sizeof(page), "t10.AB\n");
	expect_name(page + 6, 6, "");
}

/* ---- device trees -------------------------------------------------------------------------------------- */

static void expect_alias(const void *compatible, uint32_t size, const char *wanted)
{
	struct fixture f;
	struct memory_image *m = &f.k.image;

	begin(&f);
	image_put(m, fake_paddr(NAMES), "serial@9000", 12);
	image_put(m, fake_paddr(NAMES) + 32, "compatible", 11);
	image_u64(m, fake_paddr(NODE), NAMES);
	image_u64(m, fake_paddr(NODE) + 8, COMPATIBLE);
	image_u64(m, fake_paddr(NODE) + 16, ROOT);
	image_u64(m, fake_paddr(COMPATIBLE), NAMES + 32);
	image_u32(m, fake_paddr(COMPATIBLE) + 8, size);
	image_u64(m, fake_paddr(COMPATIBLE) + 16, VALUE);
	image_put(m, fake_paddr(VALUE), compatible, size);
	open_it(&f);
	assert_string_equal(tree_modalias(at(f.e, NODE, "struct device_node")), wanted);
	end(&f);
}

static void test_tree(void **state)
{
	(void)state;
	expect_alias("arm,pl011\0arm,prime cell", 25, "of:NserialT(null)Carm,pl011Carm,prime_cell");
	expect_alias("arm,pl011\0arm", 13, "of:NserialT(null)Carm,pl011");	/* the second text does not end */
	expect_alias("", 0, "of:NserialT(null)");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_best_designator), cmocka_unit_test(test_truncated_designator), cmocka_unit_test(test_tree),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
