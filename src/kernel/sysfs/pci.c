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

/* The CPUs of a node; those online, if it is not known. */
static void print_cpus(struct emit *e, long node, bool as_list)
{
	ref mask;

	if (node < 0 || !has_sym(e, "node_to_cpumask_map")) {
		out(e, "%s\n", as_list ? bitmap_list(cpus(e, CPUS_ONLINE)) : bitmap_hex_of(cpus(e, CPUS_ONLINE), nr_cpu_ids(e)));
		return;
	}
	mask = node_cpumask(e, node);
	out(e, "%s\n", as_list ? bitmap_list(bits(mask, "bits", nr_cpu_ids(e))) : bitmap_hex(mask, "bits", nr_cpu_ids(e)));
}

static void show_cpus(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	print_cpus(e, (int)num(pci_of(f), "dev.numa_node"), !strcmp(f->name, "local_cpulist"));
}

/* Of a bus.  x86 knows its node from firmware; elsewhere it is the device's, and "none" means all CPUs: cpumask_of_pcibus() */
static void show_bus_cpus(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref bus = container(f->kobject, "struct pci_bus", "dev.kobj");
	bool is_x86 = has_member(e, "struct pci_sysdata", "node");
	long node = is_x86 ? num(at(e, addr(bus, "sysdata"), "struct pci_sysdata"), "node") : num(bus, "dev.numa_node");

	if (!is_x86 && (int)node < 0)
		stub(e, "which CPUs the architecture names then is not known");
	else
		print_cpus(e, (int)node, !strcmp(f->name, "cpulistaffinity"));
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

/* The card that the console began on, as firmware left it or the kernel chose (vga_default in drivers/pci/vgaarb.c). */
static void show_boot_vga(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { ROM_SHADOW = 1 << 1 };
	ref pci = pci_of(f), chosen = {0, pci.type};

	if (has_function(e, "vga_default_device"))
		chosen = deref(sym(e, "vga_default", "struct pci_dev *"));
	if (!null(chosen))
		out(e, "%d\n", same(pci, chosen));
	else
		out(e, "%d\n", num(elem(pci, "resource", enumv(e, "PCI_ROM_RESOURCE")), "flags") & ROM_SHADOW ? 1 : 0);
}

/* In the order in which they are tried. */
static void show_reset_methods(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref methods = sym(e, "pci_reset_fn_methods", "struct pci_reset_fn_method[]");
	const char *blank = "";

	EACH(method, array(pci_of(f), "reset_methods")) {
		if (!val(method))
			break;
		out(e, "%s%s", blank, str(elem(methods, "", val(method)), "name"));
		blank = " ";
	}
	if (*blank)
		out(e, "\n");
}

/* Where drivers get memory for transfers from: pools_show(), mm/dmapool.c.  The counts are kept since 6.4. */
static void show_pools(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "poolinfo - 0.1\n");
	EACH(pool, list(sub(sysfs_device(f), "dma_pools"), "struct dma_pool", "pools")) {
		long pages = 0, blocks = 0, size = num(pool, "size"), all;

		if (has(pool, "nr_pages")) {
			pages = num(pool, "nr_pages");
			blocks = num(pool, "nr_active");
		} else {
			EACH(page, list(sub(pool, "page_list"), "struct dma_page", "page_list")) {
				pages++;
				blocks += num(page, "in_use");
			}
		}
		all = has(pool, "nr_blocks") ? num(pool, "nr_blocks") : size ? pages * (num(pool, "allocation") / size) : 0;
		row(e, "%-16s %4ld %4ld %4ld %2ld\n", str(pool, "name"), blocks, all, size, pages);
	}
}

#define REGISTER "the device is asked"
#define ASKED(name) {name, PCI, sysfs_unknown, REGISTER, 0, 0, 0}
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
	{"boot_vga", PCI, show_boot_vga, 0, 0, 0, 0},
	{"reset_method", PCI, show_reset_methods, 0, 0, 0, 0},
	{"pools_show()", "devices/*", show_pools, 0, 0, 0, 0}, {"show_pools()", "devices/*", show_pools, 0, 0, 0, 0},
	ASKED("config"), ASKED("max_link_speed"), ASKED("max_link_width"), ASKED("current_link_speed"), ASKED("current_link_width"),
	ASKED("secondary_bus_number"), ASKED("subordinate_bus_number"),
	{"cpuaffinity", "devices/*/pci_bus/~", show_bus_cpus, 0, 0, 0, 0},
	{"cpulistaffinity", "devices/*/pci_bus/~", show_bus_cpus, 0, 0, 0, 0},
	{"driver_override", PCI, show_override, 0, 0, 0, 0},
};
const size_t sysfs_pci_row_count = ARRAY_LEN(sysfs_pci_rows);
