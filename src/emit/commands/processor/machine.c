/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The middle of lscpu: virtualization and NUMA nodes */
#include "emit/commands/processor/processor.h"

#include <string.h>

bool cpu_flag(const char *flags, const char *flag)
{
	const char *found = flags ? strstr(flags, flag) : NULL;
	size_t n = strlen(flag);

	while (found && !((found == flags || found[-1] == ' ') && (found[n] == ' ' || !found[n])))
		found = strstr(found + 1, flag);
	return found != NULL;
}

void lscpu_virtualization(struct emit *e, struct table *t, const char *flags)
{
	static const struct {
		const char *enumerator, *vendor, *kind;
	} known[] = {
		{"X86_HYPER_KVM", "KVM", "full"}, {"X86_HYPER_VMWARE", "VMware", "full"},
		{"X86_HYPER_MS_HYPERV", "Microsoft", "full"}, {"X86_HYPER_XEN_HVM", "Xen", "full"}, {"X86_HYPER_XEN_PV", "Xen", "para"},
	};

	lscpu_line(t, "Virtualization:", cpu_flag(flags, "svm") ? "AMD-V" : cpu_flag(flags, "vmx") ? "VT-x" : NULL);
	if (!has_sym(e, "x86_hyper_type"))
		return;
	for (size_t i = 0; i < ARRAY_LEN(known); i++)
		if (has_enum(e, known[i].enumerator) &&
		    val(sym(e, "x86_hyper_type", "enum x86_hypervisor_type")) == enumv(e, known[i].enumerator)) {
			lscpu_line(t, "Hypervisor vendor:", known[i].vendor);
			lscpu_line(t, "Virtualization type:", known[i].kind);
		}
}

void lscpu_nodes(struct emit *e, struct table *t)
{
	long count = 0;

	EACH_KEY(i, nodes(e))
		count += i >= 0;
	if (!has_sym(e, "node_data"))
		return;
	lscpu_line(t, "NUMA node(s):", file_printf(e, "%ld", count));
	EACH(node, nodes(e)) {
		long id = num(node, "node_id");
		const char *list_of_cpus = sysfs_text(e, file_printf(e, "devices/system/node/node%ld/cpulist", id));

		if (list_of_cpus)
			lscpu_line(t, file_printf(e, "NUMA node%ld CPU(s):", id), cpu_ranges(e, list_of_cpus));
	}
}
