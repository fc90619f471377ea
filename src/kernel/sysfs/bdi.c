/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/devices/virtual/bdi/<device>/…: mm/backing-dev.c */
#include "kernel/sysfs/rows.h"

static ref bdi_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);

	return at(e, addr(sysfs_device(f), "driver_data"), "struct backing_dev_info");
}

/* Ratios are kept in millionths since 6.2 (ae82291e9ca4). */
static void show_ratio(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref bdi = bdi_of(f);
	long v = num_(bdi, row->a, 0);

	/* In parts per million a limit of one percent is more than all percents. */
	out(e, "%ld\n", !row->b && num(bdi, "max_ratio") > 100 ? v / 10000 : v);
}

static void show_read_ahead(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%ld\n", kb(e, num(bdi_of(f), "ra_pages")));
}

static void show_strict(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { BDI_CAP_STRICTLIMIT = 1 << 4 };

	out(e, "%d\n", num(bdi_of(f), "capabilities") & BDI_CAP_STRICTLIMIT ? 1 : 0);
}

/* The share of what may be dirty, in bytes: bdi_get_bytes() */
static void show_bytes(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	enum { SCALE = 10000 * 100 };

	out(e, "%lu\n", dirty_limits(e).dirty * (unsigned long)e->facts->page_size * (unsigned long)num_(bdi_of(f), row->a, 0) / SCALE);
}

#define BDI "devices/virtual/bdi/~"

const struct sysfs_row sysfs_bdi_rows[] = {
	{"read_ahead_kb", BDI, show_read_ahead, 0, 0, 0, 0},
	{"min_ratio", BDI, show_ratio, "min_ratio", 0, 0, 0},
	{"max_ratio", BDI, show_ratio, "max_ratio", 0, 0, 0},
	{"min_ratio_fine", BDI, show_ratio, "min_ratio", "fine", 0, 0},
	{"max_ratio_fine", BDI, show_ratio, "max_ratio", "fine", 0, 0},
	{"min_bytes", BDI, show_bytes, "min_ratio", 0, 0, 0},
	{"max_bytes", BDI, show_bytes, "max_ratio", 0, 0, 0},
	{"stable_pages_required", BDI, sysfs_constant, "0\n", 0, 0, 0},
	{"strict_limit", BDI, show_strict, 0, 0, 0, 0},
};
const size_t sysfs_bdi_row_count = ARRAY_LEN(sysfs_bdi_rows);
