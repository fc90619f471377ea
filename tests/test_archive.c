/* SPDX-License-Identifier: GPL-2.0-or-later */
/* src/archive: what is written is read back by the system's tar, xz, gzip, zstd and sha256sum. */
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "archive/archive.h"
#include "archive/internal.h"
#include "support/test.h"

#define MTIME 1700000000

static char dir[64];

static int make_dir(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/test_archive.XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

PRINTF_LIKE(1, 2) static int run(const char *fmt, ...)
{
	char cmd[4096];
	va_list ap;

	va_start(ap, fmt);
	vsnprintf(cmd, sizeof(cmd), fmt, ap);
	va_end(ap);
	return system(cmd);
}

static int remove_dir(void **state)
{
	(void)state;
	return run("rm -rf %s", dir);
}

static bool have(const char *tool)
{
	return !run("command -v %s >/dev/null 2>&1", tool);
}

static const char *in_dir(struct sb *sb, const char *name)
{
	sb_cut(sb, 0);
	sb_printf(sb, "%s/%s", dir, name);
	return sb->s;
}

static struct sb read_file(const char *path)
{
	struct sb sb = {0};
	char buf[4096];
	FILE *f = fopen(path, "rb");
	size_t n;

	assert_non_null(f);
	sb_str(&sb, "");
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		sb_add(&sb, buf, n);
	fclose(f);
	return sb;
}

static size_t entries(const char *path)
{
	DIR *d = opendir(path);
	size_t n = 0;

	assert_non_null(d);
	for (struct dirent *e; (e = readdir(d));)
		n += strcmp(e->d_name, ".") && strcmp(e->d_name, "..");
	closedir(d);
	return n;
}

/* ---- SHA-256 ----------------------------------------------------------------------- */

static void assert_sha256(const void *data, size_t len, size_t piece, const char *expect)
{
	struct sha256 s;
	uint8_t digest[32];
	char hex[65];

	sha256_init(&s);
	for (size_t at = 0; at < len; at += piece)
		sha256_update(&s, (const char *)data + at, len - at < piece ? len - at : piece);
	sha256_final(&s, digest);
	sha256_hex(digest, hex);
	assert_string_equal(hex, expect);
}

/* FIPS 180-4's own examples, and lengths on both sides of a padding block. */
static void test_sha256(void **state)
{
	static char million[1000000];

	(void)state;
	memset(million, 'a', sizeof(million));
	assert_sha256("", 0, 1, "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
	assert_sha256("abc", 3, 3, "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
	assert_sha256("abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", 56, 5,
		      "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1");
	assert_sha256(million, 1000000, 999, "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0");
	assert_sha256(million, 55, 55, "9f4390f8d30c2dd92ec9f095b65e2b9ae9b0a925a5258e241c9f1e910f734318");
	assert_sha256(million, 64, 64, "ffe054fe7ae0cb6dc65c3af9b61d5209f439851db43d0ba5997337df154668eb");
}

/* Both ways to the same digest, whatever the pieces. */
static void test_sha256_of_cpu(void **state)
{
	uint8_t data[1000], of_cpu[32], portable[32];
	struct sha256 s;

	(void)state;
	if (!sha256_of_cpu())
		skip();
	for (size_t i = 0; i < sizeof(data); i++)
		data[i] = (uint8_t)(i * 167 ^ i >> 3);
	for (size_t len = 0; len < sizeof(data); len += 7) {
		sha256_init(&s);
		assert_ptr_equal(s.blocks, sha256_of_cpu());
		sha256_update(&s, data, len / 3);
		sha256_update(&s, data + len / 3, len - len / 3);
		sha256_final(&s, of_cpu);
		sha256_init(&s);
		s.blocks = sha256_portable;
		sha256_update(&s, data, len);
		sha256_final(&s, portable);
		assert_memory_equal(of_cpu, portable, sizeof(portable));
	}
}

/* ---- tar ---------------------------------------------------------------------------- */

static const char long_step[] = "a-step-of-a-path-that-is-sixty-bytes-long-and-goes-on-and-on";

/* "top/", n steps of 60 bytes, "/end": ustar's own field up to 1, its prefix up to 3, pax from there. */
static char *long_name(unsigned steps)
{
	struct sb sb = {0};

	sb_str(&sb, "top/");
	for (unsigned i = 0; i < steps; i++)
		sb_printf(&sb, "%s/", long_step);
	sb_str(&sb, "end");
	return sb.s;
}

#define STEPS 8

static struct archive_options options(const char *path, enum compression c)
{
	return (struct archive_options){.path = path, .compression = c, .level = -1, .threads = 1, .mtime = MTIME};
}

static struct sb big_text(void)
{
	struct sb big = {0};

	for (unsigned i = 0; big.len < 300000; i++)
		sb_printf(&big, "line %u of a file of some size\n", i);
	return big;
}

static void fill(struct archive *a)
{
	struct err err = {""};
	struct sb big = big_text();

	assert_true(archive_file(a, "top/version.txt", "hello\n", 6, &err));
	assert_true(archive_file(a, "top/empty", "", 0, &err));
	assert_true(archive_file(a, "top/exactly", big.s, 1024, &err));
	assert_true(archive_file(a, "top/proc/1/big", big.s, big.len, &err));
	assert_true(archive_symlink(a, "top/proc/self", "1", &err));
	for (unsigned steps = 1; steps <= STEPS; steps++) {
		char *name = long_name(steps), link[32];

		snprintf(link, sizeof(link), "top/link%u", steps);
		assert_true(archive_file(a, name, name, strlen(name), &err));
		assert_true(archive_symlink(a, link, name + 4, &err));
		free(name);
	}
	sb_free(&big);
}

static void assert_content(const char *base, const char *name, const char *expect, size_t len)
{
	struct sb path = {0}, got;

	sb_printf(&path, "%s/%s", base, name);
	got = read_file(path.s);
	assert_int_equal(got.len, len);
	assert_memory_equal(got.s, expect, len);
	sb_free(&got);
	sb_free(&path);
}

static void assert_link(const char *base, const char *name, const char *target)
{
	char got[2048], path[256];
	ssize_t n;

	snprintf(path, sizeof(path), "%s/%s", base, name);
	n = readlink(path, got, sizeof(got) - 1);
	assert_true(n > 0);
	got[n] = '\0';
	assert_string_equal(got, target);
}

/* What fill() put in, as a tree below base. */
static void assert_filled(const char *base)
{
	struct sb big = big_text(), path = {0};
	struct stat st;

	assert_content(base, "top/version.txt", "hello\n", 6);
	assert_content(base, "top/empty", "", 0);
	assert_content(base, "top/exactly", big.s, 1024);
	assert_content(base, "top/proc/1/big", big.s, big.len);
	assert_link(base, "top/proc/self", "1");
	for (unsigned steps = 1; steps <= STEPS; steps++) {
		char *name = long_name(steps), link[32];

		snprintf(link, sizeof(link), "top/link%u", steps);
		assert_content(base, name, name, strlen(name));
		assert_link(base, link, name + 4);
		free(name);
	}
	sb_printf(&path, "%s/top/version.txt", base);
	assert_int_equal(stat(path.s, &st), 0);
	assert_int_equal(st.st_mtime, MTIME);
	assert_int_equal(st.st_mode & 07777, 0644);
	sb_cut(&path, 0);
	sb_printf(&path, "%s/top/proc", base);
	assert_int_equal(stat(path.s, &st), 0);
	assert_int_equal(st.st_mtime, MTIME);
	assert_int_equal(st.st_mode & 07777, 0755);
	sb_free(&path);
	sb_free(&big);
}

/* Writes fill()'s archive and checks the checksum and size that it reports. */
static void write_archive(const struct archive_options *o)
{
	struct archive *a;
	struct err err = {""};
	char hex[65] = "", expect[65];
	uint64_t size = 0;
	uint8_t digest[32];
	struct sha256 sha;
	struct sb bytes;

	assert_true(archive_open(o, &a, &err));
	fill(a);
	if (!archive_finish(a, hex, &size, &err))
		fail_msg("%s", err.msg);
	bytes = read_file(o->path);
	sha256_init(&sha);
	sha256_update(&sha, bytes.s, bytes.len);
	sha256_final(&sha, digest);
	sha256_hex(digest, expect);
	assert_string_equal(hex, expect);
	assert_int_equal(size, bytes.len);
	sb_free(&bytes);
}

/* Each compression, read by the tools that people have. */
static void test_extract(void **state)
{
	static const struct {
		enum compression compression;
		const char *tool, *tar_option;
	} cases[] = {
		{COMPRESS_NONE, "true", ""},
		{COMPRESS_GZIP, "gzip", "-z"},
		{COMPRESS_XZ, "xz", "-J"},
		{COMPRESS_ZSTD, "zstd", "--zstd"},
	};
	struct sb path = {0};
	bool any = false;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct archive_options o = options(in_dir(&path, "a.tar"), cases[i].compression);

		write_archive(&o);
		assert_int_equal(entries(dir), 1);
		if (have("tar") && have(cases[i].tool)) {
			assert_int_equal(run("mkdir %s/x && tar -x %s -f %s -C %s/x 2>&1", dir, cases[i].tar_option,
					     path.s, dir), 0);
			in_dir(&path, "x");
			assert_filled(path.s);
			assert_int_equal(run("rm -r %s", path.s), 0);
			any = true;
		}
		unlink(in_dir(&path, "a.tar"));
	}
	sb_free(&path);
	if (!any)
		skip();
}

/* The tree that --build leaves is what extraction gives. */
static void test_build(void **state)
{
	struct sb path = {0};
	struct archive_options o = options(in_dir(&path, "tree"), COMPRESS_XZ);
	struct archive *a;
	struct err err = {""};

	(void)state;
	o.build = true;
	assert_true(archive_open(&o, &a, &err));
	fill(a);
	assert_true(archive_finish(a, NULL, NULL, &err));
	assert_filled(path.s);
	assert_int_equal(entries(dir), 1);
	assert_false(archive_open(&o, &a, &err));
	assert_non_null(strstr(err.msg, "exists"));
	sb_free(&path);
}

/* ustar says of itself what it must, to the byte. */
static void test_header(void **state)
{
	struct sb h = {0};
	const struct tar_member m = {.type = TAR_FILE, .name = "top/a", .size = 1234, .mtime = 01234567};
	unsigned sum = 0;

	(void)state;
	tar_header(&h, &m);
	assert_int_equal(h.len, 512);
	assert_string_equal(h.s, "top/a");
	assert_memory_equal(h.s + 100, "0000644\0" "0000000\0" "0000000\0" "00000002322\0" "00001234567\0", 48);
	assert_memory_equal(h.s + 156, "0", 2);
	assert_memory_equal(h.s + 257, "ustar\00000root\0", 13);
	for (int i = 0; i < 512; i++)
		sum += i >= 148 && i < 156 ? ' ' : (unsigned char)h.s[i];
	assert_int_equal(strtoul(h.s + 148, NULL, 8), sum);
	assert_memory_equal(h.s + 154, "\0 ", 2);
	sb_free(&h);
}

/* A size and a time that eleven octal digits cannot say. */
static void test_pax_numbers(void **state)
{
	struct sb h = {0};
	const struct tar_member m = {.type = TAR_FILE, .name = "top/a", .size = 1ULL << 33, .mtime = -1};

	(void)state;
	tar_header(&h, &m);
	assert_int_equal(h.len, 3 * 512);
	assert_int_equal(h.s[156], 'x');
	assert_string_equal(h.s + 512, "19 size=8589934592\n12 mtime=-1\n");
	sb_free(&h);
}

/* A member in pieces must have the size that its header promised. */
static void test_pieces(void **state)
{
	struct sb path = {0};
	struct err err = {""};

	(void)state;
	for (int build = 0; build < 2; build++) {
		struct archive_options o = options(in_dir(&path, "a"), COMPRESS_NONE);
		struct archive *a;

		o.build = build;
		assert_true(archive_open(&o, &a, &err));
		assert_true(archive_begin(a, "top/a", 5, &err));
		assert_true(archive_write(a, "ab", 2, &err));
		assert_false(archive_write(a, "cdef", 4, &err));
		assert_string_equal(err.msg, "top/a grows while it is written");
		assert_true(archive_write(a, "cd", 2, &err));
		assert_false(archive_end(a, &err));
		assert_string_equal(err.msg, "top/a ends 1 bytes early");
		assert_true(archive_write(a, "e", 1, &err));
		assert_true(archive_end(a, &err));
		archive_abort(a);
	}
	sb_free(&path);
}

static void test_bad_names(void **state)
{
	static const char *const bad[] = {"", "/a", "a//b", "a/", "../a", "a/../b", "./a", "a/."};
	struct sb path = {0};
	struct archive_options o = options(in_dir(&path, "a.tar"), COMPRESS_NONE);
	struct archive *a;
	struct err err = {""};

	(void)state;
	assert_true(archive_open(&o, &a, &err));
	for (size_t i = 0; i < ARRAY_LEN(bad); i++) {
		assert_false(archive_file(a, bad[i], "", 0, &err));
		assert_non_null(strstr(err.msg, "cannot be the name"));
	}
	assert_true(archive_file(a, "a/..b/.c", "", 0, &err));
	archive_abort(a);
	assert_int_equal(entries(dir), 0);
	sb_free(&path);
}

/* ---- the same bytes, and nothing left behind -------------------------------------------- */

/* Text that does not compress to nothing: several blocks of xz, so that threads have something to share. */
static struct sb noise(size_t len)
{
	struct sb sb = {0};
	uint64_t x = 1;

	while (sb.len < len)
		sb_printf(&sb, "%u\n", (unsigned)(x = x * 6364136223846793005ULL + 1442695040888963407ULL) >> 22);
	return sb;
}

static void test_threads_do_not_matter(void **state)
{
	struct sb data = noise(10 * MiB), path = {0};
	char first[65], hex[65];
	uint64_t size;

	(void)state;
	for (unsigned threads = 1; threads <= 4; threads++) {
		struct archive_options o = options(in_dir(&path, "a.tar"), COMPRESS_XZ);
		struct archive *a;
		struct err err = {""};

		o.threads = threads;
		o.level = 0;
		assert_true(archive_open(&o, &a, &err));
		assert_true(archive_file(a, "top/a", data.s, data.len / 3, &err));
		assert_true(archive_file(a, "top/b", data.s + data.len / 3, data.len - data.len / 3, &err));
		assert_true(archive_finish(a, threads == 1 ? first : hex, &size, &err));
		if (threads > 1)
			assert_string_equal(hex, first);
	}
	sb_free(&data);
	sb_free(&path);
}

static void test_abort_leaves_nothing(void **state)
{
	struct sb path = {0};

	(void)state;
	for (int build = 0; build < 2; build++) {
		struct archive_options o = options(in_dir(&path, "a"), COMPRESS_XZ);
		struct archive *a;
		struct err err = {""};

		o.build = build;
		assert_true(archive_open(&o, &a, &err));
		fill(a);
		assert_int_equal(entries(dir), 1);
		archive_abort(a);
		assert_int_equal(entries(dir), 0);
	}
	sb_free(&path);
}

/* A second run for the same name is told so; the first one is not disturbed. */
static void test_two_runs(void **state)
{
	struct sb path = {0};
	struct archive_options o = options(in_dir(&path, "a.tar"), COMPRESS_NONE);
	struct archive *a, *b;
	struct err err = {""};
	char hex[65];
	uint64_t size;

	(void)state;
	assert_true(archive_open(&o, &a, &err));
	assert_false(archive_open(&o, &b, &err));
	assert_non_null(strstr(err.msg, "another run"));
	fill(a);
	assert_true(archive_finish(a, hex, &size, &err));
	assert_int_equal(entries(dir), 1);
	sb_free(&path);
}

/* /dev/full takes nothing: the first full buffer, or the end, says so. */
static void test_disk_full(void **state)
{
	static const enum compression all[] = {COMPRESS_NONE, COMPRESS_GZIP, COMPRESS_XZ, COMPRESS_ZSTD};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(all); i++) {
		struct archive_options o = options("/dev/full", all[i]);
		struct archive *a;
		struct err err = {""};
		char hex[65];
		uint64_t size;

		assert_true(archive_open(&o, &a, &err));
		assert_true(archive_file(a, "top/small", "x", 1, &err));
		assert_false(archive_finish(a, hex, &size, &err));
		assert_non_null(strstr(err.msg, "cannot write /dev/full: No space left on device"));
	}
}

static void test_bad_places(void **state)
{
	struct archive *a;
	struct err err = {""};
	struct archive_options o = options("/no/such/dir/a.tar", COMPRESS_NONE);

	(void)state;
	assert_false(archive_open(&o, &a, &err));
	assert_string_equal(err.msg, "cannot create /no/such/dir/a.tar: No such file or directory");
	o.path = dir;
	assert_false(archive_open(&o, &a, &err));
	assert_non_null(strstr(err.msg, "is a directory"));
	o.path = "/no/such/dir/a";
	o.build = true;
	assert_false(archive_open(&o, &a, &err));
	assert_non_null(strstr(err.msg, "No such file or directory"));
}

static void test_compression_names(void **state)
{
	enum compression c = COMPRESS_NONE;
	struct archive *a;
	struct err err = {""};
	struct archive_options o = options("/dev/null", COMPRESS_GZIP);

	(void)state;
	assert_true(compression_parse("auto", &c));
	assert_int_equal(c, COMPRESS_XZ);
	assert_string_equal(compression_suffix(c), ".xz");
	assert_true(compression_parse("zstd", &c));
	assert_string_equal(compression_suffix(c), ".zst");
	assert_string_equal(compression_suffix(COMPRESS_NONE), "");
	assert_false(compression_parse("bzip2", &c));
	o.level = 17;
	assert_false(archive_open(&o, &a, &err));
	assert_string_equal(err.msg, "17 is not a compression level of gz");
}

#define ARCHIVE_TEST(f) cmocka_unit_test_setup_teardown(f, make_dir, remove_dir)

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_sha256),
		cmocka_unit_test(test_sha256_of_cpu),
		cmocka_unit_test(test_header),
		cmocka_unit_test(test_pax_numbers),
		cmocka_unit_test(test_compression_names),
		ARCHIVE_TEST(test_extract),
		ARCHIVE_TEST(test_build),
		ARCHIVE_TEST(test_pieces),
		ARCHIVE_TEST(test_bad_names),
		ARCHIVE_TEST(test_threads_do_not_matter),
		ARCHIVE_TEST(test_abort_leaves_nothing),
		ARCHIVE_TEST(test_two_runs),
		ARCHIVE_TEST(test_disk_full),
		ARCHIVE_TEST(test_bad_places),
	};

	return cmocka_run_group_tests_name("archive", tests, NULL, NULL);
}
