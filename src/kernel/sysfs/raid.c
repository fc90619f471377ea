/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/md<n>/md/…: drivers/md/md.c */
#include "kernel/net.h"
#include "kernel/sysfs/rows.h"

static const unsigned long MAX_SECTOR = UINT64_MAX;	/* no position */

static ref array_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct mddev", "kobj");
}

/* text: what stands for no position */
static SYSFS_FILE(show_position)
{
	unsigned long v = (unsigned long)num_(array_of(f), row->path, 0);

	if (v == MAX_SECTOR)
		out(e, "%s\n", row->text);
	else
		out(e, "%lu\n", v);
}

/* other_path: of what it becomes while the array is reshaped; kind "bytes": sectors shown as such */
static SYSFS_FILE(show_shape)
{
	ref md = array_of(f);
	long now = num_(md, row->path, 0), then = num_(md, row->other_path, 0);
	int shift = row->kind ? 9 : 0;

	if ((unsigned long)num(md, "reshape_position") != MAX_SECTOR && now != then)
		out(e, "%ld (%ld)\n", then << shift, now << shift);
	else
		out(e, "%ld\n", now << shift);
}

static SYSFS_FILE(show_disks)
{
	ref md = array_of(f);
	long disks = num(md, "raid_disks"), delta = num(md, "delta_disks");

	if (disks && (unsigned long)num(md, "reshape_position") != MAX_SECTOR && delta)
		out(e, "%ld (%ld)\n", disks, disks - delta);
	else if (disks)
		out(e, "%ld\n", disks);
}

static SYSFS_FILE(show_level)
{
	enum { LEVEL_NONE = -1000000 };
	ref md = array_of(f);

	if (addr(md, "pers"))
		out(e, "%s\n", str(md, "pers->head.name|pers->name"));	/* 6.15 */
	else if (*str(md, "clevel"))
		out(e, "%s\n", str(md, "clevel"));
	else if (num(md, "level") != LEVEL_NONE)
		out(e, "%ld\n", num(md, "level"));
}

static SYSFS_FILE(show_uuid)
{
	uint64_t id = sub(array_of(f), "uuid").addr;

	out(e, "%s-%s-", hex_bytes(e, id, 4, ""), hex_bytes(e, id + 4, 2, ""));
	out(e, "%s-%s-%s\n", hex_bytes(e, id + 6, 2, ""), hex_bytes(e, id + 8, 2, ""), hex_bytes(e, id + 10, 6, ""));
}

static const char *running_state(ref md)
{
	enum { READ_WRITE, READ_ONLY, AUTO_READ_ONLY };
	long mode = num(md, "ro");

	if (mode != READ_WRITE)
		return mode == READ_ONLY ? "readonly" : "read-auto";
	if (num(md, "sb_flags") >> enumv(context(md), "MD_SB_CHANGE_PENDING") & 1)
		return "write-pending";
	if (num(md, "in_sync"))
		return md_has_flag(md, "MD_BROKEN") ? "broken" : "clean";
	return num(md, "safemode") ? "active-idle" : "active";
}

static SYSFS_FILE(show_state)
{
	ref md = array_of(f), disks = sub(md, "disks");

	if (addr(md, "pers") && !md_has_flag(md, "MD_NOT_READY"))
		out(e, "%s\n", running_state(md));
	else if (addr(disks, "next") == disks.addr && !num(md, "raid_disks") && !num(md, "dev_sectors"))
		out(e, "clear\n");
	else
		out(e, "inactive\n");
}

static SYSFS_FILE(show_metadata)
{
	ref md = array_of(f);

	if (num(md, "persistent"))
		out(e, "%ld.%ld\n", num(md, "major_version"), num(md, "minor_version"));
	else if (num(md, "external"))
		out(e, "external:%s\n", str(md, "metadata_type"));
	else
		out(e, "none\n");
}

static SYSFS_FILE(show_policy)
{
	ref md = array_of(f);

	if (md_has_flag(md, "MD_HAS_JOURNAL"))
		out(e, "journal\n");
	else if (md_has_flag(md, "MD_HAS_PPL"))
		out(e, "ppl\n");
	else if (addr(md, "bitmap"))
		out(e, "bitmap\n");
	else if (addr(md, "pers"))
		out(e, "%s\n", addr(md, "pers->sync_request") ? "resync" : "none");
	else
		out(e, "unknown\n");
}

/* ---- resync ---------------------------------------------------------------------------------- */

static bool is_set(ref md, const char *enumerator)
{
	return num(md, "recovery") >> enumv(context(md), enumerator) & 1;
}

