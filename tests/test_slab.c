/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * /proc/slabinfo of SLUB in its shapes: with and without lists of partial slabs for each CPU
 * (CONFIG_SLUB_CPU_PARTIAL), before struct slab (5.16 and older), with sheaves (7.1), without
 * counters (CONFIG_SLUB_DEBUG).  What a kernel built so does not have is hidden from a real one's types.
 */
#include "support/core_lab.h"
#include "support/test.h"

#include <stdlib.h>
#include <string.h>

#define SLABINFO "proc/slabinfo", "proc/slabinfo"
#define SYSFS(file) "sys/[sysfs]", "sys/kernel/slab/dentry/" file

/* The type as a kernel has it that was built without the member. */
static void hide(struct emit *e, const char *type, const char *member)
{
	struct type *t = types_find(&e->types, type);
	struct member *left;
	uint32_t n = 0;

	if (!t)
		return;
	left = worker_alloc(e, t->member_count, sizeof(*left));
	for (uint32_t i = 0; i < t->member_count; i++)
		if (strcmp(t->members[i].name, member) != 0)
			left[n++] = t->members[i];
	t->members = left;
	t->member_count = n;
}

static void without_cpu_partial(struct emit *e)
{
	hide(e, "struct kmem_cache_cpu", "partial");
	hide(e, "struct kmem_cache", "cpu_partial");
	hide(e, "struct kmem_cache", "cpu_partial_slabs");
}

static void without_counters(struct emit *e)
{
	hide(e, "struct kmem_cache_node", "nr_slabs");
	hide(e, "struct kmem_cache_node", "total_objects");
	hide(e, "struct kmem_cache_node", "full");
}

static const char *printed(struct core_lab *l, const char *row, const char *path, void (*prepare)(struct emit *e))
{
	core_lab_print(l, row, path, prepare);
	assert_int_equal(l->result, EMIT_COMPLETE);
	return l->text;
}

static void with_and_without_cpu_partial(const char *kernel)
{
	struct core_lab l = {0};
	char *before;

	core_lab_open(&l, kernel);
	before = xstrdup(printed(&l, SLABINFO, NULL));
	assert_true(strlen(before) > 10000);
	assert_string_equal(printed(&l, SLABINFO, without_cpu_partial), before);
	free(before);
	assert_string_not_equal(printed(&l, SYSFS("cpu_partial"), NULL), "0\n");
	assert_string_equal(printed(&l, SYSFS("cpu_partial"), without_cpu_partial), "0\n");
	assert_string_equal(printed(&l, SYSFS("slabs_cpu_partial"), without_cpu_partial), "0(0)\n");
	core_lab_close(&l);
}

static void test_cpu_partial(void **state)
{
	(void)state;
	with_and_without_cpu_partial("5.10");		/* slabs are pages there */
	with_and_without_cpu_partial("6.1");
	with_and_without_cpu_partial("6.12");
}

static bool has_member_in(struct core_lab *l, const char *type, const char *member)
{
	struct emit *e = emit_new(l->program);
	bool has_it = has_member(e, type, member);

	emit_free(e);
	return has_it;
}

/* The fixtures are what their names say: the truth of their lines is the golden reports' matter. */
static void test_shapes(void **state)
{
	static const struct {
		const char *kernel;
		bool slab_is_page, cpu_slabs, sheaves;
	} shapes[] = {
		{"5.10", true, true, false}, {"6.1", false, true, false}, {"6.12", false, true, false}, {"7.2", false, false, true},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(shapes); i++) {
		struct core_lab l = {0};

		core_lab_open(&l, shapes[i].kernel);
		assert_int_equal(has_member_in(&l, "struct page", "slab_list"), shapes[i].slab_is_page);
		assert_int_equal(has_member_in(&l, "struct kmem_cache", "cpu_slab"), shapes[i].cpu_slabs);
		assert_int_equal(has_member_in(&l, "struct kmem_cache", "cpu_sheaves"), shapes[i].sheaves);
		assert_non_null(strstr(printed(&l, SLABINFO, NULL), "\nkmalloc-192 "));
		core_lab_close(&l);
	}
}

/* Such a kernel has no /proc/slabinfo either. */
static void test_without_counters(void **state)
{
	struct core_lab l = {0};

	(void)state;
	core_lab_open(&l, "6.1");
	core_lab_print(&l, SLABINFO, without_counters);
	assert_int_equal(l.result, EMIT_ABSENT);
	core_lab_close(&l);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_cpu_partial),
		cmocka_unit_test(test_shapes),
		cmocka_unit_test(test_without_counters),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
