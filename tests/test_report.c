/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The program as people run it, on a small real dump: what the archive is made
 * of, exit statuses, what is left behind when it goes wrong.
 */
#include "report/report.h"	/* before cmocka.h, which makes a macro of fail() */

#include <dirent.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "support/test.h"

static char dir[64];
static const char *tree;
static char dump[512];

static int make_dir(void **state)
{
	(void)state;
	strcpy(dir, "/tmp/test_report.XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

/* Exit status of a shell command; $BIN, $DUMP, $DIR and $TREE stand for what they say. */
PRINTF_LIKE(1, 2) static int sh(const char *fmt, ...)
{
	char cmd[2048];
	va_list ap;
	int status;

	va_start(ap, fmt);
	vsnprintf(cmd, sizeof(cmd), fmt, ap);
	va_end(ap);
	status = system(cmd);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int remove_dir(void **state)
{
	(void)state;
	return sh("rm -rf $DIR");
}

static int make_dir_and_name_it(void **state)
{
	int failed = make_dir(state);

	setenv("DIR", dir, 1);
	return failed;
}

static struct sb read_file(const char *name)
{
	struct sb sb = {0}, path = {0};
	char buf[4096];
	FILE *f;
	size_t n;

	sb_printf(&path, "%s/%s", dir, name);
	f = fopen(path.s, "rb");
	if (!f)
		fail_msg("no %s", path.s);
	sb_str(&sb, "");
	while (f && (n = fread(buf, 1, sizeof(buf), f)) > 0)
		sb_add(&sb, buf, n);
	if (f)
		fclose(f);
	sb_free(&path);
	return sb;
}

static void assert_contains(const char *file, const char *text)
{
	struct sb sb = read_file(file);

	if (!strstr(sb.s, text))
		fail_msg("'%s' is not in %s:\n%.2000s", text, file, sb.s);
	sb_free(&sb);
}

static void assert_lacks(const char *file, const char *text)
{
	struct sb sb = read_file(file);

	if (strstr(sb.s, text))
		fail_msg("'%s' is in %s:\n%.2000s", text, file, sb.s);
	sb_free(&sb);
}

/* A test that needs a tool that is not there is skipped. */
static void need(const char *tool)
{
	if (sh("command -v %s >/dev/null", tool))
		skip();
}

/* ---- the archive -------------------------------------------------------------------- */

static void test_archive(void **state)
{
	(void)state;
	need("xz");
	assert_int_equal(sh("$BIN --vmcore $DUMP --tmp-dir $DIR --label 'a_b c' --case-id 123 >$DIR/out 2>$DIR/err"), 0);
	assert_int_equal(sh("cd $DIR && ls sosvmcore-labhost-abc-123-2026-11-20-*.tar.xz >/dev/null"), 0);
	assert_int_equal(sh("cd $DIR && sha256sum -c --status sosvmcore-*.sha256"), 0);
	assert_int_equal(sh("cd $DIR && test \"$(stat -c %%a sosvmcore-*.tar.xz)\" = 600"), 0);
	/* what scripts look for in sos report's output */
	assert_int_equal(sh("cd $DIR && grep -q \"$(printf '^ sha256\\t')$(sha256sum sosvmcore-*.tar.xz | cut -d' ' -f1)\" out"), 0);
	assert_int_equal(sh("cd $DIR && grep -q \"$(printf '^\\t')$DIR/sosvmcore-.*\\.tar\\.xz$\" out"), 0);
	/* one top directory, named as the archive */
	assert_int_equal(sh("cd $DIR && tar -tf sosvmcore-*.tar.xz >list && cut -d/ -f1 list | sort -u >top && "
			    "test \"$(cat top)\" = \"$(basename sosvmcore-*.tar.xz .tar.xz)\""), 0);
	assert_int_equal(sh("cd $DIR && for f in uname hostname lsmod proc/1/; do grep -qx \"$(cat top)/$f\" list || exit 1; done"), 0);
	assert_int_equal(sh("cd $DIR && tar -xf sosvmcore-*.tar.xz $(cat top)/version.txt $(cat top)/sos_logs"), 0);
	assert_int_equal(sh("cd $DIR/sosvmcore-*/ && test \"$(cat version.txt)\" = \"$($BIN --version | sed 's/ /: /')\""), 0);
	assert_int_equal(sh("cd $DIR/sosvmcore-*/ && ! grep -q '^[^I]*INFO: *$' sos_logs/*.log && grep -q 'version ' sos_logs/ui.log"), 0);
}

/* Nothing in it depends on the run. */
static void test_same_bytes(void **state)
{
	(void)state;
	assert_int_equal(sh("$BIN $DUMP -O $DIR/a.tar.xz -q >/dev/null && mv $DIR/a.tar.xz $DIR/b && sleep 1.1 && "
			    "$BIN $DUMP -O $DIR/a.tar.xz -q >/dev/null && cmp $DIR/a.tar.xz $DIR/b"), 0);
}

/* Nor on the number of CPUs, also where the dump is damaged and workers meet the damage at different times. */
static void test_any_cpus(void **state)
{
	(void)state;
	need("taskset");
	assert_int_equal(sh("head -c 30000000 $DUMP >$DIR/cut && for d in $DUMP $DIR/cut; do "
			    "taskset -c 0 $BIN $d -O $DIR/a.tar -q >$DIR/out; mv $DIR/a.tar $DIR/b || exit 1; "
			    "$BIN $d -O $DIR/a.tar -q >$DIR/out; cmp $DIR/a.tar $DIR/b || exit 1; done"), 0);
}

/* manifest.json and sos.json name what is there and nothing else; links lead somewhere, in the pages too. */
static void test_descriptions(void **state)
{
	(void)state;
	need("python3");
	assert_int_equal(sh("$BIN $DUMP -O $DIR/t.tar -q >/dev/null && python3 $TREE/tests/check_report.py $DIR/t.tar"), 0);
}

/* With --mask nothing of the report says which machine it was: tests/check_masked.py knows where a plain one does. */
static void test_mask(void **state)
{
	static const char *const kernels[] = {"6.1", "6.12"};

	(void)state;
	need("python3");
	for (size_t i = 0; i < ARRAY_LEN(kernels); i++) {
		assert_int_equal(sh("cd $DIR && rm -f * && D=$TREE/build/cores/%s/vmcore && $BIN $D -O plain.tar -q >/dev/null && "
				    "$BIN $D --tmp-dir . --mask -z none >out 2>err", kernels[i]), 0);
		assert_lacks("out", "labhost");
		assert_int_equal(sh("cd $DIR && test \"$(stat -c %%a sosvmcore-host0-*.tar-private_map)\" = 600"), 0);
		assert_int_equal(sh("cd $DIR && python3 $TREE/tests/check_masked.py plain.tar sosvmcore-host0-*.tar *-private_map"), 0);
	}
	assert_int_equal(sh("cd $DIR && $BIN $DUMP -O labhost.tar --mask >out 2>err"), 1);
	assert_contains("err", "labhost.tar: the name itself");
	assert_int_equal(sh("cd $DIR && ! ls labhost.tar* 2>/dev/null"), 0);
	assert_int_equal(sh("$BIN $DUMP -O - --mask 2>$DIR/err"), 2);
}

static void test_stdout(void **state)
{
	(void)state;
	assert_int_equal(sh("$BIN $DUMP -O - -z none 2>$DIR/err >$DIR/tar && tar -tf $DIR/tar >$DIR/list"), 0);
	assert_contains("list", "/sos_reports/manifest.json\n");
	assert_contains("err", "standard output");
	assert_int_equal(sh("$BIN $DUMP -O - -z none -v 2>/dev/null | head -c 1000 >/dev/null; "), 0);
}

/* ---- choice ---------------------------------------------------------------------------- */

static void test_choice(void **state)
{
	(void)state;
	assert_int_equal(sh("cd $DIR && $BIN $DUMP -O a.tar -q -o kernel_info >/dev/null && tar -tf a.tar | cut -d/ -f2 >l"), 0);
	assert_lacks("l", "proc");
	assert_contains("l", "plugins\n");
	assert_int_equal(sh("cd $DIR && $BIN $DUMP -O b.tar -q -n vmcore_procfs,kernel_info --no-report >/dev/null && "
			    "tar -tf b.tar | cut -d/ -f2,3 >l"), 0);
	assert_contains("l", "sys/");
	assert_lacks("l", "proc/");
	assert_lacks("l", "kernel_info");
	assert_lacks("l", "sos.html");
	assert_contains("l", "manifest.json");
	assert_int_equal(sh("cd $DIR && $BIN $DUMP -O c --build -q --only-files 'proc/*info' --skip-files proc/buddyinfo "
			    ">/dev/null && find c/* -type f >l"), 0);
	assert_contains("l", "c/proc/meminfo\n");
	assert_lacks("l", "buddyinfo");
	assert_lacks("l", "version\n");
	assert_int_equal(sh("$BIN $DUMP -O $DIR/d --build -o proc 2>$DIR/err >/dev/null"), 2);
	assert_contains("err", "unknown plugin 'proc', did you mean vmcore_procfs?");
}

static void test_cat(void **state)
{
	(void)state;
	assert_int_equal(sh("$BIN cat --vmcore $DUMP proc/version /proc/1/comm >$DIR/out 2>$DIR/err"), 0);
	assert_contains("out", "Linux version 6.1.0-56-cloud-amd64 ");
	assert_contains("out", "\nsystemd\n");
	assert_contains("err", "");
	assert_int_equal(sh("$BIN cat --vmcore $DUMP --no-annotations 'proc/[12]/comm' 'proc/?/oom_score_adj' >$DIR/out"), 0);
	assert_contains("out", "systemd\n");
	assert_contains("out", "\n0\n0\n0\n");
	assert_int_equal(sh("$BIN cat --vmcore $DUMP proc/nosuch 2>$DIR/err"), 1);
	assert_contains("err", "proc/nosuch: no such file");
	assert_int_equal(sh("$BIN cat --vmcore $DUMP proc/version >/dev/full 2>$DIR/err"), 1);
}

static void test_info_and_list(void **state)
{
	(void)state;
	assert_int_equal(sh("$BIN info $DUMP >$DIR/out"), 0);
	assert_contains("out", "kdump-compressed, ");
	assert_contains("out", "6.1.0-56-cloud-amd64");
	assert_contains("out", "labhost");
	assert_contains("out", "2026-11-20 22:43:35 UTC");
	assert_contains("out", "kallsyms in the dump");
	assert_contains("out", "BTF in the dump");
	assert_int_equal(sh("$BIN list >$DIR/out && $BIN list --vmcore $DUMP >>$DIR/out && $BIN -l >>$DIR/out"), 0);
	assert_contains("out", "vmcore_procfs");
	assert_contains("out", "1 complete");
}

/* The report of the pages that a report touched is the same report. */
static void test_extract(void **state)
{
	(void)state;
	assert_int_equal(sh("cd $DIR && $BIN extract --vmcore $DUMP -O mini >/dev/null && $BIN mini -q -O a.tar >/dev/null && "
			    "$BIN $DUMP -q -O b.tar >/dev/null"), 0);
	/* Logs and indexes name the input and the output. */
	assert_int_equal(sh("cd $DIR && for r in a b; do { tar -tvf $r.tar | sed \"s| $r/| |\" | grep -v ' sos_reports/\\| sos_logs/' && "
			    "tar -xOf $r.tar --exclude $r/sos_reports --exclude $r/sos_logs; } >$r; done && test $(wc -l <a) -gt 10000 && cmp a b"), 0);
}

/* Without memory of processes, only what needs it is missing; what is not there cannot be found in the file. */
static void test_extract_redacted(void **state)
{
	(void)state;
	assert_int_equal(sh("cd $DIR && $BIN cat --vmcore $TREE/build/cores/7.2/vmcore proc/1/cmdline | grep -q ^/sbin/init && "
			    "$BIN extract --vmcore $TREE/build/cores/7.2/vmcore --redact -z none -O redacted >whole.txt && "
			    "grep -q 'none of them memory of processes' whole.txt && "
			    "$BIN cat --vmcore redacted proc/1/cmdline | grep -q 'stub.*user memory'"), 0);
	assert_int_equal(sh("cd $DIR && for f in proc/1/status proc/meminfo proc/1/maps; do $BIN cat --vmcore redacted $f >a && "
			    "$BIN cat --vmcore $TREE/build/cores/7.2/vmcore $f | cmp - a || exit 1; done"), 0);
	/* An argument of a process. */
	assert_int_equal(sh("cd $DIR && $BIN extract --vmcore $TREE/build/cores/7.2/vmcore -z none -O whole >/dev/null && "
			    "grep -q 'hostname inner; sleep 505' whole"), 0);
	assert_int_equal(sh("cd $DIR && grep -q 'hostname inner; sleep 505' redacted"), 1);
}

/* ---- when it goes wrong ------------------------------------------------------------------- */

static void test_not_a_dump(void **state)
{
	static const char *const inputs[] = {"/dev/null", "/", "$BIN", "$TREE/README.md", "$DIR/empty", "$DIR/none"};

	(void)state;
	assert_int_equal(sh(": >$DIR/empty"), 0);
	for (size_t i = 0; i < ARRAY_LEN(inputs); i++) {
		assert_int_equal(sh("$BIN %s --tmp-dir $DIR >$DIR/out 2>$DIR/err", inputs[i]), 1);
		assert_contains("err", "vmcore-report: ");
		assert_int_equal(sh("ls $DIR | grep -q sosvmcore"), 1);
	}
}

/* A report is written all the same, says what is missing, and the exit status tells. */
static void test_damaged(void **state)
{
	static const int percent[] = {1, 10, 50, 90, 99};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(percent); i++) {
		int status = sh("cd $DIR && rm -f r.tar && head -c $(($(stat -c %%s $DUMP) * %d / 100)) $DUMP >cut && "
				"$BIN cut -O r.tar >out 2>err", percent[i]);

		if (status != 1)
			assert_int_equal(status, 3);
		assert_int_equal(sh("cd $DIR && test -s err -o -s out"), 0);
	}
}

static void test_places_that_refuse(void **state)
{
	(void)state;
	assert_int_equal(sh("$BIN $DUMP -O /no/such/a.tar.xz >/dev/null 2>$DIR/err"), 1);
	assert_contains("err", "No such file or directory");
	assert_int_equal(sh("$BIN $DUMP -O /dev/full -z none >/dev/null 2>$DIR/err"), 1);
	assert_contains("err", "No space left on device");
	assert_int_equal(sh("$BIN $DUMP --build -O $DIR >/dev/null 2>$DIR/err"), 1);
	assert_contains("err", "exists");
}

/* Peak resident memory of the program, in KiB; its exit status by the way. */
static long peak_of(const char *max_memory, int *status)
{
	struct rusage usage;
	pid_t pid = fork();

	if (!pid) {
		if (!freopen("/dev/null", "w", stdout))
			_exit(98);
		execl(getenv("BIN"), "vmcore-report", "-z", "none", "--max-memory", max_memory, "-O", "/dev/null", dump,
		      (char *)NULL);
		_exit(99);
	}
	assert_int_equal(wait4(pid, status, 0, &usage), pid);
	*status = WEXITSTATUS(*status);
	return usage.ru_maxrss;
}

/* The bound holds; what it is too little for is refused, and nothing is left behind. */
static void test_max_memory(void **state)
{
	int status;

	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip();		/* whose shadow memory is larger than any bound */
#endif
	assert_true(peak_of("40", &status) < 40 * 1024);
	assert_int_equal(status, 0);
	assert_int_equal(sh("cd $DIR && $BIN $DUMP --tmp-dir . --max-memory 24 >/dev/null 2>err"), 1);
	assert_contains("err", "--max-memory 24: a report of this dump takes ");
	assert_int_equal(sh("cd $DIR && $BIN $DUMP --tmp-dir . --max-memory 5 >/dev/null 2>err"), 1);
	assert_contains("err", "out of memory: ");
	assert_contains("err", "--max-memory");
	assert_int_equal(sh("! ls $DIR | grep -q sosvmcore"), 0);
}

/* What the system cannot spare is done without: xz, where nobody asked for it. */
static void test_little_memory(void **state)
{
	(void)state;
#ifdef __SANITIZE_ADDRESS__
	skip();
#endif
	assert_int_equal(sh("cd $DIR && ulimit -d 44000 && $BIN $DUMP --tmp-dir . --label little >/dev/null 2>err"), 0);
	assert_contains("err", "gzip, because xz would take ");
	assert_int_equal(sh("cd $DIR && gzip -t sosvmcore-*little*.tar.gz && rm sosvmcore-*little*"), 0);
}

/* Interrupted before the first file: nothing is left. */
static void test_interrupted(void **state)
{
	int status;
	pid_t pid;

	(void)state;
	pid = fork();
	if (!pid) {
		sigset_t set;

		/* It is pending when the program starts, so that no luck is needed. */
		sigemptyset(&set);
		sigaddset(&set, SIGTERM);
		sigprocmask(SIG_BLOCK, &set, NULL);
		raise(SIGTERM);
		execl(getenv("BIN"), "vmcore-report", "-q", "--tmp-dir", dir, dump, (char *)NULL);
		_exit(99);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), 130);
	assert_int_equal(sh("test \"$(ls $DIR)\" = ''"), 0);
}

static bool stop_now(void *arg)
{
	++*(unsigned *)arg;
	return true;
}

static bool note_stop(void *arg, const struct emit_file *f)
{
	bool *noted = arg;

	for (unsigned i = 0; i < f->note_count; i++)
		*noted |= strstr(f->notes[i], "the report was stopped") != NULL;
	return true;
}

/* Asked once, a long walk ends; the files that it cuts short, and all after them, say so. */
static void test_stop_in_a_walk(void **state)
{
	const char *const paths[] = {dump};
	const struct program_options o = {.vmcores = paths, .vmcore_count = 1};
	bool noted = false;
	const struct emit_run run = {.file = note_stop, .arg = &noted};
	unsigned asked = 0;
	struct program *p;
	struct emit *e;
	struct err err;

	(void)state;
	assert_true(program_open(&o, &p, &err));
	e = emit_new(p);
	e->stop = stop_now;
	e->stop_arg = &asked;
	assert_true(emit_run(e, &run));
	assert_int_equal(asked, 1);
	assert_true(noted);
	emit_free(e);
	program_close(p);
}

/* ---- the terminal -------------------------------------------------------------------------- */

static void test_no_control_characters(void **state)
{
	(void)state;
	assert_int_equal(sh("$BIN $DUMP --batch -v -O $DIR/a.tar 2>&1 | LC_ALL=C grep -q '[^[:print:][:space:]]'"), 1);
	assert_int_equal(sh("$BIN $DUMP -q -O $DIR/a.tar >$DIR/out 2>&1"), 0);
	assert_int_equal(sh("test \"$(cat $DIR/out)\" = $DIR/a.tar"), 0);
}

/* On a terminal of any width no line of progress is wider than it. */
static void test_width(void **state)
{
	static const int widths[] = {20, 40, 80, 200};

	(void)state;
	need("script");
	if (sh("script -qec true /dev/null >/dev/null 2>&1"))
		skip();	/* no pseudo-terminals here */
	for (size_t i = 0; i < ARRAY_LEN(widths); i++) {
		assert_int_equal(sh("cd $DIR && TERM=xterm COLUMNS=%d script -qec \"$BIN $DUMP -O $DIR/a.tar\" /dev/null >out </dev/null",
				    widths[i]), 0);
		assert_int_equal(sh("cd $DIR && tr '\\r' '\\n' <out | grep \"$(printf '\\033')\\[K  [0-9]*:\" | sed 's/^...//' | "
				    "LC_ALL=C.UTF-8 awk 'length($0) >= %d {exit 1}'", widths[i]), 0);
	}
}

#define REPORT_TEST(f) cmocka_unit_test_setup_teardown(f, make_dir_and_name_it, remove_dir)

int main(void)
{
	const struct CMUnitTest tests[] = {
		REPORT_TEST(test_archive),
		REPORT_TEST(test_same_bytes),
		REPORT_TEST(test_any_cpus),
		REPORT_TEST(test_descriptions),
		REPORT_TEST(test_mask),
		REPORT_TEST(test_stdout),
		REPORT_TEST(test_choice),
		REPORT_TEST(test_cat),
		REPORT_TEST(test_info_and_list),
		REPORT_TEST(test_extract),
		REPORT_TEST(test_extract_redacted),
		REPORT_TEST(test_not_a_dump),
		REPORT_TEST(test_damaged),
		REPORT_TEST(test_places_that_refuse),
		REPORT_TEST(test_max_memory),
		REPORT_TEST(test_little_memory),
		REPORT_TEST(test_interrupted),
		REPORT_TEST(test_stop_in_a_walk),
		REPORT_TEST(test_no_control_characters),
		REPORT_TEST(test_width),
	};

	tree = getenv("VR_TREE");
	if (!tree || !getenv("VR_BIN")) {
		printf("VR_TREE and VR_BIN are not set: skipped\n");
		return 0;
	}
	snprintf(dump, sizeof(dump), "%s/build/cores/6.1/vmcore", tree);
	setenv("TREE", tree, 1);
	setenv("BIN", getenv("VR_BIN"), 1);
	setenv("DUMP", dump, 1);
	unsetenv("TMPDIR");
	return cmocka_run_group_tests_name("report", tests, NULL, NULL);
}
