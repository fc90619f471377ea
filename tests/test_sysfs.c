/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Who prints a file of sysfs: the row of its name, or of the function by which the kernel shows it. */
#include "kernel/sysfs/rows.h"

#include "support/fake_worker.h"
#include "support/test.h"

#define NODE (FAKE_MORE + 0x100)
#define ATTRIBUTE (FAKE_MORE + 0x200)
#define NOWHERE 0xffffffffdead0000ULL
#define PLAIN_OPS (FAKE_MORE + 0x1000)
#define BINARY_OPS (FAKE_MORE + 0x1100)
#define SHOW_SIZE (FAKE_MORE + 0x1200)
#define SHOW_STAT (FAKE_MORE + 0x1300)
#define SHOW_OTHER (FAKE_MORE + 0x1400)
#define READ_PAGE (FAKE_MORE + 0x1500)

static const char types[] =
	"int unsigned~long 8 none\n"				/* 11 */
	"struct attribute 16 name 11 0 mode 11 64\n"
	"struct kernfs_elem_attr 8 ops 11 0\n"			/* 13 */
	"struct kernfs_node 32 attr 13 0 priv 11 64\n"
	"struct bin_attribute 48 size 11 128 read 11 256\n";

static void begin(struct fake_worker *w, uint64_t ops, uint64_t attribute, uint64_t show, uint64_t read)
{
	struct sb symbols = {0};

	sb_printf(&symbols, "%llx d sysfs_file_kfops_ro\n%llx d sysfs_bin_kfops_ro\n%llx t part_size_show\n", PLAIN_OPS,
		  BINARY_OPS, SHOW_SIZE);
	sb_printf(&symbols, "%llx t part_stat_show.llvm.1234\n%llx t other_show\n%llx t show_vpd_pg83\n", SHOW_STAT, SHOW_OTHER,
		  READ_PAGE);
	fake_worker_init(w, symbols.s, types);
	sb_free(&symbols);
	fake_put(w, NODE, ops);
	fake_put(w, NODE + 8, attribute);
	fake_put(w, ATTRIBUTE + 16, show);
	fake_put(w, ATTRIBUTE + 32, read);
	fake_worker_open(w, "");
}

static const char *row_name(struct fake_worker *w, const char *path)
{
	const struct sysfs_row *row = sysfs_row(w->e, at(w->e, NODE, "struct kernfs_node"), path);

	return row ? row->name : "none";
}

static void test_by_name(__attribute__((unused)) void **state)
{
	struct fake_worker w;

	begin(&w, PLAIN_OPS, ATTRIBUTE, SHOW_SIZE, 0);
	assert_string_equal(row_name(&w, "devices/virtual/net/lo/mtu"), "mtu");
	assert_string_equal(row_name(&w, "module/loop/parameters/mtu"), "*");
	assert_string_equal(row_name(&w, "devices/virtual/net/lo/queues/mtu"), "part_size_show()");
	fake_worker_close(&w);
}

static void test_by_function(__attribute__((unused)) void **state)
{
	struct fake_worker w;

	begin(&w, PLAIN_OPS, ATTRIBUTE, SHOW_SIZE, READ_PAGE);
	assert_string_equal(row_name(&w, "devices/a/x"), "part_size_show()");
	assert_string_equal(row_name(&w, "devices/a/y"), "part_size_show()");
	assert_string_equal(row_name(&w, "firmware/a/x"), "none");	/* not a folder of that row */
	fake_worker_close(&w);
}

static void test_clone_of_function(__attribute__((unused)) void **state)
{
	struct fake_worker w;

	begin(&w, PLAIN_OPS, ATTRIBUTE, SHOW_STAT, 0);
	assert_string_equal(row_name(&w, "devices/a/x"), "part_stat_show()");
	fake_worker_close(&w);
}

static void test_not_a_known_function(__attribute__((unused)) void **state)
{
	static const uint64_t functions[] = {0, SHOW_OTHER, SHOW_SIZE + 4, NOWHERE};

	for (size_t i = 0; i < ARRAY_LEN(functions); i++) {
		struct fake_worker w;

		begin(&w, PLAIN_OPS, ATTRIBUTE, functions[i], 0);
		assert_string_equal(row_name(&w, "devices/a/x"), "none");
		fake_worker_close(&w);
	}
}

static void test_binary_files_are_read_by_another_function(__attribute__((unused)) void **state)
{
	struct fake_worker w;

	begin(&w, BINARY_OPS, ATTRIBUTE, SHOW_SIZE, READ_PAGE);
	assert_string_equal(row_name(&w, "devices/pseudo_0/host0/target0:0:0/x"), "show_vpd_pg83()");
	fake_worker_close(&w);
}

static void test_lost_attribute(__attribute__((unused)) void **state)
{
	struct fake_worker w;

	begin(&w, PLAIN_OPS, NOWHERE, 0, 0);
	assert_string_equal(row_name(&w, "devices/a/x"), "none");
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_by_name),
		cmocka_unit_test(test_by_function),
		cmocka_unit_test(test_clone_of_function),
		cmocka_unit_test(test_not_a_known_function),
		cmocka_unit_test(test_binary_files_are_read_by_another_function),
		cmocka_unit_test(test_lost_attribute),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
