/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/<disk>/…, mq, bdi: block/genhd.c, blk-mq-sysfs.c, mm/backing-dev.c */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>
#include <string.h>

static ref disk_of(const struct sysfs_file *f)
{
	return block_device_disk(container(f->kobject, "struct device", "kobj"));
}

/* ---- disks and partitions ------------------------------------------------------------------ */

/* What is counted for the device of a disk or of a partition. */
static struct partition part_of(const struct sysfs_file *f, ref *part)
{
	struct emit *e = context(f->node);
	ref device = container(f->kobject, "struct device", "kobj"), disk = block_device_disk(device);

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

static void show_size(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part;

	out(e, "%llu\n", (unsigned long long)part_of(f, &part).sectors);
}

static void show_start(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part;

	part_of(f, &part);
	out(e, "%lu\n", num(part, "bd_start_sect|start_sect"));
}

static void show_number(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part;

	out(e, "%ld\n", part_of(f, &part).number);
}

static void show_stat(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part;
	struct partition p = part_of(f, &part);
	struct disk_stats s = disk_stats(&p, part);

	out(e, "%8lu %8lu %8lu %8u %8lu %8lu %8lu %8u %8u %8u %8u", s.ios[0], s.merges[0], s.sectors[0], s.ms[0], s.ios[1], s.merges[1],
	    s.sectors[1], s.ms[1], s.in_flight, s.busy_ms, s.all_ms);
	if (s.groups > DISK_DISCARD)
		out(e, " %8lu %8lu %8lu %8u", s.ios[2], s.merges[2], s.sectors[2], s.ms[2]);
	if (s.groups > DISK_FLUSH)
		out(e, " %8lu %8u", s.ios[3], s.ms[3]);
	out(e, "\n");
}

static void show_in_flight(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part;
	struct partition p = part_of(f, &part);
	struct disk_stats s = disk_stats(&p, part);

	out(e, "%8u %8u\n", s.in_flight - s.writing, s.writing);
}

/* A disk is read-only itself, or by its whole "partition" */
static void show_read_only(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part;
	struct partition p = part_of(f, &part);

	out(e, "%d\n", part_read_only(p.disk, part));
}

/* a: bit of gendisk.flags by enumerator (5.17), b: before */
static void show_flag(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	long mask = has_enum(e, row->a) ? enumv(e, row->a) : row->b[0] == '1' ? 1 : 0x400;

	out(e, "%d\n", num(disk_of(f), "flags") & mask ? 1 : 0);
}

static void show_member(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%lu\n", num_(disk_of(f), row->a, 0));
}

/* How many partitions it may have. */
static void show_ext_range(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { MAX_PARTS = 256, OLD_EXT_DEVT = 0x40 };
	ref disk = disk_of(f);

	if (has_enum(e, "GENHD_FL_NO_PART"))	/* 5.17; before, drivers asked for more than their minors */
		out(e, "%d\n", num(disk, "flags") & enumv(e, "GENHD_FL_NO_PART") ? 1 : MAX_PARTS);
	else
		out(e, "%ld\n", num(disk, "flags") & OLD_EXT_DEVT ? MAX_PARTS : num(disk, "minors"));
}

/* disk_has_partscan() */
static void show_scanned(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { SUPPRESS_PART_SCAN = 5 };
	long none = enumv(e, "GENHD_FL_NO_PART") | enumv(e, "GENHD_FL_HIDDEN");
	ref disk = disk_of(f);

	out(e, "%d\n", !(num(disk, "flags") & none) && !(num(disk, "state") & 1 << SUPPRESS_PART_SCAN));
}

/* Kernels differ in which of the two offsets a file shows; nearly always both are 0. */
static void show_alignment(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_events(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { MEDIA_CHANGE = 1, EJECT_REQUEST = 2, TOLD = 2 };
	ref disk = disk_of(f);
	long events = num(disk, "event_flags") & TOLD ? num(disk, "events") & (MEDIA_CHANGE | EJECT_REQUEST) : 0;

	if (events)
		out(e, "%s%s%s\n", events & MEDIA_CHANGE ? "media_change" : "", events == (MEDIA_CHANGE | EJECT_REQUEST) ? " " : "",
		    events & EJECT_REQUEST ? "eject_request" : "");
}

static void show_poll_time(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref events = ptr(disk_of(f), "ev");

	out(e, "%ld\n", null(events) ? -1 : num(events, "poll_msecs"));
}

/* ---- integrity: block/blk-integrity.c ------------------------------------------------------------ */

/* The folder was an object of its own until 6.3 (ff53cd52d9bd). */
static ref integrity_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	bool own = has_member(e, "struct gendisk", "integrity_kobj");
	ref disk = own ? container(f->kobject, "struct gendisk", "integrity_kobj") : disk_of(f), queue = ptr(disk, "queue");

	return has(queue, "integrity") ? sub(queue, "integrity") : sub(queue, "limits.integrity");	/* 6.11 */
}

static void show_tag_size(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%lu\n", num(integrity_of(f), "tag_size"));
}

static void show_interval(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long shift = num(integrity_of(f), "interval_exp") & 31;

	out(e, "%lu\n", shift ? 1UL << shift : 0);
}

/* b: the bit; "!": since 6.11 it says that the thing is not done */
static void show_integrity(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref integrity = integrity_of(f);
	bool set = num(integrity, "flags") >> strtol(row->b, NULL, 10) & 1;

	out(e, "%d\n", set != (row->a && !has(integrity, "profile")));
}

static void show_format(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { REF_TAG = 1 << 3 };
	ref integrity = integrity_of(f);
	const char *name;
	long type;

	if (has(integrity, "profile")) {
		out(e, "%s\n", addr(integrity, "profile") && addr(integrity, "profile->name") ? str(integrity, "profile->name") : "none");
		return;
	}
	type = num(integrity, "csum_type");
	name = type == enumv(e, "BLK_INTEGRITY_CSUM_IP") ? "T10-DIF-TYPE%d-IP" : type == enumv(e, "BLK_INTEGRITY_CSUM_CRC") ?
	       "T10-DIF-TYPE%d-CRC" : type == enumv(e, "BLK_INTEGRITY_CSUM_CRC64") ? "EXT-DIF-TYPE%d-CRC64" : NULL;
	if (!num(integrity, "metadata_size|tuple_size"))	/* renamed in 6.17 */
		out(e, "none\n");
	else if (!name)
		out(e, "nop\n");
	else
		out(e, "%.12s%d%s\n", name, num(integrity, "flags") & REF_TAG ? 1 : 3, name + 14);
}

/* ---- tracing: kernel/trace/blktrace.c -------------------------------------------------------------- */

static void show_trace(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part;
	bool on = addr(ptr(part_of(f, &part).disk, "queue"), "blk_trace") != 0;

	if (!strcmp(f->name, "enable"))
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

static void show_tags(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref tags = ptr(queue_context(f), "tags");

	if (!null(tags))
		out(e, "%lu\n", num_(tags, row->a, 0));
}

static void show_cpu_list(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

/* ---- writeback ------------------------------------------------------------------------------------------ */

static ref bdi_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);

	return at(e, addr(container(f->kobject, "struct device", "kobj"), "driver_data"), "struct backing_dev_info");
}

/* Ratios are kept in millionths since 6.2 (ae82291e9ca4). */
static void show_ratio(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref bdi = bdi_of(f);
	long v = num_(bdi, row->a, 0);

	/* In parts per million a limit of one percent is more than all percents. */
	out(e, "%ld\n", !row->b && num(bdi, "max_ratio") > 100 ? v / 10000 : v);
}

static void show_read_ahead(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%ld\n", kb(e, num(bdi_of(f), "ra_pages")));
}

static void show_strict(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { BDI_CAP_STRICTLIMIT = 1 << 4 };

	out(e, "%d\n", num(bdi_of(f), "capabilities") & BDI_CAP_STRICTLIMIT ? 1 : 0);
}

/* The share of what may be dirty, in bytes: bdi_get_bytes() */
static void show_bytes(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	enum { SCALE = 10000 * 100 };

	out(e, "%lu\n", dirty_limits(e).dirty * (unsigned long)e->facts->page_size * (unsigned long)num_(bdi_of(f), row->a, 0) / SCALE);
}

#define INTEGRITY "devices/*/integrity"
#define SHOW(function, print, a, b) {function "()", "devices/*", print, a, b, 0, 0}
#define MQ "devices/*/mq/~"
#define BDI "devices/virtual/bdi/~"

const struct sysfs_row sysfs_disk_rows[] = {
	{"nr_tags", MQ, show_tags, "nr_tags", 0, 0, 0},
	{"nr_reserved_tags", MQ, show_tags, "nr_reserved_tags", 0, 0, 0},
	{"cpu_list", MQ, show_cpu_list, 0, 0, 0, 0},
	SHOW("part_size_show", show_size, 0, 0), SHOW("part_stat_show", show_stat, 0, 0),
	SHOW("part_start_show", show_start, 0, 0), SHOW("part_partition_show", show_number, 0, 0),
	SHOW("part_ro_show", show_read_only, 0, 0), SHOW("disk_ro_show", show_read_only, 0, 0),
	SHOW("part_inflight_show", show_in_flight, 0, 0),
	SHOW("disk_alignment_offset_show", show_alignment, 0, 0), SHOW("disk_discard_alignment_show", show_alignment, 0, 0),
	SHOW("part_alignment_offset_show", show_alignment, 0, 0), SHOW("part_discard_alignment_show", show_alignment, 0, 0),
	SHOW("disk_range_show", show_member, "minors", 0), SHOW("diskseq_show", show_member, "diskseq", 0),
	SHOW("disk_ext_range_show", show_ext_range, 0, 0), SHOW("partscan_show", show_scanned, 0, 0),
	SHOW("disk_removable_show", show_flag, "GENHD_FL_REMOVABLE", "1"),
	SHOW("disk_hidden_show", show_flag, "GENHD_FL_HIDDEN", "4"),
	SHOW("disk_events_show", show_events, 0, 0), SHOW("disk_events_async_show", sysfs_constant, "", 0),
	SHOW("disk_events_poll_msecs_show", show_poll_time, 0, 0),
	{"format", INTEGRITY, show_format, 0, 0, 0, 0},
	{"tag_size", INTEGRITY, show_tag_size, 0, 0, 0, 0},
	{"protection_interval_bytes", INTEGRITY, show_interval, 0, 0, 0, 0},
	{"read_verify", INTEGRITY, show_integrity, "!", "0", 0, 0},
	{"write_generate", INTEGRITY, show_integrity, "!", "1", 0, 0},
	{"device_is_integrity_capable", INTEGRITY, show_integrity, 0, "2", 0, 0},
	SHOW("sysfs_blk_trace_attr_show", show_trace, 0, 0),
	{"read_ahead_kb", BDI, show_read_ahead, 0, 0, 0, 0},
	{"min_ratio", BDI, show_ratio, "min_ratio", 0, 0, 0},
	{"max_ratio", BDI, show_ratio, "max_ratio", 0, 0, 0},
	{"min_ratio_fine", BDI, show_ratio, "min_ratio", "fine", 0, 0},
	{"max_ratio_fine", BDI, show_ratio, "max_ratio", "fine", 0, 0},
	{"min_bytes", BDI, show_bytes, "min_ratio", 0, 0, 0},
	{"max_bytes", BDI, show_bytes, "max_ratio", 0, 0, 0},
	{"stable_pages_required", BDI, sysfs_constant, "0\n", 0, 0, 0},
	{"strict_limit", BDI, show_strict, 0, 0, 0, 0},
};
const size_t sysfs_disk_row_count = ARRAY_LEN(sysfs_disk_rows);
