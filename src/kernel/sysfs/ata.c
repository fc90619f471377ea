/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Serial ATA: ports, links, devices (drivers/ata/libata-transport.c), and what libata-sata.c and libahci.c add to SCSI's. */
#include "kernel/sysfs/rows.h"

/* The struct of libata in which the parent of a device of one of its classes lies. */
static ref parent_of(const struct sysfs_file *f, const char *type)
{
	return container(ptr(sysfs_device(f), "parent"), type, "tdev");
}

static SYSFS_FILE(show_port)
{
	out(e, "%ld\n", num_(parent_of(f, "struct ata_port"), row->path, 0));
}

/* Counted from 1, and kept so until 6.11. */
static SYSFS_FILE(show_port_number)
{
	ref port = parent_of(f, "struct ata_port");

	out(e, "%ld\n", has(port, "local_port_no") ? num(port, "local_port_no") : num(port, "port_no") + 1);
}

/* kind "mask": the member has a bit for each speed, of which the highest counts */
static SYSFS_FILE(show_speed)
{
	static const char *const names[] = {"<unknown>", "1.5 Gbps", "3.0 Gbps", "6.0 Gbps"};
	unsigned speed = (unsigned)num_(parent_of(f, "struct ata_link"), row->path, 0);

	if (row->kind && speed)
		speed = 32 - (unsigned)__builtin_clz(speed);
	out(e, "%s\n", speed < ARRAY_LEN(names) ? names[speed] : names[0]);
}

/* ---- devices ------------------------------------------------------------------------------------- */

enum { CLASS_PMP = 5, CLASS_NONE = 11 };

static ref ata_of(const struct sysfs_file *f)
{
	return parent_of(f, "struct ata_device");
}

static SYSFS_FILE(show_class)
{
	static const char *const names[] = {"unknown", "ata", "ata", "atapi", "atapi", "pmp", "pmp", "semb", "semb",
					    "zac", "", "none"};

	out(e, "%s\n", one_of(e, names, num(ata_of(f), "class")));
}

/* The member has a mode as the standard encodes it. */
static SYSFS_FILE(show_mode)
{
	static const struct {
		unsigned first, count;
		const char *name;
	} kinds[] = {{0x40, 8, "UDMA"}, {0x20, 5, "MW_DMA"}, {0x10, 3, "SW_DMA"}, {0x08, 7, "PIO"}};
	unsigned mode = (unsigned)num_(ata_of(f), row->path, 0) & 0xff;

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (mode - kinds[i].first < kinds[i].count)
			out(e, "XFER_%s_%u", kinds[i].name, mode - kinds[i].first);
	out(e, mode ? "\n" : "XFER_PIO_SLOW\n");
}

static SYSFS_FILE(show_slow_downs)
{
	out(e, "%ld\n", num(ata_of(f), "spdn_cnt"));
}

static void print_error(struct emit *e, ref entry)
{
	static const char *const names[] = {"DeviceError", "HostStateMachineError", "Timeout", "MediaError", "BusError",
					    "HostBusError", "SystemError", "InvalidArg", "Unknown", "NoDeviceHint", "NCQError"};
	unsigned long when = (unsigned long)num(entry, "timestamp"), mask = (unsigned long)num(entry, "err_mask");
	unsigned long ticks = (unsigned long)hz(e);
	const char *comma = "";

	out(e, "[%5lu.%09lu]", when / ticks, when % ticks * 1000000000 / ticks);
	for (size_t i = 0; i < ARRAY_LEN(names); i++) {
		if (mask >> i & 1) {
			out(e, "%s%s", comma, names[i]);
			comma = ", ";
		}
	}
	out(e, "\n");
}

/* The newest one first. */
static SYSFS_FILE(show_errors)
{
	ref errors = sub(ata_of(f), "ering");
	long n = len(errors, "ring"), newest = num(errors, "cursor");

	for (long i = 0; i < n; i++) {
		ref entry = elem(errors, "ring", (newest - i + n) % n);

		if (!num(entry, "err_mask"))
			break;
		print_error(e, entry);
	}
}

