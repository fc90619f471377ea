/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Stalls for want of a resource, as of the last averaging.  psi_show(), kernel/sched/psi.c */
#include "kernel/kernel.h"

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

static void print_line(struct emit *e, const char *label, ref group, long state)
{
	row_begin(e);
	out(e, "%s", label);
	for (long w = 0; w < AVERAGES; w++) {
		unsigned long avg = state < 0 ? 0 : average(e, group, state, w);

		out(e, " avg%s=%lu.%02lu", w == 0 ? "10" : w == 1 ? "60" : "300", avg / FIXED_1, avg % FIXED_1 * 100 / FIXED_1);
	}
	row_(e, " total=%lu\n", state < 0 ? 0 : total(e, group, state) / 1000);
}

void print_pressure(ref group, const char *resource)
{
	struct emit *e = context(group);
	const char *some = file_printf(e, "PSI_%s_SOME", resource), *full = file_printf(e, "PSI_%s_FULL", resource);
	/* Stalls of all tasks for want of CPUs make no sense for the whole system: that line is zero (5.13). */
	bool full_is_zero = resource[0] == 'C' && has_sym(e, "psi_system") && group.addr == symaddr(e, "psi_system");

	if (has_enum(e, some))
		print_line(e, "some", group, enumv(e, some));
	if (has_enum(e, full))
		print_line(e, "full", group, full_is_zero ? -1 : enumv(e, full));
}
