/* SPDX-License-Identifier: GPL-2.0-or-later */
/* PCI functions: where they are, and whose. */
#include "kernel/kernel.h"

#include <stdio.h>

struct walk pci_devices(struct emit *e)
{
	struct address_list found = address_list(e);

	EACH(device, bus_devices(e, "pci_bus_type"))
		address_add(&found, container(device, "struct pci_dev", "dev").addr);
	return address_walk(e, &found, "struct pci_dev");
}

/* How a domain is kept differs by architecture; the name of the device tells it. */
struct pci_place pci_place(ref pci)
{
	struct pci_place p = {0};
	unsigned long devfn = (unsigned long)num(pci, "devfn");

	if (sscanf(str(pci, "dev.kobj.name"), "%lx:%lx:", &p.domain, &p.bus) != 2)
		fail(context(pci), "struct pci_dev", "its name says nothing of its place", pci.addr);
	p.slot = devfn >> 3;
	p.function = devfn & 7;
	return p;
}

struct walk pci_devices_by_place(struct emit *e)
{
	struct sorted_list found = sorted_list(e);

	EACH(pci, pci_devices(e)) {
		struct pci_place p = pci_place(pci);

		sorted_add(&found, pci.addr, (unsigned long[SORT_KEYS]){p.domain, p.bus, p.slot, p.function});
	}
	return sorted_walk(e, &found, "struct pci_dev");
}

long pci_node(ref pci)
{
	return has(pci, "dev.numa_node") ? (int)num(pci, "dev.numa_node") : -1;	/* CONFIG_NUMA */
}

const char *pci_driver(ref pci)
{
	if (has(pci, "driver"))
		return addr(pci, "driver") ? str(pci, "driver->name|driver->driver.name") : "";
	return addr(pci, "dev.driver") ? str(pci, "dev.driver->name") : "";
}
