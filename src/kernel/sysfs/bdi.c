/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/virtual/bdi/<device>/…: mm/backing-dev.c */
#include "kernel/sysfs/rows.h"

static ref bdi_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);

	return at(e, addr(sysfs_device(f), "driver_data"), "struct backing_dev_info");
}

/* Ratios are kept in millionths since 6.2 (ae82291e9ca4). */
static SYSFS_FILE(show_ratio)
{
	ref bdi = bdi_of(f);
	long v = num_(bdi, row->path, 0);

	/* In parts per million a limit of one percent is more than all percents. */
	out(e, "%ld\n", !row->kind && num(bdi, "max_ratio") > 100 ? v / 10000 : v);
}

static SYSFS_FILE(show_read_ahead)
{
	out(e, "%ld\n", kb(e, num(bdi_of(f), "ra_pages")));
}

static SYSFS_FILE(show_strict)
{
	enum { BDI_CAP_STRICTLIMIT = 1 << 4 };

	out(e, "%d\n", num(bdi_of(f), "capabilities") & BDI_CAP_STRICTLIMIT ? 1 : 0);
}

/* The share of what may be dirty, in bytes: bdi_get_bytes() */
static SYSFS_FILE(show_bytes)
{
	enum { SCALE = 10000 * 100 };

	out(e, "%lu\n", dirty_limits(e).dirty * (unsigned long)e->facts->page_size * (unsigned long)num_(bdi_of(f), row->path, 0) / SCALE);
}

#define BDI "devices/virtual/bdi/~"

const struct sysfs_row sysfs_bdi_rows[] = {
	{"read_ahead_kb", BDI, .print = show_read_ahead},
	{"min_ratio", BDI, show_ratio, .path = "min_ratio"},
	{"max_ratio", BDI, show_ratio, .path = "max_ratio"},
	{"min_ratio_fine", BDI, show_ratio, .path = "min_ratio", .kind = "fine"},
	{"max_ratio_fine", BDI, show_ratio, .path = "max_ratio", .kind = "fine"},
	{"min_bytes", BDI, show_bytes, .path = "min_ratio"},
	{"max_bytes", BDI, show_bytes, .path = "max_ratio"},
	{"stable_pages_required", BDI, sysfs_constant, .text = "0\n"},
	{"strict_limit", BDI, .print = show_strict},
};
const size_t sysfs_bdi_row_count = ARRAY_LEN(sysfs_bdi_rows);
