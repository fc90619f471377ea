/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/<disk>/integrity: block/blk-integrity.c */
#include "kernel/sysfs/rows.h"

/* The folder was an object of its own until 6.3 (ff53cd52d9bd). */
static ref integrity_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	bool own = has_member(e, "struct gendisk", "integrity_kobj");
	ref disk = own ? container(f->kobject, "struct gendisk", "integrity_kobj") : sysfs_disk(f), queue = ptr(disk, "queue");

	return has(queue, "integrity") ? sub(queue, "integrity") : sub(queue, "limits.integrity");	/* 6.11 */
}

static SYSFS_FILE(show_tag_size)
{
	out(e, "%lu\n", num(integrity_of(f), "tag_size"));
}

static SYSFS_FILE(show_interval)
{
	long shift = num(integrity_of(f), "interval_exp") & 31;

	out(e, "%lu\n", shift ? 1UL << shift : 0);
}

/* kind "!": since 6.11 the bit says that the thing is not done */
static SYSFS_FILE(show_integrity)
{
	ref integrity = integrity_of(f);
	bool set = num(integrity, "flags") >> row->bit & 1;

	out(e, "%d\n", set != (row->kind && !has(integrity, "profile")));
}

static SYSFS_FILE(show_format)
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

#define INTEGRITY "devices/*/integrity"

const struct sysfs_row sysfs_integrity_rows[] = {
	{"format", INTEGRITY, .print = show_format},
	{"tag_size", INTEGRITY, .print = show_tag_size},
	{"protection_interval_bytes", INTEGRITY, .print = show_interval},
	{"read_verify", INTEGRITY, show_integrity, .kind = "!", .bit = 0},
	{"write_generate", INTEGRITY, show_integrity, .kind = "!", .bit = 1},
	{"device_is_integrity_capable", INTEGRITY, show_integrity, .bit = 2},
};
const size_t sysfs_integrity_row_count = ARRAY_LEN(sysfs_integrity_rows);
