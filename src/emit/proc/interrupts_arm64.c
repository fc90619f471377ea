/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The arm64 part of proc/interrupts.  arch_show_interrupts(), arch/arm64/kernel/smp.c */
#include "emit/emit.h"
#include "emit/proc/interrupts.h"

/* Counted by interrupt descriptors of their own since 5.10 (d3afc7f12987); each CPU knows its own since 6.17. */
static long ipi_count(struct emit *e, long ipi, long cpu)
{
	if (has_sym(e, "pcpu_ipi_desc"))
		return irq_count(ptr_at(percpu(e, "pcpu_ipi_desc", "struct ipi_descs", cpu), "descs[]", ipi), cpu);
	return irq_count(ptr_at(sym(e, "ipi_desc", "struct irq_desc *[32]"), "[]", ipi), cpu);
}

void show_ipis_arm64(struct emit *e, const struct irq_columns *c)
{
	ref names;

	if (!has_sym(e, "ipi_types") || !(has_sym(e, "pcpu_ipi_desc") || has_sym(e, "ipi_desc"))) {
		remark(e, "the counters of inter-processor interrupts are not where they are known to lie");
		return;
	}
	names = sym(e, "ipi_types", "char *[32]");
	EACH_KEY(ipi, numbers(e, val(sym(e, "nr_ipi", "int")))) {
		out(e, "%*s%ld:%s", c->number - 1, "IPI", ipi, c->number >= 4 || !*c->gap ? " " : "");
		EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
			out(e, "%10lu ", ipi_count(e, ipi, cpu));
		out(e, *c->gap ? "      %s\n" : " %s\n", str_at(names, "[]", ipi));
	}
	row(e, "%*s: %10lu\n", c->number, "Err", val(sym(e, "irq_err_count", "unsigned long")));
}
