/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Software RAID: what can be set, the write-intent bitmap, bad blocks (drivers/md/md.c, md-bitmap.c); more in raid.c */
#include "kernel/sysfs/rows.h"

static ref array_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct mddev", "kobj");
}

static SYSFS_FILE(show_size)
{
	ref md = array_of(f);

	if (num(md, "external_size"))
		out(e, "%lu\n", (unsigned long)num(md, "array_sectors") / 2);
	else
		out(e, "default\n");
}

static SYSFS_FILE(show_direction)
{
	out(e, "%s\n", num(array_of(f), "reshape_backwards") ? "backwards" : "forwards");
}

/* How long nothing must be written until the array counts as clean. */
static SYSFS_FILE(show_delay)
{
	unsigned long ms = (unsigned long)num(array_of(f), "safemode_delay") * 1000 / (unsigned long)hz(e);

	out(e, "%lu.%03lu\n", ms / 1000, ms % 1000);
}

/* enumerator: of the flag that took the member's place */
static SYSFS_FILE(show_switch)
{
	ref md = array_of(f);

	if (has_(md, row->path))
		out(e, "%ld\n", num_(md, row->path, 0));
	else
		out(e, "%ld\n", num(md, "flags") >> enumv(e, row->enumerator) & 1);
}

/* Only mirrors have it. */
static SYSFS_FILE(show_serialize)
{
	ref md = array_of(f);

	if (!addr(md, "pers") || num(md, "level") != 1)
		out(e, "n/a\n");
	else
		show_switch(e, f, row);
}

static SYSFS_FILE(show_speed)
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

/* How many requests of a resync may be under way (6.16) */
static SYSFS_FILE(show_depth)
{
	long own = num(array_of(f), "sync_io_depth");

	out(e, "%ld (%s)\n", own ? own : val(sym(e, "sysctl_sync_io_depth", "int")), own ? "local" : "system");
}

/* Those that there are, the one in use in brackets (6.18). */
static SYSFS_FILE(show_bitmap_kind)
{
	long own = num(array_of(f), "bitmap_id"), none = enumv(e, "ID_BITMAP_NONE");

	out(e, own == none ? "[none] " : "none ");
	EACH(kind, xarray(sym(e, "md_submodule", "struct xarray"), "struct md_submodule_head"))
		if (num(kind, "type") == enumv(e, "MD_BITMAP") && num(kind, "id") != none)
			out(e, num(kind, "id") == own ? "[%s] " : "%s ", str(kind, "name"));
	out(e, "\n");
}

/* ---- the bitmap ------------------------------------------------------------------------------- */

static SYSFS_FILE(show_location)
{
	ref md = array_of(f);

	if (addr(md, "bitmap_info.file"))
		out(e, "file\n");
	else if (num(md, "bitmap_info.offset"))
		out(e, "%+ld\n", num(md, "bitmap_info.offset"));
	else
		out(e, "none\n");
}

static SYSFS_FILE(show_time_base)
{
	unsigned long ticks = (unsigned long)num(array_of(f), "bitmap_info.daemon_sleep"), rest = ticks % (unsigned long)hz(e);

	if (rest)
		out(e, "%lu.%03ld\n", ticks / (unsigned long)hz(e), jiffies_to_ms(e, rest));
	else
		out(e, "%lu\n", ticks / (unsigned long)hz(e));
}

static SYSFS_FILE(show_metadata)
{
	ref md = array_of(f);

	out(e, "%s\n", addr(md, "cluster_info") && num(md, "bitmap_info.nodes") > 1 ? "clustered" :
	    num(md, "bitmap_info.external") ? "external" : "internal");
}

static ref bitmap_of(const struct sysfs_file *f)
{
	return cast(ptr(array_of(f), "bitmap"), "struct bitmap");
}

static SYSFS_FILE(show_clearable)
{
	ref bitmap = bitmap_of(f);

	out(e, "%s\n", null(bitmap) ? "" : num(bitmap, "need_sync") ? "false" : "true");
}

static SYSFS_FILE(show_backlog_used)
{
	ref bitmap = bitmap_of(f);

	out(e, "%lu\n", null(bitmap) ? 0 : num(bitmap, "behind_writes_used"));
}

/* ---- members and other disks ------------------------------------------------------------------- */

/* Ranges of sectors that can't be used; pending: only those that the metadata does not have yet.  block/badblocks.c */
static void print_bad_blocks(struct emit *e, ref bad, bool pending)
{
	long count = num(bad, "count"), shift = num(bad, "shift");

	EACH(entry, array_n(ptr(bad, "page"), "", count)) {
		unsigned long word = (unsigned long)val(entry), first = word >> 9 & ((1UL << 54) - 1), n = (word & 0x1ff) + 1;

		if (!pending || !(word >> 63))
			row(e, "%lu %lu\n", (unsigned long)shift_left((long)first, shift),
			    (unsigned long)shift_left((long)n, shift));
	}
}

static SYSFS_FILE(show_bad_blocks)
{
	print_bad_blocks(e, sub(container(f->kobject, "struct md_rdev", "kobj"), "badblocks"), *f->name == 'u');
}

static SYSFS_FILE(show_disk_bad_blocks)
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
#define ROW(name, folder, ...) {name, folder, __VA_ARGS__}
#define NUMBER(name, member) {name, BITMAP, sysfs_field_signed, .type = "struct mddev", .kobject = "kobj", .path = "bitmap_info." member}

const struct sysfs_row sysfs_raid_settings_rows[] = {
	ROW("array_size", MD, .print = show_size), ROW("reshape_direction", MD, .print = show_direction),
	ROW("safe_mode_delay", MD, .print = show_delay),
	ROW("fail_last_dev", MD, show_switch, .path = "fail_last_dev", .enumerator = "MD_FAILLAST_DEV"),
	ROW("serialize_policy", MD, show_serialize, .path = "serialize_policy", .enumerator = "MD_SERIALIZE_POLICY"),
	ROW("sync_speed", MD, .print = show_speed), ROW("sync_io_depth", MD, .print = show_depth),
	ROW("bitmap_type", MD, .print = show_bitmap_kind),
	{"logical_block_size", MD, sysfs_field, .type = "struct mddev", .kobject = "kobj", .path = "logical_block_size"},
	ROW("location", BITMAP, .print = show_location), ROW("time_base", BITMAP, .print = show_time_base),
	ROW("metadata", BITMAP, .print = show_metadata), ROW("can_clear", BITMAP, .print = show_clearable),
	ROW("max_backlog_used", BITMAP, .print = show_backlog_used),
	NUMBER("space", "space"), NUMBER("backlog", "max_write_behind"), NUMBER("chunksize", "chunksize"),
	ROW("bad_blocks", MEMBER, .print = show_bad_blocks), ROW("unacknowledged_bad_blocks", MEMBER, .print = show_bad_blocks),
	{"ppl_sector", MEMBER, sysfs_field, .type = "struct md_rdev", .kobject = "kobj", .path = "ppl.sector"},
	{"ppl_size", MEMBER, sysfs_field, .type = "struct md_rdev", .kobject = "kobj", .path = "ppl.size"},
	ROW("disk_badblocks_show()", "devices/*", .print = show_disk_bad_blocks),
};
const size_t sysfs_raid_settings_row_count = ARRAY_LEN(sysfs_raid_settings_rows);
