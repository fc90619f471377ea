/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The name of a SCSI device that is the same by each path to it: scsi_vpd_lun_id(), drivers/scsi/scsi_lib.c */
#include "kernel/sysfs/rows.h"

enum { T10 = 1, EUI64 = 2, NAA = 3, NAME = 8 };		/* types of designators */
enum { HEADER = 4, MOST_BYTES = 65536 };

/* How good a designator is; 0: it is not one of the device.  Longer ones clash less. */
static unsigned worth(const unsigned char *d)
{
	if (d[1] & 0x30 || !d[3])
		return 0;
	switch (d[1] & 0xf) {
	case NAME:
		return 9;
	case NAA:
		return d[4] >> 4 == 6 ? 8 : d[4] >> 4 == 5 ? 5 : d[4] >> 4 == 4 ? 4 : d[4] >> 4 == 3 ? 1 : 0;
	case EUI64:
		return d[3] == 16 ? 7 : d[3] == 12 ? 6 : d[3] == 8 ? 3 : 0;
	case T10:
		return 1;
	default:
		return 0;
	}
}

static const char *hex(struct emit *e, const char *prefix, const unsigned char *b, unsigned n)
{
	const char *text = prefix;

	for (unsigned i = 0; i < n; i++)
		text = file_printf(e, "%s%02x", text, b[i]);
	return text;
}

/* What can't be printed in octal: %*pE */
static const char *escaped(struct emit *e, const char *prefix, const unsigned char *b, unsigned n)
{
	const char *text = prefix;

	for (unsigned i = 0; i < n; i++)
		text = file_printf(e, b[i] >= ' ' && b[i] < 127 ? "%s%c" : "%s\\%03o", text, b[i]);
	return text;
}

/* NULL: of a length that has no name */
static const char *name_of(struct emit *e, const unsigned char *d)
{
	switch (d[1] & 0xf) {
	case T10:
		return escaped(e, "t10.", d + HEADER, d[3]);
	case EUI64:
		return hex(e, "eui.", d + HEADER, d[3]);
	case NAA:
		return d[3] == 8 || d[3] == 16 ? hex(e, "naa.", d + HEADER, d[3]) : NULL;
	default:
		return file_printf(e, "%.*s", d[3], (const char *)d + HEADER);
	}
}

static SYSFS_FILE(show_name)
{
	ref page = ptr(container(f->kobject, "struct scsi_device", "sdev_gendev.kobj"), "vpd_pg83");
	long n = null(page) ? 0 : num(page, "len");
	const unsigned char *b = n > HEADER && n <= MOST_BYTES ? read_bytes(e, sub(page, "data").addr, (size_t)n) : NULL;
	unsigned best = 0, longest = 0;
	const char *name = NULL;

	for (long i = HEADER; b && i + HEADER <= n && i + HEADER + b[i + 3] <= n; i += b[i + 3] + HEADER) {
		const unsigned char *d = b + i;
		bool by_length = (d[1] & 0xf) == T10 || (d[1] & 0xf) == NAME;

		if (!worth(d) || worth(d) < best || (by_length && d[3] < longest))
			continue;
		best = worth(d);
		longest = d[3];
		name = name_of(e, d) ? name_of(e, d) : name;
	}
	if (name)
		out(e, "%s\n", name);
	else if (!b && null(page))
		absent(e, "reading it fails: the device gave no page of identification");
}

const struct sysfs_row sysfs_scsi_identity_rows[] = {
	{"sdev_show_wwid()", "devices/*/target*", .print = show_name},
};
const size_t sysfs_scsi_identity_row_count = ARRAY_LEN(sysfs_scsi_identity_rows);
