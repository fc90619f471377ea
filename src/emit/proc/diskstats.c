/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/diskstats: I/O per disk and partition.  diskstats_show(), block/genhd.c */
#include "emit/emit.h"

static void show(struct emit *e, const struct partition *p, const struct disk_stats *s)
{
	enum { READ = DISK_READ, WRITE = DISK_WRITE, DISCARD = DISK_DISCARD, FLUSH = DISK_FLUSH };

	out(e, "%4ld %7ld %s %lu %lu %lu %u %lu %lu %lu %u %u %u %u", p->major, p->minor, p->name,
	    s->ios[READ], s->merges[READ], s->sectors[READ], s->ms[READ],
	    s->ios[WRITE], s->merges[WRITE], s->sectors[WRITE], s->ms[WRITE],
	    s->in_flight, s->busy_ms, s->all_ms);
	if (s->groups > DISCARD)	/* 4.19 */
		out(e, " %lu %lu %lu %u", s->ios[DISCARD], s->merges[DISCARD], s->sectors[DISCARD], s->ms[DISCARD]);
	if (s->groups > FLUSH)		/* 5.5 */
		out(e, " %lu %u", s->ios[FLUSH], s->ms[FLUSH]);
	out(e, "\n");
}

EMITTER(proc_diskstats)
{
	EACH(disk, disks(e)) {
		EACH(part, partitions(disk)) {
			struct partition p = partition_of(disk, part);
			struct disk_stats s;

			if (p.number && !p.sectors)
				continue;
			s = disk_stats(&p, part);
			show(e, &p, &s);
		}
	}
}
