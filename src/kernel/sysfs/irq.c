/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/kernel/irq/<n>/…: kernel/irq/irqdesc.c */
#include "kernel/sysfs/rows.h"

static ref desc_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct irq_desc", "kobj");
}

static void show_counts(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref desc = desc_of(f);
	const char *comma = "";

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		out(e, "%s%lu", comma, irq_count(desc, cpu));
		comma = ",";
	}
	out(e, "\n");
}

static void show_chip(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref chip = ptr(desc_of(f), "irq_data.chip");

	if (!null(chip) && addr(chip, "name"))
		out(e, "%s\n", str(chip, "name"));
}

static void show_hwirq(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref desc = desc_of(f);

	if (addr(desc, "irq_data.domain"))
		out(e, "%lu\n", num(desc, "irq_data.hwirq"));
}

static void show_name(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref desc = desc_of(f);

	if (addr(desc, "name"))
		out(e, "%s\n", str(desc, "name"));
}

static void show_type(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { IRQD_LEVEL = 1 << 13 };

	out(e, "%s\n", num(desc_of(f), "irq_common_data.state_use_accessors") & IRQD_LEVEL ? "level" : "edge");
}

static void show_wakeup(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { IRQD_WAKEUP_STATE = 1 << 14 };

	out(e, "%s\n", num(desc_of(f), "irq_common_data.state_use_accessors") & IRQD_WAKEUP_STATE ? "enabled" : "disabled");
}

static void show_actions(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	bool any = false;

	EACH(action, chain(ptr(desc_of(f), "action"), "next")) {
		out(e, "%s%s", any ? "," : "", str(action, "name"));
		any = true;
	}
	if (any)
		out(e, "\n");
}

const struct sysfs_row sysfs_irq_rows[] = {
	{"actions",		"kernel/irq/~", show_actions, 0, 0, 0, 0},
	{"chip_name",		"kernel/irq/~", show_chip, 0, 0, 0, 0},
	{"hwirq",		"kernel/irq/~", show_hwirq, 0, 0, 0, 0},
	{"name",		"kernel/irq/~", show_name, 0, 0, 0, 0},
	{"per_cpu_count",	"kernel/irq/~", show_counts, 0, 0, 0, 0},
	{"type",		"kernel/irq/~", show_type, 0, 0, 0, 0},
	{"wakeup",		"kernel/irq/~", show_wakeup, 0, 0, 0, 0},
};
const size_t sysfs_irq_row_count = ARRAY_LEN(sysfs_irq_rows);
