/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/block/blockdev_--report: block devices in the order of /proc/partitions, as util-linux lists them */
#include "emit/emit.h"

static long read_ahead_sectors(ref disk)
{
	ref queue = ptr(disk, "queue");
	struct emit *e = context(disk);
	long pages = has(queue, "backing_dev_info") ? num(queue, "backing_dev_info->ra_pages") : num(disk, "bdi->ra_pages");

	return kb(e, pages) * 2;
}

/* As it is set when a device is opened: the largest that divides its size, up to a page. */
static long first_block_size(struct emit *e, const struct partition *p)
{
	long size = num(p->disk, "queue->limits.logical_block_size");

	while (size > 0 && size < (long)e->facts->page_size && !(p->sectors << 9 & (uint64_t)size))
		size <<= 1;
	return size;
}

/* A file system that is mounted sets it. */
static long block_size(ref part, const struct partition *p)
{
	ref inode = block_inode(part, p);

	return null(inode) ? first_block_size(context(part), p) : 1L << (num(inode, "i_blkbits") & 31);
}

EMITTER(cmd_blockdev)
{
	out(e, "RO    RA   SSZ   BSZ        StartSec            Size   Device\n");
	EACH(disk, disks(e)) {
		if (disk_hidden(disk))
			continue;
		EACH(part, partitions(disk)) {
			struct partition p = partition_of(disk, part);

			if (p.sectors)
				row(e, "%s %5ld %5lu %5ld %15lu %15llu   /dev/%s\n", part_read_only(disk, part) ? "ro" : "rw",
				    read_ahead_sectors(disk), num(disk, "queue->limits.logical_block_size"), block_size(part, &p),
				    num(part, "bd_start_sect|start_sect"), (unsigned long long)p.sectors << 9, p.name);
		}
	}
}
