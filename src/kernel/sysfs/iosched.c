/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/<disk>/queue/iosched/…: settings of I/O schedulers: block/mq-deadline.c, kyber-iosched.c, bfq-iosched.c */
#include "kernel/sysfs/rows.h"

/* type: the scheduler's own; kind: "jiffies" (shown in ms), "us", "ms" (both kept in ns); NULL: as it is */
static SYSFS_FILE(show_setting)
{
	ref queue = container(f->kobject, "struct elevator_queue", "kobj");
	long v = num_(cast(ptr(queue, "elevator_data"), row->type), row->path, 0);

	if (row->kind)
		v = row->kind[0] == 'j' ? jiffies_to_ms(e, (uint64_t)v) : v / (row->kind[0] == 'u' ? 1000 : 1000000);
	out(e, "%ld\n", v);
}

#define SCHEDULER "devices/*/queue/iosched"
#define ROW(of, name, unit, member) {name "_show()", SCHEDULER, show_setting, .type = "struct " of, .kind = unit, .path = member}
#define DEADLINE(name, unit, path) ROW("deadline_data", "deadline_" name, unit, path)
#define KYBER(name, path) ROW("kyber_queue_data", "kyber_" name, 0, path)
#define BFQ(name, unit, path) ROW("bfq_data", "bfq_" name, unit, path)

const struct sysfs_row sysfs_iosched_rows[] = {
	DEADLINE("read_expire", "jiffies", "fifo_expire[0]"), DEADLINE("write_expire", "jiffies", "fifo_expire[1]"),
	DEADLINE("prio_aging_expire", "jiffies", "prio_aging_expire"), DEADLINE("writes_starved", 0, "writes_starved"),
	DEADLINE("front_merges", 0, "front_merges"), DEADLINE("async_depth", 0, "async_depth"),
	DEADLINE("fifo_batch", 0, "fifo_batch"),
	KYBER("read_lat", "latency_targets[0]"), KYBER("write_lat", "latency_targets[1]"),
	BFQ("fifo_expire_async", "ms", "bfq_fifo_expire[0]"), BFQ("fifo_expire_sync", "ms", "bfq_fifo_expire[1]"),
	BFQ("back_seek_max", 0, "bfq_back_max"), BFQ("back_seek_penalty", 0, "bfq_back_penalty"),
	BFQ("slice_idle", "ms", "bfq_slice_idle"), BFQ("slice_idle_us", "us", "bfq_slice_idle"),
	BFQ("max_budget", 0, "bfq_user_max_budget"), BFQ("timeout_sync", "jiffies", "bfq_timeout"),
	BFQ("strict_guarantees", 0, "strict_guarantees"), BFQ("low_latency", 0, "low_latency"),
};
const size_t sysfs_iosched_row_count = ARRAY_LEN(sysfs_iosched_rows);
