/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/autogroup: the session's scheduling group.  proc_sched_autogroup_show_task(), kernel/sched/autogroup.c */
#include "emit/emit.h"

EMITTER(proc_pid_autogroup)
{
	ref group;

	if (!has(self, "signal->autogroup")) {
		absent(e, "kernel without CONFIG_SCHED_AUTOGROUP");
		return;
	}
	group = ptr(self, "signal->autogroup");
	if (null(group))
		group = sym(e, "autogroup_default", "struct autogroup");
	if (addr(group, "tg->autogroup"))
		row(e, "/autogroup-%ld nice %ld\n", num(group, "id"), num(group, "nice"));
}
