/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Masking: what is found in a text, what it is replaced by, and what stays. */
#include "mask/mask.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "support/test.h"

struct row {
	const char *in, *out;	/* NULL: stays as it is */
	unsigned form;
};

#define TO(in, out) {in, out, MASK_TEXT}
#define KEEP(in) {in, NULL, MASK_TEXT}

static struct mask *machine(const char *node)
{
	struct mask *m = mask_new();

	mask_learn_machine(m, node, "6.1.0.1-generic", false);
	return m;
}

static void assert_masked(struct mask *m, const struct row *row)
{
	struct sb out = {0};
	const char *expected = row->out ? row->out : row->in;

	sb_str(&out, "");
	mask_add(m, row->form, row->in, strlen(row->in), &out);
	if (strcmp(out.s, expected))
		fail_msg("'%s' became\n'%s', not\n'%s'", row->in, out.s, expected);
	sb_free(&out);
}

/* Each on a mask of its own: the first address of a kind always gets the same replacement. */
static void check_each(const char *node, const struct row *rows, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		struct mask *m = machine(node);

		assert_masked(m, &rows[i]);
		mask_free(m);
	}
}

/* All on one mask: what one row teaches, the next ones know. */
static void check_all(const char *node, const struct row *rows, size_t n)
{
	struct mask *m = machine(node);

	for (size_t i = 0; i < n; i++)
		assert_masked(m, &rows[i]);
	mask_free(m);
}

static void test_ipv4(void **state)
{
	static const struct row rows[] = {
		TO("addr=10.0.2.15,", "addr=100.0.1.1,"),
		TO("10.0.2.15", "100.0.1.1"),
		TO("10.0.2.15:22 10.0.2.2.", "100.0.1.1:22 100.0.1.2."),
		TO("10.0.2.0/24 10.0.2.255", "100.0.1.0/24 100.0.1.255"),
		TO("10.0.2.15 172.16.2.1 10.0.3.1", "100.0.1.1 101.1.1.1 100.0.2.1"),
		TO("ip=10.0.2.15::10.0.2.2:255.255.255.0:box:eth0:none", "ip=100.0.1.1::100.0.1.2:255.255.255.0:host0:eth0:none"),
		KEEP("127.0.0.1 0.0.0.0 255.255.255.255 255.255.240.0 224.0.0.251"),
		KEEP("6.1.0.1-generic and 6.1.0.1"),
		KEEP("version 14.2.0.9, Version: 5.0.0.1, v1.2.3.4, fw=1.2.3.4"),
		KEEP("1.2.3 1.2.3.4.5 256.1.1.1 1.2.3.04 1.2.3.4k 1.2.3.4.el8"),
		KEEP("usb 1-1.2.3.4: new device"),
		TO("10.0.0.1-10.0.0.9", "100.0.0.1-100.0.0.2"),
		TO("conversion 10.0.0.1", "conversion 100.0.0.1"),
		{"14.2.0.9", NULL, MASK_NO_ADDRESSES},
	};

	(void)state;
	check_each("box", rows, ARRAY_LEN(rows));
}

static void test_ipv6(void **state)
{
	static const struct row rows[] = {
		TO("2001:db8::5/64", "534f:1::1/64"),
		TO("[2001:db8::5]:443 2001:db8:7::1", "[534f:1::1]:443 534f:1:1::1"),
		TO("fe80::5054:ff:fe12:3456%eth0", "fe80::1:1:1:1%eth0"),
		TO("fd00:1:2::3", "fd53:1:1::1"),
		TO("2001:0db8:0000:0000:0000:0000:0000:0005", "534f:0001:0000:0000:0000:0000:0000:0001"),
		TO("1:2:3:4:5:6:7:8.", "534f:1:1:1:1:1:1:1."),
		TO("::ffff:10.0.2.15 ::ffff:127.0.0.1", "::ffff:100.0.1.1 ::ffff:127.0.0.1"),
		TO("ff02::1:ff12:3456 ff02::1", "ff02::1:ff00:1 ff02::1"),
		TO(":: ::1 ::/0 fe80::/10 std::a12x 12:34:56 0000:00:1f.2 a::b::c",
		   ":: ::1 ::/0 fe80::/10 std::a12x 12:34:56 0000:00:1f.2 534f::1::c"),
		{"fe80::1:22 ::1:22 :::22 2001:db8::5:*", "fe80::1:22 ::1:22 :::22 534f:1::1:*", MASK_PORTS},
	};

	(void)state;
	check_each("box", rows, ARRAY_LEN(rows));
}

