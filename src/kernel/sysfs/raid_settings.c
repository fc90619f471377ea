/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Software RAID: what can be set, the write-intent bitmap, bad blocks (drivers/md/md.c, md-bitmap.c); more in raid.c */
#include "kernel/sysfs/rows.h"

static ref array_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct mddev", "kobj");
}

static void show_size(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref md = array_of(f);

	if (num(md, "external_size"))
		out(e, "%lu\n", (unsigned long)num(md, "array_sectors") / 2);
	else
		out(e, "default\n");
}

static void show_direction(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", num(array_of(f), "reshape_backwards") ? "backwards" : "forwards");
}

/* How long nothing must be written until the array counts as clean. */
static void show_delay(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	unsigned long ms = (unsigned long)num(array_of(f), "safemode_delay") * 1000 / (unsigned long)hz(e);

	out(e, "%lu.%03lu\n", ms / 1000, ms % 1000);
}

/* a: member, b: enumerator of the flag that took its place */
static void show_switch(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref md = array_of(f);

	if (has_(md, row->a))
		out(e, "%ld\n", num_(md, row->a, 0));
	else
		out(e, "%ld\n", num(md, "flags") >> enumv(e, row->b) & 1);
}

/* Only mirrors have it. */
static void show_serialize(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref md = array_of(f);

	if (!addr(md, "pers") || num(md, "level") != 1)
		out(e, "n/a\n");
	else
		show_switch(e, f, row);
}

static void show_speed(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref md = array_of(f);
	unsigned long seconds, done;

	if (!num(md, "curr_resync")) {
		out(e, "none\n");
		return;
	}
	seconds = (unsigned long)(val(sym(e, "jiffies", "unsigned long")) - num(md, "resync_mark")) / (unsigned long)hz(e);
	done = (unsigned long)(num(md, "curr_mark_cnt") - num(md, "recovery_active") - num(md, "resync_mark_cnt"));
	out(e, "%lu\n", done / (seconds ? seconds : 1) / 2);
}

/* ---- the bitmap ------------------------------------------------------------------------------- */

static void show_location(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref md = array_of(f);

	if (addr(md, "bitmap_info.file"))
		out(e, "file\n");
	else if (num(md, "bitmap_info.offset"))
		out(e, "%+ld\n", num(md, "bitmap_info.offset"));
	else
		out(e, "none\n");
}

static void show_time_base(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	unsigned long ticks = (unsigned long)num(array_of(f), "bitmap_info.daemon_sleep"), rest = ticks % (unsigned long)hz(e);

	if (rest)
		out(e, "%lu.%03ld\n", ticks / (unsigned long)hz(e), jiffies_to_ms(e, rest));
	else
		out(e, "%lu\n", ticks / (unsigned long)hz(e));
}

static void show_metadata(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref md = array_of(f);

	out(e, "%s\n", addr(md, "cluster_info") && num(md, "bitmap_info.nodes") > 1 ? "clustered" :
	    num(md, "bitmap_info.external") ? "external" : "internal");
}

static ref bitmap_of(const struct sysfs_file *f)
{
	return cast(ptr(array_of(f), "bitmap"), "struct bitmap");
}

static void show_clearable(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref bitmap = bitmap_of(f);

	out(e, "%s\n", null(bitmap) ? "" : num(bitmap, "need_sync") ? "false" : "true");
}

static void show_backlog_used(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref bitmap = bitmap_of(f);

	out(e, "%lu\n", null(bitmap) ? 0 : num(bitmap, "behind_writes_used"));
}

/* ---- members and other disks ------------------------------------------------------------------- */

/* Ranges of sectors that can't be used; pending: only those that the metadata does not have yet.  block/badblocks.c */
static void print_bad_blocks(struct emit *e, ref bad, bool pending)
{
	long count = num(bad, "count"), shift = num(bad, "shift");

	if (shift < 0 || shift > 63)
		return;
	EACH(entry, array_n(ptr(bad, "page"), "", count)) {
		unsigned long word = (unsigned long)val(entry), first = word >> 9 & ((1UL << 54) - 1), n = (word & 0x1ff) + 1;

		if (!pending || !(word >> 63))
			row(e, "%lu %lu\n", first << shift, n << shift);
	}
}

static void show_bad_blocks(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	print_bad_blocks(e, sub(container(f->kobject, "struct md_rdev", "kobj"), "badblocks"), *f->name == 'u');
}

static void show_disk_bad_blocks(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref bad = ptr(sysfs_disk(f), "bb");

	if (null(bad))
		out(e, "\n");
	else
		print_bad_blocks(e, bad, false);
}

#define MD "devices/virtual/block/*/md"
#define BITMAP "devices/virtual/block/*/md/bitmap"
#define MEMBER "devices/virtual/block/*/md/dev-*"
#define ROW(name, folder, print, a, b) {name, folder, print, a, b, 0, 0}
#define NUMBER(name, member) {name, BITMAP, sysfs_field_signed, "struct mddev", "kobj", "bitmap_info." member, 0}

const struct sysfs_row sysfs_raid_settings_rows[] = {
	ROW("array_size", MD, show_size, 0, 0), ROW("reshape_direction", MD, show_direction, 0, 0),
	ROW("safe_mode_delay", MD, show_delay, 0, 0), ROW("fail_last_dev", MD, show_switch, "fail_last_dev", "MD_FAILLAST_DEV"),
	ROW("serialize_policy", MD, show_serialize, "serialize_policy", "MD_SERIALIZE_POLICY"),
	ROW("sync_speed", MD, show_speed, 0, 0),
	{"logical_block_size", MD, sysfs_field, "struct mddev", "kobj", "logical_block_size", 0},
	ROW("location", BITMAP, show_location, 0, 0), ROW("time_base", BITMAP, show_time_base, 0, 0),
	ROW("metadata", BITMAP, show_metadata, 0, 0), ROW("can_clear", BITMAP, show_clearable, 0, 0),
	ROW("max_backlog_used", BITMAP, show_backlog_used, 0, 0),
	NUMBER("space", "space"), NUMBER("backlog", "max_write_behind"), NUMBER("chunksize", "chunksize"),
	ROW("bad_blocks", MEMBER, show_bad_blocks, 0, 0), ROW("unacknowledged_bad_blocks", MEMBER, show_bad_blocks, 0, 0),
	{"ppl_sector", MEMBER, sysfs_field, "struct md_rdev", "kobj", "ppl.sector", 0},
	{"ppl_size", MEMBER, sysfs_field, "struct md_rdev", "kobj", "ppl.size", 0},
	ROW("disk_badblocks_show()", "devices/*", show_disk_bad_blocks, 0, 0),
};
const size_t sysfs_raid_settings_row_count = ARRAY_LEN(sysfs_raid_settings_rows);
