/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the forms of lspci share: names (names.c). */
#ifndef VR_EMIT_LSPCI_H
#define VR_EMIT_LSPCI_H

#include "emit/emit.h"

const char *pci_class_name(unsigned long class);		/* 0x0108: "Non-Volatile memory controller" */
const char *pci_interface_name(unsigned long class);				/* 0x010802: "NVM Express"; NULL if it has none */
const char *pci_vendor_name(unsigned long vendor);		/* NULL: not known */
/* "Intel Corporation Device"; the names of devices are in no kernel. */
const char *pci_device_name(struct emit *e, unsigned long vendor);
bool pci_there(struct emit *e);		/* else it has said why not */

void lspci_regions(struct emit *e, ref pci);			/* regions.c */
void lspci_capabilities(struct emit *e, ref pci);

#endif
