/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The command line: options in any order, long ones by any unambiguous prefix,
 * short ones together ("-qv"), "--" ends them.  The first word that is no
 * option may name a command.
 */
#include "cli/cli.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static const struct option_row table[] = {
#define SECTION(title) {OPTION_SECTION, 0, 0, title, NULL, "", NULL},
#define OPTION(kind, field, letter, name, argument, commands, help) \
	{OPTION_##kind, offsetof(struct options, field), letter, name, argument, commands, help},
#define ALIAS(other, name) {OPTION_ALIAS, 0, 0, other, name, "", NULL},
#include "cli/options.def"
#undef SECTION
#undef OPTION
#undef ALIAS
};

size_t option_table(const struct option_row **rows)
{
	*rows = table;
	return ARRAY_LEN(table);
}

/* A command line that is being read. */
struct line {
	struct options *o;
	int argc, at;
	char *const *argv;
	struct err *err;
	bool seen[ARRAY_LEN(table)];
};

static void add_word(struct options *o, struct words *w, const char *word)
{
	/* Lists are short: growing one at a time in the arena is good enough. */
	const char **grown = arena_calloc(&o->arena, w->n + 1, sizeof(*grown));

	if (w->n)
		memcpy(grown, w->v, w->n * sizeof(*grown));
	grown[w->n++] = word;
	w->v = grown;
}

static void add_list(struct options *o, struct words *w, const char *list)
{
	while (*list) {
		size_t n = strcspn(list, ",");

		if (n)
			add_word(o, w, arena_strndup(&o->arena, list, n));
		list += n + (list[n] == ',');
	}
}

/* ---- one option ---------------------------------------------------------------- */

static bool takes_argument(const struct option_row *row)
{
	return row->argument && row->kind != OPTION_ALIAS;
}

static bool set_number(const struct option_row *row, unsigned *out, const char *text, struct err *err)
{
	char *end;
	unsigned long v;

	errno = 0;
	v = strtoul(text, &end, 10);
	if (*text < '0' || *text > '9' || *end || errno || !v || v > 1000000)
		return err_set(err, "--%s %s: a whole number from 1 to 1000000 is expected", row->name, text);
	*out = (unsigned)v;
	return true;
}

static bool set_option(struct line *l, const struct option_row *row, const char *text)
{
	struct options *o = l->o;
	void *field = (char *)o + row->offset;

	l->seen[row - table] = true;
	switch (row->kind) {
	case OPTION_FLAG:
		*(bool *)field = true;
		break;
	case OPTION_COUNT:
		++*(unsigned *)field;
		break;
	case OPTION_TEXT:
		*(const char **)field = text;
		break;
	case OPTION_NUMBER:
		return set_number(row, field, text, l->err);
	case OPTION_WORDS:
		add_list(o, field, text);
		break;
	case OPTION_PATHS:
		add_word(o, field, text);
		break;
	case OPTION_COMPRESSION:
		if (!compression_parse(text, field))
			return err_set(l->err, "--%s %s: auto, xz, gzip, zstd or none is expected", row->name, text);
		break;
	case OPTION_IGNORED:
	case OPTION_IGNORED_TEXT:
	case OPTION_SECTION:
	case OPTION_ALIAS:
		break;
	}
	return true;
}

static const struct option_row *exact_row(const char *name, size_t len)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++) {
		const struct option_row *row = &table[i];

		if (row->kind == OPTION_SECTION || strncmp(row->name, name, len) || row->name[len])
			continue;
		return row->kind == OPTION_ALIAS ? exact_row(row->argument, strlen(row->argument)) : row;
	}
	return NULL;
}

static bool unknown_option(const char *name, size_t len, struct err *err)
{
	const char *names[ARRAY_LEN(table)], *near;
	char typed[64];
	size_t n = 0;

	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (table[i].kind != OPTION_SECTION)
			names[n++] = table[i].name;
	snprintf(typed, sizeof(typed), "%.*s", (int)(len < 60 ? len : 60), name);
	near = nearest_name(typed, names, n);
	return err_set(err, "unknown option --%s%s%s%s", typed, near ? ", did you mean --" : "", near ? near : "",
		       near ? "?" : "");
}

/* A prefix that fits several options is an error, as with getopt_long(). */
static const struct option_row *find_long(const char *name, size_t len, struct err *err)
{
	const struct option_row *row = exact_row(name, len), *found = NULL;

	if (row)
		return row;
	for (size_t i = 0; i < ARRAY_LEN(table) && len; i++) {
		if (table[i].kind == OPTION_SECTION || strncmp(table[i].name, name, len))
			continue;
		row = exact_row(table[i].name, strlen(table[i].name));
		if (found && found != row) {
			err_set(err, "--%.*s may be --%s or --%s", (int)len, name, found->name, row->name);
			return NULL;
		}
		found = row;
	}
	if (!found)
		unknown_option(name, len, err);
	return found;
}

static bool parse_long(struct line *l, const char *word)
{
	size_t len = strcspn(word, "=");
	const struct option_row *row = find_long(word, len, l->err);
	const char *text = word[len] ? word + len + 1 : NULL;

	if (!row)
		return false;
	if (!takes_argument(row) && text)
		return err_set(l->err, "--%s takes no argument", row->name);
	if (takes_argument(row) && !text) {
		if (l->at == l->argc)
			return err_set(l->err, "--%s needs an argument: %s", row->name, row->argument);
		text = l->argv[l->at++];
	}
	return set_option(l, row, text);
}

