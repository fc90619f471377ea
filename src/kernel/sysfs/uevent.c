/* SPDX-License-Identifier: GPL-2.0-or-later */
/* uevent files: dev_uevent(), drivers/base/core.c, and what buses, classes and types add. */
#include "kernel/sysfs/rows.h"

#include <string.h>

static void print_pci(struct emit *e, ref device)
{
	ref pci = container(device, "struct pci_dev", "dev");

	out(e, "PCI_CLASS=%04lX\nPCI_ID=%04lX:%04lX\nPCI_SUBSYS_ID=%04lX:%04lX\nPCI_SLOT_NAME=%s\nMODALIAS=%s\n",
	    num(pci, "class"), num(pci, "vendor"), num(pci, "device"), num(pci, "subsystem_vendor"),
	    num(pci, "subsystem_device"),
	    str(device, "kobj.name"), pci_modalias(pci));
}

static void print_acpi(struct emit *e, ref device)
{
	const char *alias = acpi_modalias(container(device, "struct acpi_device", "dev"));

	if (*alias)
		out(e, "MODALIAS=%s\n", alias);
}

/* A device that the firmware describes is named by that: acpi_device_modalias(), of_device_modalias(). */
const char *platform_modalias(ref device)
{
	struct emit *e = context(device);
	ref companion;

	if (has(device, "of_node") && addr(device, "of_node"))
		return tree_modalias(ptr(device, "of_node"));
	if (has(device, "fwnode") && addr(device, "fwnode") &&
	    !strncmp(symbol_name(e, addr(device, "fwnode->ops")), "acpi_", 5)) {
		companion = container(ptr(device, "fwnode"), "struct acpi_device", "fwnode");
		if (*acpi_modalias(companion))
			return acpi_modalias(companion);
	}
	return file_printf(e, "platform:%s", str(container(device, "struct platform_device", "dev"), "name"));
}

static void print_platform(struct emit *e, ref device)
{
	out(e, "MODALIAS=%s\n", platform_modalias(device));
}

static void print_net(struct emit *e, ref device)
{
	ref net = container(device, "struct net_device", "dev");

	out(e, "INTERFACE=%s\nIFINDEX=%ld\n", str(net, "name"), num(net, "ifindex"));
}

static void print_disk(struct emit *e, ref device)
{
	ref disk = block_device_disk(device);

	if (has(disk, "diskseq"))	/* 5.15 */
		out(e, "DISKSEQ=%lu\n", num(disk, "diskseq"));
}

static void print_partition(struct emit *e, ref device)
{
	ref bdev = container(device, "struct block_device", "bd_device");
	struct partition p = partition_of(ptr(bdev, "bd_disk"), bdev);

	if (has(p.disk, "diskseq"))
		out(e, "DISKSEQ=%lu\n", num(p.disk, "diskseq"));
	out(e, "PARTN=%ld\n", p.number);
	if (has(bdev, "bd_meta_info") && addr(bdev, "bd_meta_info") && num(bdev, "bd_meta_info->volname[0]"))
		out(e, "PARTNAME=%s\n", str(bdev, "bd_meta_info->volname"));
}

static void print_cpu(struct emit *e, __attribute__((unused)) ref device)
{
	const char *alias = cpu_modalias(e);

	if (alias)
		out(e, "MODALIAS=%s\n\n", alias);	/* print_cpu_modalias() ends its text with a newline */
	else
		remark(e, "the architecture's way to name a CPU is not known");
}

/* Hosts and targets are on the bus as well, and add nothing. */
static void print_scsi(struct emit *e, ref device)
{
	if (!strcmp(str(device, "type->name"), "scsi_device"))
		out(e, "MODALIAS=scsi:t-0x%02lx\n", num(container(device, "struct scsi_device", "sdev_gendev"), "type"));
}

static void print_virtio(struct emit *e, ref device)
{
	ref virtio = container(device, "struct virtio_device", "dev");

	out(e, "MODALIAS=virtio:d%08lXv%08lX\n", num(virtio, "id.device"), num(virtio, "id.vendor"));
}

static void print_nvme(struct emit *e, ref device)
{
	ref controller = container(device, "struct nvme_ctrl", "ctrl_device");

	out(e, "NVME_TRTYPE=%s\n", str(controller, "ops->name"));
	if (addr(controller, "opts"))
		remark(e, "the addresses of a controller on a network are not shown");
}

static void print_serio(struct emit *e, ref device)
{
	ref port = container(device, "struct serio", "dev"), id = sub(port, "id");
	long type = num(id, "type"), proto = num(id, "proto"), number = num(id, "id"), extra = num(id, "extra");

	out(e, "SERIO_TYPE=%02lx\nSERIO_PROTO=%02lx\nSERIO_ID=%02lx\nSERIO_EXTRA=%02lx\n", type, proto, number, extra);
	out(e, "MODALIAS=serio:ty%02lXpr%02lXid%02lXex%02lX\n", type, proto, number, extra);
	if (*str(port, "firmware_id"))
		out(e, "SERIO_FIRMWARE_ID=%s\n", str(port, "firmware_id"));
}

