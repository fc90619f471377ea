/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sys/…/block/md<n>/md/dev-<disk>/…: members of a software RAID.  drivers/md/md.c */
#include "kernel/sysfs/rows.h"

static const unsigned long NO_POSITION = UINT64_MAX;

static ref member_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct md_rdev", "kobj");
}

static SYSFS_FILE(show_member_state)
{
	static const char *const later[][2] = {
		{"WriteErrorSeen", "write_error"}, {"WantReplacement", "want_replacement"}, {"Replacement", "replacement"},
		{"ExternalBbl", "external_bbl"}, {"FailFast", "failfast"},
	};
	ref disk = member_of(f);
	bool faulty = md_has_flag(disk, "Faulty"), synced = md_has_flag(disk, "In_sync"), journal = md_has_flag(disk, "Journal");
	bool unseen = num(disk, "badblocks.unacked_exist");
	const char *text = "";

	if (faulty || (!md_has_flag(disk, "ExternalBbl") && unseen))
		text = ",faulty";
	text = file_printf(e, "%s%s%s%s%s%s", text, synced ? ",in_sync" : "", journal ? ",journal" : "",
			   md_has_flag(disk, "WriteMostly") ? ",write_mostly" : "",
			   md_has_flag(disk, "Blocked") || (unseen && !faulty) ? ",blocked" : "",
			   !faulty && !journal && !synced ? ",spare" : "");
	for (size_t i = 0; i < ARRAY_LEN(later); i++)
		if (md_has_flag(disk, later[i][0]))
			text = file_printf(e, "%s,%s", text, later[i][1]);
	out(e, "%s\n", *text ? text + 1 : text);
}

static SYSFS_FILE(show_slot)
{
	ref disk = member_of(f);
	long slot_number = num(disk, "raid_disk");

	if (md_has_flag(disk, "Journal"))
		out(e, "journal\n");
	else if (slot_number < 0)
		out(e, "none\n");
	else
		out(e, "%ld\n", slot_number);
}

static SYSFS_FILE(show_recovery)
{
	ref disk = member_of(f);
	unsigned long from = (unsigned long)num(disk, "recovery_offset");

	if (md_has_flag(disk, "In_sync") || from == NO_POSITION)
		out(e, "none\n");
	else
		out(e, "%lu\n", from);
}

static SYSFS_FILE(show_size)
{
	out(e, "%lu\n", (unsigned long)num(member_of(f), "sectors") / 2);	/* KiB */
}

#define DISK "devices/virtual/block/*/md/dev-*"
#define ROW(name, show) {name, DISK, .print = show}
#define FIELD(name, member) {name, DISK, sysfs_field_signed, .type = "struct md_rdev", .kobject = "kobj", .path = member}

const struct sysfs_row sysfs_raid_member_rows[] = {
	ROW("state", show_member_state), ROW("slot", show_slot), ROW("recovery_start", show_recovery), ROW("size", show_size),
	FIELD("errors", "corrected_errors"), FIELD("offset", "data_offset"), FIELD("new_offset", "new_data_offset"),
};
const size_t sysfs_raid_member_row_count = ARRAY_LEN(sysfs_raid_member_rows);
