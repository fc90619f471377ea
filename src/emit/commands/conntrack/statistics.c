/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/conntrack/conntrack_-S: what connection tracking counts, a line per CPU.  ctnetlink_ct_stat_cpu_fill_info() */
#include "emit/emit.h"
#include "kernel/net.h"

EMITTER(cmd_conntrack_S)
{
	if (!conntrack_loaded(e)) {
		absent(e, "connection tracking is not loaded");
		return;
	}
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref s = percpu_ptr(self, "ct.stat", cpu);

		out(e, "cpu=%-4ld\tfound=%ld invalid=%ld ", cpu, num(s, "found"), num(s, "invalid"));
		if (has(s, "ignore"))		/* until 5.9 */
			out(e, "ignore=%ld ", num(s, "ignore"));
		out(e, "insert=%ld insert_failed=%ld drop=%ld early_drop=%ld error=%ld search_restart=%ld ",
		    num(s, "insert"), num(s, "insert_failed"), num(s, "drop"), num(s, "early_drop"), num(s, "error"),
		    num(s, "search_restart"));
		if (has(s, "clash_resolve"))	/* 5.10 */
			out(e, "clash_resolve=%ld ", num(s, "clash_resolve"));
		if (has(s, "chaintoolong"))	/* 5.15 */
			out(e, "chaintoolong=%ld ", num(s, "chaintoolong"));
		out(e, "\n");
	}
}
