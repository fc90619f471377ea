/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/<disk>/…, mq: block/genhd.c, blk-mq-sysfs.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* ---- disks and partitions ------------------------------------------------------------------ */

/* What is counted for the device of a disk or of a partition. */
static struct partition part_of(const struct sysfs_file *f, ref *part)
{
	struct emit *e = context(f->node);
	ref device = sysfs_device(f), disk = block_device_disk(device);

	if (disk.addr) {
		EACH(p, partitions(disk)) {	/* the whole disk is the first of its partitions */
			*part = p;
			return partition_of(disk, p);
		}
	} else if (has_member(e, "struct block_device", "bd_device")) {		/* 5.11 */
		*part = container(device, "struct block_device", "bd_device");
		return partition_of(ptr(*part, "bd_disk"), *part);
	} else {
		*part = container(device, "struct hd_struct", "__dev");
		return partition_of(block_device_disk(ptr(device, "parent")), *part);
	}
	fail(e, "struct gendisk", "the disk is not in its table of partitions", disk.addr);
	*part = (ref){0, disk.type};
	return (struct partition){.disk = disk, .name = ""};
}

static SYSFS_FILE(show_size)
{
	ref part;

	out(e, "%llu\n", (unsigned long long)part_of(f, &part).sectors);
}

static SYSFS_FILE(show_start)
{
	ref part;

	part_of(f, &part);
	out(e, "%lu\n", num(part, "bd_start_sect|start_sect"));
}

static SYSFS_FILE(show_number)
{
	ref part;

	out(e, "%ld\n", part_of(f, &part).number);
}

static SYSFS_FILE(show_stat)
{
	ref part;
	struct partition p = part_of(f, &part);
	struct disk_stats s = disk_stats(&p, part);

	out(e, "%8lu %8lu %8lu %8u %8lu %8lu %8lu %8u %8u %8u %8u", s.ios[0], s.merges[0], s.sectors[0], s.ms[0],
	    s.ios[1], s.merges[1], s.sectors[1], s.ms[1], s.in_flight, s.busy_ms, s.all_ms);
	if (s.groups > DISK_DISCARD)
		out(e, " %8lu %8lu %8lu %8u", s.ios[2], s.merges[2], s.sectors[2], s.ms[2]);
	if (s.groups > DISK_FLUSH)
		out(e, " %8lu %8u", s.ios[3], s.ms[3]);
	out(e, "\n");
}

static SYSFS_FILE(show_in_flight)
{
	ref part;
	struct partition p = part_of(f, &part);
	struct disk_stats s = disk_stats(&p, part);

	out(e, "%8u %8u\n", s.in_flight - s.writing, s.writing);
}

/* A disk is read-only itself, or by its whole "partition" */
static SYSFS_FILE(show_read_only)
{
	ref part;
	struct partition p = part_of(f, &part);

	out(e, "%d\n", part_read_only(p.disk, part));
}

/* A bit of gendisk.flags: by enumerator since 5.17, before that by number */
static SYSFS_FILE(show_flag)
{
	long mask = has_enum(e, row->enumerator) ? enumv(e, row->enumerator) : 1L << row->old_bit;

	out(e, "%d\n", num(sysfs_disk(f), "flags") & mask ? 1 : 0);
}

static SYSFS_FILE(show_member)
{
	out(e, "%lu\n", num_(sysfs_disk(f), row->path, 0));
}

/* The flags, until 6.4 deprecated the file. */
static SYSFS_FILE(show_capability)
{
	bool shows = has_member(e, "struct bus_type", "p");	/* a change of 6.4 that all types of that time show */

	out(e, "%lx\n", shows ? num(sysfs_disk(f), "flags") & UINT32_MAX : 0);
}

/* How many partitions it may have. */
static SYSFS_FILE(show_ext_range)
{
	enum { MAX_PARTS = 256, OLD_EXT_DEVT = 0x40 };
	ref disk = sysfs_disk(f);

	if (has_enum(e, "GENHD_FL_NO_PART"))	/* 5.17; before, drivers asked for more than their minors */
		out(e, "%d\n", num(disk, "flags") & enumv(e, "GENHD_FL_NO_PART") ? 1 : MAX_PARTS);
	else
		out(e, "%ld\n", num(disk, "flags") & OLD_EXT_DEVT ? MAX_PARTS : num(disk, "minors"));
}

/* disk_has_partscan() */
static SYSFS_FILE(show_scanned)
{
	enum { SUPPRESS_PART_SCAN = 5 };
	long none = enumv(e, "GENHD_FL_NO_PART") | enumv(e, "GENHD_FL_HIDDEN");
	ref disk = sysfs_disk(f);

	out(e, "%d\n", !(num(disk, "flags") & none) && !(num(disk, "state") & 1 << SUPPRESS_PART_SCAN));
}

