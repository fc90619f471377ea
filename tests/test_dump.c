/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Every file of fixtures/dump is a dump in text (tests/support/dump_text.h) and
 * what must come out of it:
 *   expect error SUBSTRING               it does not open, and the message says so
 *   expect remark SUBSTRING
 *   expect block N ok CONTENT|STATUS     dump_read_block; STATUS: hole excluded elsewhere lost damaged unsupported
 *   expect status N STATUS               dump_block_status
 *   expect next N M|none                 dump_next_block
 *   expect fact NAME VALUE
 *   expect quality KEY=COUNT...
 *   expect vmcoreinfo TEXT               ~ is a blank, | a line's end
 */

#include <dirent.h>
#include <lzo/lzo1x.h>
#include <snappy-c.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "dump/dump.h"
#include "support/dump_text.h"
#include "support/test.h"

enum { LINE = 1024, CONTENT_SIZE = 2 * LINE };

struct opened {
	struct dump *d;
	struct err err;
	char dir[64], paths[DUMP_TEXT_FILES][96];
	size_t count;
};

static size_t pack(const char *codec, const uint8_t *in, size_t n, uint8_t *out)
{
	size_t room = 2 * n;

	if (!strcmp(codec, "snappy")) {
		assert_int_equal(snappy_compress((const char *)in, n, (char *)out, &room), SNAPPY_OK);
	} else if (!strcmp(codec, "lzo")) {
		void *work = malloc(LZO1X_1_MEM_COMPRESS);
		lzo_uint size = room;

		assert_int_equal(lzo1x_1_compress(in, n, out, &size, work), LZO_E_OK);
		free(work);
		room = size;
	} else {
		fail_msg("unknown codec %s", codec);
	}
	return room;
}

/* ---- files in and out --------------------------------------------------------------- */

static char *read_text(const char *path)
{
	FILE *f = fopen(path, "r");
	struct sb sb = {0};
	char buf[4096];
	size_t n;

	if (!f)
		fail_msg("%s: cannot be opened", path);
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		sb_add(&sb, buf, n);
	fclose(f);
	return sb.s ? sb.s : xstrdup("");
}

static void write_files(struct opened *o, const struct dump_text *t)
{
	strcpy(o->dir, "/tmp/test_dump.XXXXXX");
	assert_non_null(mkdtemp(o->dir));
	for (size_t i = 0; i < t->count; i++) {
		FILE *f;

		snprintf(o->paths[i], sizeof(o->paths[i]), "%s/%zu", o->dir, i);
		f = fopen(o->paths[i], "w");
		assert_non_null(f);
		assert_int_equal(fwrite(t->files[i].s ? t->files[i].s : "", 1, t->files[i].len, f), t->files[i].len);
		fclose(f);
	}
	o->count = t->count;
}

static void open_text(const char *text, struct opened *o)
{
	const char *paths[DUMP_TEXT_FILES];
	struct dump_text t;

	memset(o, 0, sizeof(*o));
	dump_from_text(text, pack, &t);
	write_files(o, &t);
	dump_text_free(&t);
	for (size_t i = 0; i < o->count; i++)
		paths[i] = o->paths[i];
	if (!dump_open(paths, o->count, NULL, &o->d, &o->err))
		o->d = NULL;
}

static void close_text(struct opened *o)
{
	dump_close(o->d);
	for (size_t i = 0; i < o->count; i++)
		unlink(o->paths[i]);
	rmdir(o->dir);
}

/* ---- expectations ------------------------------------------------------------------------ */

static const char *const status_words[MEM_STATUS_COUNT] = {
	[MEM_OK] = "ok", [MEM_NOT_MAPPED] = "not-mapped", [MEM_HOLE] = "hole", [MEM_EXCLUDED] = "excluded", [MEM_OTHER_FILE] = "elsewhere",
	[MEM_LOST] = "lost", [MEM_DAMAGED] = "damaged", [MEM_UNSUPPORTED] = "unsupported", [MEM_IO] = "io",
};

static void expect_block(struct dump *d, const char *line)
{
	uint32_t size = dump_facts(d)->block_size;
	char word[32] = "", content[CONTENT_SIZE] = "";
	uint8_t *buf = xcalloc(1, size);
	struct sb want = {0};
	unsigned long n;
	enum mem_status status;

	assert_true(sscanf(line, "%li %31s %2047s", (long *)&n, word, content) >= 2);
	status = dump_read_block(d, n, buf, NULL);
	if (strcmp(status_words[status], word))
		fail_msg("block %lu: %s, not %s", n, status_words[status], word);
	if (status == MEM_OK) {
		dump_text_content(content, size, &want);
		assert_int_equal(want.len, size);
		assert_memory_equal(buf, want.s, size);
	}
	sb_free(&want);
	free(buf);
}

