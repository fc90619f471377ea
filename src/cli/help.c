/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What is printed from the table of options: --help, the man page's OPTIONS, completions. */
#include "cli/cli.h"

#include <ctype.h>
#include <string.h>

#define HELP_COLUMN 34
#define HELP_WIDTH 100

static const struct {
	enum command command;
	const char *usage, *what;
} usage[] = {
	{COMMAND_REPORT, "[report] --vmcore FILE [OPTION]...", "write a report of the dump: the archive that sos report would have made"},
	{COMMAND_CAT, "cat --vmcore FILE PATH...", "print output files of the report, such as proc/meminfo; PATH may be a pattern"},
	{COMMAND_INFO, "info --vmcore FILE", "say what the dump is: format, kernel, host, time, CPUs, memory, sources"},
	{COMMAND_EXTRACT, "extract --vmcore FILE -O FILE", "write a small dump that holds just what a report of this one reads"},
	{COMMAND_PREPARE, "prepare --vmlinux FILE [--debuginfo-dir DIR] -O FILE",
	 "write types and symbols of a kernel and its modules to a file of a few MB, for --types"},
	{COMMAND_LIST, "list [--vmcore FILE]", "list plugins and output files; with a dump, their state for it"},
};

static bool shown(const struct option_row *row)
{
	return row->kind != OPTION_IGNORED && row->kind != OPTION_IGNORED_TEXT && row->kind != OPTION_ALIAS;
}

/* Text from a column on, broken between words. */
static void print_wrapped(FILE *out, const char *text, int column, int width)
{
	int at = column;

	while (*text) {
		int n = (int)strcspn(text, " ");

		if (at > column && at + 1 + n > width) {
			fprintf(out, "\n%*s", column, "");
			at = column;
		}
		at += fprintf(out, "%s%.*s", at > column ? " " : "", n, text);
		text += n + (text[n] == ' ');
	}
	fputc('\n', out);
}

/* A section's title is printed when the first of its options is: it may have none for this command. */
static void print_options(FILE *out, enum command command)
{
	const struct option_row *rows;
	const char *title = NULL;
	size_t n = option_table(&rows);

	for (size_t i = 0; i < n; i++) {
		const struct option_row *row = &rows[i];
		int used;

		if (row->kind == OPTION_SECTION)
			title = row->name;
		if (!shown(row) || !strchr(row->commands, command) || !*row->commands)
			continue;
		if (title)
			fprintf(out, "\n%s:\n", title);
		title = NULL;
		used = row->letter ? fprintf(out, "  -%c, ", row->letter) : fprintf(out, "      ");
		used += fprintf(out, "--%s%s%s", row->name, row->argument ? " " : "", row->argument ? row->argument : "");
		fprintf(out, "%*s", used < HELP_COLUMN ? HELP_COLUMN - used : 2, "");
		print_wrapped(out, row->help, HELP_COLUMN, HELP_WIDTH);
	}
}

void help_print(FILE *out, enum command command)
{
	for (size_t i = 0; i < ARRAY_LEN(usage); i++) {
		if (command != COMMAND_REPORT && usage[i].command != command)
			continue;
		fprintf(out, "%s vmcore-report %s\n", i && command == COMMAND_REPORT ? "   or:" : "usage:", usage[i].usage);
		fprintf(out, "           ");
		print_wrapped(out, usage[i].what, 11, HELP_WIDTH);
	}
	print_options(out, command);
	if (command == COMMAND_REPORT)
		fprintf(out, "\nExit status: 0 complete, 1 no report, 2 wrong usage, 3 report of a damaged dump, 130 interrupted.\n"
			     "The manual has the rest: vmcore-report(1), vmcore-report-emitters(7).\n");
}

static void print_sentence(FILE *out, const char *help)
{
	struct sb text = {0};

	/* A line that begins with a quote is a request to roff. */
	if (help[0] == '\'' || help[0] == '.')
		sb_str(&text, "\\&");
	sb_printf(&text, "%c%s.", toupper((unsigned char)help[0]), help + 1);
	print_wrapped(out, text.s, 0, 79);
	sb_free(&text);
}

void help_mdoc(FILE *out)
{
	const struct option_row *rows;
	size_t n = option_table(&rows);
	bool open = false;

	for (size_t i = 0; i < n; i++) {
		const struct option_row *row = &rows[i];

		if (row->kind == OPTION_SECTION) {
			if (open)
				fprintf(out, ".El\n");
			fprintf(out, ".Ss %s\n.Bl -tag -width Ds\n", row->name);
			open = true;
			continue;
		}
		if (!shown(row))
			continue;
		fprintf(out, ".It ");
		if (row->letter)
			fprintf(out, "Fl %c , ", row->letter);
		fprintf(out, "Fl -%s%s%s\n", row->name, row->argument ? " Ar " : "", row->argument ? row->argument : "");
		print_sentence(out, row->help);
	}
	if (open)
		fprintf(out, ".El\n");
}
