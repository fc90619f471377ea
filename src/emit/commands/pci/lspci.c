/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/pci/lspci_-nnvv: PCI functions, as pciutils tells of them; without configuration space, which no dump has */
#include "emit/commands/pci/lspci.h"

static bool many_domains(struct emit *e)
{
	EACH(pci, pci_devices(e))
		if (pci_place(pci).domain)
			return true;
	return false;
}

static const char *interface_text(struct emit *e, unsigned long class)
{
	const char *name = pci_interface_name(class);

	if (name)
		return file_printf(e, " (prog-if %02lx [%s])", class & 0xff, name);
	return class & 0xff ? file_printf(e, " (prog-if %02lx)", class & 0xff) : "";
}

static void print_function(struct emit *e, ref pci, bool with_domain)
{
	struct pci_place p = pci_place(pci);
	unsigned long vendor = (unsigned long)num(pci, "vendor"), class = (unsigned long)num(pci, "class");
	unsigned long subvendor = (unsigned long)num(pci, "subsystem_vendor"), revision = (unsigned long)num(pci, "revision");
	long node = pci_node(pci);

	row(e, "%s%02lx:%02lx.%lx %s [%04lx]: %s [%04lx:%04lx]%s%s\n",
	    with_domain ? file_printf(e, "%04lx:", p.domain) : "", p.bus, p.slot, p.function, pci_class_name(class >> 8),
	    class >> 8, pci_device_name(e, vendor), vendor, num(pci, "device"),
	    revision ? file_printf(e, " (rev %02lx)", revision) : "", interface_text(e, class));
	if (subvendor && subvendor != 0xffff)
		row(e, "\tSubsystem: %s [%04lx:%04lx]\n", pci_device_name(e, subvendor), subvendor, num(pci, "subsystem_device"));
	if (num(pci, "pin"))
		row(e, "\tInterrupt: pin %c routed to IRQ %ld\n", (char)('A' + num(pci, "pin") - 1), num(pci, "irq"));
	if (node >= 0)
		row(e, "\tNUMA node: %ld\n", node);
	if (addr(pci, "dev.iommu_group"))
		row(e, "\tIOMMU group: %ld\n", num(pci, "dev.iommu_group->id"));
	if (addr(pci, "subordinate"))
		row(e, "\tBus: primary=%02lx, secondary=%02lx, subordinate=%02lx\n", p.bus, num(pci, "subordinate->number"),
		    num(pci, "subordinate->busn_res.end"));
	lspci_regions(e, pci);
	lspci_capabilities(e, pci);
	if (*pci_driver(pci))
		row(e, "\tKernel driver in use: %s\n", pci_driver(pci));
	out(e, "\n");
}

EMITTER(cmd_lspci)
{
	bool with_domain;

	if (!pci_there(e))
		return;
	with_domain = many_domains(e);
	remark(e, "names of devices are in no kernel, and configuration space is in the devices");
	EACH(pci, pci_devices_by_place(e))
		print_function(e, pci, with_domain);
}