static bool parse_letters(struct line *l, const char *letters)
{
	for (; *letters; letters++) {
		const struct option_row *row = NULL;
		const char *text = NULL;

		for (size_t i = 0; i < ARRAY_LEN(table) && !row; i++)
			if (table[i].letter == *letters)
				row = &table[i];
		if (!row)
			return err_set(l->err, "unknown option -%c", *letters);
		if (takes_argument(row)) {
			if (!letters[1] && l->at == l->argc)
				return err_set(l->err, "-%c needs an argument: %s", *letters, row->argument);
			text = letters[1] ? letters + 1 : l->argv[l->at++];
		}
		if (!set_option(l, row, text))
			return false;
		if (text)
			return true;
	}
	return true;
}

/* ---- the whole line ------------------------------------------------------------ */

static const struct {
	enum command command;
	const char *name;
} commands[] = {
	{COMMAND_REPORT, "report"},
	{COMMAND_CAT, "cat"},
	{COMMAND_INFO, "info"},
	{COMMAND_LIST, "list"},
	{COMMAND_EXTRACT, "extract"},
	{COMMAND_PREPARE, "prepare"},
};

static bool command_of(const char *word, enum command *out)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++) {
		if (!strcmp(commands[i].name, word)) {
			*out = commands[i].command;
			return true;
		}
	}
	return false;
}

const char *command_name(enum command command)
{
	for (size_t i = 0; i < ARRAY_LEN(commands); i++)
		if (commands[i].command == command)
			return commands[i].name;
	return "";
}

/* The dump may be given without --vmcore, but for cat, whose words are paths. */
static void place_arguments(struct options *o)
{
	if (o->command == COMMAND_CAT)
		return;
	for (size_t i = 0; i < o->arguments.n; i++)
		add_word(o, &o->vmcores, o->arguments.v[i]);
	o->arguments.n = 0;
}

static bool check_tmp_dir(struct options *o, struct err *err)
{
	const char *env = getenv("TMPDIR");
	struct stat st;

	if (!o->tmp_dir)
		o->tmp_dir = env && *env ? env : "/var/tmp";
	if (o->command != COMMAND_REPORT || o->output || o->list_plugins)
		return true;
	if (stat(o->tmp_dir, &st))
		return err_set(err, "--tmp-dir %s: %s", o->tmp_dir, strerror(errno));
	if (!S_ISDIR(st.st_mode))
		return err_set(err, "--tmp-dir %s: not a directory", o->tmp_dir);
	if (access(o->tmp_dir, W_OK | X_OK))
		return err_set(err, "--tmp-dir %s: %s", o->tmp_dir, strerror(errno));
	return true;
}

static bool check(struct options *o, struct err *err)
{
	bool needs_dump = o->command != COMMAND_LIST && o->command != COMMAND_PREPARE && !o->list_plugins;

	if (o->help || o->version)
		return true;
	if (needs_dump && !o->vmcores.n)
		return err_set(err, "no dump given: --vmcore FILE");
	if (o->command == COMMAND_CAT && !o->arguments.n)
		return err_set(err, "no path given: vmcore-report cat --vmcore FILE PATH...");
	if (o->command == COMMAND_EXTRACT && (!o->output || !strcmp(o->output, "-")))
		return err_set(err, "no output given: vmcore-report extract --vmcore FILE -O FILE");
	if (o->command == COMMAND_PREPARE && (!o->vmlinux || !o->output || !strcmp(o->output, "-") || o->vmcores.n))
		return err_set(err, "vmcore-report prepare --vmlinux FILE [--debuginfo-dir DIR] -O FILE: %s",
			       o->vmcores.n ? "it takes no dump" : !o->vmlinux ? "no vmlinux given" : "no output given");
	if (o->build && o->output && !strcmp(o->output, "-"))
		return err_set(err, "--build makes a directory, which standard output cannot take");
	if (o->mask && o->output && !strcmp(o->output, "-"))
		return err_set(err, "--mask keeps its mapping beside the archive, for which standard output has no place");
	return check_tmp_dir(o, err);
}

/* An option of another command is a mistake, not something to pass over. */
static bool check_known(const struct line *l)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (l->seen[i] && !strchr(table[i].commands, l->o->command))
			return err_set(l->err, "--%s is not an option of %s", table[i].name, command_name(l->o->command));
	return true;
}

static bool compression_given(const struct line *l)
{
	for (size_t i = 0; i < ARRAY_LEN(table); i++)
		if (l->seen[i] && table[i].kind == OPTION_COMPRESSION)
			return true;
	return false;
}

bool options_parse(struct options *o, int argc, char *const *argv, struct err *err)
{
	struct line l = {.o = o, .argc = argc, .at = 1, .argv = argv, .err = err};
	bool only_words = false, first = true;

	*o = (struct options){.command = COMMAND_REPORT, .compression = COMPRESS_XZ};
	while (l.at < argc) {
		const char *word = argv[l.at++];

		if (!only_words && !strcmp(word, "--")) {
			only_words = true;
		} else if (only_words || word[0] != '-' || !word[1]) {
			if (only_words || !first || !command_of(word, &o->command))
				add_word(o, &o->arguments, word);
			first = false;
		} else if (!(word[1] == '-' ? parse_long(&l, word + 2) : parse_letters(&l, word + 1))) {
			return false;
		}
	}
	if (!check_known(&l))
		return false;
	place_arguments(o);
	o->any_compression = !o->output && !compression_given(&l);
	if (o->output && !compression_given(&l))
		compression_of_name(o->output, &o->compression);
	return check(o, err);
}

void options_free(struct options *o)
{
	arena_free(&o->arena);
}