static void test_hardware(void **state)
{
	static const struct row rows[] = {
		TO("link/ether 52:54:00:12:34:56 brd ff:ff:ff:ff:ff:ff", "link/ether 53:4f:53:00:00:01 brd ff:ff:ff:ff:ff:ff"),
		TO("52:54:00:AB:34:56", "53:4F:53:00:00:01"),
		TO("52:54:00:12:34:56 52:54:00:12:34:57 52:54:00:12:34:56",
		   "53:4f:53:00:00:01 53:4f:53:00:00:02 53:4f:53:00:00:01"),
		TO("BOOTIF=01-52-54-00-12-34-56", "BOOTIF=01-53-4f-53-00-00-01"),
		TO("bridge_id 8000.52:54:00:12:34:56", "bridge_id 8000.53:4f:53:00:00:01"),
		TO("MAC=52:54:00:12:34:56:52:55:0a:00:02:02:08:00 SRC=10.0.2.2",
		 "MAC=53:4f:53:00:00:01:53:4f:53:00:00:02:08:00 SRC=100.0.1.1"),
		TO("33:33:ff:12:34:56 33:33:00:00:00:01 01:00:5e:00:00:fb",
		   "33:33:ff:00:00:01 33:33:00:00:00:01 01:00:5e:00:00:fb"),
		KEEP("00:00:00:00:00:00 12:34:56 2026-11-20-22-43-35"),
		{"0a:00:02:0f", "64:00:01:01", MASK_OCTETS},
		KEEP("0a:00:02:0f"),
	};

	(void)state;
	check_each("box", rows, ARRAY_LEN(rows));
}

static void test_hexadecimal(void **state)
{
	static const struct row rows[] = {
		{"   3: 0F02000A:0016 0202000A:AF1C 01 00000000:00000000", "   3: 01010064:0016 02010064:AF1C 01 00000000:00000000",
		 MASK_HEX_SOCKETS},
		{"0: 0100007F:1F90 00000000:0000 0A", NULL, MASK_HEX_SOCKETS},
		{"0: B80D0120000000000000000005000000:1F91", "0: 01004F53000000000000000001000000:1F91", MASK_HEX_SOCKETS},
		{"0: 0000000000000000FFFF00000F02000A:1F91", "0: 0000000000000000FFFF000001010064:1F91", MASK_HEX_SOCKETS},
		{"deadbeef\t0002000A\t0202000A\t0003\t00FFFFFF", "deadbeef\t00010064\t01010064\t0003\t00FFFFFF", MASK_HEX_ROUTE},
		{"20010db8000000000000000000000005 03", "534f0001000000000000000000000001 03", MASK_HEX_IPV6},
		{"2 eth0 1 0 3333ff123456\n2 eth0 1 0 01005e000001", "2 eth0 1 0 3333ff000001\n2 eth0 1 0 01005e000001", MASK_HEX_HARDWARE},
		{"8000.525400123456", "8000.534f53000001", MASK_HEX_HARDWARE},
		{"0xe00000fb 0x0a00020f", "0xe00000fb 0x64000101", MASK_HEX_NUMBER},
		KEEP("0F02000A:0016 20010db8000000000000000000000005 3333ff123456 0x0a00020f"),
	};

	(void)state;
	check_each("box", rows, ARRAY_LEN(rows));
}

