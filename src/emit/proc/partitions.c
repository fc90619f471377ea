/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/partitions: disks and partitions with their size in KiB.  show_partition(), block/genhd.c */
#include "emit/emit.h"

EMITTER(proc_partitions)
{
	out(e, "major minor  #blocks  name\n\n");
	EACH(disk, disks(e)) {
		if (disk_hidden(disk))
			continue;
		EACH(part, partitions(disk)) {
			struct partition p = partition_of(disk, part);

			if (!p.number && !p.sectors)	/* no medium */
				break;
			if (p.sectors)
				out(e, "%4ld  %7ld %10lu %s\n", p.major, p.minor, p.sectors >> 1, p.name);
		}
	}
}
