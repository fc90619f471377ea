/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Rules of nf_tables: what their expressions say in nft's language, and expressions that do not end where they should. */
#include "kernel/nft.h"
#include "support/fake_worker.h"
#include "support/test.h"

#include <string.h>

#define RULE (FAKE_MORE + 0x1000)
#define OPS (FAKE_MORE + 0x2000)
#define TYPE (FAKE_MORE + 0x3000)
#define NAME (FAKE_MORE + 0x3100)

enum { RULE_HEADER = 8, REG_1 = 4 };

/* 11: u32, 12: char, 13: char *, 14: u64, 15: the type, 16: its pointer, 17: the operations, 18: their pointer … */
static const char types[] =
	"int u32 4 none\n"
	"int char 1 char\n"
	"ptr 12\n"
	"int u64 8 none\n"
	"struct nft_expr_type 8 name 13 0\n"
	"ptr 15\n"
	"struct nft_expr_ops 32 size 11 0 dump 14 64 type 16 128 data 14 192\n"
	"ptr 17\n"
	"array 12 0\n"
	"struct nft_expr 8 ops 18 0 data 19 64\n"
	"struct nft_rule 8 dlen 11 0 udata 11 32 data 19 64\n"
	"struct nft_set 8 name 13 0\n"
	"struct net 8 x 14 0\n";

static void open_worker(struct fake_worker *w)
{
	fake_worker_init(w, "", types);
	fake_put(w, TYPE, NAME);
	fake_put_string(w, NAME, "strange");
	fake_put(w, OPS + 16, TYPE);
}

static struct nft_op load(enum nft_kind kind, long key)
{
	return (struct nft_op){.kind = kind, .key = key, .dreg = REG_1, .sreg = -1, .source = -1, .name = "loading"};
}

static struct nft_op payload(long base, long offset, long len)
{
	struct nft_op o = load(NFT_PAYLOAD, 0);

	o.base = base;
	o.offset = offset;
	o.len = len;
	return o;
}

static struct nft_op compare(long op, const char *bytes, size_t n)
{
	struct nft_op o = {.kind = NFT_CMP, .op = op, .sreg = REG_1, .dreg = -1, .source = -1, .len = (long)n, .a.len = n,
			   .name = ""};

	memcpy(o.a.bytes, bytes, n);
	return o;
}

static struct nft_op mask(const char *bytes, size_t n)
{
	struct nft_op o = compare(0, bytes, n);

	o.kind = NFT_BITWISE;
	o.dreg = REG_1;
	o.b.len = n;
	return o;
}

static void says(long family, const char *want, struct nft_op *ops, size_t n)
{
	struct fake_worker w;

	open_worker(&w);
	fake_worker_open(&w, "");
	assert_string_equal(nft_ops_text(at(w.e, RULE, "struct net"), family, (struct nft_ops){ops, n}), want);
	fake_worker_close(&w);
}

#define SAYS(family, want, ...) says(family, want, (struct nft_op[]){__VA_ARGS__}, sizeof((struct nft_op[]){__VA_ARGS__}) / sizeof(struct nft_op))

static void test_protocols_that_fields_say(void **state)
{
	(void)state;
	SAYS(NFPROTO_INET_, "tcp dport 22", load(NFT_META, 16), compare(NFT_CMP_EQ_, "\6", 1),
	     payload(NFT_BASE_TRANSPORT, 2, 2), compare(NFT_CMP_EQ_, "\0\26", 2));
	SAYS(NFPROTO_INET_, "meta l4proto tcp", load(NFT_META, 16), compare(NFT_CMP_EQ_, "\6", 1));
	SAYS(NFPROTO_INET_, "ip saddr 10.0.0.0/8", load(NFT_META, 15), compare(NFT_CMP_EQ_, "\2", 1),
	     payload(NFT_BASE_NETWORK, 12, 1), compare(NFT_CMP_EQ_, "\12", 1));
	SAYS(NFPROTO_INET_, "ip protocol icmp icmp type echo-request", load(NFT_META, 15), compare(NFT_CMP_EQ_, "\2", 1),
	     payload(NFT_BASE_NETWORK, 9, 1), compare(NFT_CMP_EQ_, "\1", 1), payload(NFT_BASE_TRANSPORT, 0, 1),
	     compare(NFT_CMP_EQ_, "\10", 1));
	SAYS(NFPROTO_IPV6_, "tcp dport 80", payload(NFT_BASE_NETWORK, 6, 1), compare(NFT_CMP_EQ_, "\6", 1),
	     payload(NFT_BASE_TRANSPORT, 2, 2), compare(NFT_CMP_EQ_, "\0\120", 2));
	SAYS(NFPROTO_INET_, "udp sport 67 udp dport 68", load(NFT_META, 16), compare(NFT_CMP_EQ_, "\21", 1),
	     payload(NFT_BASE_TRANSPORT, 0, 4), compare(NFT_CMP_EQ_, "\0\103\0\104", 4));
}

