/* SPDX-License-Identifier: GPL-2.0-or-later */
/* src/cli: the command line, its help, its completions. */
#include "cli/cli.h"	/* before cmocka.h, which makes a macro of fail() */

#include <stdlib.h>
#include <string.h>

#include "support/test.h"

#define ARGC_MAX 16

/* Splits at spaces, and parses: "" stays for no argument at all. */
static bool parse(struct options *o, const char *line, struct err *err)
{
	static char words[512];
	char *argv[ARGC_MAX + 1] = {"vmcore-report"};
	int argc = 1;

	snprintf(words, sizeof(words), "%s", line);
	for (char *w = strtok(words, " "); w && argc < ARGC_MAX; w = strtok(NULL, " "))
		argv[argc++] = w;
	return options_parse(o, argc, argv, err);
}

static void assert_refused(const char *line, const char *message)
{
	struct options o;
	struct err err = {""};

	if (parse(&o, line, &err))
		fail_msg("accepted: %s", line);
	assert_string_equal(err.msg, message);
	options_free(&o);
}

static void test_report(void **state)
{
	struct options o;
	struct err err = {""};

	(void)state;
	assert_true(parse(&o, "--vmcore a --vmcore=b -o x,y --plugins z -n ,,q, -qvv --tmp-dir /tmp -zgzip --label l", &err));
	assert_int_equal(o.command, COMMAND_REPORT);
	assert_int_equal(o.vmcores.n, 2);
	assert_string_equal(o.vmcores.v[0], "a");
	assert_string_equal(o.vmcores.v[1], "b");
	assert_int_equal(o.only_plugins.n, 3);
	assert_string_equal(o.only_plugins.v[2], "z");
	assert_int_equal(o.skip_plugins.n, 1);
	assert_string_equal(o.skip_plugins.v[0], "q");
	assert_true(o.quiet);
	assert_int_equal(o.verbose, 2);
	assert_int_equal(o.compression, COMPRESS_GZIP);
	assert_string_equal(o.label, "l");
	options_free(&o);
}

/* The command may stand after options; the dump needs no --vmcore; --log-size is sos report's. */
static void test_words(void **state)
{
	struct options o;
	struct err err = {""};

	(void)state;
	assert_true(parse(&o, "-v info dump", &err));
	assert_int_equal(o.command, COMMAND_INFO);
	assert_int_equal(o.vmcores.n, 1);
	assert_string_equal(o.vmcores.v[0], "dump");
	options_free(&o);
	assert_true(parse(&o, "cat --vmcore dump proc/meminfo -- -x cat", &err));
	assert_int_equal(o.arguments.n, 3);
	assert_string_equal(o.arguments.v[1], "-x");
	assert_string_equal(o.arguments.v[2], "cat");
	options_free(&o);
	assert_true(parse(&o, "--tmp-dir /tmp --log-size 25 --batch -- info", &err));
	assert_int_equal(o.command, COMMAND_REPORT);
	assert_string_equal(o.vmcores.v[0], "info");
	options_free(&o);
}

/* A name that says what it is compressed with is believed, -z more so. */
static void test_output_name(void **state)
{
	static const struct {
		const char *line;
		enum compression expect;
	} cases[] = {
		{"d -O a.tar", COMPRESS_NONE},	     {"d -O a.tgz", COMPRESS_GZIP}, {"d -O a.tar.zst", COMPRESS_ZSTD},
		{"d -O a.tar -z gzip", COMPRESS_GZIP}, {"d -O -", COMPRESS_XZ},     {"d -O a", COMPRESS_XZ},
	};
	struct err err = {""};

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		struct options o;

		assert_true(parse(&o, cases[i].line, &err));
		assert_int_equal(o.compression, cases[i].expect);
		options_free(&o);
	}
}

static void test_prefixes(void **state)
{
	struct options o;
	struct err err = {""};

	(void)state;
	assert_true(parse(&o, "d --lab x --comp zstd --tmp /tmp", &err));
	assert_string_equal(o.label, "x");
	assert_int_equal(o.compression, COMPRESS_ZSTD);
	options_free(&o);
	assert_refused("d --no-a --only x", "--only may be --only-plugins or --only-files");
	assert_refused("d --ver", "--ver may be --verbose or --version");
}

static void test_mistakes(void **state)
{
	(void)state;
	assert_refused("--vmcore", "--vmcore needs an argument: FILE");
	assert_refused("d -z", "-z needs an argument: TYPE");
	assert_refused("d --qiuet", "unknown option --qiuet, did you mean --quiet?");
	assert_refused("d --frobnicate", "unknown option --frobnicate");
	assert_refused("d -j", "unknown option -j");
	assert_refused("d --batch=yes", "--batch takes no argument");
	assert_refused("d -z bzip2", "--compression-type bzip2: auto, xz, gzip, zstd or none is expected");
	assert_refused("d --threads 0", "--threads 0: a whole number from 1 to 1000000 is expected");
	assert_refused("d --threads 2x", "--threads 2x: a whole number from 1 to 1000000 is expected");
	assert_refused("d --timeout -1", "--timeout -1: a whole number from 1 to 1000000 is expected");
	assert_refused("info d --label x", "--label is not an option of info");
	assert_refused("", "no dump given: --vmcore FILE");
	assert_refused("cat --vmcore d", "no path given: vmcore-report cat --vmcore FILE PATH...");
	assert_refused("d --tmp-dir /no/such/dir", "--tmp-dir /no/such/dir: No such file or directory");
	assert_refused("d --tmp-dir /dev/null", "--tmp-dir /dev/null: not a directory");
	assert_refused("d --build -O -", "--build makes a directory, which standard output cannot take");
}

