/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/<disk>/queue/…: block/blk-sysfs.c */
#include "kernel/sysfs/rows.h"

#include <stdlib.h>
#include <string.h>

/* The folder belongs to the disk since 6.2 (2bd85221a625), to the queue before. */
static ref queue_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);

	if (has_member(e, "struct gendisk", "queue_kobj"))
		return ptr(container(f->kobject, "struct gendisk", "queue_kobj"), "queue");
	return container(f->kobject, "struct request_queue", "kobj");
}

/* a: member of the limits; b: "<<9" for sectors shown as bytes, ">>1" as KiB */
static void show_limit(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	unsigned long v = (unsigned long)num_(sub(queue_of(f), "limits"), row->a, 0);

	out(e, "%lu\n", !row->b ? v : row->b[0] == '<' ? v << 9 : v >> 1);
}

static void show_number(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%lu\n", num_(queue_of(f), row->a, 0));
}

static void show_timeout(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%ld\n", jiffies_to_ms(e, (uint64_t)num(queue_of(f), "rq_timeout")));
}

/* How long to sleep before polling: always -1 since 6.4.  Queues that no driver takes requests from have 0. */
static void show_poll_delay(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref queue = queue_of(f);
	long ns = has(queue, "poll_nsec") ? (int)num(queue, "poll_nsec") : -1;

	out(e, "%ld\n", ns == -1 ? -1 : ns / 1000);
}

static void show_read_ahead(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref queue = queue_of(f);
	long pages = has(queue, "backing_dev_info") ? num(queue, "backing_dev_info->ra_pages") : num(queue, "disk->bdi->ra_pages");

	out(e, "%ld\n", kb(e, pages));
}

/* a: bit in limits.features (6.11), b: enumerator or bit of queue_flags before; "!": inverted */
static void show_feature(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref queue = queue_of(f);
	bool inverted = row->b[0] == '!', set;

	if (has(queue, "limits.features")) {
		set = num(queue, "limits.features") >> strtol(row->a, NULL, 10) & 1;
	} else {
		set = num(queue, "queue_flags") >> strtol(row->b + inverted, NULL, 10) & 1;
		set = set != inverted;
	}
	out(e, "%d\n", set);
}

/* a: bit of the limits' flags (6.11) */
static void show_flag(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num(queue_of(f), "limits.flags") >> strtol(row->a, NULL, 10) & 1);
}

static void show_write_cache(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { FEATURE = 1, OLD_FLAG = 17, DISABLED = 1 };
	ref queue = queue_of(f);
	bool back = has(queue, "limits.features") ?
		    num(queue, "limits.features") & FEATURE && !(num(queue, "limits.flags") & DISABLED) :
		    num(queue, "queue_flags") >> OLD_FLAG & 1;

	out(e, "%s\n", back ? "write back" : "write through");
}

/* "[none] mq-deadline": the schedulers that are loaded, the one in use in brackets (elv_iosched_show()). */
static void show_scheduler(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref queue = queue_of(f);
	uint64_t used = addr(queue, "elevator") ? addr(queue, "elevator->type") : 0;
	bool old = has(queue, "required_elevator_features");	/* until 6.6; "none" came last then */
	bool can = addr(queue, "mq_ops") && !(num(queue, "tag_set->flags") & enum_or(e, "BLK_MQ_F_NO_SCHED", 0));

	if (!addr(queue, "mq_ops") || (!old && !can)) {
		out(e, "none\n");
		return;
	}
	out(e, "%s", !used ? "[none] " : old ? "" : "none ");
	EACH(type, list(sym(e, "elv_list", "struct list_head"), "struct elevator_type", "list"))
		if (type.addr == used || can)
			out(e, type.addr == used ? "[%s] " : "%s ", str(type, "elevator_name"));
	out(e, "%s\n", used && old ? "none" : "");
}

static void show_affinity(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long flags = num(queue_of(f), "queue_flags");
	bool named = has_enum(e, "QUEUE_FLAG_SAME_COMP");	/* 6.11; the numbers before were macros */
	bool set = flags >> (named ? enumv(e, "QUEUE_FLAG_SAME_COMP") : 4) & 1;
	bool force = flags >> (named ? enumv(e, "QUEUE_FLAG_SAME_FORCE") : 12) & 1;

	out(e, "%d\n", set << force);
}

static void show_merges(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long flags = num(queue_of(f), "queue_flags");
	bool named = has_enum(e, "QUEUE_FLAG_NOMERGES");
	bool none = flags >> (named ? enumv(e, "QUEUE_FLAG_NOMERGES") : 3) & 1;
	bool no_extra = flags >> (named ? enumv(e, "QUEUE_FLAG_NOXMERGES") : 9) & 1;

	out(e, "%d\n", none << 1 | no_extra);
}

static void show_zoned(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const models[] = {"none", "host-aware", "host-managed"};
	ref queue = queue_of(f);
	long model = has(queue, "limits.zoned") ? num(queue, "limits.zoned") : num(queue, "limits.features") >> 10 & 1 ? 2 : 0;

	out(e, "%s\n", models[model >= 0 && model < 3 ? model : 0]);
}

/* Gone in 5.18; the file stays, for its readers. */
static void show_write_same(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref queue = queue_of(f);

	out(e, "%lu\n", has(queue, "limits.max_write_same_sectors") ? num(queue, "limits.max_write_same_sectors") << 9 : 0);
}

