/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI functions: drivers/pci/pci-sysfs.c; ACPI devices: drivers/acpi/device_sysfs.c */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>
#include <string.h>

static ref pci_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct pci_dev", "dev.kobj");
}

const char *pci_modalias(ref pci)
{
	unsigned long class = (unsigned long)num(pci, "class");

	return file_printf(context(pci), "pci:v%08lXd%08lXsv%08lXsd%08lXbc%02lXsc%02lXi%02lX", num(pci, "vendor"), num(pci, "device"),
			   num(pci, "subsystem_vendor"), num(pci, "subsystem_device"), class >> 16 & 0xff, class >> 8 & 0xff, class & 0xff);
}

/* "acpi:PNP0C0F:": all identifiers, or "" if it has none */
const char *acpi_modalias(ref acpi)
{
	struct emit *e = context(acpi);
	const char *ids = "";

	EACH(id, list(sub(acpi, "pnp.ids"), "struct acpi_hardware_id", "list"))
		ids = file_printf(e, "%s%s:", ids, str(id, "id"));
	return *ids ? file_printf(e, "acpi:%s", ids) : "";
}

/* c: member, d: "4", "2" or "6" hex digits */
static void show_hex(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "0x%0*lx\n", (int)strtol(row->d, NULL, 10), num_(pci_of(f), row->c, 0));
}

static void show_alias(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", pci_modalias(pci_of(f)));
}

/* Start, end, flags of each resource that a function may have, and of a bridge's windows. */
static void show_resources(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref pci = pci_of(f);
	long n = addr(pci, "subordinate") ? len(pci, "resource") : enumv(e, "PCI_BRIDGE_RESOURCES");

	EACH(r, array_n(pci, "resource", n))
		out(e, "0x%016lx 0x%016lx 0x%016lx\n", num(r, "start"), num(r, "end"), num(r, "flags"));
}

static void show_mask_bits(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	unsigned long mask = (unsigned long)num_(pci_of(f), row->c, 0);

	out(e, "%d\n", mask ? 64 - __builtin_clzl(mask) : 0);
}

/* The CPUs of the node that a function is near to; of any, if it is not said. */
static void show_cpus(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long node = (int)num(pci_of(f), "dev.numa_node");
	bool as_list = !strcmp(f->name, "local_cpulist");
	ref mask;

	if (node < 0 || !has_sym(e, "node_to_cpumask_map")) {
		out(e, "%s\n", as_list ? bitmap_list(cpus(e, CPUS_ONLINE)) : bitmap_hex_of(cpus(e, CPUS_ONLINE), nr_cpu_ids(e)));
		return;
	}
	mask = node_cpumask(e, node);
	out(e, "%s\n", as_list ? bitmap_list(bits(mask, "bits", nr_cpu_ids(e))) : bitmap_hex(mask, "bits", nr_cpu_ids(e)));
}

/* Of the bridge above */
static void show_ari(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref bridge = ptr(pci_of(f), "bus->self");

	out(e, "%ld\n", null(bridge) ? 0 : num(bridge, "ari_enabled"));
}

static void show_power_state(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {"error", "D0", "D1", "D2", "D3hot", "D3cold", "unknown"};
	long state = (int)num(pci_of(f), "current_state") + 1;

	out(e, "%s\n", names[state >= 0 && state < 7 ? state : 0]);
}

static void show_override(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref pci = pci_of(f);
	bool own = has(pci, "driver_override");
	uint64_t name = own ? addr(pci, "driver_override") : addr(pci, "dev.driver_override.name");

	out(e, "%s\n", name ? string(e, name) : "(null)");
}

/*
 * Errors that PCI Express has told of, by kind (drivers/pci/pcie/aer.c).  a: array of counters,
 * b: variable with their names, c: what the sum is called, d: member with the sum
 */
static void show_errors(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref stats = ptr(pci_of(f), "aer_info|aer_stats"), names = sym(e, row->b, "char *[64]");	/* renamed in 6.16 */
	long n = len_(stats, row->a);

	for (long i = 0; i < n && i < 64; i++) {
		const char *name = str_at(names, "[]", i);
		unsigned long count = (unsigned long)val(sub_at(sub_(stats, row->a, 0), "[]", i));

		if (*name)
			out(e, "%s %lu\n", name, count);
		else if (count)
			out(e, "%s_bit[%ld] %lu\n", row->a, i, count);
	}
	out(e, "TOTAL_%s %lu\n", row->c, num_(stats, row->d, 0));
}

static void show_error_sum(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%lu\n", num_(ptr(pci_of(f), "aer_info|aer_stats"), row->a, 0));
}

#define PCI "devices/*:??:??.?"	/* domain, bus, slot, function */
#define HEX(name, member, digits) {name, PCI, show_hex, 0, 0, member, digits}
#define NUM(name, member) {name, PCI, sysfs_field, "struct pci_dev", "dev.kobj", member, 0}

const struct sysfs_row sysfs_pci_rows[] = {
	HEX("vendor", "vendor", "4"), HEX("device", "device", "4"), HEX("subsystem_vendor", "subsystem_vendor", "4"),
	HEX("subsystem_device", "subsystem_device", "4"), HEX("revision", "revision", "2"), HEX("class", "class", "6"),
	NUM("irq", "irq"), NUM("broken_parity_status", "broken_parity_status"), NUM("enable", "enable_cnt"),
	NUM("d3cold_allowed", "d3cold_allowed"), {"ari_enabled", PCI, show_ari, 0, 0, 0, 0},
	{"numa_node", PCI, sysfs_field_signed, "struct pci_dev", "dev.kobj", "dev.numa_node", 0},
	{"resource", PCI, show_resources, 0, 0, 0, 0},
	{"modalias", PCI, show_alias, 0, 0, 0, 0},
	{"dma_mask_bits", PCI, show_mask_bits, 0, 0, "dma_mask", 0},
	{"consistent_dma_mask_bits", PCI, show_mask_bits, 0, 0, "dev.coherent_dma_mask", 0},
	{"local_cpus", PCI, show_cpus, 0, 0, 0, 0},
	{"local_cpulist", PCI, show_cpus, 0, 0, 0, 0},
	{"power_state", PCI, show_power_state, 0, 0, 0, 0},
	{"aer_dev_correctable", PCI, show_errors, "dev_cor_errs", "aer_correctable_error_string", "ERR_COR", "dev_total_cor_errs"},
	{"aer_dev_fatal", PCI, show_errors, "dev_fatal_errs", "aer_uncorrectable_error_string", "ERR_FATAL", "dev_total_fatal_errs"},
	{"aer_dev_nonfatal", PCI, show_errors, "dev_nonfatal_errs", "aer_uncorrectable_error_string", "ERR_NONFATAL",
	 "dev_total_nonfatal_errs"},
	{"aer_rootport_total_err_cor", PCI, show_error_sum, "rootport_total_cor_errs", 0, 0, 0},
	{"aer_rootport_total_err_fatal", PCI, show_error_sum, "rootport_total_fatal_errs", 0, 0, 0},
	{"aer_rootport_total_err_nonfatal", PCI, show_error_sum, "rootport_total_nonfatal_errs", 0, 0, 0},
	{"driver_override", PCI, show_override, 0, 0, 0, 0},
};
const size_t sysfs_pci_row_count = ARRAY_LEN(sysfs_pci_rows);
