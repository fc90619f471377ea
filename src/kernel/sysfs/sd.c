/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Disks of SCSI: drivers/scsi/sd.c */
#include "kernel/sysfs/rows.h"

#define KOBJECT "disk_dev.kobj|dev.kobj"	/* 5.15 */

static ref disk_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct scsi_disk", KOBJECT);
}

/* One switch until 6.6, then three. */
static SYSFS_FILE(show_start_stop)
{
	ref scsi = ptr(disk_of(f), "device");
	bool all = has(scsi, "manage_start_stop") ? num(scsi, "manage_start_stop") :
		   num(scsi, "manage_system_start_stop") && num(scsi, "manage_runtime_start_stop") && num(scsi, "manage_shutdown");

	out(e, "%d\n", all);
}

/* Write cache on, read cache disabled. */
static SYSFS_FILE(show_cache_type)
{
	ref disk = disk_of(f);
	bool write = num(disk, "WCE"), no_read = num(disk, "RCD");

	out(e, "%s\n", write ? no_read ? "write back, no read (daft)" : "write back" : no_read ? "none" : "write through");
}

/* Checksums between controller and disk (DIF), or between memory and controller as well (DIX). */
static SYSFS_FILE(show_protection)
{
	enum { DIF = 0, DIX_TYPE0 = 3, MOST_TYPES = 4 };	/* bits of what a host can do: type 1 of DIF is bit 0 */
	ref disk = disk_of(f);
	long type = num(disk, "protection_type"), host = num(disk, "device->host->prot_capabilities");
	bool can_dif = type > 0 && type < MOST_TYPES && host >> (DIF + type - 1) & 1;
	bool can_dix = has_function(e, "blk_integrity_register") || has_function(e, "bio_integrity_prep");
	bool dix = can_dix && type >= 0 && type < MOST_TYPES && host >> (DIX_TYPE0 + type) & 1;

	if (!dix && can_dix && host >> DIX_TYPE0 & 1)
		out(e, "dix0\n");
	else if (!can_dif && !dix)
		out(e, "none\n");
	else
		out(e, "%s%ld\n", dix ? "dix" : "dif", can_dif ? type : 0);
}

static SYSFS_FILE(show_zones)
{
	enum { TYPE_ZBC = 0x14, HOST_AWARE = 1, DRIVE_MANAGED = 2 };
	ref disk = disk_of(f);
	long zoned = num(disk, "zoned");

	out(e, "%s\n", num(disk, "device->type") == TYPE_ZBC ? "host-managed" : zoned == HOST_AWARE ? "host-aware" :
	    zoned == DRIVE_MANAGED ? "drive-managed" : "none");
}

#define SD "devices/*/scsi_disk/~"
#define NUMBER(name, member) {name, SD, sysfs_field_signed, .type = "struct scsi_disk", .kobject = KOBJECT, .path = member}
#define CHOICE(name, names) {name, SD, sysfs_field_choice, .type = "struct scsi_disk", .kobject = KOBJECT, .path = name, .text = names}
#define SHOW(name, show) {name, SD, .print = show}

const struct sysfs_row sysfs_sd_rows[] = {
	NUMBER("allow_restart", "device->allow_restart"), NUMBER("manage_restart", "device->manage_restart"),
	NUMBER("manage_runtime_start_stop", "device->manage_runtime_start_stop"),
	NUMBER("manage_shutdown", "device->manage_shutdown"),
	NUMBER("manage_system_start_stop", "device->manage_system_start_stop"),
	SHOW("manage_start_stop", show_start_stop), SHOW("cache_type", show_cache_type),
	NUMBER("FUA", "DPOFUA"), NUMBER("protection_type", "protection_type"), SHOW("protection_mode", show_protection),
	NUMBER("app_tag_own", "ATO"), NUMBER("thin_provisioning", "lbpme"),
	CHOICE("provisioning_mode", "full,unmap,writesame_16,writesame_10,writesame_zero,disabled"),
	CHOICE("zeroing_mode", "write,writesame,writesame_16_unmap,writesame_10_unmap"),
	NUMBER("max_medium_access_timeouts", "max_medium_access_timeouts"), NUMBER("max_write_same_blocks", "max_ws_blocks"),
	NUMBER("max_retries", "max_retries"), SHOW("zoned_cap", show_zones),
};
const size_t sysfs_sd_row_count = ARRAY_LEN(sysfs_sd_rows);
