/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPUs: frequency (drivers/cpufreq/cpufreq.c), idle states (drivers/cpuidle/sysfs.c), threads of cores (kernel/cpu.c) */
#include "kernel/sysfs/rows.h"

/* ---- frequency --------------------------------------------------------------------------------- */

static ref policy_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct cpufreq_policy", "kobj");
}

/* A driver that sets frequencies itself knows two policies by number. */
static SYSFS_FILE(show_governor)
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

static SYSFS_FILE(show_driver)
{
	out(e, "%s\n", str(deref(sym(e, "cpufreq_driver", "struct cpufreq_driver *")), "name"));
}

/* path: of a mask of CPUs */
static SYSFS_FILE(show_cpus)
{
	ref mask = sub(sub_(policy_of(f), row->path, 0), "[0]");
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

/* kind "ns": shown in microseconds */
static SYSFS_FILE(show_idle_number)
{
	unsigned long v = (unsigned long)num_(idle_of(f), row->path, 0);

	out(e, "%lu\n", row->kind ? v / NSEC_PER_USEC : v);
}

static SYSFS_FILE(show_idle_text)
{
	const char *text = str_(idle_of(f), row->path, 0);

	out(e, "%s\n", *text ? text : "<null>");
}

static SYSFS_FILE(show_disabled)
{
	out(e, "%ld\n", num(idle_of(f), "state_usage->disable") & 1);	/* by the user, not by the driver */
}

static SYSFS_FILE(show_idle_governor)
{
	ref governor = deref(sym(e, "cpuidle_curr_governor", "struct cpuidle_governor *"));

	out(e, "%s\n", null(governor) ? "none" : str(governor, "name"));
}

static SYSFS_FILE(show_idle_governors)
{
	EACH(governor, list(sym(e, "cpuidle_governors", "struct list_head"), "struct cpuidle_governor", "governor_list"))
		out(e, "%s ", str(governor, "name"));
	out(e, "\n");
}

/* One driver for all CPUs, or one per CPU where they differ; the file shows that of the CPU it is read on. */
static SYSFS_FILE(show_idle_driver)
{
	ref driver = has_sym(e, "cpuidle_curr_driver") ? deref(sym(e, "cpuidle_curr_driver", "struct cpuidle_driver *")) :
							 deref(percpu(e, "cpuidle_drivers", "struct cpuidle_driver *", 0));

	out(e, "%s\n", null(driver) ? "none" : str(driver, "name"));
}

/* ---- threads of cores ------------------------------------------------------------------------------ */

static SYSFS_FILE(show_smt_active)
{
	out(e, "%d\n", has_sym(e, "sched_smt_present") && static_key_on(e, "sched_smt_present"));
}

static SYSFS_FILE(show_smt_control)
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
#define LIMIT(name, member) {name, POLICY, sysfs_field, .type = "struct cpufreq_policy", .kobject = "kobj", .path = member}
#define USAGE(name, member) {name, STATE, show_idle_number, .path = member}

const struct sysfs_row sysfs_frequency_rows[] = {
	LIMIT("cpuinfo_min_freq", "cpuinfo.min_freq"), LIMIT("cpuinfo_max_freq", "cpuinfo.max_freq"),
	LIMIT("cpuinfo_transition_latency", "cpuinfo.transition_latency"), LIMIT("scaling_min_freq", "min"),
	LIMIT("scaling_max_freq", "max"),
	{"scaling_cur_freq", POLICY, sysfs_unknown, .text = MEASURED},
	{"cpuinfo_cur_freq", POLICY, sysfs_unknown, .text = MEASURED},
	{"scaling_governor", POLICY, .print = show_governor},
	{"scaling_driver", POLICY, .print = show_driver},
	{"affected_cpus", POLICY, show_cpus, .path = "cpus"},
	{"related_cpus", POLICY, show_cpus, .path = "related_cpus"},
	{"name", STATE, show_idle_text, .path = "state->name"},
	{"desc", STATE, show_idle_text, .path = "state->desc"},
	{"latency", STATE, show_idle_number, .path = "state->exit_latency_ns", .kind = "ns"},
	{"residency", STATE, show_idle_number, .path = "state->target_residency_ns", .kind = "ns"},
	{"time", STATE, show_idle_number, .path = "state_usage->time_ns", .kind = "ns"},
	USAGE("power", "state->power_usage"), USAGE("usage", "state_usage->usage"), USAGE("above", "state_usage->above"),
	USAGE("below", "state_usage->below"), USAGE("rejected", "state_usage->rejected"),
	{"disable", STATE, .print = show_disabled},
	{"current_governor", IDLE, .print = show_idle_governor},
	{"current_governor_ro", IDLE, .print = show_idle_governor},
	{"available_governors", IDLE, .print = show_idle_governors},
	{"current_driver", IDLE, .print = show_idle_driver},
	{"active", SMT, .print = show_smt_active},
	{"control", SMT, .print = show_smt_control},
};
const size_t sysfs_frequency_row_count = ARRAY_LEN(sysfs_frequency_rows);
