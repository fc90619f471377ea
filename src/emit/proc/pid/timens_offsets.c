/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/timens_offsets: clocks of the time namespace of its children.  proc_timens_show_offsets(), kernel/time/namespace.c */
#include "emit/emit.h"

EMITTER(proc_pid_timens_offsets)
{
	ref ns = has(self, "nsproxy->time_ns_for_children") && addr(self, "nsproxy") ? ptr(self, "nsproxy->time_ns_for_children") :
										      at(e, 0, "void");

	if (!has(self, "nsproxy->time_ns_for_children")) {	/* 5.6 */
		absent(e, "kernel without CONFIG_TIME_NS");
		return;
	}
	if (null(ns))	/* past exit */
		return;
	row(e, "%-10s %10ld %9ld\n", "monotonic", num(ns, "offsets.monotonic.tv_sec"), num(ns, "offsets.monotonic.tv_nsec"));
	row(e, "%-10s %10ld %9ld\n", "boottime", num(ns, "offsets.boottime.tv_sec"), num(ns, "offsets.boottime.tv_nsec"));
}
