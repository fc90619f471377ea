/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vmcore-report: reads the memory image of a crashed Linux kernel and writes what sos report would have collected. */
#include <stdio.h>

#include "cli/cli.h"

static enum exit_code run(struct options *o, int argc, char **argv)
{
	struct terminal t;
	struct sb cmdline = {0};
	enum exit_code code = EXIT_USAGE;

	terminal_init(&t, o);
	for (int i = 0; i < argc; i++)
		sb_printf(&cmdline, "%s%s", i ? " " : "", i ? argv[i] : "vmcore-report");
	switch (o->command) {
	case COMMAND_REPORT: code = command_report(o, &t, cmdline.s); break;
	case COMMAND_CAT: code = command_cat(o, &t); break;
	case COMMAND_INFO: code = command_info(o, &t); break;
	case COMMAND_EXTRACT: code = command_extract(o, &t); break;
	case COMMAND_PREPARE: code = command_prepare(o, &t); break;
	case COMMAND_LIST: code = command_list(o, &t); break;
	}
	sb_free(&cmdline);
	terminal_free(&t);
	return code;
}

int main(int argc, char **argv)
{
	struct options o;
	struct err err = {""};
	enum exit_code code = EXIT_COMPLETE;

	if (!options_parse(&o, argc, argv, &err)) {
		fprintf(stderr, "vmcore-report: %s\nTry 'vmcore-report --help'.\n", err.msg);
		code = EXIT_USAGE;
	} else if (o.help) {
		help_print(stdout, o.command);
	} else if (o.version) {
		puts("vmcore-report " VERSION);
	} else {
		code = run(&o, argc, argv);
	}
	options_free(&o);
	if (fflush(stdout) && code == EXIT_COMPLETE) {
		fprintf(stderr, "vmcore-report: cannot write to standard output\n");
		code = EXIT_FAILED;
	}
	return code;
}
