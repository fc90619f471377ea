/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <string.h>

/*
 * Some classes are variables, others made at run time (class_create()): then the symbol is a pointer.
 * A struct class begins with the address of its name, a pointer to one with another address.
 */
static ref class_at(struct emit *e, const char *class_symbol)
{
	ref class = sym(e, class_symbol, "struct class");
	const char *name = str(class, "name");
	size_t length = strspn(name, "abcdefghijklmnopqrstuvwxyz0123456789_-");

	return length && !name[length] ? class : deref(cast(class, "struct class *"));
}

/* klist entries whose n_klist has bit 0 set are being removed: klist_dead(). */
struct walk class_devices(struct emit *e, const char *class_symbol)
{
	ref private = subsystem_private(class_at(e, class_symbol), "class_kset", "class");
	bool in_private = has_member(e, "struct device_private", "knode_class");	/* 5.1 */
	struct address_list found = address_list(e);

	if (!poisoned(private) && null(private))
		fail(e, class_symbol, "class is not registered", 0);
	EACH(node, list(sub(private, "klist_devices.k_list"), "struct klist_node", "n_node")) {
		ref device = in_private ? ptr(container(node, "struct device_private", "knode_class"), "device")
					: container(node, "struct device", "knode_class");

		if (num(node, "n_klist") & 1 || null(device))
			continue;
		address_add(&found, device.addr);
	}
	return address_walk(e, &found, "struct device");
}

/* The disk that a device of block_class is, or a null ref for a partition. */
ref block_device_disk(ref device)
{
	struct emit *e = context(device);
	ref bdev;

	if (!addr(device, "type") || strcmp(str(device, "type->name"), "disk") != 0)
		return (ref){0, device.type};
	if (!has_member(e, "struct block_device", "bd_device"))		/* before 5.11 0d02129e76ed */
		return container(device, "struct gendisk", "part0.__dev");
	bdev = container(device, "struct block_device", "bd_device");
	return ptr(bdev, "bd_disk");
}

struct walk disks(struct emit *e)
{
	struct address_list found = address_list(e);

	EACH(device, class_devices(e, "block_class")) {
		ref disk = block_device_disk(device);

		if (!poisoned(disk) && disk.addr)
			address_add(&found, disk.addr);
	}
	return address_walk(e, &found, "struct gendisk");
}

struct walk partitions(ref disk)
{
	if (has(disk, "part_tbl.xa_head"))
		return xarray(sub(disk, "part_tbl"), "struct block_device");
	return pointers_n(ptr(disk, "part_tbl"), "part", num(disk, "part_tbl->len"));
}

/* disk_name() */
static const char *part_name(ref disk, long number)
{
	struct emit *e = context(disk);
	const char *name = str(disk, "disk_name");
	size_t n = strlen(name);

	if (!number)
		return name;
	return file_printf(e, "%s%s%ld", name, n && name[n - 1] >= '0' && name[n - 1] <= '9' ? "p" : "", number);
}

struct partition partition_of(ref disk, ref part)
{
	struct partition p = {.disk = disk};
	unsigned long dev;

	if (has(part, "bd_dev")) {
		dev = (unsigned long)num(part, "bd_dev");
		p.number = has(part, "bd_partno") ? num(part, "bd_partno") : num(part, "__bd_flags") & 0xff;	/* 6.10 */
		p.sectors = (uint64_t)num(part, "bd_nr_sectors|bd_inode->i_size");
		if (!has(part, "bd_nr_sectors"))	/* 5.16 */
			p.sectors >>= 9;
	} else {
		dev = (unsigned long)num(part, "__dev.devt");
		p.number = num(part, "partno");
		p.sectors = (uint64_t)num(part, "nr_sects");
	}
	p.major = (long)(dev >> 20);
	p.minor = (long)(dev & 0xfffff);
	p.name = part_name(disk, p.number);
	return p;
}

/* GENHD_FL_HIDDEN is an enumerator since 5.17, a macro with another value before. */
bool disk_hidden(ref disk)
{
	struct emit *e = context(disk);
	long flags = num(disk, "flags");

	if (has_enum(e, "GENHD_FL_HIDDEN"))
		return flags & enumv(e, "GENHD_FL_HIDDEN");
	/* HIDDEN, SUPPRESS_PARTITION_INFO; a removable disk that can't have partitions */
	return flags & 0x420 || (flags & 1 && !(flags & 0x40) && !num(disk, "minors"));
}

/* The kobject of the device that a disk is. */
ref disk_kobject(ref disk)
{
	if (has(disk, "part0.__dev"))		/* before 5.11 0d02129e76ed */
		return sub(disk, "part0.__dev.kobj");
	return sub(ptr(disk, "part0"), "bd_device.kobj");
}
