/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/interrupts: counts per interrupt and CPU.  show_interrupts(), kernel/irq/proc.c */
#include "emit/emit.h"
#include "emit/proc/interrupts.h"

#include <string.h>

/*
 * Since 7.2 the widths of the first column and of the chip's name fit what there is, and counts end
 * with no blank; before, the first column grew with nr_irqs.
 */
static struct irq_columns columns(struct emit *e)
{
	struct irq_columns c = {.number = 3, .chip = 8, .gap = " "};

	if (has_type(e, "struct irq_proc_constraints")) {
		ref fit = sym(e, "irq_proc_constraints", "struct irq_proc_constraints");

		return (struct irq_columns){(int)num(fit, "num_prec"), -(int)num(fit, "chip_width"), ""};
	}
	for (long limit = 1000; c.number < 10 && limit <= nr_irqs(e); limit *= 10)
		c.number++;
	return c;
}

static bool is_silent(struct emit *e, ref desc)
{
	if (addr(desc, "action") && !irq_chained(desc))
		return false;
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		if (irq_count(desc, cpu))
			return false;
	return true;
}

/* gic_irq_print_chip(), drivers/irqchip/irq-gic.c (5.19): by its place among them, or the device that powers it */
static const char *gic_name(struct emit *e, ref desc)
{
	ref gic = at(e, addr(desc, "irq_data.chip_data"),
		     "struct gic_chip_data{cpu_base}"), powered_by = ptr(gic, "domain->pm_dev|domain->dev");

	if (!null(powered_by))
		return str(powered_by, "of_node->name");
	return file_printf(e, "GIC-%ld", index_of(gic, sym(e, "gic_data", "struct gic_chip_data{cpu_base}")));
}

static const char *chip_name(struct emit *e, ref chip)
{
	if (null(chip))
		return "None";
	if (addr(chip, "irq_print_chip"))
		remark(e, "an interrupt chip prints its name by code: its plain name stands instead");
	return addr(chip, "name") ? str(chip, "name") : "-";
}

/* A chip that prints its name by code does so without the column's blanks. */
static void show_chip(struct emit *e, ref desc, const struct irq_columns *c)
{
	ref chip = ptr(desc, "irq_data.chip");
	uint64_t by_code = null(chip) ? 0 : addr(chip, "irq_print_chip");

	if (by_code && !strcmp(symbol_name(e, by_code), "gic_irq_print_chip"))
		out(e, "%s%s", *c->gap ? "" : "  ", gic_name(e, desc));
	else
		out(e, "%s%*s", *c->gap ? " " : "  ", c->chip, chip_name(e, chip));
}

/* CONFIG_GENERIC_IRQ_SHOW_LEVEL is the architecture's choice. */
static const char *level(struct emit *e, ref desc)
{
	enum { LEVEL = 1 << 13 };	/* IRQD_LEVEL */

	if (!strcmp(e->facts->arch, "x86_64"))
		return "";
	return num(desc, "irq_common_data.state_use_accessors") & LEVEL ? " Level   " : " Edge    ";
}

static void show(struct emit *e, ref desc, long irq, const struct irq_columns *c)
{
	out(e, "%*ld:%s", c->number, irq, c->gap);
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		out(e, *c->gap ? "%10lu " : " %10lu", irq_count(desc, cpu));
	show_chip(e, desc, c);
	if (addr(desc, "irq_data.domain"))
		out(e, " %*lu", c->number, num(desc, "irq_data.hwirq"));
	else
		out(e, " %*s", c->number, "");
	out(e, "%s", level(e, desc));
	if (addr(desc, "name"))
		out(e, "-%-8s", str(desc, "name"));
	EACH(action, chain(ptr(desc, "action"), "next"))
		out(e, "%s%s", KEY(action) ? ", " : "  ", irq_action_name(action));
	out(e, "\n");
}

EMITTER(proc_interrupts)
{
	struct irq_columns c = columns(e);

	out(e, "%*s", c.number + 8, "");
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		out(e, "CPU%-8ld", cpu);
	out(e, "\n");
	EACH(desc, irqs(e))
		if (!irq_hidden(desc) && !is_silent(e, desc))
			show(e, desc, KEY(desc), &c);
	if (has_sym(e, "irq_stat_info"))
		show_irq_stat_table(e, &c);
	else if (!strcmp(e->facts->arch, "x86_64"))
		show_irq_stat_x86(e, &c);
	else
		show_ipis_arm64(e, &c);
}
