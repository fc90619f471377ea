/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/sysfs/rows.h"

const struct sysfs_row sysfs_mm_rows[] = {
	{"nothing", "nowhere", sysfs_constant, "", 0, 0, 0},
};
const size_t sysfs_mm_row_count = ARRAY_LEN(sysfs_mm_rows);