static void test_nearest(void **state)
{
	static const char *const names[] = {"kernel_info", "vmcore_procfs", "vmcore_sysfs", "panic"};

	(void)state;
	assert_string_equal(nearest_name("vmcore_sysf", names, 4), "vmcore_sysfs");
	assert_string_equal(nearest_name("kernelinfo", names, 4), "kernel_info");
	assert_string_equal(nearest_name("pnaic", names, 4), "panic");
	assert_string_equal(nearest_name("procfs", names, 4), "vmcore_procfs");
	assert_null(nearest_name("selinux", names, 4));
	assert_null(nearest_name("", names, 4));
}

static struct sb printed(void (*fn)(FILE *))
{
	struct sb sb = {0};
	char buf[1024];
	FILE *f = tmpfile();
	size_t n;

	assert_non_null(f);
	fn(f);
	rewind(f);
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		sb_add(&sb, buf, n);
	fclose(f);
	return sb;
}

static void help_of_all(FILE *f)
{
	for (const char *command = "rcilxp"; *command; command++)
		help_print(f, (enum command)*command);
}

/* Everything made from the table names every option that is shown, and no line of the help is too long. */
static void test_table_is_whole(void **state)
{
	struct sb texts[] = {printed(help_of_all), printed(help_mdoc), printed(help_bash), printed(help_zsh)};
	const struct option_row *rows;
	size_t n = option_table(&rows);

	(void)state;
	for (size_t t = 0; t < ARRAY_LEN(texts); t++) {
		for (size_t i = 0; i < n; i++) {
			const struct option_row *row = &rows[i];
			char name[64];

			if (row->kind == OPTION_SECTION || row->kind == OPTION_ALIAS)
				continue;
			/* The help of a report is without options of other commands. */
			if (!t && !strchr(row->commands, 'r'))
				continue;
			snprintf(name, sizeof(name), "-%s", row->name);
			if (row->kind == OPTION_IGNORED || row->kind == OPTION_IGNORED_TEXT)
				assert_null(strstr(texts[t].s, name));
			else if (!strstr(texts[t].s, name))
				fail_msg("text %zu lacks %s", t, name);
		}
	}
	for (char *line = strtok(texts[0].s, "\n"); line; line = strtok(NULL, "\n"))
		assert_true(strlen(line) <= 100 && line[strlen(line) - 1] != ' ');
	for (size_t t = 0; t < ARRAY_LEN(texts); t++)
		sb_free(&texts[t]);
}

/* The manual page in the tree has the options that the program has: "make docs" brings them there. */
static void test_manual(void **state)
{
	const char *tree = getenv("VR_TREE");
	struct sb options = printed(help_mdoc), page = {0};
	char path[512], buf[4096];
	FILE *f;
	size_t n;

	(void)state;
	snprintf(path, sizeof(path), "%s/man/vmcore-report.1", tree ? tree : ".");
	f = fopen(path, "r");
	assert_non_null(f);
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		sb_add(&page, buf, n);
	fclose(f);
	assert_non_null(strstr(page.s, options.s));
	sb_free(&page);
	sb_free(&options);
}

/* The shells themselves must take them. */
static void test_completion_syntax(void **state)
{
	static const struct {
		const char *shell;
		void (*print)(FILE *);
	} cases[] = {{"bash", help_bash}, {"zsh", help_zsh}};
	bool any = false;

	(void)state;
	for (size_t i = 0; i < ARRAY_LEN(cases); i++) {
		char cmd[64];
		FILE *pipe;

		snprintf(cmd, sizeof(cmd), "command -v %s >/dev/null", cases[i].shell);
		if (system(cmd))
			continue;
		snprintf(cmd, sizeof(cmd), "%s -n", cases[i].shell);
		pipe = popen(cmd, "w");
		assert_non_null(pipe);
		cases[i].print(pipe);
		assert_int_equal(pclose(pipe), 0);
		any = true;
	}
	if (!any)
		skip();
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_report),
		cmocka_unit_test(test_words),
		cmocka_unit_test(test_output_name),
		cmocka_unit_test(test_prefixes),
		cmocka_unit_test(test_mistakes),
		cmocka_unit_test(test_nearest),
		cmocka_unit_test(test_table_is_whole),
		cmocka_unit_test(test_manual),
		cmocka_unit_test(test_completion_syntax),
	};

	return cmocka_run_group_tests_name("cli", tests, NULL, NULL);
}