/* The limit of latencies that writeback throttling aims at; struct rq_wb hangs in the queue's chain of policies. */
static void show_write_latency(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	EACH(policy, chain(ptr(queue_of(f), "rq_qos"), "next")) {
		ref throttle;
		bool off;

		if (num(policy, "id") != enumv(e, "RQ_QOS_WBT"))
			continue;
		throttle = container(policy, "struct rq_wb", "rqos");
		off = has_enum(e, "WBT_STATE_OFF_DEFAULT") && num(throttle, "enable_state") >= enumv(e, "WBT_STATE_OFF_DEFAULT");
		if (off && has_function(e, "wbt_disabled"))	/* 6.2 */
			out(e, "0\n");
		else
			out(e, "%lu\n", (unsigned long)num(throttle, "min_lat_nsec") / 1000);
		return;
	}
	absent(e, "reading it fails: the queue has no writeback throttling");
}

static void show_zones(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref queue = queue_of(f);

	out(e, "%lu\n", has(queue, "nr_zones") ? num(queue, "nr_zones") : num(queue, "disk->nr_zones"));	/* moved in 6.1 */
}

#define QUEUE "devices/*/queue"
#define LIMIT(name, member) {name, QUEUE, show_limit, member, 0, 0, 0}
#define BYTES(name, member) {name, QUEUE, show_limit, member, "<<9", 0, 0}
#define KIB(name, member) {name, QUEUE, show_limit, member, ">>1", 0, 0}
#define FEATURE(name, bit, old) {name, QUEUE, show_feature, bit, old, 0, 0}

const struct sysfs_row sysfs_queue_rows[] = {
	FEATURE("add_random", "3", "10"),
	{"async_depth", QUEUE, show_number, "async_depth", 0, 0, 0},
	BYTES("atomic_write_boundary_bytes", "atomic_write_boundary_sectors"),
	BYTES("atomic_write_max_bytes", "atomic_write_max_sectors"),
	LIMIT("atomic_write_unit_max_bytes", "atomic_write_unit_max"),
	LIMIT("atomic_write_unit_min_bytes", "atomic_write_unit_min"),
	LIMIT("chunk_sectors", "chunk_sectors"),
	FEATURE("dax", "8", "19"),
	LIMIT("discard_granularity", "discard_granularity"),
	BYTES("discard_max_bytes", "max_discard_sectors"),
	BYTES("discard_max_hw_bytes", "max_hw_discard_sectors"),
	{"discard_zeroes_data", QUEUE, sysfs_constant, "0\n", 0, 0, 0},
	LIMIT("dma_alignment", "dma_alignment"),
	FEATURE("fua", "1", "18"),
	LIMIT("hw_sector_size", "logical_block_size"),
	FEATURE("io_poll", "9", "16"),
	{"io_poll_delay", QUEUE, show_poll_delay, 0, 0, 0, 0},
	{"io_timeout", QUEUE, show_timeout, 0, 0, 0, 0},
	FEATURE("iostats", "4", "7"),
	{"iostats_passthrough", QUEUE, show_flag, "2", 0, 0, 0},
	LIMIT("logical_block_size", "logical_block_size"),
	LIMIT("max_discard_segments", "max_discard_segments"),
	KIB("max_hw_sectors_kb", "max_hw_sectors"),
	LIMIT("max_integrity_segments", "max_integrity_segments"),
	KIB("max_sectors_kb", "max_sectors"),
	LIMIT("max_segment_size", "max_segment_size"),
	LIMIT("max_segments", "max_segments"),
	LIMIT("max_write_streams", "max_write_streams"),
	LIMIT("minimum_io_size", "io_min"),
	{"nomerges", QUEUE, show_merges, 0, 0, 0, 0},
	{"nr_requests", QUEUE, show_number, "nr_requests", 0, 0, 0},
	{"nr_zones", QUEUE, show_zones, 0, 0, 0, 0},
	LIMIT("optimal_io_size", "io_opt"),
	LIMIT("physical_block_size", "physical_block_size"),
	{"read_ahead_kb", QUEUE, show_read_ahead, 0, 0, 0, 0},
	FEATURE("rotational", "2", "!6"),
	{"rq_affinity", QUEUE, show_affinity, 0, 0, 0, 0},
	{"scheduler", QUEUE, show_scheduler, 0, 0, 0, 0},
	FEATURE("stable_writes", "5", "15"),
	LIMIT("virt_boundary_mask", "virt_boundary_mask"),
	{"wbt_lat_usec", QUEUE, show_write_latency, 0, 0, 0, 0},
	{"write_cache", QUEUE, show_write_cache, 0, 0, 0, 0},
	{"write_same_max_bytes", QUEUE, show_write_same, 0, 0, 0, 0},
	LIMIT("write_stream_granularity", "write_stream_granularity"),
	BYTES("write_zeroes_max_bytes", "max_write_zeroes_sectors"),
	BYTES("write_zeroes_unmap_max_bytes", "max_wzeroes_unmap_sectors"),
	BYTES("write_zeroes_unmap_max_hw_bytes", "max_hw_wzeroes_unmap_sectors"),
	BYTES("zone_append_max_bytes", "max_zone_append_sectors"),
	LIMIT("zone_write_granularity", "zone_write_granularity"),
	{"zoned", QUEUE, show_zoned, 0, 0, 0, 0},
};
const size_t sysfs_queue_row_count = ARRAY_LEN(sysfs_queue_rows);
