/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What devices of any kind show by common functions: drivers/base/core.c, and small drivers */
#include "kernel/sysfs/rows.h"

/* type: of the variable that the attribute points at; kind "hex" */
static SYSFS_FILE(show_variable)
{
	uint64_t variable = addr(at(e, f->attribute, "struct dev_ext_attribute"), "var");

	out(e, row->kind ? "%lx\n" : "%ld\n", val(at(e, variable, row->type)));
}

static SYSFS_FILE(show_string)
{
	out(e, "%s\n", string(e, addr(at(e, f->attribute, "struct dev_ext_attribute"), "var")));
}

static SYSFS_FILE(show_online)
{
	ref device = sysfs_device(f);
	bool offline = has(device, "offline") ? num(device, "offline") :		/* a bit of a set since 7.1 */
		       num(device, "flags[0]") >> enumv(e, "DEV_FLAG_OFFLINE") & 1;

	out(e, "%d\n", !offline);
}

static SYSFS_FILE(show_synced)
{
	ref device = sysfs_device(f);
	bool synced = has(device, "state_synced") ? num(device, "state_synced") :
		      num(device, "flags[0]") >> enumv(e, "DEV_FLAG_STATE_SYNCED") & 1;

	out(e, "%d\n", synced);
}

/* Whether firmware names a device that has not come up yet (5.10: a list of the device). */
static SYSFS_FILE(show_waiting)
{
	ref device = sysfs_device(f), head;

	if (!has_member(e, "struct fwnode_handle", "suppliers")) {
		head = sub(device, "links.needs_suppliers");
		out(e, "%d\n", addr(head, "next") != head.addr);
		return;
	}
	if (addr(device, "fwnode")) {
		head = sub(ptr(device, "fwnode"), "suppliers");
		if (addr(head, "next") != head.addr) {
			stub(e, "which of the suppliers still count is not known");
			return;
		}
	}
	out(e, "0\n");
}

static SYSFS_FILE(show_drivers_probed)
{
	out(e, "%ld\n", num(container(f->kobject, "struct subsys_private", "subsys.kobj"), "drivers_autoprobe"));
}

/* ---- platform devices ------------------------------------------------------------------------- */

static bool is_platform(struct emit *e, ref device)
{
	bool is = addr(device, "bus") == symaddr(e, "platform_bus_type");

	if (!is)
		stub(e, "how devices of its bus show it is not known");
	return is;
}

static SYSFS_FILE(show_platform_alias)
{
	ref device = sysfs_device(f);

	if (is_platform(e, device))
		out(e, "%s\n", platform_modalias(device));
}

/* Platform devices and those of AMBA have it themselves; of all buses alike since 7.1. */
static SYSFS_FILE(show_platform_override)
{
	ref device = sysfs_device(f), owner = container(device, "struct platform_device", "dev");
	uint64_t name;

	if (has_sym(e, "amba_bustype") && addr(device, "bus") == symaddr(e, "amba_bustype"))
		owner = container(device, "struct amba_device", "dev");
	else if (!is_platform(e, device))
		return;
	name = has(owner, "driver_override") ? addr(owner, "driver_override") : addr(device, "driver_override.name");
	out(e, "%s\n", name ? string(e, name) : "(null)");
}

/* ---- PCI -------------------------------------------------------------------------------------- */

static ref pci_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct pci_dev", "dev.kobj");
}

static SYSFS_FILE(show_msi_mode)
{
	out(e, "%s\n", num(pci_of(f), "msix_enabled") ? "msix" : "msi");
}

static SYSFS_FILE(show_msi_bus)
{
	enum { NO_MSI = 1 };
	ref pci = pci_of(f), bus = ptr(pci, "subordinate");

	out(e, "%d\n", null(bus) ? !num(pci, "no_msi") : !(num(bus, "bus_flags") & NO_MSI));
}

/* ---- virtio ------------------------------------------------------------------------------------- */

static ref virtio_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct virtio_device", "dev.kobj");
}

static SYSFS_FILE(show_virtio_id)
{
	out(e, "0x%04lx\n", num_(virtio_of(f), row->path, 0));
}

static SYSFS_FILE(show_virtio_alias)
{
	ref device = virtio_of(f);

	out(e, "virtio:d%08lXv%08lX\n", num(device, "id.device"), num(device, "id.vendor"));
}

static SYSFS_FILE(show_virtio_features)
{
	ref device = virtio_of(f);
	long words = has(device, "features_array") ? len(device, "features_array") : 1;		/* 6.17 */

	for (long i = 0; i < words && i < 16; i++) {
		unsigned long word = (unsigned long)(has(device, "features_array") ? num_at(device, "features_array[]", i) :
										      num(device, "features"));

		for (unsigned bit = 0; bit < 64; bit++)
			out(e, "%lu", word >> bit & 1);
	}
	out(e, "\n");
}

/* ---- PS/2 ports -------------------------------------------------------------------- */

static SYSFS_FILE(show_serio_alias)
{
	ref id = sub(container(f->kobject, "struct serio", "dev.kobj"), "id");

	out(e, "serio:ty%02lXpr%02lXid%02lXex%02lX\n", num(id, "type"), num(id, "proto"), num(id, "id"), num(id, "extra"));
}

