/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/modules: loaded modules, newest first.  m_show(), kernel/module/procfs.c */
#include "emit/emit.h"

static const char *state_name(ref mod)
{
	struct emit *e = context(mod);
	long state = num(mod, "state");

	return state == enumv(e, "MODULE_STATE_GOING") ? "Unloading" :
	       state == enumv(e, "MODULE_STATE_COMING") ? "Loading" : "Live";
}

EMITTER(proc_modules)
{
	if (!has_sym(e, "modules")) {
		absent(e, "CONFIG_MODULES is off");
		return;
	}
	EACH(mod, modules(e)) {
		const char *taints;

		if (num(mod, "state") == enumv(e, "MODULE_STATE_UNFORMED"))
			continue;
		taints = module_taints(mod);
		row(e, "%s %lu %ld %s %s 0x%016lx%s%s\n", str(mod, "name"), module_size(mod), module_refcount(mod),
		    module_users(mod), state_name(mod), module_base(mod), *taints ? " " : "", taints);
	}
}
