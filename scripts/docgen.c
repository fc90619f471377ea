/* SPDX-License-Identifier: GPL-2.0-or-later */
/* docgen options|bash|zsh: what is made from the program's own tables, on standard output. */
#include <stdio.h>
#include <string.h>

#include "cli/cli.h"

int main(int argc, char **argv)
{
	static const struct {
		const char *name;
		void (*print)(FILE *out);
	} documents[] = {{"options", help_mdoc}, {"bash", help_bash}, {"zsh", help_zsh}};

	for (size_t i = 0; i < ARRAY_LEN(documents); i++) {
		if (argc == 2 && !strcmp(argv[1], documents[i].name)) {
			documents[i].print(stdout);
			return fflush(stdout) ? 1 : 0;
		}
	}
	fprintf(stderr, "usage: docgen options|bash|zsh\n");
	return 2;
}
