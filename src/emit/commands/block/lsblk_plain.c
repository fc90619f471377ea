/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/block/lsblk: sizes, kinds, and where they are mounted */
#include "emit/emit.h"
#include "emit/commands/block/lsblk.h"

#include <stdlib.h>
#include <string.h>

#define MAX_MOUNTS 256

/* The mount points of a device, the newest first, and whether it is swapped to. */
static unsigned mount_points(struct emit *e, const struct blk_row *r, const char *points[MAX_MOUNTS])
{
	ref root = reader_root(e);
	const char *found[MAX_MOUNTS] = {0};
	unsigned n = 0, count = 0;

	EACH(area, swap_areas(e))
		if (count < MAX_MOUNTS && swap_area(area).is_partition &&
		    num(area, "bdev->bd_dev") == (r->p.major << 20 | r->p.minor))
			points[count++] = "[SWAP]";
	EACH(mount, init_mounts(e)) {
		const char *where;
		ref sb = ptr(mount, "mnt.mnt_sb");
		long dev = num(sb, "s_dev");

		if (dev >> 20 != r->p.major || (dev & 0xfffff) != r->p.minor)
			continue;
		where = mount_point(mount, root);
		if (where && n < MAX_MOUNTS)
			found[n++] = where;
	}
	while (n && count < MAX_MOUNTS)
		points[count++] = found[--n];
	return count;
}

static void show(struct emit *e, const struct blk_row *r, int name, int kind, int size)
{
	const char *points[MAX_MOUNTS];
	unsigned n = mount_points(e, r, points);

	row(e, "%-*s %3ld:%-3ld %2d %*s %2d %-*s %s\n", name, r->name, r->p.major, r->p.minor, disk_removable(r->disk), size,
	    human_size(e, r->p.sectors * 512), part_read_only(r->disk, r->part), kind, r->kind, n ? points[0] : "");
	for (unsigned i = 1; i < n; i++)
		row(e, "%*s%s\n", name + 1 + 7 + 1 + 2 + 1 + size + 1 + 2 + 1 + kind + 1, "", points[i]);
}

EMITTER(cmd_lsblk)
{
	struct blk_rows rows = {0};
	int name, kind = 4, size = 5;

	blk_rows_collect(e, &rows);
	name = blk_rows_name_width(&rows);
	for (size_t i = 0; i < rows.count; i++) {
		int k = (int)strlen(rows.rows[i].kind), s = (int)strlen(human_size(e, rows.rows[i].p.sectors * 512));

		kind = k > kind ? k : kind;
		size = s > size ? s : size;
	}
	out(e, "%-*s MAJ:MIN RM %*s RO %-*s MOUNTPOINTS\n", name, "NAME", size, "SIZE", kind, "TYPE");
	for (size_t i = 0; i < rows.count; i++)
		show(e, &rows.rows[i], name, kind, size);
	free(rows.rows);
}
