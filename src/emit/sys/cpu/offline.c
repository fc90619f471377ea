/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/system/cpu/offline: CPUs that are not online.  print_cpus_offline(), drivers/base/cpu.c */
#include "emit/emit.h"

EMITTER(sys_cpu_offline)
{
	long ids = nr_cpu_ids(e), total = val(sym(e, "total_cpus", "unsigned int"));
	struct address_list offline = address_list(e);

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		if (!cpu_in(e, CPUS_ONLINE, cpu))
			address_add(&offline, (uint64_t)cpu);
	out(e, "%s", bitmap_list(number_walk(e, &offline)));
	if (total > ids)	/* CPUs that the kernel has no room for */
		out(e, "%s%ld", offline.count ? "," : "", ids);
	if (total > ids + 1)
		out(e, "-%ld", total - 1);
	out(e, "\n");
}
