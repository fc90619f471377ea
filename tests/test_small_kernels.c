/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kernels lack that were built for one CPU, one node, or fixed routing tables. */
#include "kernel/kernel.h"
#include "kernel/net.h"

#include "support/fake_worker.h"
#include "support/test.h"

#define NET FAKE_MORE
#define HEADS (FAKE_MORE + 0x1000)	/* 256 of them fit */
#define TABLE(n) (FAKE_MORE + 0x2000 + 0x40 * (uint64_t)(n))

#define COMMON											\
	"int unsigned~long 8 none\n"								/* 11 */	\
	"struct hlist_link 16 next 11 0 pprev 11 64\n"						/* 12 */	\
	"struct fib_table 24 tb_hlist 12 0 tb_id 2 128\n"					/* 13 */	\
	"struct pci_dev 8 vendor 2 0\n"								/* 14 */	\
	"struct task_struct 8 pid 2 0\n"							/* 15 */	\
	"struct hlist_nulls_head 8 first 11 0\n"						/* 16 */
#define WITH_RULES COMMON									\
	"struct netns_ipv4 16 fib_table_hash 11 0 rules_ops 11 64\n"				/* 17 */	\
	"struct net 16 ipv4 17 0\n"
#define WITHOUT_RULES COMMON									\
	"struct netns_ipv4 16 fib_table_hash 11 0\n"						/* 17 */	\
	"struct net 16 ipv4 17 0\n"

/* How many routing tables are found: the third head is foreign memory where there are but two. */
static long count_tables(const char *types)
{
	struct fake_worker w;
	long sum = 0;

	fake_worker_init(&w, "", types);
	fake_put(&w, NET, HEADS);
	for (uint32_t i = 0; i < 3; i++) {
		fake_put(&w, HEADS + 8 * i, TABLE(i));
		fake_put_u32(&w, TABLE(i) + 16, 1u << i);
	}
	fake_worker_open(&w, "");
	EACH(table, fib_tables(at(w.e, NET, "struct net")))
		sum += num(table, "tb_id");
	assert_false(tainted(w.e));
	fake_worker_close(&w);
	return sum;
}

static void test_routing_tables(void **state)
{
	(void)state;
	assert_int_equal(count_tables(WITH_RULES), 1 + 2 + 4);
	assert_int_equal(count_tables(WITHOUT_RULES), 1 + 2);
}

/* Neither is a failed read. */
static void test_one_cpu_one_node(void **state)
{
	struct fake_worker w;

	(void)state;
	fake_worker_init(&w, "", COMMON);
	fake_put(&w, NET, 1);
	fake_worker_open(&w, "");
	assert_int_equal(task_cpu(at(w.e, NET, "struct task_struct")), 0);
	assert_int_equal(pci_node(at(w.e, NET, "struct pci_dev")), -1);
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_routing_tables),
		cmocka_unit_test(test_one_cpu_one_node),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
