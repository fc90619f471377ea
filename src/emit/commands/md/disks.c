/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of disks at the end of mdadm -D: by place in the array, then spare and faulty ones */
#include "emit/commands/md/mdadm.h"

#include "emit/emit.h"

bool mdadm_disk_is(ref disk, const char *flag)
{
	struct emit *e = context(disk);

	return has_enum(e, flag) && num(disk, "flags") >> enumv(e, flag) & 1;
}

static const char *state(struct emit *e, ref disk, long place)
{
	bool in_sync = mdadm_disk_is(disk, "In_sync");

	if (mdadm_disk_is(disk, "Journal"))
		return "journal";
	if (mdadm_disk_is(disk, "Faulty"))
		return "faulty";
	if (place < 0)
		return "spare";
	return file_printf(e, "%s%s%s", in_sync ? "active sync" : "spare rebuilding",
			   mdadm_disk_is(disk, "WriteMostly") ? " writemostly" : "",
			   mdadm_disk_is(disk, "Replacement") ? " replacement" : "");
}

static void print_disk(struct emit *e, ref disk, long place)
{
	unsigned long dev = (unsigned long)num(disk, "bdev->bd_dev");
	const char *slot_of_disk = place < 0 ? "    -" : file_printf(e, "%5ld", place);

	row(e, "   %5ld   %5lu    %5lu    %s      %s   /dev/%s\n", num(disk, "desc_nr"), dev >> 20, dev & 0xfffff, slot_of_disk,
	    state(e, disk, place), md_disk_name(disk));
}

static long place_of(ref disk)
{
	return mdadm_disk_is(disk, "Faulty") || mdadm_disk_is(disk, "Journal") ? -1 : num(disk, "raid_disk");
}

static struct walk disks_of(ref md)
{
	return list(sub(md, "disks"), "struct md_rdev", "same_set");
}

void mdadm_disks(struct emit *e, ref md)
{
	const char *blank = "\n";

	out(e, "    Number   Major   Minor   RaidDevice State\n");
	EACH_KEY(i, numbers(e, num(md, "raid_disks"))) {
		long found = 0;

		EACH(disk, disks_of(md))
			if (place_of(disk) == i) {
				print_disk(e, disk, i);
				found++;
			}
		if (!found)
			row(e, "       -   %5d    %5d    %5ld      removed\n", 0, 0, i);
	}
	EACH(disk, disks_of(md))
		if (place_of(disk) < 0) {
			out(e, "%s", blank);
			blank = "";
			print_disk(e, disk, -1);
		}
}