/* One address is replaced by one other, however it is written. */
static void test_same_in_all_forms(void **state)
{
	static const struct row rows[] = {
		TO("10.0.2.15 2001:db8::5 52:54:00:12:34:56", "100.0.1.1 534f:1::1 53:4f:53:00:00:01"),
		{"0F02000A:0016", "01010064:0016", MASK_HEX_SOCKETS},
		{"20010db8000000000000000000000005", "534f0001000000000000000000000001", MASK_HEX_IPV6},
		{"525400123456", "534f53000001", MASK_HEX_HARDWARE},
		TO("ff02::1:ff12:3456", "ff02::1:ff00:1"),
		TO("33:33:ff:12:34:56", "33:33:ff:00:00:01"),
	};

	(void)state;
	check_all("box", rows, ARRAY_LEN(rows));
}

static void test_hosts(void **state)
{
	static const struct row rows[] = {
		TO("Hostname set to <web01>.", "Hostname set to <host0>."),
		TO("WEB01.Example.com web01-bak vg_web01 my-web01", "host0.obfuscateddomain0.com host0-bak vg_host0 my-host0"),
		KEEP("web011 oweb01 example.community"),
		TO("db.eu.example.com:/x db.eu", "host1.obfuscateddomain0.com:/x host1"),
		TO("a\\nweb01 b\\x2dweb01 c\\040web01 \"web01\"", "a\\nhost0 b\\x2dhost0 c\\040host0 \"host0\""),
		TO("HOSTNAME=ci-7f HOST=localhost", "HOSTNAME=host2 HOST=localhost"),
		TO("in ci-7f", "in host2"),
		{"nas1:/export /mnt nfs rw,addr=10.0.0.9 0 0\nproc /proc proc\n//cifs2/share /c cifs rw",
		 "host3:/export /mnt nfs rw,addr=100.0.0.1 0 0\nproc /proc proc\n//host4/share /c cifs rw", MASK_MOUNTS},
		{"overlay / overlay rw,lowerdir=/var/l1:/var/l2", NULL, MASK_MOUNTS},
		TO("nfs: server nas1 not responding", "nfs: server host3 not responding"),
		KEEP("nas7:/x"),
	};

	(void)state;
	check_all("web01.example.com", rows, ARRAY_LEN(rows));
}

/* A host that is called as the kernel is, or as all are: its name cannot be replaced in texts. */
static void test_ordinary_hosts(void **state)
{
	static const struct row rows[] = {KEEP("Linux version 6.1 on localhost")};
	struct mask *m = machine("linux.example.com");

	(void)state;
	assert_masked(m, &rows[0]);
	assert_true(mask_leaves_machine(m));
	assert_string_equal(mask_host(m, "linux.example.com"), "host0.obfuscateddomain0.com");
	assert_string_equal(mask_host(m, "localhost"), "localhost");
	assert_string_equal(mask_host(m, "(none)"), "(none)");
	assert_string_equal(mask_host(m, ""), "");
	mask_free(m);
}

static void test_users(void **state)
{
	static const struct row rows[] = {
		KEEP("alice 10"),
		TO("/home/alice/bin:/var/home/bob.smith/x /home /home/",
		   "/home/obfuscateduser0/bin:/var/home/obfuscateduser1/x /home /home/"),
		TO("alice 10 Alice malice bob.smith", "obfuscateduser0 10 Alice malice obfuscateduser1"),
		KEEP("USER=root"),
		TO("LOGNAME=carol,user=dave", "LOGNAME=obfuscateduser2,user=obfuscateduser3"),
		TO("sshd: erin@pts/0 sshd: frank [priv] sshd: /usr/sbin/sshd -D",
		   "sshd: obfuscateduser4@pts/0 sshd: obfuscateduser5 [priv] sshd: /usr/sbin/sshd -D"),
		TO("/home/test/x", "/home/obfuscateduser6/x"),
		KEEP("a test of test"),
		KEEP("/user.slice/user-1000.slice/user@1000.service"),
	};

	(void)state;
	check_all("box", rows, ARRAY_LEN(rows));
}

