/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The reports of the fixture cores are what they were: fixtures/cores/<kernel>/golden/<group>.txt.
 * `make golden` writes them anew; the diff is for a person to read.
 */
#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "support/report_text.h"
#include "support/test.h"

/* Parts of a report that are kept in a file of their own; the first prefix that fits. */
static const struct {
	const char *prefix, *name;
} groups[] = {
	{"proc/sys/", "proc-sys"}, {"proc/net/", "proc-net"}, {"proc/irq/", "proc-irq"}, {"proc/[", "proc-pid"},
	{"proc/", "proc"},
	{"sys/", "sys"},	   {"sos_commands/", "commands"}, {"plugins/", "plugins"}, {"", "other"},
};

static const char *tree(void)
{
	const char *t = getenv("VR_TREE");

	return t ? t : ".";
}

static size_t group_of(const struct report_file *f)
{
	for (size_t g = 0; g < ARRAY_LEN(groups); g++)
		if (str_starts(f->emitter, groups[g].prefix))
			return g;
	return ARRAY_LEN(groups) - 1;
}

static void describe(struct sb *sb, const struct report_file *f)
{
	sb_printf(sb, "==> %s [%s]", f->path, emit_result_name(f->result));
	if (f->reason)
		sb_printf(sb, " %s", f->reason);
	if (f->link)
		sb_printf(sb, " -> %s", f->link);
	sb_char(sb, '\n');
	sb_str(sb, f->notes);
	for (size_t i = 0; i < f->size; i++) {	/* NULs, as in cmdline, in a way that text can show */
		if (f->text[i])
			sb_char(sb, f->text[i]);
		else
			sb_str(sb, "\\0");
	}
}

static bool read_file(const char *path, struct sb *sb)
{
	FILE *f = fopen(path, "r");
	char buf[65536];
	size_t n;

	if (!f)
		return false;
	while ((n = fread(buf, 1, sizeof(buf), f)) > 0)
		sb_add(sb, buf, n);
	fclose(f);
	return true;
}

/* Prints the section and the first line in which the two differ. */
static void show_difference(const char *file, const char *want, const char *got)
{
	const char *section = "", *w = want, *g = got;

	while (*w && *g) {
		size_t n = strcspn(w, "\n"), m = strcspn(g, "\n");

		if (n != m || memcmp(w, g, n))
			break;
		if (str_starts(w, "==> "))
			section = w;
		w += n + (w[n] == '\n');
		g += m + (g[m] == '\n');
	}
	print_error("%s differs in the section\n  %.*s\n- %.*s\n+ %.*s\n", file, (int)strcspn(section, "\n"), section,
		    (int)strcspn(w, "\n"), w, (int)strcspn(g, "\n"), g);
}

static bool compare(const char *core, const char *group, const char *got, bool update)
{
	struct sb path = {0}, want = {0};
	bool same_;

	sb_printf(&path, "%s/fixtures/cores/%s/golden/%s.txt", tree(), core, group);
	if (update && !*got) {
		unlink(path.s);
		sb_free(&path);
		return true;
	}
	if (update) {
		FILE *f = fopen(path.s, "w");

		if (!f || fputs(got, f) < 0 || fclose(f))
			print_error("%s: %s\n", path.s, strerror(errno));
		sb_free(&path);
		return true;
	}
	if (!read_file(path.s, &want))
		sb_str(&want, "");
	same_ = !strcmp(want.s ? want.s : "", got);
	if (!same_)
		show_difference(path.s, want.s ? want.s : "", got);
	sb_free(&want);
	sb_free(&path);
	return same_;
}

/* The report of one core against its golden files; counts, per emitter, the cores that show it. */
static bool check_core(const char *dump, const char *name, unsigned *shown, bool update)
{
	struct sb parts[ARRAY_LEN(groups)] = {{0}};
	struct report_text r;
	bool good = true;

	report_text_make(dump, 0, &r);
	if (r.error)
		print_error("%s\n", r.error);
	assert_null(r.error);
	for (size_t i = 0; i < emitter_count; i++)
		for (size_t k = 0; k < r.count; k++)
			if (r.files[k].emitter == emitters[i].path && r.files[k].result < EMIT_STUB) {
				shown[i]++;
				break;
			}
	for (size_t k = 0; k < r.count; k++)
		describe(&parts[group_of(&r.files[k])], &r.files[k]);
	for (size_t g = 0; g < ARRAY_LEN(groups); g++) {
		good &= compare(name, groups[g].name, parts[g].len ? parts[g].s : "", update);
		sb_free(&parts[g]);
	}
	report_text_free(&r);
	return good;
}

