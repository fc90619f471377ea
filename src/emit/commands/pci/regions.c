/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lspci -vv says of a function's resources and capabilities, as far as the kernel keeps it */
#include "emit/commands/pci/lspci.h"

enum { BARS = 6, ROM = 6, ROM_ENABLED = 1, IO = 0x100, MEM = 0x200, PREFETCH = 0x2000, MEM_64 = 0x100000 };

/* " [size=16K]" */
static const char *size_text(struct emit *e, uint64_t bytes)
{
	unsigned unit = 0;

	if (!bytes)
		return "";
	for (; bytes >= 1024 && !(bytes & 1023) && unit < 4; unit++)
		bytes >>= 10;
	return file_printf(e, " [size=%llu%.1s]", (unsigned long long)bytes, &"\0KMGT"[unit]);
}

static uint64_t length(ref r)
{
	uint64_t start = (uint64_t)num(r, "start"), end = (uint64_t)num(r, "end");

	return end > start ? end - start + 1 : 0;
}

static void print_window(struct emit *e, ref r)
{
	long flags = num(r, "flags");
	bool wide = flags & MEM_64;

	if (!(flags & (IO | MEM)) || !length(r))
		return;
	row(e, "\t%s behind bridge: %0*lx-%0*lx%s%s\n", flags & IO ? "I/O" : flags & PREFETCH ? "Prefetchable memory" : "Memory",
	    wide ? 16 : 8, num(r, "start"), wide ? 16 : 8, num(r, "end"), size_text(e, length(r)),
	    flags & IO ? num(r, "end") > 0xffff ? " [32-bit]" : " [16-bit]" : wide ? " [64-bit]" : " [32-bit]");
}

void lspci_regions(struct emit *e, ref pci)
{
	long windows = enum_or(e, "PCI_BRIDGE_RESOURCES", BARS + 1);

	EACH(r, array_n(pci, "resource", BARS)) {
		long flags = num(r, "flags");

		if (!length(r))
			continue;
		if (flags & IO)
			row(e, "\tRegion %ld: I/O ports at %04lx%s\n", KEY(r), num(r, "start"), size_text(e, length(r)));
		else
			row(e, "\tRegion %ld: Memory at %08lx (%s, %sprefetchable)%s\n", KEY(r), num(r, "start"),
			    flags & MEM_64 ? "64-bit" : "32-bit", flags & PREFETCH ? "" : "non-", size_text(e, length(r)));
	}
	if (addr(pci, "subordinate"))
		EACH(r, array_n(pci, "resource", windows + 3))
			if (KEY(r) >= windows)
				print_window(e, r);
	EACH(r, array_n(pci, "resource", ROM + 1))
		if (KEY(r) == ROM && length(r))
			row(e, "\tExpansion ROM at %08lx%s%s\n", num(r, "start"),
			    num(r, "flags") & ROM_ENABLED ? "" : " [disabled]", size_text(e, length(r)));
}

static void print_express(struct emit *e, ref pci)
{
	static const char *const kinds[] = {"Endpoint", "Legacy Endpoint", NULL, NULL, "Root Port (Slot-)", "Upstream Port",
					    "Downstream Port (Slot-)", "PCI-Express to PCI/PCI-X Bridge",
					    "PCI/PCI-X to PCI-Express Bridge", "Root Complex Integrated Endpoint",
					    "Root Complex Event Collector"};
	long flags = num(pci, "pcie_flags_reg"), kind = flags >> 4 & 15, slot_bit = flags >> 8 & 1;
	const char *name = kind < (long)ARRAY_LEN(kinds) && kinds[kind] ? kinds[kind] : "Unknown type";

	if ((kind == 4 || kind == 6) && slot_bit)
		name = kind == 4 ? "Root Port (Slot+)" : "Downstream Port (Slot+)";
	row(e, "\tCapabilities: [%02lx] Express (v%ld) %s, MSI %02lx\n", num(pci, "pcie_cap"), flags & 15, name, flags >> 9 & 31);
}

/* Those that the kernel remembers the place of, without what their registers say. */
void lspci_capabilities(struct emit *e, ref pci)
{
	if (num(pci, "msix_cap"))
		row(e, "\tCapabilities: [%02lx] MSI-X: Enable%c\n", num(pci, "msix_cap"), num(pci, "msix_enabled") ? '+' : '-');
	if (num(pci, "msi_cap"))
		row(e, "\tCapabilities: [%02lx] MSI: Enable%c\n", num(pci, "msi_cap"), num(pci, "msi_enabled") ? '+' : '-');
	if (num(pci, "pcie_cap"))
		print_express(e, pci);
	if (num(pci, "pm_cap"))
		row(e, "\tCapabilities: [%02lx] Power Management\n", num(pci, "pm_cap"));
}