static void print_machine(struct emit *e, __attribute__((unused)) ref device)
{
	const char *alias = dmi_modalias(e);

	if (alias)
		out(e, "MODALIAS=%s\n", alias);
	else
		remark(e, "which texts make up the machine's name is not known");
}

/* Since 7.0 */
static void print_pnp(struct emit *e, ref device)
{
	EACH(id, chain(ptr(container(device, "struct pnp_dev", "dev"), "id"), "next"))
		row(e, "MODALIAS=pnp:d%s\n", str(id, "id"));
}

static const struct addition {
	const char *function;
	void (*print)(struct emit *e, ref device);
} additions[] = {
	{"pci_uevent", print_pci}, {"acpi_device_uevent", print_acpi}, {"platform_uevent", print_platform},
	{"netdev_uevent", print_net}, {"block_uevent", print_disk}, {"part_uevent", print_partition},
	{"cpu_uevent", print_cpu}, {"scsi_bus_uevent", print_scsi}, {"virtio_uevent", print_virtio},
	{"nvme_class_uevent", print_nvme}, {"serio_uevent", print_serio},
	{"input_dev_uevent", input_uevent}, {"amba_uevent", amba_uevent}, {"dmi_dev_uevent", print_machine},
	{"pnp_uevent", print_pnp},
};

static void print_addition(struct emit *e, ref device, uint64_t function)
{
	const char *name;

	if (!function)
		return;
	name = symbol_name(e, function);
	for (const struct addition *a = additions; a < additions + ARRAY_LEN(additions); a++) {
		if (!strcmp(a->function, name)) {
			a->print(e, device);
			return;
		}
	}
	remark(e, "what %s() adds is not known", name);
}

/* Miscellaneous devices may ask for another name or mode: misc_devnode(). */
static void print_misc_node(struct emit *e, ref device)
{
	ref misc = at(e, addr(device, "driver_data"), "struct miscdevice");
	bool renamed = !null(misc) && addr(misc, "nodename");
	long mode = null(misc) ? 0 : num(misc, "mode") & 0777;

	out(e, "DEVNAME=%s\n", renamed ? str(misc, "nodename") : str(device, "kobj.name"));
	if (mode)
		out(e, "DEVMODE=%#lo\n", mode);
}

/* Folders of /dev for the devices of a class, by the function that says so. */
static const struct {
	const char *function, *folder;
} folders[] = {
	{"input_devnode", "input"}, {"bsg_devnode", "bsg"}, {"drm_devnode", "dri"}, {"dma_heap_devnode", "dma_heap"},
	{"sound_devnode", "snd"}, {"mem_devnode", ""}, {"tty_devnode", ""}, {"block_devnode", ""},
};

static const char *node_name(struct emit *e, const char *name, const char *by)
{
	for (size_t i = 0; i < ARRAY_LEN(folders); i++)
		if (!strcmp(by, folders[i].function))
			return file_printf(e, "%s%s%s", folders[i].folder, *folders[i].folder ? "/" : "", name);
	if (*by)
		remark(e, "the name of the device node is made by %s(), which is not known", by);
	return name;
}

/* device_get_devnode(): types and classes may put a device node elsewhere, or give it another mode. */
static void print_node(struct emit *e, ref device)
{
	enum { DEV_TTY = 5 << 20, DEV_PTMX = 5 << 20 | 2 };
	unsigned long dev = (unsigned long)num(device, "devt");
	uint64_t maker = addr(device, "type") ? addr(device, "type->devnode") : 0;
	const char *by;

	if (!(dev >> 20))
		return;
	out(e, "MAJOR=%lu\nMINOR=%lu\n", dev >> 20, dev & 0xfffff);
	if (!maker && addr(device, "class"))
		maker = addr(device, "class->devnode");
	by = maker ? symbol_name(e, maker) : "";
	if (!strcmp(by, "misc_devnode")) {
		print_misc_node(e, device);
		return;
	}
	out(e, "DEVNAME=%s\n", node_name(e, str(device, "kobj.name"), by));
	if (!strcmp(by, "tty_devnode") && (dev == DEV_TTY || dev == DEV_PTMX))
		out(e, "DEVMODE=0666\n");
}

/* Devices of no bus and no class have an empty file: dev_uevent_filter(). */
SYSFS_FILE(sysfs_uevent)
{
	ref device;

	if (!f->kobject.addr || !has_sym(e, "device_ktype") || addr(f->kobject, "ktype") != symaddr(e, "device_ktype"))
		return;
	device = sysfs_device(f);
	if (!addr(device, "bus") && !addr(device, "class"))
		return;
	print_node(e, device);
	if (addr(device, "type") && addr(device, "type->name"))
		out(e, "DEVTYPE=%s\n", str(device, "type->name"));
	if (addr(device, "driver"))
		out(e, "DRIVER=%s\n", str(device, "driver->name"));
	if (has(device, "of_node") && addr(device, "of_node"))
		tree_uevent(e, device);
	if (addr(device, "bus"))
		print_addition(e, device, addr(device, "bus->uevent"));
	if (addr(device, "class"))
		print_addition(e, device, addr(device, "class->dev_uevent"));
	if (addr(device, "type"))
		print_addition(e, device, addr(device, "type->uevent"));
}
