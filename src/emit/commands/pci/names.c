/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/commands/pci/lspci.h"

struct name {
	unsigned long number;
	const char *text;
};

static const char *find(const struct name *names, size_t count, unsigned long number)
{
	for (size_t i = 0; i < count; i++)
		if (names[i].number == number)
			return names[i].text;
	return NULL;
}

#define IGNORED(number, name)
#define ROW(number, name) {number, name},

/* The file of names is read once for each kind. */
#define PCI_CLASS ROW
#define PCI_BASE_CLASS IGNORED
#define PCI_INTERFACE IGNORED
#define PCI_VENDOR IGNORED
static const struct name classes[] = {
#include "emit/commands/pci/names.def"
};
#undef PCI_CLASS
#undef PCI_BASE_CLASS
#define PCI_CLASS IGNORED
#define PCI_BASE_CLASS ROW
static const struct name base_classes[] = {
#include "emit/commands/pci/names.def"
};
#undef PCI_BASE_CLASS
#undef PCI_INTERFACE
#define PCI_BASE_CLASS IGNORED
#define PCI_INTERFACE ROW
static const struct name interfaces[] = {
#include "emit/commands/pci/names.def"
};
#undef PCI_INTERFACE
#undef PCI_VENDOR
#define PCI_INTERFACE IGNORED
#define PCI_VENDOR ROW
static const struct name vendors[] = {
#include "emit/commands/pci/names.def"
};

const char *pci_class_name(unsigned long class)
{
	const char *name = find(classes, ARRAY_LEN(classes), class);

	if (!name)
		name = find(base_classes, ARRAY_LEN(base_classes), class >> 8);
	return name ? name : "Class";
}

const char *pci_interface_name(unsigned long class)
{
	return find(interfaces, ARRAY_LEN(interfaces), class);
}

const char *pci_vendor_name(unsigned long vendor)
{
	return find(vendors, ARRAY_LEN(vendors), vendor);
}

const char *pci_device_name(struct emit *e, unsigned long vendor)
{
	const char *name = pci_vendor_name(vendor);

	return name ? file_printf(e, "%s Device", name) : "Device";
}

bool pci_there(struct emit *e)
{
	bool there = has_sym(e, "pci_bus_type");

	if (!there)
		absent(e, "the kernel has no PCI");
	return there;
}
