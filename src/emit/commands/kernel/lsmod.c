/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/kernel/lsmod: loaded modules and who uses them, which kmod takes from sysfs */
#include "emit/emit.h"

EMITTER(cmd_lsmod)
{
	if (!has_sym(e, "modules")) {
		absent(e, "CONFIG_MODULES is off");
		return;
	}
	out(e, "%-19s %8s  %s\n", "Module", "Size", "Used by");
	EACH(mod, modules(e)) {
		const char *holders;

		if (num(mod, "state") == enumv(e, "MODULE_STATE_UNFORMED"))
			continue;
		holders = module_holders(mod);
		row(e, "%-19s %8lu  %ld%s%s\n", str(mod, "name"), module_size(mod), module_refcount(mod),
		    *holders ? " " : "", holders);
	}
}
