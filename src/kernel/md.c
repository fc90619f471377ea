/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Software RAID arrays. */
#include "kernel/kernel.h"

#include <string.h>

bool md_has_flag(ref o, const char *enumerator)
{
	struct emit *e = context(o);

	return has_enum(e, enumerator) && num(o, "flags") >> enumv(e, enumerator) & 1;
}

const char *md_disk_name(ref disk)
{
	ref bdev = ptr(disk, "bdev"), gendisk = ptr(bdev, "bd_disk");

	return partition_of(gendisk, has(bdev, "bd_part") ? ptr(bdev, "bd_part") : bdev).name;
}

/* " [2/2] [UU]": the personalities' tables of disks differ in name only. */
static const char *disk_states(ref md, long disks, ref table)
{
	struct emit *e = context(md);
	char *states;

	if (disks < 0 || disks > LIMIT_RAID_DISKS) {
		fail(e, "raid_disks", "no number of disks that an array can have", md.addr);
		return "";
	}
	states = file_alloc(e, (size_t)disks + 1, 1);
	EACH(slot_of_disk, array_n(table, "", disks)) {
		ref disk = ptr(slot_of_disk, "rdev");

		states[KEY(slot_of_disk)] = !null(disk) && num(disk, "flags") >> enumv(e, "In_sync") & 1 ? 'U' : '_';
	}
	return file_printf(e, " [%ld/%ld] [%s]", disks, disks - num(md, "degraded"), states);
}

static const char *raid10_status(struct emit *e, ref md, ref conf)
{
	long disks = num(conf, "geo.raid_disks"), near = num(conf, "geo.near_copies"), far = num(conf, "geo.far_copies");
	const char *chunks = near < disks ? file_printf(e, " %ldK chunks", num(md, "chunk_sectors") / 2) : "";
	const char *nears = near > 1 ? file_printf(e, " %ld near-copies", near) : "";
	const char *fars = far > 1 ? file_printf(e, " %ld %s-copies", far, num(conf, "geo.far_offset") ? "offset" : "far") : "";

	return file_printf(e, "%s%s%s%s", chunks, nears, fars, disk_states(md, disks, ptr(conf, "mirrors")));
}

/* pers->status() */
const char *md_status(ref md)
{
	struct emit *e = context(md);
	const char *name = str(md, "pers->name|pers->head.name");
	uint64_t private = addr(md, "private");
	ref conf;

	if (!strcmp(name, "raid1")) {
		conf = at(e, private, "struct r1conf");
		return disk_states(md, num(conf, "raid_disks"), ptr(conf, "mirrors"));
	}
	if (!strcmp(name, "raid10"))
		return raid10_status(e, md, at(e, private, "struct r10conf"));
	if (!strcmp(name, "raid0"))
		return file_printf(e, " %ldk chunks", num(md, "chunk_sectors") / 2);
	if (!strcmp(name, "linear"))
		return file_printf(e, " %ldk rounding", num(md, "chunk_sectors") / 2);
	conf = at(e, private, "struct r5conf");		/* raid4, raid5, raid6 */
	return file_printf(e, " level %ld, %ldk chunk, algorithm %ld%s", num(md, "level"), num(conf, "chunk_sectors") / 2,
			   num(md, "layout"), disk_states(md, num(conf, "raid_disks"), ptr(conf, "disks")));
}