/* Emitters that too few of the cores can show, each with the reason: lines "path<TAB>reason". */
static bool excused(const char *list, const char *path)
{
	size_t n = strlen(path);

	for (const char *line = list; line && *line;) {
		if (!strncmp(line, path, n) && line[n] == '\t')
			return true;
		line = strchr(line, '\n');
		line = line ? line + 1 : NULL;
	}
	return false;
}

/* The number of cores; those whose report is not what it was are counted in *different. */
static unsigned check_all(unsigned *shown, bool update, unsigned *different)
{
	struct sb dir = {0};
	struct dirent **names;
	unsigned cores = 0;
	int n;

	sb_printf(&dir, "%s/fixtures/cores", tree());
	n = scandir(dir.s, &names, NULL, alphasort);
	for (int i = 0; i < n; i++) {
		struct sb core = {0}, golden = {0};
		struct stat st;

		sb_printf(&core, "%s/build/cores/%s/vmcore", tree(), names[i]->d_name);
		sb_printf(&golden, "%s/%s/golden", dir.s, names[i]->d_name);
		if (!stat(core.s, &st) && !stat(golden.s, &st)) {
			cores++;
			if (!check_core(core.s, names[i]->d_name, shown, update))
				(*different)++;
		}
		sb_free(&golden);
		sb_free(&core);
		free(names[i]);
	}
	if (n >= 0)
		free(names);
	sb_free(&dir);
	return cores;
}

/* What the undamaged cores show, and how many of them: found out once for both tests. */
struct golden {
	unsigned *shown;	/* of each emitter: on how many cores */
	unsigned cores, different;
};

static void test_reports_are_as_they_were(void **state)
{
	const struct golden *g = *state;

	if (!g->cores)
		skip();	/* no reports have been written yet */
	assert_true(g->cores >= 2);
	assert_int_equal(g->different, 0);	/* see `make golden` */
}

static void test_every_emitter_is_shown(void **state)
{
	const struct golden *g = *state;
	struct sb excuses = {0}, path = {0};
	unsigned lacking = 0;

	if (!g->cores)
		skip();
	sb_printf(&path, "%s/fixtures/cores/not-shown.txt", tree());
	assert_true(read_file(path.s, &excuses));
	for (size_t i = 0; i < emitter_count; i++)
		if (g->shown[i] < 2 && !emitters[i].off && !excused(excuses.s, emitters[i].path)) {
			print_error("%s: golden output on %u kernels only\n", emitters[i].path, g->shown[i]);
			lacking++;
		}
	sb_free(&excuses);
	sb_free(&path);
	assert_int_equal(lacking, 0);
}

static int setup(void **state)
{
	struct golden *g = xcalloc(1, sizeof(*g));

	g->shown = xcalloc(emitter_count, sizeof(*g->shown));
	g->cores = check_all(g->shown, false, &g->different);
	*state = g;
	return 0;
}

static int teardown(void **state)
{
	struct golden *g = *state;

	free(g->shown);
	free(g);
	return 0;
}

static void test_table_is_sorted_and_unique(void **state)
{
	unsigned unsorted = 0;

	(void)state;
	for (size_t i = 1; i < emitter_count; i++)
		if (strcmp(emitters[i - 1].path, emitters[i].path) >= 0)
			print_error("\"%s\" does not belong behind \"%s\"\n", emitters[i].path, emitters[i - 1].path), unsorted++;
	assert_int_equal(unsorted, 0);
}

int main(int argc, char **argv)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_reports_are_as_they_were),
		cmocka_unit_test(test_every_emitter_is_shown),
		cmocka_unit_test(test_table_is_sorted_and_unique),
	};

	if (argc == 2 && !strcmp(argv[1], "--update")) {
		unsigned *shown = xcalloc(emitter_count, sizeof(*shown)), unused;

		printf("%u reports written\n", check_all(shown, true, &unused));
		free(shown);
		return 0;
	}
	return cmocka_run_group_tests(tests, setup, teardown);
}
