/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI functions: drivers/pci/pci-sysfs.c; ACPI devices: drivers/acpi/device_sysfs.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

static ref pci_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct pci_dev", "dev.kobj");
}

const char *pci_modalias(ref pci)
{
	unsigned long class = (unsigned long)num(pci, "class");

	return file_printf(context(pci), "pci:v%08lXd%08lXsv%08lXsd%08lXbc%02lXsc%02lXi%02lX", num(pci, "vendor"),
			   num(pci, "device"), num(pci, "subsystem_vendor"), num(pci, "subsystem_device"),
			   class >> 16 & 0xff, class >> 8 & 0xff, class & 0xff);
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

static SYSFS_FILE(show_hex)
{
	out(e, "0x%0*lx\n", row->width, num_(pci_of(f), row->path, 0));
}

static SYSFS_FILE(show_alias)
{
	out(e, "%s\n", pci_modalias(pci_of(f)));
}

/* Start, end, flags of each resource that a function may have, and of a bridge's windows. */
static SYSFS_FILE(show_resources)
{
	ref pci = pci_of(f);
	long n = addr(pci, "subordinate") ? len(pci, "resource") : enumv(e, "PCI_BRIDGE_RESOURCES");

	EACH(r, array_n(pci, "resource", n))
		out(e, "0x%016lx 0x%016lx 0x%016lx\n", num(r, "start"), num(r, "end"), num(r, "flags"));
}

static SYSFS_FILE(show_mask_bits)
{
	unsigned long mask = (unsigned long)num_(pci_of(f), row->path, 0);

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

static SYSFS_FILE(show_cpus)
{
	print_cpus(e, pci_node(pci_of(f)), !strcmp(f->name, "local_cpulist"));
}

/* Of a bus.  x86 knows its node from firmware; elsewhere it is the device's, and "none" means all CPUs: cpumask_of_pcibus() */
static SYSFS_FILE(show_bus_cpus)
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
static SYSFS_FILE(show_ari)
{
	ref bridge = ptr(pci_of(f), "bus->self");

	out(e, "%ld\n", null(bridge) ? 0 : num(bridge, "ari_enabled"));
}

static SYSFS_FILE(show_power_state)
{
	static const char *const names[] = {"error", "D0", "D1", "D2", "D3hot", "D3cold", "unknown"};
	long state = (int)num(pci_of(f), "current_state") + 1;

	out(e, "%s\n", names[state >= 0 && state < 7 ? state : 0]);
}

static SYSFS_FILE(show_override)
{
	ref pci = pci_of(f);
	bool own = has(pci, "driver_override");
	uint64_t name = own ? addr(pci, "driver_override") : addr(pci, "dev.driver_override.name");

	out(e, "%s\n", name ? string(e, name) : "(null)");
}

/*
 * Errors that PCI Express has told of, by kind (drivers/pci/pcie/aer.c).  path: of the array of counters,
 * symbol: of the table of their names, text: what the sum is called, other_path: of the sum
 */
static SYSFS_FILE(show_errors)
{
	ref stats = ptr(pci_of(f), "aer_info|aer_stats"), names = sym(e, row->symbol, "char *[64]");	/* renamed in 6.16 */
	long n = len_(stats, row->path);

	for (long i = 0; i < n && i < 64; i++) {
		const char *name = str_at(names, "[]", i);
		unsigned long count = (unsigned long)val(sub_at(sub_(stats, row->path, 0), "[]", i));

		if (*name)
			out(e, "%s %lu\n", name, count);
		else if (count)
			out(e, "%s_bit[%ld] %lu\n", row->path, i, count);
	}
	out(e, "TOTAL_%s %lu\n", row->text, num_(stats, row->other_path, 0));
}

static SYSFS_FILE(show_error_sum)
{
	out(e, "%lu\n", num_(ptr(pci_of(f), "aer_info|aer_stats"), row->path, 0));
}

/* The card that the console began on, as firmware left it or the kernel chose (vga_default in drivers/pci/vgaarb.c). */
static SYSFS_FILE(show_boot_vga)
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
static SYSFS_FILE(show_reset_methods)
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
static SYSFS_FILE(show_pools)
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
#define ASKED(name) {name, PCI, sysfs_unknown, .text = REGISTER}
#define PCI "devices/*:??:??.?"	/* domain, bus, slot, function */
#define HEX(name, member, digits) {name, PCI, show_hex, .path = member, .width = digits}
#define NUM(name, member) {name, PCI, sysfs_field, .type = "struct pci_dev", .kobject = "dev.kobj", .path = member}

const struct sysfs_row sysfs_pci_rows[] = {
	HEX("vendor", "vendor", 4), HEX("device", "device", 4), HEX("subsystem_vendor", "subsystem_vendor", 4),
	HEX("subsystem_device", "subsystem_device", 4), HEX("revision", "revision", 2), HEX("class", "class", 6),
	NUM("irq", "irq"), NUM("broken_parity_status", "broken_parity_status"), NUM("enable", "enable_cnt"),
	NUM("d3cold_allowed", "d3cold_allowed"), {"ari_enabled", PCI, .print = show_ari},
	{"numa_node", PCI, sysfs_field_signed, .type = "struct pci_dev", .kobject = "dev.kobj", .path = "dev.numa_node"},
	{"resource", PCI, .print = show_resources},
	{"modalias", PCI, .print = show_alias},
	{"dma_mask_bits", PCI, show_mask_bits, .path = "dma_mask"},
	{"consistent_dma_mask_bits", PCI, show_mask_bits, .path = "dev.coherent_dma_mask"},
	{"local_cpus", PCI, .print = show_cpus},
	{"local_cpulist", PCI, .print = show_cpus},
	{"power_state", PCI, .print = show_power_state},
	{"aer_dev_correctable", PCI, show_errors, .path = "dev_cor_errs", .symbol = "aer_correctable_error_string", .text = "ERR_COR", .other_path = "dev_total_cor_errs"},
	{"aer_dev_fatal", PCI, show_errors, .path = "dev_fatal_errs", .symbol = "aer_uncorrectable_error_string", .text = "ERR_FATAL", .other_path = "dev_total_fatal_errs"},
	{"aer_dev_nonfatal", PCI, show_errors, .path = "dev_nonfatal_errs", .symbol = "aer_uncorrectable_error_string", .text = "ERR_NONFATAL", .other_path = "dev_total_nonfatal_errs"},
	{"aer_rootport_total_err_cor", PCI, show_error_sum, .path = "rootport_total_cor_errs"},
	{"aer_rootport_total_err_fatal", PCI, show_error_sum, .path = "rootport_total_fatal_errs"},
	{"aer_rootport_total_err_nonfatal", PCI, show_error_sum, .path = "rootport_total_nonfatal_errs"},
	{"boot_vga", PCI, .print = show_boot_vga},
	{"reset_method", PCI, .print = show_reset_methods},
	{"pools_show()", "devices/*", .print = show_pools}, {"show_pools()", "devices/*", .print = show_pools},
	ASKED("config"), ASKED("max_link_speed"), ASKED("max_link_width"), ASKED("current_link_speed"),
	ASKED("current_link_width"),
	ASKED("secondary_bus_number"), ASKED("subordinate_bus_number"),
	{"cpuaffinity", "devices/*/pci_bus/~", .print = show_bus_cpus},
	{"cpulistaffinity", "devices/*/pci_bus/~", .print = show_bus_cpus},
	{"driver_override", PCI, .print = show_override},
};
const size_t sysfs_pci_row_count = ARRAY_LEN(sysfs_pci_rows);