/* How far a resync is: status_resync(). */
static const char *progress(struct emit *e, ref md, uint64_t done, uint64_t all)
{
	long recovery = num(md, "recovery"), active = num(md, "recovery_active"), marked = num(md, "resync_mark_cnt");
	long now = val(sym(e, "jiffies_64", "unsigned long")), current = num(md, "curr_mark_cnt");
	uint64_t seconds = (uint64_t)(now - num(md, "resync_mark")) / (uint64_t)hz(e);
	uint64_t blocks = current >= active + marked ? (uint64_t)(current - active - marked) : 0, left;
	unsigned promille = (unsigned)((done >> 10) * 1000 / ((all >> 10) + 1));
	unsigned filled = promille / 50 < 20 ? promille / 50 : 20;
	const char *kind = recovery >> enumv(e, "MD_RECOVERY_RESHAPE") & 1 ? "reshape" :
			   recovery >> enumv(e, "MD_RECOVERY_CHECK") & 1 ? "check" :
			   recovery >> enumv(e, "MD_RECOVERY_SYNC") & 1 ? "resync" : "recovery";

	seconds += !seconds;
	left = (all - done) / (blocks / 32 + 1) * seconds >> 5;
	return file_printf(e, "[%.*s>%.*s]  %s =%3u.%u%% (%llu/%llu) finish=%llu.%llumin speed=%lluK/sec", (int)filled,
			   "====================", 20 - (int)filled, "....................", kind, promille / 10, promille % 10,
			   (unsigned long long)done / 2, (unsigned long long)all / 2, (unsigned long long)left / 60,
			   (unsigned long long)left % 60 / 6, (unsigned long long)(blocks / 2 / seconds));
}

/* "" if nothing is being rebuilt. */
const char *md_resync(ref md)
{
	struct emit *e = context(md);
	enum { NONE = 0, ACTIVE = 3 };		/* MD_RESYNC_… */
	long recovery = num(md, "recovery"), outstanding = num(md, "recovery_active");
	bool whole = recovery >> enumv(e, "MD_RECOVERY_SYNC") & 1 || recovery >> enumv(e, "MD_RECOVERY_RESHAPE") & 1;
	uint64_t all = (uint64_t)(whole ? num(md, "resync_max_sectors") : num(md, "dev_sectors"));
	uint64_t done = (uint64_t)num(md, "curr_resync");

	if (done < ACTIVE && recovery >> enumv(e, "MD_RECOVERY_DONE") & 1)
		done = all;
	else if (done > all)
		done = all;
	else if (done >= ACTIVE)
		done = done < (uint64_t)outstanding + ACTIVE ? ACTIVE : done - (uint64_t)outstanding;
	if (done == NONE)
		return (uint64_t)num(md, "resync_offset|recovery_cp") != UINT64_MAX ? "\tresync=PENDING" : "";
	return done < ACTIVE ? "\tresync=DELAYED" : progress(e, md, done, all);
}

/* md_bitmap_status(); "" without a bitmap */
const char *md_bitmap(ref md)
{
	struct emit *e = context(md);
	long chunk = num(md, "bitmap_info.chunksize"), pages, used;
	ref bitmap;

	if (!num(md, "bitmap"))
		return "";
	bitmap = at(e, addr(md, "bitmap"), "struct bitmap");
	pages = num(bitmap, "counts.pages");
	used = pages - num(bitmap, "counts.missing_pages");
	return file_printf(e, "bitmap: %ld/%ld pages [%ldKB], %ld%s chunk\n", used, pages, kb(e, used),
			   chunk >> 10 ? chunk >> 10 : chunk, chunk >> 10 ? "KB" : "B");
}

struct walk md_arrays(struct emit *e)
{
	struct address_list found = address_list(e);

	EACH(md, list(sym(e, "all_mddevs", "struct list_head"), "struct mddev", "all_mddevs"))
		if (addr(md, "pers") || num(md, "raid_disks") || addr(md, "disks.next") != sub(md, "disks").addr)
			address_add(&found, md.addr);
	return address_walk(e, &found, "struct mddev");
}

/* As it stands on disk, include/uapi/linux/raid/md_p.h: struct mdp_superblock_1 */
const char *md_name(ref md)
{
	enum { NAME = 32, LENGTH = 32 };
	static const unsigned char magic[] = {0xfc, 0x4e, 0x2b, 0xa9};

	if (num(md, "major_version") != 1)
		return NULL;
	EACH(disk, list(sub(md, "disks"), "struct md_rdev", "same_set")) {
		const char *superblock = addr(disk, "sb_page") ? page_bytes(ptr(disk, "sb_page"), 0, NAME + LENGTH) : NULL;

		if (superblock && !memcmp(superblock, magic, sizeof(magic)))
			return printable(context(md), superblock + NAME, strnlen(superblock + NAME, LENGTH));
	}
	return NULL;
}
