/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the forms of lsblk share. */
#ifndef VR_EMIT_LSBLK_H
#define VR_EMIT_LSBLK_H

#include "kernel/kernel.h"

struct blk_row {
	ref disk, part;
	struct partition p;
	const char *name;	/* with the branches of the tree before it */
	const char *kind;
	unsigned depth;
};
struct blk_rows {		/* rows must be freed */
	struct blk_row *rows;
	size_t count, room;
};
void blk_rows_collect(struct emit *e, struct blk_rows *rows);
int blk_rows_name_width(const struct blk_rows *rows);
const char *human_size(struct emit *e, uint64_t bytes);

#endif
