/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/cpu/present: CPUs that are plugged in.  drivers/base/cpu.c */
#include "emit/emit.h"

EMITTER(sys_cpu_present)
{
	row(e, "%s\n", bitmap_list(cpus(e, CPUS_PRESENT)));
}
