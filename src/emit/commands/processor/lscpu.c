/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/processor/lscpu: the processors at a glance, as util-linux tells of them; nothing of what the firmware says */
#include "emit/commands/processor/processor.h"

#include <stdlib.h>
#include <string.h>

void lscpu_line(struct table *t, const char *name, const char *value)
{
	if (value)
		table_row(t, name, value);
}

/* What stands behind a word of /proc/cpuinfo, of the first CPU; NULL if it is not there. */
static const char *word(struct emit *e, const char *cpuinfo, const char *name)
{
	for (const char *line = cpuinfo; line && *line; line = strchr(line, '\n'), line += line != NULL) {
		size_t n = strcspn(line, "\t:"), length = strcspn(line, "\n");
		const char *colon = memchr(line, ':', length);

		if (n == strlen(name) && !strncmp(line, name, n) && colon && colon[1] == ' ')
			return file_printf(e, "%.*s", (int)(length - (size_t)(colon + 2 - line)), colon + 2);
	}
	return NULL;
}

/* Of the first CPU that is there, from kHz. */
static const char *mhz(struct emit *e, const char *file)
{
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		const char *khz = cpu_file(e, cpu, file);

		return khz ? file_printf(e, "%.4f", strtod(khz, NULL) / 1000) : NULL;
	}
	return NULL;
}

/* Threads in a core, cores in a socket; boards of arm64 without tables of ACPI have clusters instead. */
static void print_topology(struct emit *e, struct table *t, bool is_arm)
{
	long all = cpu_count(e, CPUS_ONLINE), sockets, cores;
	bool clusters = is_arm && has_sym(e, "acpi_disabled") && val(sym(e, "acpi_disabled", "int"));

	cores = cpu_groups(e, "topology/core_cpus_list", "topology/thread_siblings_list");
	sockets = cpu_groups(e, "topology/package_cpus_list", "topology/core_siblings_list");
	if (!cores || !sockets)
		return;
	lscpu_line(t, "Thread(s) per core:", file_printf(e, "%ld", all / cores));
	lscpu_line(t, clusters ? "Core(s) per cluster:" : "Core(s) per socket:", file_printf(e, "%ld", cores / sockets));
	lscpu_line(t, "Socket(s):", clusters ? "-" : file_printf(e, "%ld", sockets));
	if (clusters)
		lscpu_line(t, "Cluster(s):", file_printf(e, "%ld", sockets));
}

static void print_identity(struct emit *e, struct table *t, const char *info, bool is_arm)
{
	const char *maker = word(e, info, "CPU implementer"), *model = word(e, info, is_arm ? "CPU revision" : "model");

	table_row(t, "Vendor ID:", is_arm ? arm_vendor(e, maker) : word(e, info, "vendor_id"));
	lscpu_line(t, "Model name:", is_arm ? arm_model(maker, word(e, info, "CPU part")) : word(e, info, "model name"));
	lscpu_line(t, "CPU family:", word(e, info, "cpu family"));
	lscpu_line(t, "Model:", model);
	print_topology(e, t, is_arm);
	lscpu_line(t, "Stepping:", is_arm ? arm_stepping(e, maker, word(e, info, "CPU variant"), model) : word(e, info, "stepping"));
	lscpu_line(t, "CPU max MHz:", mhz(e, "cpufreq/cpuinfo_max_freq"));
	lscpu_line(t, "CPU min MHz:", mhz(e, "cpufreq/cpuinfo_min_freq"));
	lscpu_line(t, "BogoMIPS:", word(e, info, is_arm ? "BogoMIPS" : "bogomips"));
	lscpu_line(t, "Flags:", word(e, info, is_arm ? "Features" : "flags"));
}

EMITTER(cmd_lscpu)
{
	static const struct column columns[] = {{"", false, 0}, {"", false, 0}};
	bool is_arm = strcmp(e->facts->arch, "x86_64") != 0;
	struct table *t = table_new(e, columns, ARRAY_LEN(columns));
	struct capture_mark mark = capture_begin(e);
	const char *info, *flags;

	emit_proc_cpuinfo(e, self);
	info = capture_end(e, &mark);
	forgive(e);	/* lines that were withheld from it are not shown here either */
	flags = word(e, info, "flags");
	lscpu_line(t, "Architecture:", str(sym(e, "init_uts_ns", "struct uts_namespace"), "name.machine"));
	lscpu_line(t, "CPU op-mode(s):", is_arm || cpu_flag(flags, "lm") ? "32-bit, 64-bit" : flags ? "32-bit" : NULL);
	lscpu_line(t, "Address sizes:", word(e, info, "address sizes"));
	table_row(t, "Byte Order:", "Little Endian");
	table_row(t, "CPU(s):", file_printf(e, "%ld", cpu_count(e, CPUS_PRESENT)));
	table_row(t, "On-line CPU(s) list:", cpu_ranges(e, bitmap_list(cpus(e, CPUS_ONLINE))));
	if (cpu_count(e, CPUS_PRESENT) > cpu_count(e, CPUS_ONLINE))
		table_row(t, "Off-line CPU(s) list:", cpu_ranges(e, sysfs_text(e, "devices/system/cpu/offline")));
	print_identity(e, t, info, is_arm);
	lscpu_virtualization(e, t, flags);
	lscpu_caches(e, t);
	lscpu_nodes(e, t);
	lscpu_vulnerabilities(e, t);
	table_print(t);
}
