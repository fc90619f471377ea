/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/irq/<n>/…: kernel/irq/irqdesc.c */
#include "kernel/sysfs/rows.h"

static ref desc_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct irq_desc", "kobj");
}

static SYSFS_FILE(show_counts)
{
	ref desc = desc_of(f);
	const char *comma = "";

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		out(e, "%s%lu", comma, irq_count(desc, cpu));
		comma = ",";
	}
	out(e, "\n");
}

static SYSFS_FILE(show_chip)
{
	ref chip = ptr(desc_of(f), "irq_data.chip");

	if (!null(chip) && addr(chip, "name"))
		out(e, "%s\n", str(chip, "name"));
}

static SYSFS_FILE(show_hwirq)
{
	ref desc = desc_of(f);

	if (addr(desc, "irq_data.domain"))
		out(e, "%lu\n", num(desc, "irq_data.hwirq"));
}

static SYSFS_FILE(show_name)
{
	ref desc = desc_of(f);

	if (addr(desc, "name"))
		out(e, "%s\n", str(desc, "name"));
}

static SYSFS_FILE(show_type)
{
	enum { IRQD_LEVEL = 1 << 13 };

	out(e, "%s\n", num(desc_of(f), "irq_common_data.state_use_accessors") & IRQD_LEVEL ? "level" : "edge");
}

static SYSFS_FILE(show_wakeup)
{
	enum { IRQD_WAKEUP_STATE = 1 << 14 };

	out(e, "%s\n", num(desc_of(f), "irq_common_data.state_use_accessors") & IRQD_WAKEUP_STATE ? "enabled" : "disabled");
}

static SYSFS_FILE(show_actions)
{
	bool any = false;

	EACH(action, chain(ptr(desc_of(f), "action"), "next")) {
		out(e, "%s%s", any ? "," : "", irq_action_name(action));
		any = true;
	}
	if (any)
		out(e, "\n");
}

const struct sysfs_row sysfs_irq_rows[] = {
	{"actions", "kernel/irq/~", .print = show_actions},
	{"chip_name", "kernel/irq/~", .print = show_chip},
	{"hwirq", "kernel/irq/~", .print = show_hwirq},
	{"name", "kernel/irq/~", .print = show_name},
	{"per_cpu_count", "kernel/irq/~", .print = show_counts},
	{"type", "kernel/irq/~", .print = show_type},
	{"wakeup", "kernel/irq/~", .print = show_wakeup},
};
const size_t sysfs_irq_row_count = ARRAY_LEN(sysfs_irq_rows);
