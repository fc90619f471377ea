/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/<disk>/…, mq, bdi: block/genhd.c, blk-mq-sysfs.c, mm/backing-dev.c */
#include "kernel/sysfs/rows.h"

static ref disk_of(const struct sysfs_file *f)
{
	return block_device_disk(container(f->kobject, "struct device", "kobj"));
}

/* The whole disk's entry of the table of partitions. */
static struct partition whole(ref disk, ref *part)
{
	EACH(p, partitions(disk)) {
		*part = p;
		return partition_of(disk, p);
	}
	*part = (ref){0, disk.type};
	return (struct partition){.disk = disk, .name = ""};
}

static void show_size(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part, disk = disk_of(f);

	if (disk.addr)
		out(e, "%llu\n", (unsigned long long)whole(disk, &part).sectors);
}

/* part_stat_show(), part_inflight_show(): whole disks only */
static void show_stat(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref part, disk = disk_of(f);
	struct partition p;
	struct disk_stats s;

	if (!disk.addr)
		return;
	p = whole(disk, &part);
	s = disk_stats(&p, part);
	out(e, "%8lu %8lu %8lu %8u %8lu %8lu %8lu %8u %8u %8u %8u", s.ios[0], s.merges[0], s.sectors[0], s.ms[0], s.ios[1], s.merges[1],
	    s.sectors[1], s.ms[1], s.in_flight, s.busy_ms, s.all_ms);
	if (s.groups > DISK_DISCARD)
		out(e, " %8lu %8lu %8lu %8u", s.ios[2], s.merges[2], s.sectors[2], s.ms[2]);
	if (s.groups > DISK_FLUSH)
		out(e, " %8lu %8u", s.ios[3], s.ms[3]);
	out(e, "\n");
}

/* a: bit of gendisk.flags by enumerator (5.17), b: before */
static void show_flag(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref disk = disk_of(f);
	long mask = has_enum(e, row->a) ? enumv(e, row->a) : row->b[0] == '1' ? 1 : 0x400;

	if (disk.addr)
		out(e, "%d\n", num(disk, "flags") & mask ? 1 : 0);
}

static void show_member(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref disk = disk_of(f);

	if (disk.addr)
		out(e, "%lu\n", num_(disk, row->a, 0));
}

/* A disk is read-only itself, or by its whole "partition". */
static void show_read_only(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { GD_READ_ONLY = 1, BD_READ_ONLY = 1 << 8 };
	ref part, disk = disk_of(f);
	long ro;

	if (!disk.addr)
		return;
	whole(disk, &part);
	if (has(part, "__bd_flags"))		/* 6.10 */
		ro = num(part, "__bd_flags") & BD_READ_ONLY;
	else
		ro = has(part, "bd_read_only") ? num(part, "bd_read_only") : num(part, "policy");
	if (has(disk, "state"))
		ro |= num(disk, "state") >> GD_READ_ONLY & 1;
	out(e, "%d\n", ro ? 1 : 0);
}

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

#define DISK "devices/*/block/~"
#define MQ "devices/*/mq/~"
#define BDI "devices/virtual/bdi/~"

const struct sysfs_row sysfs_disk_rows[] = {
	{"nr_tags", MQ, show_tags, "nr_tags", 0, 0, 0},
	{"nr_reserved_tags", MQ, show_tags, "nr_reserved_tags", 0, 0, 0},
	{"cpu_list", MQ, show_cpu_list, 0, 0, 0, 0},
	{"size", DISK, show_size, 0, 0, 0, 0},
	{"stat", DISK, show_stat, 0, 0, 0, 0},
	{"ro", DISK, show_read_only, 0, 0, 0, 0},
	{"range", DISK, show_member, "minors", 0, 0, 0},
	{"diskseq", DISK, show_member, "diskseq", 0, 0, 0},
	{"removable", DISK, show_flag, "GENHD_FL_REMOVABLE", "1", 0, 0},
	{"hidden", DISK, show_flag, "GENHD_FL_HIDDEN", "4", 0, 0},
	{"read_ahead_kb", BDI, show_read_ahead, 0, 0, 0, 0},
	{"min_ratio", BDI, show_ratio, "min_ratio", 0, 0, 0},
	{"max_ratio", BDI, show_ratio, "max_ratio", 0, 0, 0},
	{"min_ratio_fine", BDI, show_ratio, "min_ratio", "fine", 0, 0},
	{"max_ratio_fine", BDI, show_ratio, "max_ratio", "fine", 0, 0},
	{"stable_pages_required", BDI, sysfs_constant, "0\n", 0, 0, 0},
	{"strict_limit", BDI, show_strict, 0, 0, 0, 0},
};
const size_t sysfs_disk_row_count = ARRAY_LEN(sysfs_disk_rows);
