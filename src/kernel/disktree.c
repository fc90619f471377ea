/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which block device lies upon which, as the folders holders/ and slaves/ of sysfs say. */
#include "kernel/kernel.h"

#include <string.h>

/* The first entry of the table of partitions is the disk itself. */
static ref whole_disk(ref disk)
{
	EACH(part, partitions(disk))
		return part;
	return (ref){0, disk.type};
}

static long entries_of(ref kobject)
{
	long n = 0;

	if (null(kobject) || !addr(kobject, "sd"))
		return 0;
	EACH_KEY(i, rbtree(sub(ptr(kobject, "sd"), "dir.children"), "struct kernfs_node", "rb"))
		n = i + 1;
	return n;
}

/* Is it made of other devices? */
bool disk_has_slaves(ref disk)
{
	return entries_of(ptr(disk, "slave_dir")) > 0;
}

static ref disk_named(struct emit *e, const char *name)
{
	EACH(disk, disks(e))
		if (!strcmp(str(disk, "disk_name"), name))
			return disk;
	return at(e, 0, "struct gendisk");
}

/* struct gendisk of each device that lies upon this disk or partition. */
struct walk disk_holders(ref part)
{
	struct emit *e = context(part);
	struct address_list found = address_list(e);
	ref folder = ptr(part, "bd_holder_dir|holder_dir");

	if (!null(folder) && addr(folder, "sd")) {
		EACH(link, rbtree(sub(ptr(folder, "sd"), "dir.children"), "struct kernfs_node", "rb")) {
			ref holder = disk_named(e, str(link, "name"));

			if (holder.addr)
				address_add(&found, holder.addr);
		}
	}
	return address_walk(e, &found, "struct gendisk");
}

/* Mapped devices take bios, or (multipath) requests. */
bool disk_is_mapped(ref disk)
{
	struct emit *e = context(disk);
	static const char *const operations[] = {"dm_blk_dops", "dm_rq_blk_dops"};

	for (unsigned i = 0; i < ARRAY_LEN(operations); i++)
		if (has_sym(e, operations[i]) && addr(disk, "fops") == symaddr(e, operations[i]))
			return true;
	return false;
}

/* struct hash_cell: the name and UUID of a mapped device; a null ref for other disks. */
static ref dm_cell(ref disk)
{
	struct emit *e = context(disk);

	if (!disk_is_mapped(disk))
		return (ref){0, disk.type};
	if (!has_type(e, "struct mapped_device") || !has_type(e, "struct hash_cell")) {
		remark(e, "mapped devices go by the kernel's names: the types of their module are not known");
		return (ref){0, disk.type};
	}
	return at(e, addr(at(e, addr(disk, "private_data"), "struct mapped_device"), "interface_ptr"), "struct hash_cell");
}

/* Mapped devices go by the name that they were given. */
const char *disk_shown_name(ref disk)
{
	ref cell = dm_cell(disk);

	return cell.addr ? str(cell, "name") : str(disk, "disk_name");
}

/* "disk", "loop", "rom", "raid1", "lvm": what lsblk calls it */
const char *disk_kind(ref disk)
{
	static const char *const by_uuid[][2] = {
		{"LVM-", "lvm"}, {"mpath-", "mpath"}, {"CRYPT-", "crypt"}, {"DMRAID-", "dmraid"}, {"part", "part"},
	};
	struct emit *e = context(disk);
	enum { LOOP_MAJOR = 7, MD_MAJOR = 9, ROM_MAJOR = 11 };
	long major = partition_of(disk, whole_disk(disk)).major;
	ref cell = dm_cell(disk);

	if (major == LOOP_MAJOR || major == ROM_MAJOR)
		return major == LOOP_MAJOR ? "loop" : "rom";
	if (major == MD_MAJOR)
		return has_type(e, "struct mddev") && addr(disk, "private_data") ?
		       str(at(e, addr(disk, "private_data"), "struct mddev"), "pers->head.name|pers->name") : "md";
	if (!disk_is_mapped(disk))
		return "disk";
	for (unsigned i = 0; cell.addr && addr(cell, "uuid") && i < ARRAY_LEN(by_uuid); i++)
		if (str_starts(str(cell, "uuid"), by_uuid[i][0]))
			return by_uuid[i][1];
	return "dm";
}

bool disk_internal(ref disk)
{
	return num(disk, "flags") & enum_or(context(disk), "GENHD_FL_HIDDEN", 0x400);
}

bool disk_removable(ref disk)
{
	return num(disk, "flags") & enum_or(context(disk), "GENHD_FL_REMOVABLE", 1);
}

bool part_read_only(ref disk, ref part)
{
	enum { GD_READ_ONLY = 1, BD_READ_ONLY = 1 << 8 };

	if (has(disk, "state") && num(disk, "state") >> GD_READ_ONLY & 1)
		return true;
	if (has(part, "__bd_flags"))	/* 6.10 */
		return num(part, "__bd_flags") & BD_READ_ONLY;
	return has(part, "bd_read_only") ? num(part, "bd_read_only") : num(part, "policy");
}

/* Before 5.11 (0d02129e76ed) partitions do not know it. */
ref block_inode(ref part, const struct partition *p)
{
	struct emit *e = context(part);

	if (has(part, "bd_dev"))
		return has(part, "bd_inode") ? ptr(part, "bd_inode") : ptr(part, "bd_mapping->host");	/* 6.11 */
	EACH(inode, list(sub(deref(sym(e, "blockdev_superblock", "struct super_block *")), "s_inodes"), "struct inode", "i_sb_list"))
		if (num(inode, "i_rdev") == (p->major << 20 | p->minor))
			return inode;
	return at(e, 0, "struct inode");
}

bool block_open(ref part, const struct partition *p)
{
	ref inode;

	if (has(part, "bd_dev"))
		return true;
	inode = block_inode(part, p);
	return !null(inode) && addr(container(inode, "struct bdev_inode", "vfs_inode"), "bdev.bd_disk");
}