static void expect_status(struct dump *d, const char *line)
{
	char word[32];
	unsigned long n;

	assert_int_equal(sscanf(line, "%li %31s", (long *)&n, word), 2);
	assert_string_equal(status_words[dump_block_status(d, n)], word);
}

static void expect_next(struct dump *d, const char *line)
{
	char word[32];
	unsigned long n;

	assert_int_equal(sscanf(line, "%li %31s", (long *)&n, word), 2);
	assert_int_equal(dump_next_block(d, n), !strcmp(word, "none") ? UINT64_MAX : strtoull(word, NULL, 0));
}

static void expect_fact(const struct dump_facts *f, const char *line)
{
	char name[32], want[128] = "", got[128] = "";

	assert_true(sscanf(line, "%31s %127s", name, want) >= 1);
#define FACT(n, fmt, value) if (!strcmp(name, n)) snprintf(got, sizeof(got), fmt, value)
	FACT("format", "%s", f->format);
	FACT("compression", "%s", f->compression);
	FACT("version", "%d", f->header_version);
	FACT("level", "%d", f->dump_level);
	FACT("flattened", "%d", f->flattened);
	FACT("incomplete", "%d", f->incomplete);
	FACT("endian", "%s", f->big_endian ? "big" : "little");
	FACT("bits", "%u", f->word_bits);
	FACT("machine", "%u", f->machine);
	FACT("block_size", "%u", f->block_size);
	FACT("blocks", "%llu", (unsigned long long)f->block_count);
	FACT("files", "%u", f->file_count);
	FACT("release", "%s", f->release);
	FACT("notes", "%zu", f->note_count);
	FACT("phys_base", "%llu", (unsigned long long)f->phys_base);
	FACT("erased", "%s", f->eraseinfo ? f->eraseinfo : "");
	FACT("remarks", "%zu", f->remark_count);
#undef FACT
	if (strcmp(got, want))
		fail_msg("fact %s: '%s', not '%s'", name, got, want);
}

static void expect_quality(struct dump *d, const char *line)
{
	struct dump_quality q;

	dump_quality(d, &q);
	assert_int_equal(q.present, text_number(line, "present", q.present));
	assert_int_equal(q.zero, text_number(line, "zero", q.zero));
	assert_int_equal(q.excluded, text_number(line, "excluded", q.excluded));
	assert_int_equal(q.hole, text_number(line, "hole", q.hole));
	assert_int_equal(q.lost, text_number(line, "lost", q.lost));
	assert_int_equal(q.other_file, text_number(line, "elsewhere", q.other_file));
}

static void expect_remark(const struct dump_facts *f, const char *substring)
{
	for (size_t i = 0; i < f->remark_count; i++)
		if (strstr(f->remarks[i], substring))
			return;
	for (size_t i = 0; i < f->remark_count; i++)
		print_error("remark: %s\n", f->remarks[i]);
	fail_msg("no remark with '%s'", substring);
}

static void expect_vmcoreinfo(const struct dump_facts *f, char *text)
{
	for (char *p = text; *p; p++)
		*p = *p == '~' ? ' ' : *p == '|' ? '\n' : *p;
	assert_string_equal(f->vmcoreinfo ? f->vmcoreinfo : "(none)", text);
}

static void expect(const struct opened *o, char *line)
{
	if (str_starts(line, "error ")) {
		if (o->d)
			fail_msg("opened, but expected: %s", line);
		if (!strstr(o->err.msg, line + 6))
			fail_msg("message '%s' lacks '%s'", o->err.msg, line + 6);
		return;
	}
	if (!o->d)
		fail_msg("does not open: %s", o->err.msg);
	if (str_starts(line, "remark "))
		expect_remark(dump_facts(o->d), line + 7);
	else if (str_starts(line, "block "))
		expect_block(o->d, line + 6);
	else if (str_starts(line, "status "))
		expect_status(o->d, line + 7);
	else if (str_starts(line, "next "))
		expect_next(o->d, line + 5);
	else if (str_starts(line, "fact "))
		expect_fact(dump_facts(o->d), line + 5);
	else if (str_starts(line, "quality "))
		expect_quality(o->d, line + 7);
	else if (str_starts(line, "vmcoreinfo "))
		expect_vmcoreinfo(dump_facts(o->d), line + 11);
	else
		fail_msg("unknown expectation: %s", line);
}

/* ---- what must hold for every dump that opens ----------------------------------------------- */

struct readable {
	uint64_t *blocks;
	size_t count;
};

static void note_block(uint64_t block, void *arg)
{
	struct readable *r = arg;

	r->blocks[r->count++] = block;
}

