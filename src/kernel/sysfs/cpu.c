/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPUs: hot plugging (kernel/cpu.c), machine checks (arch/x86/kernel/cpu/mce/core.c), drivers/base/cpu.c */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>

/* a: member of struct cpuhp_cpu_state */
static void show_hotplug(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	long cpu = num(sysfs_device(f), "id");

	out(e, "%ld\n", num_(percpu(e, "cpuhp_state", "struct cpuhp_cpu_state", cpu), row->a, 0));
}

static void show_notes_size(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
			    __attribute__((unused)) const struct sysfs_row *row)
{
	if (has_type(e, "note_buf_t"))
		out(e, "%zu\n", sizeof_type(e, "note_buf_t"));
	else
		stub(e, "the type of the notes is not known");
}

/* The features of the first CPU by number: arch_print_cpu_modalias() */
const char *cpu_modalias(struct emit *e)
{
	const char *text;
	long words;
	ref cpu;

	if (!has_type(e, "struct cpuinfo_x86"))
		return NULL;
	cpu = sym(e, "boot_cpu_data", "struct cpuinfo_x86");
	words = len(cpu, "x86_capability") - cpu_bug_words(e);
	text = file_printf(e, "cpu:type:x86,ven%04lXfam%04lXmod%04lX:feature:", num(cpu, "x86_vendor"), num(cpu, "x86"),
			   num(cpu, "x86_model"));
	EACH_KEY(bit, bits(cpu, "x86_capability", words * 32))
		text = file_printf(e, "%s,%04lX", text, bit);
	return text;
}

static void show_alias(struct emit *e, __attribute__((unused)) const struct sysfs_file *f,
		       __attribute__((unused)) const struct sysfs_row *row)
{
	const char *alias = cpu_modalias(e);

	if (alias)
		out(e, "%s\n", alias);
	else
		stub(e, "only x86's way to name a CPU is known");
}

/* ---- machine checks --------------------------------------------------------------------------- */

static void show_bank(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long cpu = num(sysfs_device(f), "id"), bank = strtol(f->name + sizeof("bank") - 1, NULL, 10);
	ref banks = percpu(e, "mce_banks_array", "struct mce_bank[]", cpu);

	if (bank >= val(percpu(e, "mce_num_banks", "unsigned int", cpu)) || !num(elem(banks, "", bank), "init"))
		absent(e, "reading it fails: the CPU has no such bank");
	else
		out(e, "%lx\n", num(elem(banks, "", bank), "ctl"));
}

#define CPU "devices/system/cpu/~"
#define HOTPLUG "devices/system/cpu/*/hotplug"

const struct sysfs_row sysfs_cpu_rows[] = {
	{"state", HOTPLUG, show_hotplug, "state", 0, 0, 0},
	{"target", HOTPLUG, show_hotplug, "target", 0, 0, 0},
	{"fail", HOTPLUG, show_hotplug, "fail", 0, 0, 0},
	{"crash_notes_size", CPU, show_notes_size, 0, 0, 0, 0},
	{"modalias", "devices/system/cpu", show_alias, 0, 0, 0, 0},
	{"show_bank()", "devices/system/machinecheck/~", show_bank, 0, 0, 0, 0},
};
const size_t sysfs_cpu_row_count = ARRAY_LEN(sysfs_cpu_rows);
