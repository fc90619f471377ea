/* SPDX-License-Identifier: GPL-2.0-or-later */
/* meminfo.h - the two halves of proc/meminfo. */
#ifndef VR_EMIT_MEMINFO_H
#define VR_EMIT_MEMINFO_H

#include "emit/emit.h"

#define ROW_KB(label, pages) row(e, label "%8ld kB\n", kb(e, (pages)))
#define ROW_NODE(label, item) ROW_KB(label, node_pages(e, item))

/* From AnonHugePages on: huge pages, reserved pools, the direct map. */
void meminfo_huge_rows(struct emit *e);

#endif