/* Through the cache, across blocks, the same bytes come out; what was asked for is remembered. */
static void check_cache(struct dump *d, struct readable *touched)
{
	uint32_t size = dump_facts(d)->block_size;
	struct page_cache *c = page_cache_new(d, 4 * size);
	uint8_t *one = xcalloc(1, size), *two = xcalloc(1, 2 * size);
	struct page_cache_stats stats;
	size_t asked = 0;
	uint64_t bad;

	for (uint64_t n = dump_next_block(d, 0); n != UINT64_MAX && asked < 1000; n = dump_next_block(d, n + 1), asked++) {
		enum mem_status direct = dump_read_block(d, n, one, NULL), cached;
		const uint8_t *p = page_cache_get(c, n, &cached);

		assert_int_equal(direct, cached);
		assert_int_equal(p != NULL, direct == MEM_OK);
		if (p)
			assert_memory_equal(p, one, size);
		if (p && page_cache_read(c, n * size + size / 2, two, size, &bad) == MEM_OK)
			assert_memory_equal(two, one + size / 2, size / 2);
		assert_int_equal(page_cache_get(c, n, &cached) != NULL, direct == MEM_OK);
	}
	page_cache_stats(c, &stats);
	touched->blocks = xcalloc(stats.blocks_touched + 1, sizeof(*touched->blocks));
	page_cache_touched(c, note_block, touched);
	assert_int_equal(touched->count, stats.blocks_touched);
	assert_true(stats.lookups >= 2 * asked && stats.misses <= stats.lookups && touched->count >= asked);
	page_cache_free(c);
	free(one);
	free(two);
}

/* A dump extracted from it reads the same. */
static void check_extract(struct dump *d, const char *dir, const struct readable *r)
{
	uint32_t size = dump_facts(d)->block_size;
	uint8_t *one = xcalloc(1, size), *two = xcalloc(1, size);
	const struct dump_facts *f = dump_facts(d), *g;
	const char *paths[1];
	char path[96];
	struct dump *small;
	struct err err;

	snprintf(path, sizeof(path), "%s/extract", dir);
	paths[0] = path;
	if (!dump_extract(d, path, PACK_ZSTD, r->blocks, r->count, &err) || !dump_open(paths, 1, NULL, &small, &err))
		fail_msg("extract: %s", err.msg);
	g = dump_facts(small);
	assert_int_equal(g->block_size, size);
	assert_int_equal(g->big_endian, f->big_endian);
	assert_true(g->note_count >= f->note_count);
	assert_string_equal(g->vmcoreinfo ? g->vmcoreinfo : "", f->vmcoreinfo ? f->vmcoreinfo : "");
	for (size_t i = 0; i < r->count; i++) {
		enum mem_status a = dump_read_block(d, r->blocks[i], one,
						    NULL), b = dump_read_block(small, r->blocks[i], two, NULL);

		assert_int_equal(a == MEM_OK, b == MEM_OK);
		if (a == MEM_OK)
			assert_memory_equal(one, two, size);
	}
	dump_close(small);
	unlink(path);
	free(one);
	free(two);
}

static void test_fixture(void **state)
{
	char *text = read_text(*state), *save = NULL;
	struct readable touched = {0};
	struct opened o;
	size_t expected = 0;

	open_text(text, &o);
	for (char *line = strtok_r(text, "\n", &save); line; line = strtok_r(NULL, "\n", &save)) {
		if (!str_starts(line, "expect "))
			continue;
		expect(&o, line + 7);
		expected++;
	}
	assert_true(expected > 0);
	if (o.d) {
		check_cache(o.d, &touched);
		if (dump_facts(o.d)->block_count < 1 << 24)
			check_extract(o.d, o.dir, &touched);
		free(touched.blocks);
	}
	close_text(&o);
	free(text);
}

/* ---- paths that are no files ------------------------------------------------------------------- */

static void test_unsuitable_paths(void **state)
{
	static const struct {
		const char *path, *message;
	} cases[] = {
		{"/nonexistent/vmcore", "/nonexistent/vmcore: No such file or directory"},
		{"/tmp", "/tmp: is a directory"},
		{"/dev/null", "not a regular file or block device"},
	};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct dump *d = NULL;
		struct err err;

		assert_false(dump_open(&cases[i].path, 1, NULL, &d, &err));
		assert_non_null(strstr(err.msg, cases[i].message));
		assert_null(d);
	}
}

/* ---- dumps that cannot be read at random places ---------------------------------------------- */

static const char spooled_text[] =
	"kdump status=1\nnote VMCOREINFO 0 OSRELEASE=x|\npage 1 raw noise:1\npage 2 zlib text:2\npage 3 raw noise:3\n";

