/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPUs: frequency (drivers/cpufreq/cpufreq.c), idle states (drivers/cpuidle/sysfs.c), threads of cores (kernel/cpu.c) */
#include "kernel/sysfs/rows.h"

#define NSEC_PER_USEC 1000

/* ---- frequency --------------------------------------------------------------------------------- */

static ref policy_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct cpufreq_policy", "kobj");
}

/* A driver that sets frequencies itself knows two policies by number. */
static void show_governor(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { POWERSAVE = 1, PERFORMANCE = 2 };
	ref policy = policy_of(f);
	long number = num(policy, "policy");

	if (number == POWERSAVE || number == PERFORMANCE)
		out(e, "%s\n", number == POWERSAVE ? "powersave" : "performance");
	else if (addr(policy, "governor"))
		out(e, "%s\n", str(policy, "governor->name"));
	else
		absent(e, "reading it fails: the CPU has no governor");
}

static void show_driver(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			__attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", str(deref(sym(e, "cpufreq_driver", "struct cpufreq_driver *")), "name"));
}

/* a: mask of CPUs */
static void show_cpus(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref mask = sub(sub_(policy_of(f), row->a, 0), "[0]");
	const char *blank = "";

	EACH_KEY(cpu, bits(mask, "bits", nr_cpu_ids(e))) {
		out(e, "%s%ld", blank, cpu);
		blank = " ";
	}
	out(e, "\n");
}

/* ---- idle states --------------------------------------------------------------------------------- */

static ref idle_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct cpuidle_state_kobj", "kobj");
}

/* a: path of the number; b: "ns" for one that is shown in microseconds */
static void show_idle_number(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	unsigned long v = (unsigned long)num_(idle_of(f), row->a, 0);

	out(e, "%lu\n", row->b ? v / NSEC_PER_USEC : v);
}

static void show_idle_text(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	const char *text = str_(idle_of(f), row->a, 0);

	out(e, "%s\n", *text ? text : "<null>");
}

static void show_disabled(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%ld\n", num(idle_of(f), "state_usage->disable") & 1);	/* by the user, not by the driver */
}

static void show_idle_governor(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			       __attribute__((unused)) const struct sysfs_row *row)
{
	ref governor = deref(sym(e, "cpuidle_curr_governor", "struct cpuidle_governor *"));

	out(e, "%s\n", null(governor) ? "none" : str(governor, "name"));
}

static void show_idle_governors(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
				__attribute__((unused)) const struct sysfs_row *row)
{
	EACH(governor, list(sym(e, "cpuidle_governors", "struct list_head"), "struct cpuidle_governor", "governor_list"))
		out(e, "%s ", str(governor, "name"));
	out(e, "\n");
}

/* One driver for all CPUs, or one per CPU where they differ; the file shows that of the CPU it is read on. */
static void show_idle_driver(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			     __attribute__((unused)) const struct sysfs_row *row)
{
	ref driver = has_sym(e, "cpuidle_curr_driver") ? deref(sym(e, "cpuidle_curr_driver", "struct cpuidle_driver *")) :
							 deref(percpu(e, "cpuidle_drivers", "struct cpuidle_driver *", 0));

	out(e, "%s\n", null(driver) ? "none" : str(driver, "name"));
}

/* ---- threads of cores ------------------------------------------------------------------------------ */

static void show_smt_active(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			    __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%d\n", has_sym(e, "sched_smt_present") && static_key_on(e, "sched_smt_present"));
}

static void show_smt_control(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			     __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[][2] = {
		{"CPU_SMT_ENABLED", "on"}, {"CPU_SMT_DISABLED", "off"}, {"CPU_SMT_FORCE_DISABLED", "forceoff"},
		{"CPU_SMT_NOT_SUPPORTED", "notsupported"}, {"CPU_SMT_NOT_IMPLEMENTED", "notimplemented"},
	};
	long control = has_sym(e, "cpu_smt_control") ? val(sym(e, "cpu_smt_control", "int")) : enumv(e, "CPU_SMT_NOT_IMPLEMENTED");
	bool counted = control == enumv(e, "CPU_SMT_ENABLED") && has_sym(e, "cpu_smt_num_threads");	/* 6.6 */

	if (counted && val(sym(e, "cpu_smt_num_threads", "int")) != val(sym(e, "cpu_smt_max_threads", "int"))) {
		out(e, "%ld\n", val(sym(e, "cpu_smt_num_threads", "int")));
		return;
	}
	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (has_enum(e, names[i][0]) && enumv(e, names[i][0]) == control)
			out(e, "%s\n", names[i][1]);
}

#define MEASURED "it is measured when it is read"
#define POLICY "devices/system/cpu/cpufreq/~"
#define STATE "devices/system/cpu/*/cpuidle/~"
#define IDLE "devices/system/cpu/cpuidle"
#define SMT "devices/system/cpu/smt"
#define LIMIT(name, member) {name, POLICY, sysfs_field, "struct cpufreq_policy", "kobj", member, 0}
#define USAGE(name, member) {name, STATE, show_idle_number, member, 0, 0, 0}

const struct sysfs_row sysfs_frequency_rows[] = {
	LIMIT("cpuinfo_min_freq", "cpuinfo.min_freq"), LIMIT("cpuinfo_max_freq", "cpuinfo.max_freq"),
	LIMIT("cpuinfo_transition_latency", "cpuinfo.transition_latency"), LIMIT("scaling_min_freq", "min"),
	LIMIT("scaling_max_freq", "max"),
	{"scaling_cur_freq", POLICY, sysfs_unknown, MEASURED, 0, 0, 0},
	{"cpuinfo_cur_freq", POLICY, sysfs_unknown, MEASURED, 0, 0, 0},
	{"scaling_governor", POLICY, show_governor, 0, 0, 0, 0},
	{"scaling_driver", POLICY, show_driver, 0, 0, 0, 0},
	{"affected_cpus", POLICY, show_cpus, "cpus", 0, 0, 0},
	{"related_cpus", POLICY, show_cpus, "related_cpus", 0, 0, 0},
	{"name", STATE, show_idle_text, "state->name", 0, 0, 0},
	{"desc", STATE, show_idle_text, "state->desc", 0, 0, 0},
	{"latency", STATE, show_idle_number, "state->exit_latency_ns", "ns", 0, 0},
	{"residency", STATE, show_idle_number, "state->target_residency_ns", "ns", 0, 0},
	{"time", STATE, show_idle_number, "state_usage->time_ns", "ns", 0, 0},
	USAGE("power", "state->power_usage"), USAGE("usage", "state_usage->usage"), USAGE("above", "state_usage->above"),
	USAGE("below", "state_usage->below"), USAGE("rejected", "state_usage->rejected"),
	{"disable", STATE, show_disabled, 0, 0, 0, 0},
	{"current_governor", IDLE, show_idle_governor, 0, 0, 0, 0},
	{"current_governor_ro", IDLE, show_idle_governor, 0, 0, 0, 0},
	{"available_governors", IDLE, show_idle_governors, 0, 0, 0, 0},
	{"current_driver", IDLE, show_idle_driver, 0, 0, 0, 0},
	{"active", SMT, show_smt_active, 0, 0, 0, 0},
	{"control", SMT, show_smt_control, 0, 0, 0, 0},
};
const size_t sysfs_frequency_row_count = ARRAY_LEN(sysfs_frequency_rows);
