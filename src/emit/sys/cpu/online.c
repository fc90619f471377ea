/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/cpu/online: CPUs that were online before the panic.  drivers/base/cpu.c */
#include "emit/emit.h"

EMITTER(sys_cpu_online)
{
	row(e, "%s\n", bitmap_list(cpus(e, CPUS_ONLINE)));
}
