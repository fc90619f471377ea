/* SPDX-License-Identifier: GPL-2.0-or-later */
/* dev/cdrom/info: what each CD drive can do.  cdrom_sysctl_info(), drivers/cdrom/cdrom.c */
#include "kernel/sysctl/format.h"

/* A column for each drive. */
static const char *drives(struct emit *e, const char *line, const char *member, long capability)
{
	EACH(drive, list(sym(e, "cdrom_list", "struct list_head"), "struct cdrom_device_info", "list")) {
		long value = capability ? (num(drive, "ops->capability") & ~num(drive, "mask") & capability) != 0 : num_(drive, member, 0);

		line = file_printf(e, "%s\t%ld", line, value);
	}
	return line;
}

const char *sysctl_cdrom_info(struct emit *e, ref entry)
{
	static const struct {
		const char *label;
		long capability;	/* CDC_…, include/uapi/linux/cdrom.h */
	} rows[] = {
		{"Can close tray:\t", 0x1},   {"Can open tray:\t", 0x2},	    {"Can lock tray:\t", 0x4},
		{"Can change speed:", 0x8},   {"Can select disk:", 0x10},	    {"Can read multisession:", 0x20},
		{"Can read MCN:\t", 0x40},    {"Reports media changed:", 0x80},    {"Can play audio:\t", 0x100},
		{"Can write CD-R:\t", 0x2000}, {"Can write CD-RW:", 0x4000},	    {"Can read DVD:\t", 0x8000},
		{"Can write DVD-R:", 0x10000}, {"Can write DVD-RAM:", 0x20000},    {"Can read MRW:\t", 0x80000},
		{"Can write MRW:\t", 0x100000}, {"Can write RAM:\t", 0x200000},
	};
	const char *text = "CD-ROM information, Id: cdrom.c 3.20 2003/12/17\n\ndrive name:\t";	/* so since 2.6.7 */

	(void)entry;
	EACH(drive, list(sym(e, "cdrom_list", "struct list_head"), "struct cdrom_device_info", "list"))
		text = file_printf(e, "%s\t%s", text, str(drive, "name"));
	text = drives(e, file_printf(e, "%s\ndrive speed:\t", text), "speed", 0);
	text = drives(e, file_printf(e, "%s\ndrive # of slots:", text), "capacity", 0);
	for (size_t i = 0; i < ARRAY_LEN(rows); i++)
		text = drives(e, file_printf(e, "%s\n%s", text, rows[i].label), NULL, rows[i].capability);
	return file_printf(e, "%s\n\n\n", text);
}
