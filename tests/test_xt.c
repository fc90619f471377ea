/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Matches and targets of iptables in its own words, and those whose data is too short or not known. */
#include "kernel/xt.h"
#include "support/fake_worker.h"
#include "support/test.h"

#define DATA (FAKE_MORE + 0x1000)

static void open_worker(struct fake_worker *w, const void *data, size_t size)
{
	fake_worker_init(w, "",
			 "int u32 4 none\n"
			 "int unsigned~int 4 none\n"
			 "int u64 8 none\n"
			 "struct net 8 x 13 0\n");
	fake_put_bytes(w, DATA, data, size);
	fake_worker_open(w, "");
}

static struct xt_extension extension(struct fake_worker *w, const char *name, long revision, size_t size)
{
	return (struct xt_extension){w->e, at(w->e, DATA, "struct net"), false, name, revision, DATA, size};
}

static void match_says(const char *name, long revision, const void *data, size_t size, const char *list, const char *save)
{
	struct fake_worker w;
	struct xt_extension x;
	struct xt_words words;

	open_worker(&w, data, size);
	x = extension(&w, name, revision, size);
	words = xt_match_words(&x);
	assert_string_equal(words.list, list);
	assert_string_equal(words.save, save);
	fake_worker_close(&w);
}

static void test_icmp(void **state)
{
	(void)state;
	match_says("icmp", 0, "\10\0\377", 4, " icmptype 8", " -m icmp --icmp-type 8");
	match_says("icmp", 0, "\3\1\1", 4, " icmptype 3 code 1", " -m icmp --icmp-type 3/1");
	match_says("icmp", 0, "\377\0\377\1", 4, " ! icmptype 255", " -m icmp ! --icmp-type any");
}

static void test_what_is_not_known(void **state)
{
	(void)state;
	match_says("icmp", 0, "\10\0", 2, " [UNKNOWN match `icmp' revision 0]", " -m icmp [revision 0, not decoded]");
	match_says("icmp", 9, "\10\0\377", 4, " [UNKNOWN match `icmp' revision 9]", " -m icmp [revision 9, not decoded]");
	match_says("tcp", 0, "\10\0\377", 4, " [UNKNOWN match `tcp' revision 0]", " -m tcp [revision 0, not decoded]");
	match_says("strange", 2, "", 1, " [UNKNOWN match `strange' revision 2]", " -m strange [revision 2, not decoded]");
}

static void test_reject(void **state)
{
	static const unsigned char with[] = {7, 0, 0, 0}, wrong[] = {99, 0, 0, 0};
	struct fake_worker w;
	struct xt_extension x;
	const char *alias;

	(void)state;
	open_worker(&w, with, 4);
	x = extension(&w, "REJECT", 0, 4);
	assert_string_equal(xt_target_words(&x, &alias).save, " --reject-with tcp-reset");
	assert_null(alias);
	fake_worker_close(&w);
	open_worker(&w, wrong, 4);
	x = extension(&w, "REJECT", 0, 4);
	xt_target_words(&x, &alias);
	assert_true(tainted(w.e));	/* no such reason: the rule is not shown */
	fake_worker_close(&w);
}

static void test_ports(void **state)
{
	struct xt_ports p = {.from = {1024, 65535}, .to = {22, 22}, .inversions = XT_INVERT_DESTINATION, .mask = 0x17,
			     .compare = 2};
	struct fake_worker w;

	(void)state;
	open_worker(&w, "", 1);
	assert_string_equal(xt_ports_words(w.e, "tcp", &p).list, " tcp spts:1024:65535 dpt:!22 flags:0x17/0x02");
	assert_string_equal(xt_ports_words(w.e, "tcp", &p).save,
			    " -m tcp --sport 1024:65535 ! --dport 22 --tcp-flags FIN,SYN,RST,ACK SYN");
	assert_string_equal(xt_mark_words(w.e, "mark", 0x10, 0xff, true).save, " -m mark ! --mark 0x10/0xff");
	assert_string_equal(xt_limit_words(w.e, "3/min", 5).save, " -m limit --limit 3/min");
	assert_string_equal(xt_quoted(w.e, "a b\"c"), "\"a b\\\"c\"");
	assert_string_equal(xt_quoted(w.e, "plain-1"), "plain-1");
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_icmp), cmocka_unit_test(test_what_is_not_known), cmocka_unit_test(test_reject), cmocka_unit_test(test_ports),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
