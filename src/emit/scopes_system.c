/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Objects of the system as a whole: interrupts, … */
#include "emit/emit.h"

/* Those that have a folder in /proc/irq: register_irq_proc(). */
SCOPE_FUNCTION(scope_irq)
{
	EACH(desc, irqs(e))
		if (addr(desc, "dir"))
			scope_item_number(e, items, desc, KEY(desc));
}

/* Drivers of serial ports: proc_tty_register_driver(). */
SCOPE_FUNCTION(scope_tty)
{
	EACH(driver, list(sym(e, "tty_drivers", "struct list_head"), "struct tty_driver", "tty_drivers")) {
		uint64_t show = addr(driver, "ops->proc_show");

		if (show && has_function(e, "uart_proc_show") && show == symaddr(e, "uart_proc_show"))
			scope_item(e, items, driver, str(driver, "driver_name"));
	}
}

/* A file for each PCI function in a folder of its bus: pci_proc_attach_device(). */
SCOPE_FUNCTION(scope_pci)
{
	if (!has_sym(e, "pci_bus_type"))
		return;
	EACH(device, bus_devices(e, "pci_bus_type")) {
		ref function = container(device, "struct pci_dev",
					 "dev"), file = ptr(function, "procent"), folder = ptr(function, "bus->procdir");

		if (!null(file) && !null(folder))
			scope_item(e, items, function, file_printf(e, "%s/%s", str(folder, "name"), str(file, "name")));
	}
}

/* /proc/fs/ext4 names file systems by their device: s_id. */
SCOPE_FUNCTION(scope_ext4)
{
	EACH(sb, ext4_superblocks(e))
		scope_item(e, items, sb, str(sb, "s_id"));
}

SCOPE_FUNCTION(scope_binary_format)
{
	if (binary_formats_shown(e))
		EACH(format, binary_formats(e))
			scope_item(e, items, format, str(format, "name"));
}

/* Journals are known by the file systems that use them. */
SCOPE_FUNCTION(scope_journal)
{
	EACH(sb, ext4_superblocks(e)) {
		ref journal = ptr(ext4_info(sb), "s_journal");

		if (!null(journal) && addr(journal, "j_proc_entry"))
			scope_item(e, items, journal, str(journal, "j_devname"));
	}
}
