/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/cpu/kernel_max: the highest CPU number the kernel was built for.  print_cpus_kernel_max() */
#include "emit/emit.h"

/*
 * NR_CPUS is a constant of the build.  A CPU mask has it rounded up to whole words, and setup_max_cpus
 * starts out with it, unless the command line has changed that.
 */
EMITTER(sys_cpu_kernel_max)
{
	long bits = (long)sizeof_type(e, "struct cpumask") * 8;
	long max = has_sym(e, "setup_max_cpus") ? val(sym(e, "setup_max_cpus", "unsigned int")) : 1;

	out(e, "%ld\n", (max <= bits && max > bits - 64 ? max : bits) - 1);
}
