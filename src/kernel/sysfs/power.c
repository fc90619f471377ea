/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/power/…: kernel/power/main.c, hibernate.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

#define IN_LOCKDOWN "the kernel is locked down: whether that forbids hibernation is not known"

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

/* Not all of them had names until 6.9. */
static const char *step_name(struct emit *e, long step)
{
	static const struct {
		const char *enumerator, *name;
		bool later;
	} names[] = {
		{"SUSPEND_FREEZE", "freeze", false}, {"SUSPEND_PREPARE", "prepare", false}, {"SUSPEND_SUSPEND", "suspend", false},
		{"SUSPEND_SUSPEND_LATE", "suspend_late", true}, {"SUSPEND_SUSPEND_NOIRQ", "suspend_noirq", false},
		{"SUSPEND_RESUME_NOIRQ", "resume_noirq", false}, {"SUSPEND_RESUME_EARLY", "resume_early", true},
		{"SUSPEND_RESUME", "resume", false},
	};
	bool all = has_member(e, "struct suspend_stats", "step_failures");

	for (size_t i = 0; step && i < ARRAY_LEN(names); i++)
		if (step == enum_or(e, names[i].enumerator, -1) && (all || !names[i].later))
			return names[i].name;
	return "";
}

/* The last of the few failures that are kept in a ring. */
static void show_last(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref stats = sym(e, "suspend_stats", "struct suspend_stats");
	long n = len(stats, "errno"), last = num_(stats, row->a, 0), i = n > 0 ? (last + n - 1) % n : 0;

	if (*row->b == 'd')	/* an array of names in arrays of the same length */
		out(e, "%s\n", n > 0 ? string(e, sub(stats, "failed_devs").addr + (uint64_t)(i * (size(stats, "failed_devs") / n))) : "");
	else if (*row->b == 's')
		out(e, "%s\n", step_name(e, num_at(stats, "failed_steps[]", i)));
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

/* hibernation_available(); lockdown counts only if its module is in use, which is not looked into. */
static bool can_hibernate(struct emit *e, bool *known)
{
	*known = !has_sym(e, "kernel_locked_down") || !val(sym(e, "kernel_locked_down", "int"));
	return !val(sym(e, "nohibernate", "int")) && !(has_sym(e, "secretmem_users") && val(sym(e, "secretmem_users", "int"))) &&
	       !(has_function(e, "cxl_mem_active") && val(sym(e, "mem_active", "int")));
}

static void show_state(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
		       __attribute__((unused)) const struct sysfs_row *row)
{
	ref names = sym(e, "pm_states", "char *[4]");
	const char *blank = "";
	bool known = true, hibernates = has_sym(e, "nohibernate") && can_hibernate(e, &known);

	if (!known) {
		stub(e, IN_LOCKDOWN);
		return;
	}
	for (long i = SUSPEND_MIN; i < SUSPEND_MAX; i++) {
		if (*str_at(names, "[]", i)) {
			out(e, "%s%s", blank, str_at(names, "[]", i));
			blank = " ";
		}
	}
	if (hibernates)
		out(e, "%sdisk\n", blank);
	else if (*blank)
		out(e, "\n");
}

/* a: table of names by number, b: variable with the one in brackets, c: what is not among them, d: unless that is set */
static void show_choices(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, const struct sysfs_row *row)
{
	long current = val(sym(e, row->b, "int"));
	const char *blank = "";
	struct symbol table;

	if (!symbol_at(e, symaddr(e, row->a), &table))
		return;
	for (long i = 0; i < 16 && (uint64_t)i < table.size / sizeof(uint64_t); i++) {
		const char *name = str_at(sym(e, row->a, "char *[16]"), "[]", i);

		if (!*name || (!strcmp(name, row->c) && !val(sym(e, row->d, "unsigned long"))))
			continue;
		out(e, i == current ? "%s[%s]" : "%s%s", blank, name);
		blank = " ";
	}
	out(e, has_sym(e, "hibernate_compressor") ? "\n" : " \n");	/* a change of about that time, 6.9 */
}

static void show_disk(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	bool known, hibernates = can_hibernate(e, &known);

	if (!known)
		stub(e, IN_LOCKDOWN);
	else if (!hibernates)
		out(e, "[disabled]\n");
	else
		show_choices(e, f, row);
}

/* The last blank of its line is its end. */
static void show_test(struct emit *e, __attribute__((unused)) const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { LEVELS = 6 };
	long current = val(sym(e, "pm_test_level", "int"));

	for (long i = 0; i < LEVELS; i++)
		out(e, i == current ? "%s[%s]" : "%s%s", i ? " " : "", str_at(sym(e, "pm_tests", "char *[6]"), "[]", i));
	out(e, "\n");
}

#define POWER "power"
#define STATS "power/suspend_stats"
#define VARIABLE(name, symbol, type) {name, POWER, sysfs_variable, symbol, type, 0, 0}
#define STEP(name, enumerator) {name, STATS, show_step, name, enumerator, 0, 0}
#define STAT(name) {name, STATS, show_stat, name, 0, 0, 0}

const struct sysfs_row sysfs_power_rows[] = {
	VARIABLE("pm_async", "pm_async_enabled", "int"), VARIABLE("sync_on_suspend", "sync_on_suspend_enabled", "_Bool"),
	VARIABLE("freeze_filesystems", "filesystem_freeze_enabled", "_Bool"),
	VARIABLE("hibernate_compression_threads", "hibernate_compression_threads", "unsigned int"),
	VARIABLE("pm_freeze_timeout", "freeze_timeout_msecs", "unsigned int"),
	VARIABLE("pm_print_times", "pm_print_times_enabled", "_Bool"),
	VARIABLE("pm_debug_messages", "pm_debug_messages_on", "_Bool"), VARIABLE("pm_trace", "pm_trace_enabled", "int"),
	VARIABLE("image_size", "image_size", "unsigned long"), VARIABLE("reserved_size", "reserved_size", "unsigned long"),
	VARIABLE("resume_offset", "swsusp_resume_block", "unsigned long"),
	{"resume", POWER, show_resume, 0, 0, 0, 0},
	{"wakeup_count", POWER, show_wakeup_count, 0, 0, 0, 0},
	{"mem_sleep", POWER, show_states, "mem_sleep_states", "mem_sleep_current", 0, 0},
	{"state", POWER, show_state, 0, 0, 0, 0},
	{"disk", POWER, show_disk, "hibernation_modes", "hibernation_mode", "platform", "hibernation_ops"},
	{"pm_test", POWER, show_test, 0, 0, 0, 0},
	STAT("success"), STAT("fail"), STAT("last_hw_sleep"), STAT("total_hw_sleep"), STAT("max_hw_sleep"),
	STEP("failed_freeze", "SUSPEND_FREEZE"), STEP("failed_prepare", "SUSPEND_PREPARE"),
	STEP("failed_suspend", "SUSPEND_SUSPEND"), STEP("failed_suspend_late", "SUSPEND_SUSPEND_LATE"),
	STEP("failed_suspend_noirq", "SUSPEND_SUSPEND_NOIRQ"), STEP("failed_resume", "SUSPEND_RESUME"),
	STEP("failed_resume_early", "SUSPEND_RESUME_EARLY"), STEP("failed_resume_noirq", "SUSPEND_RESUME_NOIRQ"),
	{"last_failed_dev", STATS, show_last, "last_failed_dev", "device", 0, 0},
	{"last_failed_step", STATS, show_last, "last_failed_step", "step", 0, 0},
	{"last_failed_errno", STATS, show_last, "last_failed_errno", "errno", 0, 0},
};
const size_t sysfs_power_row_count = ARRAY_LEN(sysfs_power_rows);
