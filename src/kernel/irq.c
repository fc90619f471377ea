/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <string.h>

/* A maple tree since 6.5 (721255b9826b), a radix tree before, an xarray by another name since 4.20; without CONFIG_SPARSE_IRQ an array. */
struct walk irqs(struct emit *e)
{
	/* resend_node came in the same series; where data has no names, code_symbols.def calls either tree irq_desc_tree. */
	if (has_member(e, "struct irq_desc", "resend_node"))
		return maple(sym(e, knows_sym(e, "sparse_irqs") ? "sparse_irqs" : "irq_desc_tree", "struct maple_tree"),
			     "struct irq_desc");
	if (has_sym(e, "irq_desc_tree"))
		return xarray(sym(e, "irq_desc_tree", has_type(e, "struct xarray") ? "struct xarray" : "struct radix_tree_root"),
			      "struct irq_desc");
	return array_n(sym(e, "irq_desc", "struct irq_desc"), "", nr_irqs(e));
}

/* Static and renamed in 6.13 (5280a14a610f). */
long nr_irqs(struct emit *e)
{
	return val(sym(e, knows_sym(e, "total_nr_irqs") ? "total_nr_irqs" : "nr_irqs", "unsigned int"));
}

/* A bare counter until struct irqstat came in 6.10 (86d2a2f51fba). */
long irq_count(ref desc, long cpu)
{
	ref counter = percpu_ptr(desc, "kstat_irqs", cpu);

	if (!poisoned(counter) && !counter.addr)
		return 0;
	return has(counter, "cnt") ? num(counter, "cnt") : val(counter);
}

const char *irq_action_name(ref action)
{
	return addr(action, "name") ? str(action, "name") : "(null)";
}

/* kstat_irqs(), kernel/irq/irqdesc.c: interrupts of one CPU only have no total of their own. */
long irq_total(ref desc)
{
	enum { PER_CPU = 1 << 9, PER_CPU_DEVID = 1 << 17, IS_NMI = 0x2000 };
	struct emit *e = context(desc);
	long sum = 0;

	if (has(desc, "tot_count") && !(num(desc, "status_use_accessors") & (PER_CPU | PER_CPU_DEVID)) &&
	    !(num(desc, "istate|core_internal_state__do_not_mess_with_it") & IS_NMI))
		return num(desc, "tot_count");
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		sum += irq_count(desc, cpu);
	return sum & 0xffffffff;
}

bool irq_hidden(ref desc)
{
	return num(desc, "status_use_accessors") >> 20 & 1;
}

/* Demultiplexers: irq_desc_is_chained(). */
bool irq_chained(ref desc)
{
	ref action = ptr(desc, "action");

	/* chained_action, told by what it calls if it is used as any other */
	return !null(action) && !strcmp(symbol_name(context(desc), addr(action, "handler")), "bad_chained_irq");
}

/* arch_irq_stat_cpu() + arch_irq_stat(), arch/x86/kernel/irq.c: what proc/stat adds to the device interrupts. */
static const char *const x86_counters[] = {
	"__nmi_count", "apic_timer_irqs", "irq_spurious_count", "apic_perf_irqs", "apic_irq_work_irqs",
	"icr_read_retry_count", "irq_resched_count", "irq_call_count", "irq_thermal_count", "irq_threshold_count",
};

static unsigned long x86_cpu_total(struct emit *e, long cpu)
{
	ref stat = percpu(e, "irq_stat", "irq_cpustat_t", cpu);
	unsigned long sum = 0;

	if (has(stat, "counts")) {	/* 7.1: all of them */
		EACH(count, array(stat, "counts"))
			sum += (unsigned long)val(count);
		return sum;
	}
	for (unsigned i = 0; i < ARRAY_LEN(x86_counters); i++)
		if (has_(stat, x86_counters[i]))
			sum += (unsigned long)num_(stat, x86_counters[i], 0);
	if (has_sym(e, "mce_exception_count"))
		sum += (unsigned long)val(percpu(e, "mce_exception_count", "unsigned int", cpu));
	if (has_sym(e, "mce_poll_count"))
		sum += (unsigned long)val(percpu(e, "mce_poll_count", "unsigned int", cpu));
	return sum;
}

unsigned long arch_irq_total(struct emit *e)
{
	unsigned long sum = 0;

	if (strcmp(e->facts->arch, "x86_64"))
		return 0;
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		sum += x86_cpu_total(e, cpu);
	if (has_sym(e, "irq_err_count"))
		sum += (unsigned long)val(sym(e, "irq_err_count", "unsigned int"));
	return sum;
}