/* What the device says of itself: words in eight columns. */
static SYSFS_FILE(show_identity)
{
	ref device = ata_of(f);

	if (num(device, "class") != CLASS_PMP)
		EACH(word, array(device, "id"))
			out(e, "%04lx%c", val(word), (KEY(word) + 1) % 8 ? ' ' : '\n');
}

static SYSFS_FILE(show_registers)
{
	ref device = ata_of(f);

	if (num(device, "class") == CLASS_PMP)
		EACH(word, array(device, "gscr"))
			out(e, "%08lx%c", val(word), (KEY(word) + 1) % 4 ? ' ' : '\n');
}

/* ata_id_has_trim(), include/linux/ata.h */
static bool knows_trim(ref device)
{
	enum { MAJOR_VERSION = 80, DATA_SET_MANAGEMENT = 169, ATA_7 = 7 };
	unsigned versions = (unsigned)num_at(device, "id[]", MAJOR_VERSION);

	return versions != 0xffff && versions >> ATA_7 && num_at(device, "id[]", DATA_SET_MANAGEMENT) & 1;
}

static SYSFS_FILE(show_trim)
{
	enum { DATA_SET_MANAGEMENT = 4, TRIM = 1 };	/* in the log of commands that can be queued */
	ref device = ata_of(f);
	long quirks = num(device, "quirks|horkage");	/* renamed in 6.12 */

	if (!knows_trim(device))
		out(e, "unsupported\n");
	else if (quirks & enumv(e, "ATA_QUIRK_NOTRIM|ATA_HORKAGE_NOTRIM"))
		out(e, "forced_unsupported\n");
	else if (quirks & enumv(e, "ATA_QUIRK_NO_NCQ_TRIM|ATA_HORKAGE_NO_NCQ_TRIM"))
		out(e, "forced_unqueued\n");
	else if (num(device, "flags") & enumv(e, "ATA_DFLAG_NCQ_SEND_RECV") &&
		 num_at(device, "ncq_send_recv_cmds[]", DATA_SET_MANAGEMENT) & TRIM)
		out(e, "queued\n");
	else
		out(e, "unqueued\n");
}

/* ---- what is added to hosts of SCSI -------------------------------------------------------------------- */

static ref port_of(ref host)
{
	return at(context(host), (uint64_t)val(cast(sub(host, "hostdata"), "unsigned long")), "struct ata_port");
}

static ref host_port(const struct sysfs_file *f)
{
	return port_of(container(f->kobject, "struct Scsi_Host", "shost_dev.kobj"));
}

static SYSFS_FILE(show_host)
{
	out(e, "%ld\n", num_(host_port(f), row->path, 0));
}

static SYSFS_FILE(show_ahci)
{
	out(e, "%lx\n", num_(at(e, addr(host_port(f), "host->private_data"), "struct ahci_host_priv"), row->path, 0));
}

static SYSFS_FILE(show_link_power)
{
	static const char *const names[] = {NULL, "max_performance", "medium_power", "med_power_with_dipm",
					    "min_power_with_partial", "min_power"};
	unsigned long policy = (unsigned long)num(host_port(f), "target_lpm_policy");

	if (policy >= ARRAY_LEN(names))
		absent(e, "reading it fails: the policy has no name");
	else if (knows_sym(e, "ata_lpm_policy_names"))
		out(e, "%s\n", str_at(sym(e, "ata_lpm_policy_names", "char *[6]"), "[]", (long)policy));
	else if (names[policy])
		out(e, "%s\n", names[policy]);
	else
		stub(e, "kernels differ in what they call the policy of firmware");
}

/* Devices that are in use have odd classes: ata_class_enabled() */
static bool forbids_power_management(struct emit *e, ref link)
{
	EACH(device, array(link, "device"))
		if (num(device, "class") & 1 && num(device, "class") < CLASS_NONE &&
		    num(device, "quirks|horkage") & enumv(e, "ATA_QUIRK_NOLPM|ATA_HORKAGE_NOLPM"))
			return true;
	return false;
}