/* Kernels differ in which of the two offsets a file shows; nearly always both are 0. */
static SYSFS_FILE(show_alignment)
{
	enum { MISALIGNED = 2 };
	ref part, limits = sub(ptr(part_of(f, &part).disk, "queue"), "limits");
	bool misaligned = has(limits, "misaligned") ? num(limits, "misaligned") : num(limits, "flags") & MISALIGNED;

	if (misaligned || num(limits, "alignment_offset") || num(limits, "discard_alignment"))
		stub(e, "of a device whose sectors are not aligned");
	else
		out(e, "0\n");
}

/* ---- events: block/disk-events.c --------------------------------------------------------------- */

static SYSFS_FILE(show_events)
{
	enum { MEDIA_CHANGE = 1, EJECT_REQUEST = 2, TOLD = 2 };
	ref disk = sysfs_disk(f);
	long events = num(disk, "event_flags") & TOLD ? num(disk, "events") & (MEDIA_CHANGE | EJECT_REQUEST) : 0;

	if (events)
		out(e, "%s%s%s\n", events & MEDIA_CHANGE ? "media_change" : "",
		    events == (MEDIA_CHANGE | EJECT_REQUEST) ? " " : "", events & EJECT_REQUEST ? "eject_request" : "");
}

static SYSFS_FILE(show_poll_time)
{
	ref events = ptr(sysfs_disk(f), "ev");

	out(e, "%ld\n", null(events) ? -1 : num(events, "poll_msecs"));
}

/* ---- tracing: kernel/trace/blktrace.c -------------------------------------------------------------- */

static SYSFS_FILE(show_trace)
{
	ref part;
	struct partition p = part_of(f, &part);
	bool on = addr(ptr(p.disk, "queue"), "blk_trace") != 0;

	if (!block_open(part, &p))
		absent(e, "reading it fails: nobody has the device open");
	else if (!strcmp(f->name, "enable"))
		out(e, "%d\n", on);
	else if (!on)
		out(e, "disabled\n");
	else
		stub(e, "of a trace that runs");
}

/* ---- hardware queues ---------------------------------------------------------------------------------- */

static ref queue_context(const struct sysfs_file *f)
{
	return container(f->kobject, "struct blk_mq_hw_ctx", "kobj");
}

static SYSFS_FILE(show_tags)
{
	ref tags = ptr(queue_context(f), "tags");

	if (!null(tags))
		out(e, "%lu\n", num_(tags, row->path, 0));
}

static SYSFS_FILE(show_cpu_list)
{
	ref mask = sub(queue_context(f), "cpumask");
	const char *comma = "";

	mask = sub(mask, "[0]");
	EACH_KEY(cpu, bits(mask, "bits", nr_cpu_ids(e))) {
		out(e, "%s%ld", comma, cpu);
		comma = ", ";
	}
	out(e, "\n");
}

#define SHOW(function, ...) {function "()", "devices/*", __VA_ARGS__}
#define MQ "devices/*/mq/~"

const struct sysfs_row sysfs_disk_rows[] = {
	{"nr_tags", MQ, show_tags, .path = "nr_tags"},
	{"nr_reserved_tags", MQ, show_tags, .path = "nr_reserved_tags"},
	{"cpu_list", MQ, .print = show_cpu_list},
	SHOW("part_size_show", .print = show_size), SHOW("part_stat_show", .print = show_stat),
	SHOW("part_start_show", .print = show_start), SHOW("part_partition_show", .print = show_number),
	SHOW("part_ro_show", .print = show_read_only), SHOW("disk_ro_show", .print = show_read_only),
	SHOW("part_inflight_show", .print = show_in_flight),
	SHOW("disk_alignment_offset_show", .print = show_alignment), SHOW("disk_discard_alignment_show", .print = show_alignment),
	SHOW("part_alignment_offset_show", .print = show_alignment), SHOW("part_discard_alignment_show", .print = show_alignment),
	SHOW("disk_range_show", show_member, .path = "minors"), SHOW("diskseq_show", show_member, .path = "diskseq"),
	SHOW("disk_ext_range_show", .print = show_ext_range), SHOW("partscan_show", .print = show_scanned),
	SHOW("disk_capability_show", .print = show_capability),
	SHOW("disk_removable_show", show_flag, .enumerator = "GENHD_FL_REMOVABLE", .old_bit = 0),
	SHOW("disk_hidden_show", show_flag, .enumerator = "GENHD_FL_HIDDEN", .old_bit = 10),
	SHOW("disk_events_show", .print = show_events), SHOW("disk_events_async_show", sysfs_constant, .text = ""),
	SHOW("disk_events_poll_msecs_show", .print = show_poll_time),
	SHOW("sysfs_blk_trace_attr_show", .print = show_trace),
};
const size_t sysfs_disk_row_count = ARRAY_LEN(sysfs_disk_rows);
