/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/pressure/…: stalls for want of a resource, as of the last averaging.  psi_show(), kernel/sched/psi.c */
#include "emit/emit.h"

#define FIXED_1 2048	/* avenrun's fixed point */
#define AVERAGES 3

/* Both arrays have two dimensions, but older type information flattens them. */
static unsigned long average(struct emit *e, ref group, long state, long window)
{
	return read_word(e, sub(group, "avg").addr + (uint64_t)(state * AVERAGES + window) * 8);
}

/* total[PSI_AVGS][state], in ns.  PSI_AVGS is 0. */
static unsigned long total(struct emit *e, ref group, long state)
{
	return read_word(e, sub(group, "total").addr + (uint64_t)state * 8);
}

static void show(struct emit *e, const char *label, ref group, long state)
{
	row_begin(e);
	out(e, "%s", label);
	for (long w = 0; w < AVERAGES; w++) {
		unsigned long avg = state < 0 ? 0 : average(e, group, state, w);

		out(e, " avg%s=%lu.%02lu", w == 0 ? "10" : w == 1 ? "60" : "300", avg / FIXED_1, avg % FIXED_1 * 100 / FIXED_1);
	}
	row_(e, " total=%lu\n", state < 0 ? 0 : total(e, group, state) / 1000);
}

/* Stalls of all tasks for want of CPUs make no sense for the whole system: that line is zero (5.13). */
static void show_resource(struct emit *e, const char *some, const char *full, bool full_is_zero)
{
	ref group;

	if (!has_sym(e, "psi_system") || static_key_on(e, "psi_disabled")) {
		absent(e, "pressure is not measured (CONFIG_PSI, psi=)");
		return;
	}
	group = sym(e, "psi_system", "struct psi_group");
	if (some)
		show(e, "some", group, enumv(e, some));
	if (has_enum(e, full))
		show(e, "full", group, full_is_zero ? -1 : enumv(e, full));
}

EMITTER(proc_pressure_cpu)
{
	show_resource(e, "PSI_CPU_SOME", "PSI_CPU_FULL", true);
}

EMITTER(proc_pressure_io)
{
	show_resource(e, "PSI_IO_SOME", "PSI_IO_FULL", false);
}

EMITTER(proc_pressure_memory)
{
	show_resource(e, "PSI_MEM_SOME", "PSI_MEM_FULL", false);
}

EMITTER(proc_pressure_irq)
{
	if (!has_enum(e, "PSI_IRQ_FULL")) {
		absent(e, "the kernel does not account interrupt time");
		return;
	}
	show_resource(e, NULL, "PSI_IRQ_FULL", false);
}
