/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/power/…: kernel/power/main.c, hibernate.c */
#include "kernel/sysfs/rows.h"

enum { SUSPEND_MIN = 1, SUSPEND_MAX = 4 };	/* suspend_state_t is no enum */

/* a: table of names by state, b: variable with the one in brackets */
static void show_states(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref names = sym(e, row->a, "char *[4]");
	long current = val(sym(e, row->b, "int"));
	const char *blank = "";

	for (long i = SUSPEND_MIN; i < SUSPEND_MAX; i++) {
		const char *name = str_at(names, "[]", i);

		if (!*name)
			continue;
		out(e, i == current ? "%s[%s]" : "%s%s", blank, name);
		blank = " ";
	}
	out(e, "\n");
}

static void show_step(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref stats = sym(e, "suspend_stats", "struct suspend_stats");

	if (has(stats, "step_failures"))	/* 6.9 */
		out(e, "%ld\n", num_at(stats, "step_failures[]", enumv(e, row->b) - 1));
	else
		out(e, "%ld\n", num_(stats, row->a, 0));
}

static void show_stat(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%lu\n", num_(sym(e, "suspend_stats", "struct suspend_stats"), row->a, 0));
}

/* The last of the few failures that are kept in a ring. */
static void show_last(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref stats = sym(e, "suspend_stats", "struct suspend_stats");
	long n = len(stats, "errno"), last = num_(stats, row->a, 0), i = n > 0 ? (last + n - 1) % n : 0;

	if (*row->b == 'd')
		out(e, "%s\n", str(sub_at(stats, "failed_devs[]", i), ""));
	else
		out(e, "%ld\n", num_at(stats, "errno[]", i));
}

static void show_resume(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			__attribute__((unused)) const struct sysfs_row *row)
{
	unsigned long device = (unsigned long)val(sym(e, "swsusp_resume_device", "unsigned int"));

	out(e, "%lu:%lu\n", device >> 20, device & 0xfffff);
}

/* Both counts are halves of one word: split_counters(). */
static void show_wakeup_count(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			      __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%lu\n", (unsigned long)val(sym(e, "combined_event_count", "unsigned int")) >> 16);
}

#define NO_HIBERNATION "whether the machine may hibernate depends on lockdown, secret memory and drivers"
#define POWER "power"
#define STATS "power/suspend_stats"
#define VARIABLE(name, symbol, type) {name, POWER, sysfs_variable, symbol, type, 0, 0}
#define STEP(name, enumerator) {name, STATS, show_step, name, enumerator, 0, 0}
#define STAT(name) {name, STATS, show_stat, name, 0, 0, 0}

const struct sysfs_row sysfs_power_rows[] = {
	VARIABLE("pm_async", "pm_async_enabled", "int"), VARIABLE("sync_on_suspend", "sync_on_suspend_enabled", "_Bool"),
	VARIABLE("pm_freeze_timeout", "freeze_timeout_msecs", "unsigned int"),
	VARIABLE("pm_print_times", "pm_print_times_enabled", "_Bool"),
	VARIABLE("pm_debug_messages", "pm_debug_messages_on", "_Bool"), VARIABLE("pm_trace", "pm_trace_enabled", "int"),
	VARIABLE("image_size", "image_size", "unsigned long"), VARIABLE("reserved_size", "reserved_size", "unsigned long"),
	VARIABLE("resume_offset", "swsusp_resume_block", "unsigned long"),
	{"resume", POWER, show_resume, 0, 0, 0, 0},
	{"wakeup_count", POWER, show_wakeup_count, 0, 0, 0, 0},
	{"mem_sleep", POWER, show_states, "mem_sleep_states", "mem_sleep_current", 0, 0},
	{"state", POWER, sysfs_unknown, NO_HIBERNATION, 0, 0, 0},
	{"disk", POWER, sysfs_unknown, NO_HIBERNATION, 0, 0, 0},
	STAT("success"), STAT("fail"), STAT("last_hw_sleep"), STAT("total_hw_sleep"), STAT("max_hw_sleep"),
	STEP("failed_freeze", "SUSPEND_FREEZE"), STEP("failed_prepare", "SUSPEND_PREPARE"),
	STEP("failed_suspend", "SUSPEND_SUSPEND"), STEP("failed_suspend_late", "SUSPEND_SUSPEND_LATE"),
	STEP("failed_suspend_noirq", "SUSPEND_SUSPEND_NOIRQ"), STEP("failed_resume", "SUSPEND_RESUME"),
	STEP("failed_resume_early", "SUSPEND_RESUME_EARLY"), STEP("failed_resume_noirq", "SUSPEND_RESUME_NOIRQ"),
	{"last_failed_dev", STATS, show_last, "last_failed_dev", "device", 0, 0},
	{"last_failed_errno", STATS, show_last, "last_failed_errno", "errno", 0, 0},
};
const size_t sysfs_power_row_count = ARRAY_LEN(sysfs_power_rows);