static const char *action(ref md)
{
	bool pending = !num(md, "ro") && is_set(md, "MD_RECOVERY_NEEDED");

	if (is_set(md, "MD_RECOVERY_FROZEN"))
		return "frozen";
	if (!is_set(md, "MD_RECOVERY_RUNNING") && !pending)
		return "idle";
	if (is_set(md, "MD_RECOVERY_RESHAPE"))
		return "reshape";
	if (is_set(md, "MD_RECOVERY_SYNC"))
		return !is_set(md, "MD_RECOVERY_REQUESTED") ? "resync" : is_set(md, "MD_RECOVERY_CHECK") ? "check" : "repair";
	if (is_set(md, "MD_RECOVERY_RECOVER"))
		return "recover";
	return (unsigned long)num(md, "reshape_position") != MAX_SECTOR ? "reshape" : "idle";
}

static SYSFS_FILE(show_action)
{
	out(e, "%s\n", action(array_of(f)));
}

/* Its name, until 6.11 made an enum of it. */
static SYSFS_FILE(show_last_action)
{
	static const char *const names[] = {"resync", "recover", "check", "repair", "reshape", "frozen", "idle"};
	ref md = array_of(f);
	long last;

	if (!has_enum(e, "ACTION_RESYNC")) {
		out(e, "%s\n", str(md, "last_sync_action"));
		return;
	}
	last = num(md, "last_sync_action") - enumv(e, "ACTION_RESYNC");
	if (last >= 0 && (size_t)last < ARRAY_LEN(names))
		out(e, "%s\n", names[last]);
	else
		stub(e, "the action has no known name");
}

/* path: of the array's own limit, symbol: of the system's */
static SYSFS_FILE(show_limit)
{
	long own = num_(array_of(f), row->path, 0);

	out(e, "%ld (%s)\n", own ? own : val(sym(e, row->symbol, "int")), own ? "local" : "system");
}

static SYSFS_FILE(show_completed)
{
	enum { DELAYED = 1, YIELDED = 2 };
	ref md = array_of(f);
	long now = num(md, "curr_resync");
	bool whole = is_set(md, "MD_RECOVERY_SYNC") || is_set(md, "MD_RECOVERY_RESHAPE");

	if (!is_set(md, "MD_RECOVERY_RUNNING"))
		out(e, "none\n");
	else if (now == DELAYED || now == YIELDED)
		out(e, "delayed\n");
	else
		out(e, "%ld / %ld\n", num(md, "curr_resync_completed"),
		    whole ? num(md, "resync_max_sectors") : num(md, "dev_sectors"));
}

static SYSFS_FILE(show_size)
{
	out(e, "%lu\n", (unsigned long)num(array_of(f), "dev_sectors") / 2);	/* KiB */
}

#define MD "devices/virtual/block/*/md"
#define ROW(name, ...) {name, MD, __VA_ARGS__}
#define NUM(name, member) {name, MD, sysfs_field_signed, .type = "struct mddev", .kobject = "kobj", .path = member}

const struct sysfs_row sysfs_raid_rows[] = {
	ROW("level", .print = show_level), NUM("new_level", "new_level"),
	ROW("layout", show_shape, .path = "layout", .other_path = "new_layout"),
	{"chunk_size", MD, show_shape, .path = "chunk_sectors", .other_path = "new_chunk_sectors", .kind = "bytes"},
	ROW("raid_disks", .print = show_disks), ROW("uuid", .print = show_uuid), ROW("array_state", .print = show_state),
	ROW("component_size", .print = show_size), ROW("metadata_version", .print = show_metadata),
	ROW("consistency_policy", .print = show_policy), NUM("degraded", "degraded"), NUM("mismatch_cnt", "resync_mismatches"),
	NUM("max_read_errors", "max_corr_read_errors"), NUM("suspend_lo", "suspend_lo"), NUM("suspend_hi", "suspend_hi"),
	ROW("sync_action", .print = show_action), ROW("last_sync_action", .print = show_last_action),
	ROW("sync_speed_min", show_limit, .path = "sync_speed_min", .symbol = "sysctl_speed_limit_min"),
	ROW("sync_speed_max", show_limit, .path = "sync_speed_max", .symbol = "sysctl_speed_limit_max"),
	ROW("sync_completed", .print = show_completed), NUM("sync_min", "resync_min"),
	ROW("sync_max", show_position, .path = "resync_max", .text = "max"),
	NUM("sync_force_parallel", "parallel_resync"),
	ROW("resync_start", show_position, .path = "resync_offset|recovery_cp", .text = "none"),	/* renamed in 6.17 */
	ROW("reshape_position", show_position, .path = "reshape_position", .text = "none"),
};
const size_t sysfs_raid_row_count = ARRAY_LEN(sysfs_raid_rows);
