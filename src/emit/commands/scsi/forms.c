/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/scsi/lsscsi (of lsscsi -i), lsscsi_-iw, -d, -s, -t, -L: what the forms add to a line */
#include "emit/emit.h"
#include "emit/commands/scsi/lsscsi.h"

#include <string.h>

static struct partition whole(ref disk)
{
	EACH(part, partitions(disk))
		return partition_of(disk, part);
	return (struct partition){.disk = disk};
}

static const char *identifier(struct emit *e, const struct lsscsi_line *l)
{
	const char *id = null(l->device) ? NULL : scsi_unit_id(l->device);

	return null(l->device) ? "" : file_printf(e, "  %s", id ? id : "-");
}

static const char *device_numbers(struct emit *e, const struct lsscsi_line *l)
{
	struct partition p;

	if (null(l->disk))
		return null(l->device) ? " [dev?]" : "[dev?]";
	p = whole(l->disk);
	return file_printf(e, "%s[%ld:%ld]", null(l->device) ? " " : "", p.major, p.minor);
}

/* In powers of ten, three digits: "2.62GB" */
static const char *capacity(struct emit *e, const struct lsscsi_line *l)
{
	static const char *const units[] = {"B", "kB", "MB", "GB", "TB", "PB", "EB"};
	uint64_t bytes = null(l->disk) ? 0 : whole(l->disk).sectors << 9, rest = 0;
	const char *fraction = "";
	unsigned unit = 0;

	for (; bytes >= 1000 && unit + 1 < ARRAY_LEN(units); unit++) {
		rest = bytes % 1000;
		bytes /= 1000;
	}
	if (unit && bytes < 100)
		fraction = file_printf(e, ".%.*s", bytes < 10 ? 2 : 1, file_printf(e, "%03llu", (unsigned long long)rest));
	return file_printf(e, "  %6s", bytes ? file_printf(e, "%llu%s%s", (unsigned long long)bytes, fraction, units[unit]) : "-");
}

static const char *shown(ref kobject, const char *name)
{
	const char *text = sysfs_attribute(kobject, name);

	return text ? text : "?";
}

/* Of a namespace it stands where else the model does. */
static const char *namespace_name_of(__attribute__((unused)) struct emit *e, const struct lsscsi_line *l)
{
	const char *id = null(l->device) ? sysfs_attribute(disk_kobject(l->disk), "wwid") : NULL;

	return null(l->device) ? id ? id : "wwid?" : NULL;
}

static const char *world_wide_name(struct emit *e, const struct lsscsi_line *l)
{
	const char *id = null(l->device) ? NULL : scsi_unit_id(l->device);

	return null(l->device) ? "" : file_printf(e, "%-30s  ", id && id[0] == '3' ? file_printf(e, "0x%s", id + 1) : "");
}

/* Its files, one to a line. */
static const char *details(struct emit *e, const struct lsscsi_line *l)
{
	static const char *const of_device[] = {"device_blocked", "iocounterbits", "iodone_cnt", "ioerr_cnt", "iorequest_cnt",
						"queue_depth", "queue_type", "scsi_level", "state", "timeout", "type", NULL};
	static const char *const of_disk[] = {"capability", "ext_range", "hidden", "nsid", "range", "removable",
					      "queue/nr_requests", "queue/read_ahead_kb", "queue/write_cache",
					      "queue/logical_block_size", "queue/physical_block_size", NULL};
	bool is_scsi = !null(l->device);
	ref kobject = is_scsi ? sub(l->device, "sdev_gendev.kobj") : disk_kobject(l->disk);
	const char *text = "";

	for (const char *const *name = is_scsi ? of_device : of_disk; *name; name++)
		text = file_printf(e, "%s\n  %s=%s", text, str_starts(*name, "queue/") ? *name + strlen("queue/") : *name,
				   shown(kobject, *name));
	return text;
}

EMITTER(cmd_lsscsi)
{
	lsscsi_print(e, &(struct lsscsi_form){.after_node = identifier});
}

EMITTER(cmd_lsscsi_iw)
{
	lsscsi_print(e, &(struct lsscsi_form){.middle = namespace_name_of, .before_node = world_wide_name, .after_node = identifier});
}

EMITTER(cmd_lsscsi_d)
{
	lsscsi_print(e, &(struct lsscsi_form){.after_node = device_numbers});
}

EMITTER(cmd_lsscsi_s)
{
	lsscsi_print(e, &(struct lsscsi_form){.after_node = capacity});
}

EMITTER(cmd_lsscsi_t)
{
	lsscsi_print(e, &(struct lsscsi_form){.middle = lsscsi_transport});
}

EMITTER(cmd_lsscsi_L)
{
	lsscsi_print(e, &(struct lsscsi_form){.after_node = details});
}
