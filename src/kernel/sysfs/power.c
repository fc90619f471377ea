/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/power/…: kernel/power/main.c, hibernate.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

#define IN_LOCKDOWN "the kernel is locked down: whether that forbids hibernation is not known"

enum { SUSPEND_MIN = 1, SUSPEND_MAX = 4 };	/* suspend_state_t is no enum */

/* symbol: of the table of names by state; the choice is put in brackets */
static SYSFS_FILE(show_states)
{
	ref names = sym(e, row->symbol, "char *[4]");
	long current = val(sym(e, row->choice, "int"));
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

static SYSFS_FILE(show_step)
{
	ref stats = sym(e, "suspend_stats", "struct suspend_stats");

	if (has(stats, "step_failures"))	/* 6.9 */
		out(e, "%ld\n", num_at(stats, "step_failures[]", enumv(e, row->enumerator) - 1));
	else
		out(e, "%ld\n", num_(stats, row->path, 0));
}

static SYSFS_FILE(show_stat)
{
	out(e, "%lu\n", num_(sym(e, "suspend_stats", "struct suspend_stats"), row->path, 0));
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
static SYSFS_FILE(show_last)
{
	ref stats = sym(e, "suspend_stats", "struct suspend_stats");
	long n = len(stats, "errno"), last = num_(stats, row->path, 0), i = n > 0 ? (last + n - 1) % n : 0;

	if (*row->kind == 'd')	/* an array of names in arrays of the same length */
		out(e, "%s\n", n > 0 ? string(e, sub(stats, "failed_devs").addr + (uint64_t)(i * (size(stats, "failed_devs") / n))) : "");
	else if (*row->kind == 's')
		out(e, "%s\n", step_name(e, num_at(stats, "failed_steps[]", i)));
	else
		out(e, "%ld\n", num_at(stats, "errno[]", i));
}

static SYSFS_FILE(show_resume)
{
	unsigned long device = (unsigned long)val(sym(e, "swsusp_resume_device", "unsigned int"));

	out(e, "%lu:%lu\n", device >> 20, device & 0xfffff);
}

/* Both counts are halves of one word: split_counters(). */
static SYSFS_FILE(show_wakeup_count)
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

static SYSFS_FILE(show_state)
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

/* "platform" is among them only where there is one that does it. */
static SYSFS_FILE(show_choices)
{
	long current = val(sym(e, row->choice, "int"));
	const char *blank = "";
	struct symbol table;

	if (!symbol_at(e, symaddr(e, row->symbol), &table))
		return;
	for (long i = 0; i < 16 && (uint64_t)i < table.size / sizeof(uint64_t); i++) {
		const char *name = str_at(sym(e, row->symbol, "char *[16]"), "[]", i);

		if (!*name || (!strcmp(name, "platform") && !val(sym(e, "hibernation_ops", "unsigned long"))))
			continue;
		out(e, i == current ? "%s[%s]" : "%s%s", blank, name);
		blank = " ";
	}
	out(e, has_sym(e, "hibernate_compressor") ? "\n" : " \n");	/* a change of about that time, 6.9 */
}

static SYSFS_FILE(show_disk)
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
static SYSFS_FILE(show_test)
{
	enum { LEVELS = 6 };
	long current = val(sym(e, "pm_test_level", "int"));

	for (long i = 0; i < LEVELS; i++)
		out(e, i == current ? "%s[%s]" : "%s%s", i ? " " : "", str_at(sym(e, "pm_tests", "char *[6]"), "[]", i));
	out(e, "\n");
}

#define POWER "power"
#define STATS "power/suspend_stats"
#define VARIABLE(name, variable, of) {name, POWER, sysfs_variable, .symbol = variable, .type = of}
#define STEP(name, value) {name, STATS, show_step, .path = name, .enumerator = value}
#define STAT(name) {name, STATS, show_stat, .path = name}

const struct sysfs_row sysfs_power_rows[] = {
	VARIABLE("pm_async", "pm_async_enabled", "int"), VARIABLE("sync_on_suspend", "sync_on_suspend_enabled", "_Bool"),
	VARIABLE("freeze_filesystems", "filesystem_freeze_enabled", "_Bool"),
	VARIABLE("hibernate_compression_threads", "hibernate_compression_threads", "unsigned int"),
	VARIABLE("pm_freeze_timeout", "freeze_timeout_msecs", "unsigned int"),
	VARIABLE("pm_print_times", "pm_print_times_enabled", "_Bool"),
	VARIABLE("pm_debug_messages", "pm_debug_messages_on", "_Bool"), VARIABLE("pm_trace", "pm_trace_enabled", "int"),
	VARIABLE("image_size", "image_size", "unsigned long"), VARIABLE("reserved_size", "reserved_size", "unsigned long"),
	VARIABLE("resume_offset", "swsusp_resume_block", "unsigned long"),
	{"resume", POWER, .print = show_resume},
	{"wakeup_count", POWER, .print = show_wakeup_count},
	{"mem_sleep", POWER, show_states, .symbol = "mem_sleep_states", .choice = "mem_sleep_current"},
	{"state", POWER, .print = show_state},
	{"disk", POWER, show_disk, .symbol = "hibernation_modes", .choice = "hibernation_mode"},
	{"pm_test", POWER, .print = show_test},
	STAT("success"), STAT("fail"), STAT("last_hw_sleep"), STAT("total_hw_sleep"), STAT("max_hw_sleep"),
	STEP("failed_freeze", "SUSPEND_FREEZE"), STEP("failed_prepare", "SUSPEND_PREPARE"),
	STEP("failed_suspend", "SUSPEND_SUSPEND"), STEP("failed_suspend_late", "SUSPEND_SUSPEND_LATE"),
	STEP("failed_suspend_noirq", "SUSPEND_SUSPEND_NOIRQ"), STEP("failed_resume", "SUSPEND_RESUME"),
	STEP("failed_resume_early", "SUSPEND_RESUME_EARLY"), STEP("failed_resume_noirq", "SUSPEND_RESUME_NOIRQ"),
	{"last_failed_dev", STATS, show_last, .path = "last_failed_dev", .kind = "device"},
	{"last_failed_step", STATS, show_last, .path = "last_failed_step", .kind = "step"},
	{"last_failed_errno", STATS, show_last, .path = "last_failed_errno", .kind = "errno"},
};
const size_t sysfs_power_row_count = ARRAY_LEN(sysfs_power_rows);
