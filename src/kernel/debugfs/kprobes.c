/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where code of the kernel is probed, often by security and tracing tools: kernel/kprobes.c */
#include "kernel/debugfs/file.h"

enum { GONE = 1, DISABLED = 2, OPTIMIZED = 4, FTRACE = 8 };

/* of: the probe that stands for all of its address; flags of how it is placed are its own */
static void print_probe(struct emit *e, ref probe, ref of)
{
	uint64_t place = addr(probe, "addr");
	long flags = num(probe, "flags"), placed = num(of, "flags");
	bool returns = has_sym(e, "pre_handler_kretprobe") && addr(probe, "pre_handler") == symaddr(e, "pre_handler_kretprobe");
	struct symbol s;

	row_begin(e);
	out(e, "%016llx  %s  ", (unsigned long long)place, returns ? "r" : "k");
	if (symbol_at(e, place, &s))
		out(e, "%s+0x%llx  %s ", s.name, (unsigned long long)(place - s.addr), s.module ? s.module : " ");
	else
		out(e, "0x%llx ", (unsigned long long)place);
	row_(e, "%s%s%s%s\n", flags & GONE ? "[GONE]" : "", (flags & (GONE | DISABLED)) == DISABLED ? "[DISABLED]" : "",
	     placed & OPTIMIZED ? "[OPTIMIZED]" : "", placed & FTRACE ? "[FTRACE]" : "");
}

/* Several probes of one address are on a list of another that stands for them. */
DEBUGFS_FILE(debugfs_kprobes)
{
	enum { BUCKETS = 64 };

	EACH(bucket, array_n(sym(e, "kprobe_table", "struct hlist_head"), "", BUCKETS))
		EACH(probe, hlist(bucket, "struct kprobe", "hlist")) {
			if (addr(probe, "pre_handler") != symaddr(e, "aggr_pre_handler")) {
				print_probe(e, probe, probe);
				continue;
			}
			EACH(one, list(sub(probe, "list"), "struct kprobe", "list"))
				print_probe(e, one, probe);
		}
}

DEBUGFS_FILE(debugfs_kprobes_enabled)
{
	out(e, "%d\n", val(sym(e, "kprobes_all_disarmed", "_Bool")) ? 0 : 1);
}
