/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/<disk>/queue/…: block/blk-sysfs.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* The folder belongs to the disk since 6.2 (2bd85221a625), to the queue before. */
static ref queue_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);

	if (has_member(e, "struct gendisk", "queue_kobj"))
		return ptr(container(f->kobject, "struct gendisk", "queue_kobj"), "queue");
	return container(f->kobject, "struct request_queue", "kobj");
}

/* path: from the limits; kind "<<9": sectors shown as bytes, ">>1": as KiB */
static SYSFS_FILE(show_limit)
{
	unsigned long v = (unsigned long)num_(sub(queue_of(f), "limits"), row->path, 0);

	out(e, "%lu\n", !row->kind ? v : row->kind[0] == '<' ? v << 9 : v >> 1);
}

static SYSFS_FILE(show_number)
{
	out(e, "%lu\n", num_(queue_of(f), row->path, 0));
}

static SYSFS_FILE(show_timeout)
{
	out(e, "%ld\n", jiffies_to_ms(e, (uint64_t)num(queue_of(f), "rq_timeout")));
}

/* How long to sleep before polling: always -1 since 6.4.  Queues that no driver takes requests from have 0. */
static SYSFS_FILE(show_poll_delay)
{
	ref queue = queue_of(f);
	long ns = has(queue, "poll_nsec") ? (int)num(queue, "poll_nsec") : -1;

	out(e, "%ld\n", ns == -1 ? -1 : ns / 1000);
}

static SYSFS_FILE(show_read_ahead)
{
	ref queue = queue_of(f);
	long pages = has(queue, "backing_dev_info") ? num(queue,
							  "backing_dev_info->ra_pages") : num(queue, "disk->bdi->ra_pages");

	out(e, "%ld\n", kb(e, pages));
}

/* bit: in limits.features (6.11); old_bit: in queue_flags before, kind "!": inverted there */
static SYSFS_FILE(show_feature)
{
	ref queue = queue_of(f);
	bool set;

	if (has(queue, "limits.features"))
		set = num(queue, "limits.features") >> row->bit & 1;
	else
		set = (num(queue, "queue_flags") >> row->old_bit & 1) != (row->kind != NULL);
	out(e, "%d\n", set);
}

/* A bit of the limits' flags (6.11). */
static SYSFS_FILE(show_flag)
{
	out(e, "%ld\n", num(queue_of(f), "limits.flags") >> row->bit & 1);
}

static SYSFS_FILE(show_write_cache)
{
	enum { FEATURE = 1, OLD_FLAG = 17, DISABLED = 1 };
	ref queue = queue_of(f);
	bool back = has(queue, "limits.features") ?
		    num(queue, "limits.features") & FEATURE && !(num(queue, "limits.flags") & DISABLED) :
		    num(queue, "queue_flags") >> OLD_FLAG & 1;

	out(e, "%s\n", back ? "write back" : "write through");
}

/* "[none] mq-deadline": the schedulers that are loaded, the one in use in brackets (elv_iosched_show()). */
static SYSFS_FILE(show_scheduler)
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

static SYSFS_FILE(show_affinity)
{
	long flags = num(queue_of(f), "queue_flags");
	bool named = has_enum(e, "QUEUE_FLAG_SAME_COMP");	/* 6.11; the numbers before were macros */
	bool set = flags >> (named ? enumv(e, "QUEUE_FLAG_SAME_COMP") : 4) & 1;
	bool force = flags >> (named ? enumv(e, "QUEUE_FLAG_SAME_FORCE") : 12) & 1;

	out(e, "%d\n", set << force);
}

static SYSFS_FILE(show_merges)
{
	long flags = num(queue_of(f), "queue_flags");
	bool named = has_enum(e, "QUEUE_FLAG_NOMERGES");
	bool none = flags >> (named ? enumv(e, "QUEUE_FLAG_NOMERGES") : 3) & 1;
	bool no_extra = flags >> (named ? enumv(e, "QUEUE_FLAG_NOXMERGES") : 9) & 1;

	out(e, "%d\n", none << 1 | no_extra);
}

static SYSFS_FILE(show_zoned)
{
	static const char *const models[] = {"none", "host-aware", "host-managed"};
	ref queue = queue_of(f);
	long model = has(queue, "limits.zoned") ? num(queue, "limits.zoned") : num(queue, "limits.features") >> 10 & 1 ? 2 : 0;

	out(e, "%s\n", models[model >= 0 && model < 3 ? model : 0]);
}

/* Gone in 5.18; the file stays, for its readers. */
static SYSFS_FILE(show_write_same)
{
	ref queue = queue_of(f);

	out(e, "%lu\n", has(queue, "limits.max_write_same_sectors") ? num(queue, "limits.max_write_same_sectors") << 9 : 0);
}

