/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/cpu_resctrl_groups: resource control groups.  proc_resctrl_show(), fs/resctrl/rdtgroup.c */
#include "emit/emit.h"

EMITTER(proc_pid_cpu_resctrl_groups)
{
	bool mounted;

	if (!has_function(e, "proc_resctrl_show")) {
		absent(e, "kernel without CONFIG_PROC_CPU_RESCTRL");
		return;
	}
	/* A flag since 6.11 (13e5769debf0); the key that it replaced says the same. */
	mounted = has_sym(e, "resctrl_mounted") ? val(sym(e, "resctrl_mounted", "bool")) :
						  num(sym(e, "rdt_enable_key", "struct static_key"), "enabled") > 0;
	if (mounted)
		stub(e, "resctrl is mounted, and its groups are not reconstructed");
	else
		row(e, "res:\nmon:\n");
}
