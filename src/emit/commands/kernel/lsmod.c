/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/kernel/lsmod: loaded modules and who uses them */
#include "emit/emit.h"

#include <string.h>

EMITTER(cmd_lsmod)
{
	out(e, "%-19s %8s  %s\n", "Module", "Size", "Used by");
	EACH(mod, modules(e)) {
		const char *users = module_users(mod);
		size_t n = strlen(users);

		if (num(mod, "state") == enumv(e, "MODULE_STATE_UNFORMED"))
			continue;
		if (!strcmp(users, "-") || !strcmp(users, "[permanent],"))
			row(e, "%-19s %8lu  %ld%s\n", str(mod, "name"), module_size(mod), module_refcount(mod), *users == '[' ? " [permanent]" : "");
		else
			row(e, "%-19s %8lu  %ld %.*s\n", str(mod, "name"), module_size(mod), module_refcount(mod), (int)n - 1, users);
	}
}
