/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/processor/lscpu_-ae: each processor, and where it stands, as util-linux lists them */
#include "emit/commands/processor/processor.h"

#include <stdlib.h>
#include <string.h>

/* "0:0:0:0": which of the caches of each level it uses; of those that it shares, it is the first CPU's number that counts */
static const char *caches(struct emit *e, long cpu)
{
	const char *text = "";

	for (long i = 0; i < 16; i++) {
		const char *sharers = cpu_file(e, cpu, file_printf(e, "cache/index%ld/shared_cpu_list", i));
		long first = sharers ? strtol(sharers, NULL, 10) : cpu;
		const char *id = cpu_file(e, first, file_printf(e, "cache/index%ld/id", i));

		if (!cpu_file(e, cpu, file_printf(e, "cache/index%ld/level", i)))
			break;
		text = file_printf(e, "%s%s%s", text, i ? ":" : "", id ? id : "-");
	}
	return *text ? text : "-";
}

/* "L1d:L1i:L2:L3" */
static const char *cache_names(struct emit *e, long cpu)
{
	const char *text = "";

	for (long i = 0; i < 16; i++) {
		const char *level = cpu_file(e, cpu, file_printf(e, "cache/index%ld/level", i));
		const char *kind = cpu_file(e, cpu, file_printf(e, "cache/index%ld/type", i));

		if (!level)
			break;
		text = file_printf(e, "%s%sL%s%s", text, i ? ":" : "", level,
				   kind && *kind == 'D' ? "d" : kind && *kind == 'I' ? "i" : "");
	}
	return text;
}

static const char *node_of_cpu(struct emit *e, long cpu)
{
	EACH(node, nodes(e)) {
		ref mask = node_cpumask(e, num(node, "node_id"));

		EACH_KEY(i, bits(mask, "bits", nr_cpu_ids(e)))
			if (i == cpu)
				return file_printf(e, "%ld", num(node, "node_id"));
	}
	return "-";
}

/* Numbered as lscpu does: in the order in which they are met. */
static const char *number_of(struct emit *e, long cpu, const char *file, const char *older)
{
	const char *mine = cpu_file(e, cpu, file);
	long number = 0;

	if (!mine)
		mine = cpu_file(e, cpu, file = older);
	if (!mine)
		return "-";
	EACH_KEY(other, cpus(e, CPUS_ONLINE)) {
		const char *theirs = cpu_file(e, other, file);

		if (theirs && !strcmp(mine, theirs))
			return file_printf(e, "%ld", number);
		number += theirs && strtol(theirs, NULL, 10) == other;
	}
	return "-";
}

EMITTER(cmd_lscpu_ae)
{
	struct column columns[] = {
		{"CPU", true, 0}, {"NODE", true, 0}, {"SOCKET", true, 0}, {"CORE", true, 0}, {"", false, 0}, {"ONLINE", true, 0},
	};
	struct table *t;

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		columns[4].name = cache_names(e, cpu);
		break;
	}
	t = table_new(e, columns, ARRAY_LEN(columns));
	EACH_KEY(cpu, cpus(e, CPUS_PRESENT)) {
		bool online = cpu_in(e, CPUS_ONLINE, cpu);

		table_row(t, file_printf(e, "%ld", cpu), online && has_sym(e, "node_data") ? node_of_cpu(e, cpu) : "-",
			  online ? number_of(e, cpu, "topology/package_cpus_list", "topology/core_siblings_list") : "-",
			  online ? number_of(e, cpu, "topology/core_cpus_list", "topology/thread_siblings_list") : "-",
			  online ? caches(e, cpu) : "-", online ? "yes" : "no");
	}
	table_print(t);
}