static SYSFS_FILE(show_link_power_support)
{
	ref port = host_port(f);
	bool can = !(num(port, "flags") & enumv(e, "ATA_FLAG_NO_LPM")) && addr(port, "ops->set_lpm");

	if (num(port, "nr_pmp_links"))
		EACH(link, array_n(ptr(port, "pmp_link"), "", num(port, "nr_pmp_links")))
			can = can && !forbids_power_management(e, link);
	else
		can = can && !forbids_power_management(e, sub(port, "link"));
	out(e, "%d\n", can);
}

/* ---- what is added to devices of SCSI -------------------------------------------------------------------- */

/* The ATA device that a device of SCSI stands for: ata_scsi_find_dev(). */
static ref find_device(ref scsi)
{
	ref port = port_of(ptr(scsi, "host"));

	EACH(device, array(sub(port, "link"), "device"))
		if (addr(device, "sdev") == scsi.addr)
			return device;
	EACH(link, array_n(ptr(port, "pmp_link"), "", num(port, "nr_pmp_links")))
		if (addr(link, "device[0].sdev") == scsi.addr)
			return sub(link, "device[0]");
	return (ref){0, scsi.type};
}

/* enumerator: of a flag */
static SYSFS_FILE(show_flag)
{
	ref device = find_device(container(f->kobject, "struct scsi_device", "sdev_gendev.kobj"));

	if (null(device))
		absent(e, "reading it fails: there is no device of ATA behind it");
	else
		out(e, "%d\n", num(device, "flags") & enumv(e, row->enumerator) ? 1 : 0);
}

static SYSFS_FILE(show_remapped)
{
	ref host = at(e, addr(sysfs_device(f), "driver_data"), "struct ata_host");

	out(e, "%lu\n", num(at(e, addr(host, "private_data"), "struct ahci_host_priv"), "remapped_nvme"));
}

#define PORT(name, ...) {name, "devices/*/ata_port/~", __VA_ARGS__}
#define SPEED(name, unit) {name, "devices/*/ata_link/~", show_speed, .path = name, .kind = unit}
#define DEVICE(name, show) {name, "devices/*/ata_device/~", .print = show}
#define MODE(name) {name, "devices/*/ata_device/~", show_mode, .path = name}
#define HOST(name, ...) {name, "devices/*/scsi_host/~", __VA_ARGS__}
#define FLAG(name, value) {name, "devices/*/target*", show_flag, .enumerator = value}
#define REGISTER "the controller is asked"

const struct sysfs_row sysfs_ata_rows[] = {
	PORT("nr_pmp_links", show_port, .path = "nr_pmp_links"), PORT("idle_irq", show_port, .path = "stats.idle_irq"),
	PORT("port_no", .print = show_port_number),
	SPEED("hw_sata_spd_limit", "mask"), SPEED("sata_spd_limit", "mask"), SPEED("sata_spd", 0),
	DEVICE("class", show_class), MODE("pio_mode"), MODE("dma_mode"), MODE("xfer_mode"), DEVICE("spdn_cnt", show_slow_downs),
	DEVICE("ering", show_errors), DEVICE("id", show_identity), DEVICE("gscr", show_registers), DEVICE("trim", show_trim),
	HOST("em_message_type", show_host, .path = "em_message_type"),
	HOST("link_power_management_policy", .print = show_link_power),
	HOST("link_power_management_supported", .print = show_link_power_support),
	HOST("ahci_host_caps", show_ahci, .path = "cap"), HOST("ahci_host_cap2", show_ahci, .path = "cap2"),
	HOST("ahci_host_version", show_ahci, .path = "version"),
	HOST("ahci_port_cmd", sysfs_unknown, .text = REGISTER), HOST("em_message_supported", sysfs_unknown, .text = REGISTER),
	FLAG("ncq_prio_enable", "ATA_DFLAG_NCQ_PRIO_ENABLED|ATA_DFLAG_NCQ_PRIO_ENABLE"),
	FLAG("ncq_prio_supported", "ATA_DFLAG_NCQ_PRIO"),
	{"remapped_nvme", "devices/*", .print = show_remapped},
};
const size_t sysfs_ata_row_count = ARRAY_LEN(sysfs_ata_rows);