/* Gaps between columns take up the difference. */
static void test_columns(void **state)
{
	static const struct row rows[] = {
		TO("192.0.2.77       0x1         0x6", "100.0.1.1        0x1         0x6"),
		TO("10.0.0.1:22   10.0.0.2:99   LISTEN", "100.0.0.1:22  100.0.0.2:99  LISTEN"),
		TO("a 192.168.100.200 b   c", "a 100.1.1.1 b         c"),
		TO("10.0.0.1  x", "100.0.0.1 x"),
		TO("web01 and  more\nnext  line", "host0 and  more\nnext  line"),
		TO("10.0.0.1\nx   y", "100.0.0.1\nx   y"),
	};

	(void)state;
	check_each("web01", rows, ARRAY_LEN(rows));
}

/* Every original is mapped to one replacement that nothing else has. */
static void test_injective(void **state)
{
	struct mask *m = machine("box");
	struct strmap seen = {0};
	struct arena arena = {0};
	struct sb out = {0};

	(void)state;
	for (unsigned a = 1; a < 224; a++) {
		for (unsigned d = 0; d < 256; d += 5) {
			char text[32];

			if (a == 127)
				continue;
			sb_cut(&out, 0);
			snprintf(text, sizeof(text), "%u.7.%u.%u", a, d, d);
			mask_add(m, MASK_TEXT, text, strlen(text), &out);
			assert_null(strmap_get(&seen, out.s));
			strmap_put(&seen, arena_strdup(&arena, out.s), m);
			if (a > 1)
				assert_int_not_equal(atoi(out.s), 127);
		}
	}
	sb_free(&out);
	strmap_free(&seen);
	arena_free(&arena);
	mask_free(m);
}

static void test_map(void **state)
{
	struct mask *m = machine("web01.example.com");
	struct sb out = {0};

	(void)state;
	mask_string(m, "/home/alice 10.0.2.15 2001:db8::5 52:54:00:12:34:56 10.0.2.15");
	mask_write_map(m, &out);
	assert_string_equal(out.s,
			    "{\n"
			    "    \"hostname_map\": {\n        \"example.com\": \"obfuscateddomain0.com\",\n        \"web01\": \"host0\"\n    },\n"
			    "    \"ip_map\": {\n        \"10.0.2.15\": \"100.0.1.1\"\n    },\n"
			    "    \"ipv6_map\": {\n        \"2001:db8::5\": \"534f:1::1\"\n    },\n"
			    "    \"mac_map\": {\n        \"52:54:00:12:34:56\": \"53:4f:53:00:00:01\"\n    },\n"
			    "    \"keyword_map\": {},\n"
			    "    \"username_map\": {\n        \"alice\": \"obfuscateduser0\"\n    }\n"
			    "}\n");
	sb_free(&out);
	mask_free(m);
}

/* More addresses than are remembered are still not shown. */
static void test_too_many(void **state)
{
	struct mask *m = machine("box");
	char text[32];

	(void)state;
	for (unsigned i = 0; i <= LIMIT_MASKED_ADDRESSES; i++) {
		snprintf(text, sizeof(text), "10.%u.%u.1", i >> 8 & 0xff, i & 0xff);
		mask_string(m, text);
		snprintf(text, sizeof(text), "11.%u.%u.1", i >> 8 & 0xff, i & 0xff);
		mask_string(m, text);
	}
	assert_true(mask_overflow(m) > 0);
	assert_string_equal(mask_string(m, "99.1.2.3 99.2.3.4"), "100.254.254.254 100.254.254.254");
	mask_free(m);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_ipv4),
		cmocka_unit_test(test_ipv6),
		cmocka_unit_test(test_hardware),
		cmocka_unit_test(test_hexadecimal),
		cmocka_unit_test(test_same_in_all_forms),
		cmocka_unit_test(test_hosts),
		cmocka_unit_test(test_ordinary_hosts),
		cmocka_unit_test(test_users),
		cmocka_unit_test(test_columns),
		cmocka_unit_test(test_injective),
		cmocka_unit_test(test_map),
		cmocka_unit_test(test_too_many),
	};

	return cmocka_run_group_tests_name("mask", tests, NULL, NULL);
}