/* The file that the text makes, packed by a command ("cat": as it is), cut short by so many bytes. */
static void write_packed(const char *command, const char *dir, size_t cut, char path[96])
{
	struct dump_text t;
	char line[256];
	FILE *f;

	snprintf(path, 96, "%s/packed", dir);
	snprintf(line, sizeof(line), "%s | head -c -%zu > %s", command, cut, path);
	dump_from_text(spooled_text, pack, &t);
	f = popen(line, "w");
	assert_non_null(f);
	assert_int_equal(fwrite(t.files[0].s, 1, t.files[0].len, f), t.files[0].len);
	assert_int_equal(pclose(f), 0);
	dump_text_free(&t);
}

static void expect_spooled(const char *path, const char *dir, enum mem_status third)
{
	uint8_t buf[4096];
	struct dump *d;
	struct err err;

	if (!dump_open_spooled(&path, 1, dir, NULL, &d, &err))
		fail_msg("%s", err.msg);
	assert_string_equal(dump_facts(d)->vmcoreinfo, "OSRELEASE=x\n");
	assert_int_equal(dump_read_block(d, 1, buf, NULL), MEM_OK);
	assert_int_equal(dump_read_block(d, 3, buf, NULL), third);
	dump_close(d);
}

static void test_packed_files(void **state)
{
	static const struct {
		const char *command, *message;
	} cases[] = {{"gzip -1", "gzip -dc"}, {"xz -1", "xz -dc"}, {"zstd -1 -q", "zstd -dc"}, {"tee", NULL}};
	char dir[] = "/tmp/test_dump.XXXXXX", path[96];

	(void)state;
	assert_non_null(mkdtemp(dir));
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		const char *paths[] = {path};
		struct dump *d;
		struct err err;

		write_packed(cases[i].command, dir, 0, path);
		expect_spooled(path, dir, MEM_OK);
		if (cases[i].message) {
			assert_false(dump_open(paths, 1, NULL, &d, &err));
			assert_non_null(strstr(err.msg, cases[i].message));
		}
		unlink(path);
	}
	/* A stream that breaks off gives what came before. */
	write_packed("gzip -1", dir, 3000, path);
	expect_spooled(path, dir, MEM_LOST);
	unlink(path);
	assert_int_equal(rmdir(dir), 0);	/* nothing was left behind */
}

static void test_pipe(void **state)
{
	char dir[] = "/tmp/test_dump.XXXXXX", path[96], fifo[96], line[512];
	const char *paths[] = {fifo};
	struct dump *d;
	struct err err;
	FILE *f;

	(void)state;
	assert_non_null(mkdtemp(dir));
	write_packed("cat", dir, 0, path);
	snprintf(fifo, sizeof(fifo), "%s/fifo", dir);
	assert_int_equal(mkfifo(fifo, 0600), 0);
	assert_false(dump_open(paths, 1, NULL, &d, &err));
	assert_non_null(strstr(err.msg, "--spool"));
	snprintf(line, sizeof(line), "cat %s > %s", path, fifo);
	f = popen(line, "w");
	expect_spooled(fifo, dir, MEM_OK);
	pclose(f);
	unlink(fifo);
	unlink(path);
	assert_int_equal(rmdir(dir), 0);
}

/* ---- the list of fixtures ------------------------------------------------------------------------ */

static int by_name(const void *a, const void *b)
{
	return strcmp(((const struct CMUnitTest *)a)->name, ((const struct CMUnitTest *)b)->name);
}

static struct CMUnitTest *list_fixtures(struct arena *arena, size_t *count)
{
	const char *tree = getenv("VR_TREE") ? getenv("VR_TREE") : ".";
	struct CMUnitTest *tests = NULL;
	char *dir = arena_printf(arena, "%s/fixtures/dump", tree);
	struct dirent *e;
	DIR *dp = opendir(dir);

	if (!dp)
		die("%s: cannot be listed", dir);
	for (*count = 0; (e = readdir(dp));) {
		if (!str_ends(e->d_name, ".txt"))
			continue;
		tests = xrealloc(tests, *count + 1, sizeof(*tests));
		tests[*count] = (struct CMUnitTest)cmocka_unit_test(test_fixture);
		tests[*count].name = arena_strdup(arena, e->d_name);
		tests[*count].initial_state = arena_printf(arena, "%s/%s", dir, e->d_name);
		++*count;
	}
	closedir(dp);
	if (!*count)
		die("%s: no fixtures", dir);
	qsort(tests, *count, sizeof(*tests), by_name);
	return tests;
}

int main(void)
{
	const struct CMUnitTest plain[] = {
		cmocka_unit_test(test_unsuitable_paths),
		cmocka_unit_test(test_packed_files),
		cmocka_unit_test(test_pipe),
	};
	struct arena arena = {0};
	size_t count;
	struct CMUnitTest *fixtures = list_fixtures(&arena, &count);
	int failed = _cmocka_run_group_tests("fixtures", fixtures, count, NULL, NULL);

	free(fixtures);
	arena_free(&arena);
	return failed + cmocka_run_group_tests(plain, NULL, NULL);
}
