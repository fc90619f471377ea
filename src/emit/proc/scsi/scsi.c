/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/scsi/scsi: attached devices.  proc_print_scsidevice(), drivers/scsi/scsi_proc.c */
#include "emit/emit.h"

enum { WELL_KNOWN = 0x1e, NO_DEVICE = 0x1f, SCSI_2 = 3 };
#define TYPES 21

/* A field of the answer to INQUIRY: not terminated, and not always printable. */
static const char *inquiry(struct emit *e, uint64_t address, size_t n)
{
	const char *bytes = read_bytes(e, address, n);
	char *s = file_alloc(e, n + 1, 1);

	for (size_t i = 0; i < n; i++)
		s[i] = bytes && bytes[i] >= ' ' ? bytes[i] : ' ';
	return s;
}

static const char *type_name(struct emit *e, long type)
{
	if (type == WELL_KNOWN)
		return "Well-known LUN   ";
	if (type == NO_DEVICE)
		return "No Device        ";
	return type < TYPES ? str_at(sym(e, "scsi_device_types", "char *[32]"), "[]", type) : "Unknown          ";
}

static void show(struct emit *e, ref device)
{
	long level = num(device, "scsi_level");

	row(e, "Host: scsi%ld Channel: %02ld Id: %02ld Lun: %02lu\n  Vendor: %s Model: %s Rev: %s\n"
	       "  Type:   %s                ANSI  SCSI revision: %02lx%s\n",
	    num(device, "host->host_no"), num(device, "channel"), num(device, "id"), num(device, "lun"),
	    inquiry(e, addr(device, "vendor"), 8), inquiry(e, addr(device, "model"), 16), inquiry(e, addr(device, "rev"), 4),
	    type_name(e, num(device, "type")), level - (level > 1), level == SCSI_2 - 1 ? " CCS" : "");
}

EMITTER(proc_scsi_scsi)
{
	if (!has_function(e, "proc_print_scsidevice")) {
		absent(e, "the kernel has no SCSI, or does not show it in /proc (CONFIG_SCSI_PROC_FS)");
		return;
	}
	out(e, "Attached devices:\n");
	EACH(device, scsi_devices(e))
		show(e, device);
}