static void test_comparisons(void **state)
{
	(void)state;
	SAYS(NFPROTO_IPV4_, "ip daddr != 192.0.2.1", payload(NFT_BASE_NETWORK, 16, 4), compare(NFT_CMP_NEQ_, "\300\0\2\1", 4));
	SAYS(NFPROTO_IPV4_, "ip saddr 192.0.2.128/25", payload(NFT_BASE_NETWORK, 12, 4), mask("\377\377\377\200", 4),
	     compare(NFT_CMP_EQ_, "\300\0\2\200", 4));
	SAYS(NFPROTO_IPV4_, "ip length > 1400", payload(NFT_BASE_NETWORK, 2, 2), compare(NFT_CMP_GT_, "\5\170", 2));
	SAYS(NFPROTO_IPV4_, "ip dscp cs1", payload(NFT_BASE_NETWORK, 1, 1), mask("\374", 1), compare(NFT_CMP_EQ_, "\40", 1));
	SAYS(NFPROTO_IPV4_, "th dport 6000-6063", payload(NFT_BASE_TRANSPORT, 2, 2), compare(NFT_CMP_GTE_, "\27\160", 2),
	     compare(NFT_CMP_LTE_, "\27\257", 2));
	SAYS(NFPROTO_IPV4_, "ct state established,related", load(NFT_CT, 0), mask("\6\0\0\0", 4),
	     compare(NFT_CMP_NEQ_, "\0\0\0\0", 4));
	SAYS(NFPROTO_IPV4_, "ct state ! new", load(NFT_CT, 0), mask("\10\0\0\0", 4), compare(NFT_CMP_EQ_, "\0\0\0\0", 4));
	SAYS(NFPROTO_IPV4_, "meta mark & 0x000000ff == 0x00000010", load(NFT_META, 3), mask("\377\0\0\0", 4),
	     compare(NFT_CMP_EQ_, "\20\0\0\0", 4));
	SAYS(NFPROTO_IPV4_, "iifname \"br*\"", load(NFT_META, 6), compare(NFT_CMP_EQ_, "br", 2));
	SAYS(NFPROTO_IPV4_, "iifname \"br\"", load(NFT_META, 6), compare(NFT_CMP_EQ_, "br\0\0", 4));
}

/* What nft's language has no words for is shown as it is, with all that led to it. */
static void test_no_words(void **state)
{
	(void)state;
	SAYS(NFPROTO_IPV4_, "@th,320,24 0x10203", payload(NFT_BASE_TRANSPORT, 40, 3), compare(NFT_CMP_EQ_, "\1\2\3", 3));
	SAYS(NFPROTO_IPV4_, "[ loading load 99 => reg 1 ] [ cmp eq reg 1 0x00000001 ]", load(NFT_META, 99),
	     compare(NFT_CMP_EQ_, "\1", 1));
	SAYS(NFPROTO_IPV4_, "[ cmp eq reg 1 0x00000001 ]", compare(NFT_CMP_EQ_, "\1", 1));
	SAYS(NFPROTO_IPV4_, "[ payload load 2b @ transport header + 2 => reg 1 ]", payload(NFT_BASE_TRANSPORT, 2, 2));
}

/* It may have written the register that is compared: the load before it does not say what that holds. */
static void test_behind_what_is_unknown(void **state)
{
	struct nft_op strange = load(NFT_OTHER, 0);
	struct fake_worker w;
	const char *text;

	(void)state;
	open_worker(&w);
	fake_worker_open(&w, "");
	strange.priv = at(w.e, RULE, "struct net");
	text = nft_ops_text(at(w.e, RULE, "struct net"), NFPROTO_INET_,
			    (struct nft_ops){(struct nft_op[]){load(NFT_META, 15), strange, compare(NFT_CMP_EQ_, "\1", 1)}, 3});
	assert_string_equal(text, "[ loading load 15 => reg 1 ] [ loading ] [ cmp eq reg 1 0x00000001 ]");
	fake_worker_close(&w);
}

static void open_rule(struct fake_worker *w, uint32_t length, uint32_t expression)
{
	open_worker(w);
	fake_put_u32(w, RULE, length);
	fake_put(w, RULE + RULE_HEADER, OPS);
	fake_put(w, RULE + RULE_HEADER + 8, 0x0807060504030201);
	fake_put_u32(w, OPS, expression);
	fake_worker_open(w, "");
}

static void test_unknown_expression(void **state)
{
	struct fake_worker w;

	(void)state;
	open_rule(&w, 16, 16);
	assert_string_equal(nft_rule_text(at(w.e, RULE, "struct net"), NFPROTO_IPV4_, at(w.e, RULE, "struct nft_rule")),
			    "[ strange 01020304 05060708 ]");
	assert_false(tainted(w.e));
	fake_worker_close(&w);
}

static void test_expression_that_does_not_end(void **state)
{
	static const uint32_t sizes[] = {0, 4, 24, 0xffffffff};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(sizes); i++) {
		struct fake_worker w;

		open_rule(&w, 16, sizes[i]);
		assert_int_equal(nft_rule_ops(at(w.e, RULE, "struct nft_rule")).count, 0);
		assert_true(tainted(w.e));
		fake_worker_close(&w);
	}
}

static void test_values(void **state)
{
	static const unsigned char prefix[] = {0xff, 0xf0, 0, 0}, none[] = {0xff, 0, 1, 0};
	struct fake_worker w;

	(void)state;
	open_worker(&w);
	fake_worker_open(&w, "");
	assert_string_equal(nft_time_text(w.e, 5400001), "1h30m1ms");
	assert_string_equal(nft_time_text(w.e, 0), "0s");
	assert_int_equal(nft_prefix_length(prefix, 4), 12);
	assert_int_equal(nft_prefix_length(none, 4), -1);
	assert_string_equal(nft_types_text(w.e, NFT_TYPE_IPADDR << 6 | NFT_TYPE_INET_SERVICE), "ipv4_addr . inet_service");
	assert_string_equal(nft_flags_text(w.e, NFT_TYPE_CT_STATE, 0x102), "established,0x100");
	fake_worker_close(&w);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_protocols_that_fields_say), cmocka_unit_test(test_comparisons), cmocka_unit_test(test_no_words),
		cmocka_unit_test(test_behind_what_is_unknown), cmocka_unit_test(test_unknown_expression), cmocka_unit_test(test_expression_that_does_not_end), cmocka_unit_test(test_values),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
