/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/bus/pci/{devices,[pci]}: PCI functions and their resources.  show_device(), drivers/pci/proc.c */
#include "emit/emit.h"

#define SHOWN_RESOURCES 7		/* the six BARs and the ROM */
#define IORESOURCE_BUSY 0x80000000L

/* pci_dev_driver(): a device without a driver some resource of which is taken has an old one, "compat". */
static const char *driver_of(ref device)
{
	const char *name = pci_driver(device);

	if (*name)
		return name;
	EACH(r, array_n(device, "resource", SHOWN_RESOURCES))
		if (num(r, "flags") & IORESOURCE_BUSY)
			return "compat";
	return "";
}

static void show(struct emit *e, ref device)
{
	out(e, "%02lx%02lx\t%04lx%04lx\t%lx", num(device, "bus->number"), num(device, "devfn"), num(device, "vendor"),
	    num(device, "device"), num(device, "irq"));
	EACH(r, array_n(device, "resource", SHOWN_RESOURCES))
		out(e, "\t%16lx", num(r, "start") | (num(r, "flags") & 15));
	EACH(r, array_n(device, "resource", SHOWN_RESOURCES)) {
		uint64_t start = (uint64_t)num(r, "start"), end = (uint64_t)num(r, "end");

		out(e, "\t%16lx", start < end ? end - start + 1 : 0);
	}
	out(e, "\t%s\n", driver_of(device));
}

EMITTER(proc_bus_pci_devices)
{
	if (!has_sym(e, "pci_bus_type")) {
		absent(e, "the kernel has no PCI");
		return;
	}
	EACH(device, pci_devices(e))
		show(e, device);
}

EMITTER(proc_bus_pci)
{
	stub(e, "the configuration space is in the device's registers, which no dump has");
}
