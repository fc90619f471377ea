/* SPDX-License-Identifier: GPL-2.0-or-later */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

int main(int argc, char **argv)
{
	struct options o;
	struct err err = {""};

	if (!options_parse(&o, argc, argv, &err)) {
		fprintf(stderr, "vmcore-report: %s\nTry 'vmcore-report --help'.\n", err.msg);
		options_free(&o);
		return EXIT_USAGE;
	}
	if (o.help)
		help_print(stdout, o.command);
	options_free(&o);
	return EXIT_COMPLETE;
}
