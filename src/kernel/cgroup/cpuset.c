/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cpuset controller: kernel/cgroup/cpuset.c, cpuset-v1.c */
#include "kernel/cgroup/file.h"

static ref set_of(ref css)
{
	return container(css, "struct cpuset", "css");
}

/* cpumask_var_t is a pointer with CONFIG_CPUMASK_OFFSTACK, else an array of one. */
static struct walk cpu_bits(ref o, const char *path)
{
	struct emit *e = context(o);
	ref mask = sub_(o, path, 0);

	return bits(sub(mask, "[0]"), "bits", nr_cpu_ids(e));
}

static struct walk node_bits(ref o, const char *path)
{
	ref mask = sub_(o, path, 0);

	return bits(mask, "bits", size(mask, "bits") * 8);
}

/* Which mask a file shows: the number of its type is what the kernel gave it. */
CGROUP_FILE(cgroup_cpuset_list)
{
	static const struct { const char *type, *mask; bool of_nodes; } files[] = {
		{"FILE_CPULIST", "cpus_allowed", false}, {"FILE_EFFECTIVE_CPULIST", "effective_cpus", false},
		{"FILE_MEMLIST", "mems_allowed", true}, {"FILE_EFFECTIVE_MEMLIST", "effective_mems", true},
		{"FILE_EXCLUSIVE_CPULIST", "exclusive_cpus", false}, {"FILE_EFFECTIVE_XCPULIST", "effective_xcpus", false},
	};
	long which = num(type, "private");

	for (unsigned i = 0; i < ARRAY_LEN(files); i++) {
		if (which != enum_or(e, files[i].type, -1))
			continue;
		out(e, "%s\n", bitmap_list(files[i].of_nodes ? node_bits(set_of(css), files[i].mask) : cpu_bits(set_of(css), files[i].mask)));
		return;
	}
	if (which == enum_or(e, "FILE_ISOLATED_CPULIST", -1))
		out(e, "%s\n", bitmap_list(cpu_bits(sym(e, "isolated_cpus", "cpumask_var_t"), "")));
	else
		fail(e, "cpuset file", "not known which mask it shows", 0);
}

/* Why a partition is invalid is told by perr_strings[] (6.1). */
CGROUP_FILE(cgroup_cpuset_partition)
{
	enum { PRS_INVALID_ISOLATED = -2, PRS_INVALID_ROOT, PRS_MEMBER, PRS_ROOT, PRS_ISOLATED };
	ref set = set_of(css);
	int state = (int)num(set, "partition_root_state");
	const char *why = "";

	if (state >= 0) {
		out(e, "%s\n", state == PRS_ROOT ? "root" : state == PRS_ISOLATED ? "isolated" : "member");
		return;
	}
	if (has(set, "prs_err"))
		why = str_at(sym(e, "perr_strings", "char *[16]"), "[]", num(set, "prs_err") & 15);
	out(e, "%s invalid", state == PRS_INVALID_ROOT ? "root" : "isolated");
	if (*why)
		out(e, " (%s)\n", why);
	else
		out(e, "\n");
}

/* ---- version 1 ------------------------------------------------------------------------------- */

/* Most are bits of the flags, whose numbers are of an enum as well. */
CGROUP_FILE(cgroup_cpuset_flag)
{
	static const char *const files[][2] = {
		{"FILE_CPU_EXCLUSIVE", "CS_CPU_EXCLUSIVE"}, {"FILE_MEM_EXCLUSIVE", "CS_MEM_EXCLUSIVE"},
		{"FILE_MEM_HARDWALL", "CS_MEM_HARDWALL"}, {"FILE_SCHED_LOAD_BALANCE", "CS_SCHED_LOAD_BALANCE"},
		{"FILE_MEMORY_MIGRATE", "CS_MEMORY_MIGRATE"}, {"FILE_SPREAD_PAGE", "CS_SPREAD_PAGE"},
		{"FILE_SPREAD_SLAB", "CS_SPREAD_SLAB"},
	};
	long which = num(type, "private");

	for (unsigned i = 0; i < ARRAY_LEN(files); i++) {
		if (which != enum_or(e, files[i][0], -1))
			continue;
		out(e, "%ld\n", num(set_of(css), "flags") >> enumv(e, files[i][1]) & 1);
		return;
	}
	if (which == enum_or(e, "FILE_MEMORY_PRESSURE_ENABLED", -1))
		out(e, "%ld\n", val(sym(e, "cpuset_memory_pressure_enabled", "int")));
	else if (which == enum_or(e, "FILE_MEMORY_PRESSURE", -1))
		stub(e, "a rate that decays until it is read");
	else
		fail(e, "cpuset file", "not known which flag it shows", 0);
}

CGROUP_FILE(cgroup_cpuset_level)
{
	out(e, "%ld\n", num(set_of(css), "relax_domain_level"));
}
