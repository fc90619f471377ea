/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The cpuacct controller of version 1: kernel/sched/cpuacct.c */
#include "kernel/cgroup/file.h"

enum what { ALL, USER, SYSTEM };

static ref account(ref css)
{
	return container(css, "struct cpuacct", "css");
}

static uint64_t counted(ref css, long cpu, const char *which)
{
	ref stat = percpu_ptr(account(css), "cpustat", cpu);

	return (uint64_t)num_at(stat, "cpustat[]", enumv(context(css), which));
}

/* Time that one CPU spent; until 5.15 the measured time was kept for users and the system apart. */
static uint64_t usage(ref css, long cpu, enum what what)
{
	ref a = account(css);

	if (has(a, "cpuusage->usages[0]")) {
		ref u = percpu_ptr(a, "cpuusage", cpu);
		uint64_t user = (uint64_t)num(u, "usages[0]"), system = (uint64_t)num(u, "usages[1]");

		return what == ALL ? user + system : what == USER ? user : system;
	}
	if (what == ALL)
		return (uint64_t)val(percpu_ptr(a, "cpuusage", cpu));
	if (what == USER)
		return counted(css, cpu, "CPUTIME_USER") + counted(css, cpu, "CPUTIME_NICE");
	return counted(css, cpu, "CPUTIME_SYSTEM") + counted(css, cpu, "CPUTIME_IRQ") + counted(css, cpu, "CPUTIME_SOFTIRQ");
}

static enum what asked(const struct cgroup_row *row)
{
	return row->path[0] == 'u' ? USER : row->path[0] == 's' ? SYSTEM : ALL;
}

static uint64_t total(ref css, enum what what)
{
	uint64_t sum = 0;

	EACH_KEY(cpu, cpus(context(css), CPUS_POSSIBLE))
		sum += usage(css, cpu, what);
	return sum;
}

CGROUP_FILE(cgroup_cpuacct_usage)
{
	out(e, "%llu\n", (unsigned long long)total(css, asked(row)));
}

CGROUP_FILE(cgroup_cpuacct_percpu)
{
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		out(e, "%llu ", (unsigned long long)usage(css, cpu, asked(row)));
	out(e, "\n");
}

CGROUP_FILE(cgroup_cpuacct_all)
{
	out(e, "cpu user system\n");
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		out(e, "%ld %llu %llu\n", cpu, (unsigned long long)usage(css, cpu, USER),
		    (unsigned long long)usage(css, cpu, SYSTEM));
}

/* In ticks; since 5.17 scaled to the time measured, as that of tasks is. */
CGROUP_FILE(cgroup_cpuacct_stat)
{
	bool measured = !has(account(css), "cpuusage->usages[0]");
	struct cputime t = {.user = 0};

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		t.user += counted(css, cpu, "CPUTIME_USER") + counted(css, cpu, "CPUTIME_NICE");
		t.system += counted(css, cpu, "CPUTIME_SYSTEM") + counted(css, cpu, "CPUTIME_IRQ") + counted(css, cpu, "CPUTIME_SOFTIRQ");
	}
	if (measured)
		t = scaled_cputime(t.user, t.system, total(css, ALL), sub(ptr(css, "cgroup"), "prev_cputime"));
	row(e, "user %llu\n", (unsigned long long)t.user / NS_PER_TICK);
	row(e, "system %llu\n", (unsigned long long)t.system / NS_PER_TICK);
}
