/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/block/lsblk_-D: what block devices discard */
#include "emit/emit.h"
#include "emit/commands/block/lsblk.h"

#include <stdlib.h>

/* That blocks read zeroes after a discard is promised by no queue since 4.12. */
static void show(struct emit *e, const struct blk_row *r, int name)
{
	ref limits = sub(ptr(r->disk, "queue"), "limits");

	row(e, "%-*s %8lu %9s %8s %9d\n", name, r->name, num(limits, "discard_alignment"),
	    human_size(e, (uint64_t)num(limits, "discard_granularity")),
	    human_size(e, (uint64_t)num(limits, "max_discard_sectors") << 9), 0);
}

EMITTER(cmd_lsblk_discard)
{
	struct blk_rows rows = {0};
	int name;

	blk_rows_collect(e, &rows);
	name = blk_rows_name_width(&rows);
	out(e, "%-*s DISC-ALN DISC-GRAN DISC-MAX DISC-ZERO\n", name, "NAME");
	for (size_t i = 0; i < rows.count; i++)
		if (rows.rows[i].p.sectors)
			show(e, &rows.rows[i], name);
	free(rows.rows);
}
