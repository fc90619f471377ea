/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/block/lsblk_-t: limits of block devices */
#include "emit/emit.h"
#include "emit/commands/block/lsblk.h"

#include <stdlib.h>
#include <string.h>

/* "" where the queue has no scheduler: bio-based drivers */
static const char *scheduler(ref queue)
{
	if (!addr(queue, "mq_ops"))
		return "";
	return addr(queue, "elevator") ? str(queue, "elevator->type->elevator_name") : "none";
}

/* A feature of the limits since 6.11, a flag of the queue before, inverted. */
static int rotates(ref queue)
{
	enum { FEATURE = 2, NONROT = 6 };	/* BLK_FEAT_ROTATIONAL, QUEUE_FLAG_NONROT */

	if (has(queue, "limits.features"))
		return num(queue, "limits.features") >> FEATURE & 1;
	return !(num(queue, "queue_flags") >> NONROT & 1);
}

static void show(struct emit *e, const struct blk_row *r, int name, int width)
{
	ref queue = ptr(r->disk, "queue");
	/* Bio-based queues have no file nr_requests since 6.9. */
	bool has_requests = addr(queue, "mq_ops") || !has(queue, "limits.features");
	long pages = has(queue, "backing_dev_info") ? num(queue, "backing_dev_info->ra_pages") : num(r->disk, "bdi->ra_pages");
	uint64_t same = has(queue, "limits.max_write_same_sectors") ? (uint64_t)num(queue, "limits.max_write_same_sectors") << 9 : 0;

	row(e, "%-*s %9ld %6lu %6lu %7lu %7lu %4d %-*s %7s %4ld %5s\n", name, r->name, num(queue, "limits.alignment_offset"),
	    num(queue, "limits.io_min"), num(queue, "limits.io_opt"), num(queue, "limits.physical_block_size"),
	    num(queue, "limits.logical_block_size"), rotates(queue), width, scheduler(queue),
	    has_requests ? file_printf(e, "%lu", num(queue, "nr_requests")) : "", kb(e, pages), human_size(e, same));
}

EMITTER(cmd_lsblk_topology)
{
	struct blk_rows rows = {0};
	int name, width = 5;

	blk_rows_collect(e, &rows);
	name = blk_rows_name_width(&rows);
	for (size_t i = 0; i < rows.count; i++) {
		int n = (int)strlen(scheduler(ptr(rows.rows[i].disk, "queue")));

		width = rows.rows[i].p.sectors && n > width ? n : width;
	}
	out(e, "%-*s ALIGNMENT MIN-IO OPT-IO PHY-SEC LOG-SEC ROTA %-*s RQ-SIZE   RA WSAME\n", name, "NAME", width, "SCHED");
	for (size_t i = 0; i < rows.count; i++)
		if (rows.rows[i].p.sectors)
			show(e, &rows.rows[i], name, width);
	free(rows.rows);
}
