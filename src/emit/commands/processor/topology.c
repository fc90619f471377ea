/* SPDX-License-Identifier: GPL-2.0-or-later */
/* CPUs, and what they share, from the folders that sysfs has of them */
#include "emit/commands/processor/processor.h"

#include <stdlib.h>
#include <string.h>

const char *cpu_file(struct emit *e, long cpu, const char *name)
{
	ref device = deref(percpu(e, "cpu_sys_devices", "struct device *", cpu));

	return null(device) || poisoned(device) ? NULL : sysfs_attribute(sub(device, "kobj"), name);
}

const char *cpu_ranges(struct emit *e, const char *text)
{
	const char *result = "";

	while (text && *text) {
		size_t n = strcspn(text, ",");
		char *end;
		long first = strtol(text, &end, 10), last = *end == '-' ? strtol(end + 1, NULL, 10) : first;

		result = file_printf(e, last > first + 1 ? "%s%s%ld-%ld" : last > first ? "%s%s%ld,%ld" : "%s%s%ld", result,
				     *result ? "," : "", first, last);
		text += n + (text[n] == ',');
	}
	return result;
}

/* Each group is counted where its first CPU is met. */
long cpu_groups(struct emit *e, const char *lists, const char *older)
{
	long groups = 0;

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		const char *list_of_cpus = cpu_file(e, cpu, lists);

		if (!list_of_cpus)
			list_of_cpus = cpu_file(e, cpu, older);
		if (!list_of_cpus)
			fail(e, lists, "not known of a CPU", 0);
		else
			groups += strtol(list_of_cpus, NULL, 10) == cpu;
	}
	return groups;
}
