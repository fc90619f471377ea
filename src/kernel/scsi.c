/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <string.h>

struct walk scsi_devices(struct emit *e)
{
	struct address_list found = address_list(e);

	EACH(device, bus_devices(e, "scsi_bus_type"))
		if (addr(device, "type") == symaddr(e, "scsi_dev_type"))
			address_add(&found, container(device, "struct scsi_device", "sdev_gendev").addr);
	return address_walk(e, &found, "struct scsi_device");
}

struct walk scsi_devices_by_address(struct emit *e)
{
	struct sorted_list found = sorted_list(e);

	EACH(device, scsi_devices(e))
		sorted_add(&found, device.addr, (unsigned long[SORT_KEYS]){
			(unsigned long)num(device, "host->host_no"), (unsigned long)num(device, "channel"),
			(unsigned long)num(device, "id"), (unsigned long)num(device, "lun")});
	return sorted_walk(e, &found, "struct scsi_device");
}

struct walk scsi_hosts(struct emit *e)
{
	struct sorted_list found = sorted_list(e);

	EACH(device, class_devices(e, "shost_class")) {
		ref host = container(device, "struct Scsi_Host", "shost_dev");

		sorted_add(&found, host.addr, (unsigned long[SORT_KEYS]){(unsigned long)num(host, "host_no")});
	}
	return sorted_walk(e, &found, "struct Scsi_Host");
}

ref scsi_device_disk(ref device)
{
	struct emit *e = context(device);
	const char *name = sysfs_first_entry(sub(device, "sdev_gendev.kobj"), "block");

	if (name)
		EACH(disk, disks(e))
			if (!strcmp(str(disk, "disk_name"), name))
				return disk;
	return at(e, 0, "struct gendisk");
}

/* ---- page 0x83 of vital product data: descriptors of four bytes and an identifier ------------- */

struct descriptor {
	const unsigned char *bytes;
	size_t size;
};

enum { BINARY = 1, HEADER = 4 };
enum kind { T10_VENDOR = 1, EUI_64 = 2, NAA = 3 };

/* The first that names the logical unit in that way. */
static struct descriptor find_descriptor(const unsigned char *page, size_t size, enum kind kind)
{
	for (size_t at = HEADER; at + HEADER <= size; at += HEADER + page[at + 3]) {
		bool of_unit = !(page[at + 1] >> 4 & 3);

		if (at + HEADER + page[at + 3] > size)
			break;
		if (of_unit && (page[at + 1] & 0xf) == kind)
			return (struct descriptor){page + at, page[at + 3]};
	}
	return (struct descriptor){NULL, 0};
}

/* As udev's scsi_id: a digit for the kind, then the identifier; blanks in one of text become one "_". */
const char *scsi_unit_id(ref device)
{
	static const enum kind by_worth[] = {NAA, EUI_64, T10_VENDOR};
	struct emit *e = context(device);
	ref page = ptr(device, "vpd_pg83");
	long size = null(page) ? 0 : num(page, "len");
	const unsigned char *data;

	if (size < HEADER || size > 4096)
		return NULL;
	data = read_bytes(e, sub(page, "data").addr, (size_t)size);
	for (size_t i = 0; data && i < ARRAY_LEN(by_worth); i++) {
		struct descriptor d = find_descriptor(data, (size_t)size, by_worth[i]);
		const char *id = file_printf(e, "%d", by_worth[i]);

		if (!d.bytes)
			continue;
		if ((d.bytes[0] & 0xf) != BINARY)
			return file_printf(e, "%s%s", id, printable(e, (const char *)d.bytes + HEADER, d.size));
		for (size_t k = 0; k < d.size; k++)
			id = file_printf(e, "%s%02x", id, d.bytes[HEADER + k]);
		return id;
	}
	return NULL;
}
