/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/cpu/possible: CPUs that could ever be.  drivers/base/cpu.c */
#include "emit/emit.h"

EMITTER(sys_cpu_possible)
{
	row(e, "%s\n", bitmap_list(cpus(e, CPUS_POSSIBLE)));
}
