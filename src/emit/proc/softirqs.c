/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/softirqs: counts per softirq and CPU.  show_softirqs(), fs/proc/softirqs.c */
#include "emit/emit.h"

EMITTER(proc_softirqs)
{
	ref names = sym(e, "softirq_to_name", "char *[32]");

	out(e, "                    ");
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		out(e, "CPU%-8ld", cpu);
	out(e, "\n");
	EACH_KEY(i, numbers(e, enumv(e, "NR_SOFTIRQS"))) {
		out(e, "%12s:", str_at(names, "[]", i));
		EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
			out(e, " %10lu", num_at(percpu(e, "kstat", "struct kernel_stat", cpu), "softirqs[]", i));
		out(e, "\n");
	}
}