static SYSFS_FILE(show_serio_byte)
{
	out(e, "%02lx\n", num_(container(f->kobject, "struct serio", "dev.kobj"), row->path, 0));
}

static SYSFS_FILE(show_bind_mode)
{
	out(e, "%s\n", num(container(f->kobject, "struct serio", "dev.kobj"), "manual_bind") ? "manual" : "auto");
}

/* ---- counters of the CPU, coolers ----------------------------------------------------------------------- */

/* path: from struct pmu */
static SYSFS_FILE(show_pmu)
{
	ref device = sysfs_device(f);

	if (addr(device, "bus") == symaddr(e, "pmu_bus"))
		out(e, "%ld\n", num_(at(e, addr(device, "driver_data"), "struct pmu"), row->path, 0));
	else
		stub(e, "how devices of its bus show it is not known");
}

/* What an event is called for the kernel: "event=0x3c". */
static SYSFS_FILE(show_event)
{
	ref event = at(e, f->attribute, "struct perf_pmu_events_attr");

	if (addr(event, "event_str"))
		out(e, "%s\n", str(event, "event_str"));
}

/* By the number that ARM gives it. */
static SYSFS_FILE(show_arm_event)
{
	out(e, "event=0x%04lx\n", num(at(e, f->attribute, "struct perf_pmu_events_attr"), "id"));
}

static SYSFS_FILE(show_arm_cpus)
{
	ref pmu = container(at(e, addr(sysfs_device(f), "driver_data"), "struct pmu"), "struct arm_pmu", "pmu");

	out(e, "%s\n", bitmap_list(bits(pmu, "supported_cpus.bits", nr_cpu_ids(e))));
}

#define ANY "devices/*"
#define ARM_PMU "devices/platform/*pmu*/~"
#define COOLER "devices/virtual/thermal/~"
#define VIRTIO "devices/*/virtio*"
#define SERIO "devices/*/serio*"
#define BYTE(name, member) {name, SERIO "/id", show_serio_byte, .path = member}
#define TEXT(name, member) {name, SERIO, sysfs_field_string, .type = "struct serio", .kobject = "dev.kobj", .path = member}

const struct sysfs_row sysfs_generic_rows[] = {
	{"device_show_int()", ANY, show_variable, .type = "int"},
	{"device_show_ulong()", ANY, show_variable, .type = "unsigned long", .kind = "hex"},
	{"device_show_bool()", ANY, show_variable, .type = "_Bool"},
	{"device_show_string()", ANY, .print = show_string},
	{"online_show()", ANY, .print = show_online},
	{"state_synced_show()", ANY, .print = show_synced},
	{"waiting_for_supplier_show()", ANY, .print = show_waiting},
	{"drivers_autoprobe_show()", "bus/~", .print = show_drivers_probed},
	{"msi_mode_show()", "devices/*/msi_irqs", .print = show_msi_mode},
	{"msi_bus_show()", ANY, .print = show_msi_bus},
	{"perf_event_mux_interval_ms_show()", "devices/~", show_pmu, .path = "hrtimer_interval_ms"},
	{"perf_event_mux_interval_ms_show()", ARM_PMU, show_pmu, .path = "hrtimer_interval_ms"},
	{"type_show()", ARM_PMU, show_pmu, .path = "type"},
	{"armv8pmu_events_sysfs_show()", "devices/*/events", .print = show_arm_event},
	{"cpus_show()", ARM_PMU, .print = show_arm_cpus},
	{"type_show()", "devices/~", show_pmu, .path = "type"},
	{"nr_addr_filters_show()", "devices/~", show_pmu, .path = "nr_addr_filters"},
	{"perf_event_sysfs_show()", "devices/*/events", .print = show_event},
	{"retprobe", "devices/?probe/format", sysfs_constant, .text = "config:0\n"},
	{"ref_ctr_offset", "devices/uprobe/format", sysfs_constant, .text = "config:32-63\n"},
	{"cdev_type_show()", COOLER, sysfs_field_string, .type = "struct thermal_cooling_device", .kobject = "device.kobj", .path = "type"},
	{"device_show()", VIRTIO, show_virtio_id, .path = "id.device"},
	{"vendor_show()", VIRTIO, show_virtio_id, .path = "id.vendor"},
	{"modalias_show()", VIRTIO, .print = show_virtio_alias},
	{"features_show()", VIRTIO, .print = show_virtio_features},
	BYTE("type", "id.type"), BYTE("proto", "id.proto"), BYTE("id", "id.id"), BYTE("extra", "id.extra"),
	TEXT("description", "name"), TEXT("firmware_id", "firmware_id"),
	{"bind_mode", SERIO, .print = show_bind_mode},
	{"modalias_show()", SERIO, .print = show_serio_alias},
	{"modalias_show()", ANY, .print = show_platform_alias},
	{"driver_override_show()", ANY, .print = show_platform_override},
};
const size_t sysfs_generic_row_count = ARRAY_LEN(sysfs_generic_rows);
