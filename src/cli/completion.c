/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "cli/cli.h"

#include <string.h>

static bool shown(const struct option_row *row)
{
	return row->kind != OPTION_SECTION && row->kind != OPTION_IGNORED && row->kind != OPTION_IGNORED_TEXT &&
	       row->kind != OPTION_ALIAS;
}

static bool is_directory(const struct option_row *row)
{
	return row->argument && !strcmp(row->argument, "DIR");
}

void help_bash(FILE *out)
{
	const struct option_row *rows;
	size_t n = option_table(&rows);

	fprintf(out, "# bash completion of vmcore-report(1), made from its table of options\n"
		     "_vmcore_report()\n{\n\tlocal cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}\n"
		     "\tCOMPREPLY=()\n\tcase $prev in\n");
	for (size_t i = 0; i < n; i++) {
		const struct option_row *row = &rows[i];

		if (!shown(row) || !row->argument)
			continue;
		fprintf(out, "\t--%s", row->name);
		if (row->letter)
			fprintf(out, " | -%c", row->letter);
		if (row->kind == OPTION_COMPRESSION)
			fprintf(out, ") COMPREPLY=($(compgen -W 'auto xz gzip zstd none' -- \"$cur\")); return ;;\n");
		else if (is_directory(row))
			fprintf(out, ") COMPREPLY=($(compgen -d -- \"$cur\")); return ;;\n");
		else if (!strcmp(row->argument, "FILE"))
			fprintf(out, ") COMPREPLY=($(compgen -f -- \"$cur\")); return ;;\n");
		else
			fprintf(out, ") return ;;\n");
	}
	fprintf(out, "\tesac\n\tif [[ $cur == -* ]]; then\n\t\tCOMPREPLY=($(compgen -W '");
	for (size_t i = 0; i < n; i++)
		if (shown(&rows[i]))
			fprintf(out, "--%s ", rows[i].name);
	fprintf(out, "' -- \"$cur\"))\n\telif ((COMP_CWORD == 1)); then\n"
		     "\t\tCOMPREPLY=($(compgen -W 'report cat info list extract prepare' -- \"$cur\"))\n"
		     "\telse\n\t\tCOMPREPLY=($(compgen -f -- \"$cur\"))\n\tfi\n}\n"
		     "complete -o filenames -F _vmcore_report vmcore-report\n");
}

/* In a zsh description ':', '[' and ']' mean something, and a quote ends the word. */
static void print_zsh_text(FILE *out, const char *s)
{
	for (; *s; s++) {
		if (*s == '\'')
			fputs("'\\''", out);
		else if (strchr(":[]\\", *s))
			fprintf(out, "\\%c", *s);
		else
			fputc(*s, out);
	}
}

void help_zsh(FILE *out)
{
	const struct option_row *rows;
	size_t n = option_table(&rows);

	fprintf(out, "#compdef vmcore-report\n# zsh completion of vmcore-report(1), made from its table of options\n_arguments -s \\\n");
	for (size_t i = 0; i < n; i++) {
		const struct option_row *row = &rows[i];

		if (!shown(row))
			continue;
		fprintf(out, "\t'*--%s%s[", row->name, row->argument ? "=" : "");
		print_zsh_text(out, row->help);
		fprintf(out, "]");
		if (row->kind == OPTION_COMPRESSION)
			fprintf(out, ":type:(auto xz gzip zstd none)");
		else if (row->argument)
			fprintf(out, ":%s:%s", row->argument,
				is_directory(row) ? "_files -/" : !strcmp(row->argument, "FILE") ? "_files" : "");
		fprintf(out, "' \\\n");
	}
	fprintf(out, "\t'1:command or dump:(report cat info list extract prepare)' \\\n\t'*:file:_files'\n");
}