/* The limit of latencies that writeback throttling aims at; struct rq_wb hangs in the queue's chain of policies. */
static SYSFS_FILE(show_write_latency)
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

static SYSFS_FILE(show_zones)
{
	ref queue = queue_of(f);

	/* Moved in 6.1; without CONFIG_BLK_DEV_ZONED there are none. */
	out(e, "%lu\n", has(queue, "nr_zones|disk->nr_zones") ? num(queue, "nr_zones|disk->nr_zones") : 0);
}

#define QUEUE "devices/*/queue"
#define LIMIT(name, member) {name, QUEUE, show_limit, .path = member}
#define BYTES(name, member) {name, QUEUE, show_limit, .path = member, .kind = "<<9"}
#define KIB(name, member) {name, QUEUE, show_limit, .path = member, .kind = ">>1"}
#define FEATURE(name, number, old) {name, QUEUE, show_feature, .bit = number, .old_bit = old}

const struct sysfs_row sysfs_queue_rows[] = {
	FEATURE("add_random", 3, 10),
	{"async_depth", QUEUE, show_number, .path = "async_depth"},
	BYTES("atomic_write_boundary_bytes", "atomic_write_boundary_sectors"),
	BYTES("atomic_write_max_bytes", "atomic_write_max_sectors"),
	LIMIT("atomic_write_unit_max_bytes", "atomic_write_unit_max"),
	LIMIT("atomic_write_unit_min_bytes", "atomic_write_unit_min"),
	LIMIT("chunk_sectors", "chunk_sectors"),
	FEATURE("dax", 8, 19),
	LIMIT("discard_granularity", "discard_granularity"),
	BYTES("discard_max_bytes", "max_discard_sectors"),
	BYTES("discard_max_hw_bytes", "max_hw_discard_sectors"),
	{"discard_zeroes_data", QUEUE, sysfs_constant, .text = "0\n"},
	LIMIT("dma_alignment", "dma_alignment"),
	FEATURE("fua", 1, 18),
	LIMIT("hw_sector_size", "logical_block_size"),
	FEATURE("io_poll", 9, 16),
	{"io_poll_delay", QUEUE, .print = show_poll_delay},
	{"io_timeout", QUEUE, .print = show_timeout},
	FEATURE("iostats", 4, 7),
	{"iostats_passthrough", QUEUE, show_flag, .bit = 2},
	LIMIT("logical_block_size", "logical_block_size"),
	LIMIT("max_discard_segments", "max_discard_segments"),
	KIB("max_hw_sectors_kb", "max_hw_sectors"),
	LIMIT("max_integrity_segments", "max_integrity_segments"),
	KIB("max_sectors_kb", "max_sectors"),
	LIMIT("max_segment_size", "max_segment_size"),
	LIMIT("max_segments", "max_segments"),
	LIMIT("max_write_streams", "max_write_streams"),
	LIMIT("minimum_io_size", "io_min"),
	{"nomerges", QUEUE, .print = show_merges},
	{"nr_requests", QUEUE, show_number, .path = "nr_requests"},
	{"nr_zones", QUEUE, .print = show_zones},
	LIMIT("optimal_io_size", "io_opt"),
	LIMIT("physical_block_size", "physical_block_size"),
	{"read_ahead_kb", QUEUE, .print = show_read_ahead},
	{"rotational", QUEUE, show_feature, .bit = 2, .old_bit = 6, .kind = "!"},
	{"rq_affinity", QUEUE, .print = show_affinity},
	{"scheduler", QUEUE, .print = show_scheduler},
	FEATURE("stable_writes", 5, 15),
	LIMIT("virt_boundary_mask", "virt_boundary_mask"),
	{"wbt_lat_usec", QUEUE, .print = show_write_latency},
	{"write_cache", QUEUE, .print = show_write_cache},
	{"write_same_max_bytes", QUEUE, .print = show_write_same},
	LIMIT("write_stream_granularity", "write_stream_granularity"),
	BYTES("write_zeroes_max_bytes", "max_write_zeroes_sectors"),
	BYTES("write_zeroes_unmap_max_bytes", "max_wzeroes_unmap_sectors"),
	BYTES("write_zeroes_unmap_max_hw_bytes", "max_hw_wzeroes_unmap_sectors"),
	BYTES("zone_append_max_bytes", "max_zone_append_sectors"),
	LIMIT("zone_write_granularity", "zone_write_granularity"),
	{"zoned", QUEUE, .print = show_zoned},
};
const size_t sysfs_queue_row_count = ARRAY_LEN(sysfs_queue_rows);
