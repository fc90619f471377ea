/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The x86 part of proc/interrupts.  arch_show_interrupts(), arch/x86/kernel/irq.c */
#include "emit/emit.h"
#include "emit/proc/interrupts.h"

/* A row exists where its counter does; those of a vector only where the vector is in use. */
static const struct irq_stat_row {
	const char *label, *counter, *text;
	int vector;
} rows[] = {
	{"NMI", "__nmi_count", "Non-maskable interrupts", 0},
	{"LOC", "apic_timer_irqs", "Local timer interrupts", 0},
	{"SPU", "irq_spurious_count", "Spurious interrupts", 0},
	{"PMI", "apic_perf_irqs", "Performance monitoring interrupts", 0},
	{"IWI", "apic_irq_work_irqs", "IRQ work interrupts", 0},
	{"RTR", "icr_read_retry_count", "APIC ICR read retries", 0},
	{"PLT", "x86_platform_ipis", "Platform interrupts", 0},
	{"RES", "irq_resched_count", "Rescheduling interrupts", 0},
	{"CAL", "irq_call_count", "Function call interrupts", 0},
	{"TLB", "irq_tlb_count", "TLB shootdowns", 0},
	{"TRM", "irq_thermal_count", "Thermal event interrupts", 0},
	{"THR", "irq_threshold_count", "Threshold APIC interrupts", 0},
	{"DFR", "irq_deferred_error_count", "Deferred Error APIC interrupts", 0},
	{"MCE", NULL, "Machine check exceptions", 0},
	{"MCP", NULL, "Machine check polls", 0},
	{"HYP", "irq_hv_callback_count", "Hypervisor callback interrupts", 0xf3},
	{"HRE", "irq_hv_reenlightenment_count", "Hyper-V reenlightenment interrupts", 0xee},
	{"HVS", "hyperv_stimer0_count", "Hyper-V stimer0 interrupts", 0xed},
	{"ERR", NULL, NULL, 0},
	{"MIS", NULL, NULL, 0},
	{"PIN", "kvm_posted_intr_ipis", "Posted-interrupt notification event", 0},
	{"NPI", "kvm_posted_intr_nested_ipis", "Nested posted-interrupt event", 0},
	{"PIW", "kvm_posted_intr_wakeup_ipis", "Posted-interrupt wakeup event", 0},
	{"VPMI", "perf_guest_mediated_pmis", "Perf Guest Mediated PMI", 0},
	{"PMN", "posted_msi_notification_count", "Posted MSI notification event", 0},
};

/* The rows whose counters do not lie in irq_stat. */
static const struct irq_symbol_row {
	const char *label, *symbol;
	bool per_cpu;
} symbol_rows[] = {
	{"MCE", "mce_exception_count", true},
	{"MCP", "mce_poll_count", true},
	{"ERR", "irq_err_count", false},
	{"MIS", "irq_mis_count", false},
};

static bool vector_in_use(struct emit *e, int vector)
{
	if (!has_sym(e, "system_vectors"))
		return false;
	return num_at(sym(e, "system_vectors", "unsigned char[32]"), "[]", vector / 8) >> vector % 8 & 1;
}

static void show_symbol(struct emit *e, const struct irq_stat_row *r, const struct irq_columns *c)
{
	const struct irq_symbol_row *s = symbol_rows;

	while (*s->label != *r->label || s->label[1] != r->label[1] || s->label[2] != r->label[2])
		s++;
	if (!has_sym(e, s->symbol))
		return;
	out(e, "%*s: ", c->number, r->label);
	if (!s->per_cpu) {
		out(e, "%10lu\n", val(sym(e, s->symbol, "unsigned int")));
		return;
	}
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		out(e, "%10lu ", val(percpu(e, s->symbol, "unsigned int", cpu)));
	out(e, "  %s\n", r->text);
}

void show_irq_stat_x86(struct emit *e, const struct irq_columns *c)
{
	for (const struct irq_stat_row *r = rows; r < rows + ARRAY_LEN(rows); r++) {
		if (!r->counter) {
			show_symbol(e, r, c);
			continue;
		}
		if (!has_member(e, "irq_cpustat_t", r->counter) || (r->vector && !vector_in_use(e, r->vector)))
			continue;
		if (r->label[0] == 'T' && r->label[1] == 'L' && !has_member(e, "irq_cpustat_t", "irq_resched_count"))	/* CONFIG_SMP */
			continue;
		if (r->label[0] == 'P' && r->label[1] == 'L' && !read_word(e, symaddr(e, "x86_platform_ipi_callback")))
			continue;
		out(e, "%*s: ", c->number, r->label);
		EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
			out(e, "%10lu ", num_(percpu(e, "irq_stat", "irq_cpustat_t", cpu), r->counter, 0));
		out(e, "  %s\n", r->text);
	}
}

/* Since 7.2 a table, and a bitmap of the rows that are in use. */
void show_irq_stat_table(struct emit *e, const struct irq_columns *c)
{
	ref table = sym(e, "irq_stat_info", "struct irq_stat_info");
	ref shown = sym(e, "irq_stat_count_show", "unsigned long");
	long n = len(percpu(e, "irq_stat", "irq_cpustat_t", 0), "counts");

	EACH_KEY(i, bits(shown, "", n)) {
		ref info = elem(table, "", i);

		out(e, "%*s:", c->number, str(info, "symbol"));
		EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
			out(e, " %10lu", num_at(percpu(e, "irq_stat", "irq_cpustat_t", cpu), "counts[]", i));
		out(e, "%s", str(info, "text"));
	}
}
