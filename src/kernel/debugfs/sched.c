/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/debug/sched: kernel/sched/debug.c */
#include "kernel/debugfs/file.h"

DEBUGFS_FILE(debugfs_sched_features)
{
	long n = enumv(e, "__SCHED_FEAT_NR");
	ref names = sym(e, "sched_feat_names", "char *[64]");
	unsigned long on = (unsigned long)val(sym(e, "sysctl_sched_features", "unsigned int"));

	EACH_KEY(i, numbers(e, n < 64 ? n : 64))
		out(e, "%s%s ", on >> i & 1 ? "" : "NO_", str_at(names, "[]", i));
	out(e, "\n");
}

/* "none (voluntary) full"; since there is a lazy one (6.13), which others there are to choose from depends on the release. */
DEBUGFS_FILE(debugfs_sched_preempt)
{
	static const char *const modes[] = {"none", "voluntary", "full"};
	long mode = val(sym(e, "preempt_dynamic_mode", "int"));

	if (has_enum(e, "preempt_dynamic_lazy")) {
		stub(e, "not known which modes there are to choose from");
		return;
	}
	for (long i = 0; i < (long)ARRAY_LEN(modes); i++)
		out(e, i == mode ? "(%s) " : "%s ", modes[i]);
	out(e, "\n");
}

/* "up smp (concur) max tasks": how a group's weight is shared out among CPUs (7.3) */
DEBUGFS_FILE(debugfs_sched_cgroup_mode)
{
	ref names = sym(e, "cgroup_mode_str", "char *[16]");
	long mode = val(sym(e, "cgroup_mode", "int"));
	struct symbol s;
	long n = symbol_at(e, names.addr, &s) ? (long)(s.size / (unsigned)e->facts->word_size) : 0;

	EACH_KEY(i, numbers(e, n < 16 ? n : 16))
		if (num_at(names, "[]", i))	/* zeros may follow */
			out(e, i == mode ? "(%s) " : "%s ", str_at(names, "[]", i));
	out(e, "\n");
}

/* Time that a class of lower rank may run in each period; what: member of struct rq and of the server in it */
DEBUGFS_FILE(debugfs_sched_server)
{
	ref queue = percpu(e, "runqueues", "struct rq", (long)data);

	out(e, "%lu\n", num_(queue, row->what, 0));
}

/* Of a scheduling domain: names are in a table of the kernel (5.10). */
DEBUGFS_FILE(debugfs_sched_domain_flags)
{
	unsigned long flags = (unsigned long)val(at(e, data, "unsigned int"));
	ref names = sym(e, "sd_flag_debug", "struct sd_flag_debug[32]");
	long n = enumv(e, "__SD_FLAG_CNT");

	EACH_KEY(i, numbers(e, n < 32 ? n : 32))
		if (flags >> i & 1)
			out(e, "%s ", str_at(names, "[].name", i));
	out(e, "\n");
}
