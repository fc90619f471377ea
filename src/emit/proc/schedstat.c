/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/schedstat: statistics of the scheduler.  show_schedstat(), kernel/sched/stats.c */
#include "emit/emit.h"

/* Balancing counters of one kind of idleness, in the order of the file. */
static const char *const balance[] = {
	"lb_count", "lb_balanced", "lb_failed", "lb_imbalance", "lb_imbalance_load", "lb_imbalance_util",
	"lb_imbalance_task", "lb_imbalance_misfit", "lb_gained", "lb_hot_gained", "lb_nobusyq", "lb_nobusyg",
};
static const char *const others[] = {
	"alb_count", "alb_failed", "alb_pushed", "sbe_count", "sbe_balanced", "sbe_pushed", "sbf_count", "sbf_balanced",
	"sbf_pushed", "ttwu_wake_remote", "ttwu_move_affine", "ttwu_move_balance",
};

/* 17 split lb_imbalance and names the domains, 16 put CPU_NOT_IDLE first. */
static int version(struct emit *e)
{
	if (has_member(e, "struct sched_domain", "lb_imbalance_load"))
		return 17;
	return has_enum(e, "__CPU_NOT_IDLE") ? 16 : 15;
}

/* The mask follows the struct, as a flexible member until 7.1. */
static const char *span(struct emit *e, ref domain)
{
	uint64_t end = domain.addr + sizeof_type(e, "struct sched_domain");

	return bitmap_hex(has(domain, "span") ? sub(domain, "span") : at(e, end, "unsigned long"), "", nr_cpu_ids(e));
}

static void show_domain(struct emit *e, ref domain, long level)
{
	if (version(e) >= 17)
		out(e, "domain%ld %s %s", level, str(domain, "name"), span(e, domain));
	else
		out(e, "domain%ld %s", level, span(e, domain));
	EACH_KEY(idle, numbers(e, enumv(e, "CPU_MAX_IDLE_TYPES")))
		for (unsigned i = 0; i < ARRAY_LEN(balance); i++)
			if (has_(domain, balance[i]))
				out(e, " %lu", val(sub_at(sub_(domain, balance[i], 0), "[]", idle)));
	for (unsigned i = 0; i < ARRAY_LEN(others); i++)
		out(e, " %lu", num_(domain, others[i], 0));
	out(e, "\n");
}

EMITTER(proc_schedstat)
{
	if (!has_member(e, "struct rq", "yld_count")) {
		absent(e, "the kernel has no scheduler statistics (CONFIG_SCHEDSTATS)");
		return;
	}
	row(e, "version %d\ntimestamp %lu\n", version(e), val(sym(e, "jiffies_64", "unsigned long")));
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		ref rq = percpu(e, "runqueues", "struct rq", cpu);

		row(e, "cpu%ld %lu 0 %lu %lu %lu %lu %lu %lu %lu\n", cpu, num(rq, "yld_count"), num(rq, "sched_count"),
		    num(rq, "sched_goidle"), num(rq, "ttwu_count"), num(rq, "ttwu_local"), num(rq, "rq_cpu_time"),
		    num(rq, "rq_sched_info.run_delay"), num(rq, "rq_sched_info.pcount"));
		if (has(rq, "sd"))
			EACH(domain, chain(ptr(rq, "sd"), "parent"))
				show_domain(e, domain, KEY(domain));
	}
}
