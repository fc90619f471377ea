/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Names of devices that are put together of what devices and device trees say: which may be cut short, or anything. */
#include "kernel/sysfs/rows.h"

#include "support/fake_worker.h"
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

/* ---- SCSI ------------------------------------------------------------------------------------------ */

/* What is shown of a device whose page holds these bytes, behind a header of four. */
static void expect_name(const void *designators, uint32_t size, const char *wanted)
{
	struct fake_worker w;
	struct sysfs_file file = {.path = "wwid", .name = "wwid"};

	fake_worker_init(&w, "", types);
	fake_put(&w, DISK + 16, PAGE);
	fake_put_u32(&w, PAGE, size + 4);
	fake_put_bytes(&w, PAGE + 8, designators, size);
	fake_worker_open(&w, "");
	file.kobject = at(w.e, DISK, "struct kobject");
	sysfs_scsi_identity_rows[0].print(w.e, &file, &sysfs_scsi_identity_rows[0]);
	emit_end(w.e);
	assert_string_equal(w.e->out.s ? w.e->out.s : "", wanted);
	fake_worker_close(&w);
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
	struct fake_worker w;

	fake_worker_init(&w, "", types);
	fake_put_bytes(&w, NAMES, "serial@9000", 12);
	fake_put_bytes(&w, NAMES + 32, "compatible", 11);
	fake_put(&w, NODE, NAMES);
	fake_put(&w, NODE + 8, COMPATIBLE);
	fake_put(&w, NODE + 16, ROOT);
	fake_put(&w, COMPATIBLE, NAMES + 32);
	fake_put_u32(&w, COMPATIBLE + 8, size);
	fake_put(&w, COMPATIBLE + 16, VALUE);
	fake_put_bytes(&w, VALUE, compatible, size);
	fake_worker_open(&w, "");
	assert_string_equal(tree_modalias(at(w.e, NODE, "struct device_node")), wanted);
	fake_worker_close(&w);
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
