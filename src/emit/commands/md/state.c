/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What mdadm -D says of the state of an array */
#include "emit/commands/md/mdadm.h"

#include "emit/emit.h"

static const char *activity(struct emit *e, ref md)
{
	static const struct {
		const char *flag, *text;
	} kinds[] = {
		{"MD_RECOVERY_RESHAPE", ", reshaping"}, {"MD_RECOVERY_CHECK", ", checking"},
		{"MD_RECOVERY_SYNC", ", resyncing"}, {"MD_RECOVERY_RECOVER", ", recovering"},
	};
	long recovery = num(md, "recovery");

	if (!(recovery >> enumv(e, "MD_RECOVERY_RUNNING") & 1))
		return "";
	for (size_t i = 0; i < ARRAY_LEN(kinds); i++)
		if (recovery >> enumv(e, kinds[i].flag) & 1)
			return kinds[i].text;
	return "";
}

void mdadm_state(struct emit *e, ref md)
{
	long failed = 0, spare = 0, active = 0, all = 0;

	EACH(disk, list(sub(md, "disks"), "struct md_rdev", "same_set")) {
		all++;
		failed += mdadm_disk_is(disk, "Faulty");
		active += !mdadm_disk_is(disk, "Faulty") && mdadm_disk_is(disk, "In_sync");
		spare += !mdadm_disk_is(disk, "Faulty") && !mdadm_disk_is(disk, "In_sync") && !mdadm_disk_is(disk, "Journal");
	}
	row(e, "      Raid Devices : %ld\n", num(md, "raid_disks"));
	row(e, "     Total Devices : %ld\n", all);
	row(e, "       Persistence : Superblock is %spersistent\n\n", num(md, "persistent") ? "" : "not ");
	if (addr(md, "bitmap"))
		row(e, "     Intent Bitmap : %s\n\n", num(md, "bitmap_info.offset") ? "Internal" : "External");
	row(e, "       Update Time : %s\n", calendar_text(e, num(md, "utime")));
	row(e, "             State : %s%s%s \n", num(md, "in_sync") ? "clean" : "active",
	    num(md, "degraded") > 0 ? ", degraded" : "", activity(e, md));
	row(e, "    Active Devices : %ld\n", active);
	row(e, "   Working Devices : %ld\n", all - failed);
	row(e, "    Failed Devices : %ld\n", failed);
	row(e, "     Spare Devices : %ld\n\n", spare);
}
