/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/mdstat: software RAID.  md_seq_show(), drivers/md/md.c */
#include "emit/emit.h"

enum { READ_ONLY = 1, AUTO_READ = 2 };	/* mddev.ro */

/* The personalities: a list until 6.15, then a table of submodules, of which these are one kind. */
static void show_personalities(struct emit *e)
{
	out(e, "Personalities : ");
	if (has_sym(e, "pers_list")) {
		EACH(pers, list(sym(e, "pers_list", "struct list_head"), "struct md_personality", "list"))
			out(e, "[%s] ", str(pers, "name"));
	} else {
		EACH(head, xarray(sym(e, "md_submodule", "struct xarray"), "struct md_submodule_head"))
			if (num(head, "type") == enumv(e, "MD_PERSONALITY"))
				out(e, "[%s] ", str(head, "name"));
	}
	out(e, "\n");
}

/* Returns the sectors of all disks that are not faulty. */
static long show_disks(struct emit *e, ref md)
{
	long sectors = 0;

	EACH(disk, list(sub(md, "disks"), "struct md_rdev", "same_set")) {
		long flags = num(disk, "flags");

		out(e, " %s[%ld]%s%s", md_disk_name(disk), num(disk, "desc_nr"),
		    flags >> enumv(e, "WriteMostly") & 1 ? "(W)" : "", flags >> enumv(e, "Journal") & 1 ? "(J)" : "");
		if (flags >> enumv(e, "Faulty") & 1) {
			out(e, "(F)");
			continue;
		}
		out(e, "%s%s", num(disk, "raid_disk") < 0 ? "(S)" : "", flags >> enumv(e, "Replacement") & 1 ? "(R)" : "");
		sectors += num(disk, "sectors");
	}
	return sectors;
}

static void show_metadata(struct emit *e, ref md)
{
	long major = num(md, "major_version"), minor = num(md, "minor_version");

	if (!num(md, "persistent"))
		out(e, num(md, "external") ? " super external:%s" : " super non-persistent%s",
		    num(md, "external") ? str(md, "metadata_type") : "");
	else if (major || minor != 90)
		out(e, " super %ld.%ld", major, minor);
}

static void show_array(struct emit *e, ref md)
{
	ref pers = ptr(md, "pers");
	bool active = !null(pers);
	long sectors, mode = num(md, "ro");

	out(e, "%s : %s", str(md, "gendisk->disk_name"), !active ? "inactive" :
	    has_enum(e, "MD_BROKEN") && num(md, "flags") >> enumv(e, "MD_BROKEN") & 1 ? "broken" : "active");
	if (active)
		out(e, "%s %s", mode == READ_ONLY ? " (read-only)" : mode == AUTO_READ ? " (auto-read-only)" : "",
		    str(pers, "name|head.name"));
	sectors = show_disks(e, md);
	if (addr(md, "disks.next") != sub(md, "disks").addr)
		out(e, "\n      %ld blocks", (active ? num(md, "array_sectors") : sectors) / 2);
	show_metadata(e, md);
	if (active) {
		out(e, "%s\n      ", md_status(md));
		if (addr(pers, "sync_request") && *md_resync(md))
			out(e, "%s\n      ", md_resync(md));
	} else {
		out(e, "\n       ");
	}
	out(e, "%s\n", md_bitmap(md));
}

EMITTER(proc_mdstat)
{
	long unused = 0;

	if (!has_module_sym(e, "md_mod", "all_mddevs")) {
		absent(e, "there is no software RAID, or its module is not loaded");
		return;
	}
	show_personalities(e);
	EACH(md, md_arrays(e))
		show_array(e, md);
	out(e, "unused devices: ");
	EACH(disk, list(sym(e, "pending_raid_disks", "struct list_head"), "struct md_rdev", "same_set")) {
		out(e, "%s ", md_disk_name(disk));
		unused++;
	}
	out(e, "%s\n", unused ? "" : "<none>");
}
