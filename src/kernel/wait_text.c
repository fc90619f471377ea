/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A wait in words: the lock by its name, the page by its file and device. */
#include "kernel/kernel.h"

#include <string.h>

/* DMF_SUSPENDED of struct mapped_device, drivers/md/dm-core.h */
#define DM_SUSPENDED_BIT 1

/* " (stuckfs, suspended)" for a device-mapper device; I/O to a suspended one waits for its resume. */
static const char *dm_text(struct emit *e, ref disk)
{
	const char *ops = symbol_name(e, addr(disk, "fops")), *name = "";
	bool suspended;
	ref dm;

	if ((strcmp(ops, "dm_blk_dops") && strcmp(ops, "dm_rq_blk_dops")) || !has_type(e, "struct mapped_device"))
		return "";
	dm = at(e, addr(disk, "private_data"), "struct mapped_device");
	suspended = num(dm, "flags") >> DM_SUSPENDED_BIT & 1;
	if (has_type(e, "struct hash_cell") && addr(dm, "interface_ptr"))
		name = str(at(e, addr(dm, "interface_ptr"), "struct hash_cell"), "name");
	if (!*name && !suspended)
		return "";
	return file_printf(e, " (%s%s%s)", name, *name && suspended ? ", " : "", suspended ? "suspended" : "");
}

/* "dm-1 (stuckfs, suspended)", "sda1": struct block_device is a struct device itself since 5.12 (0d02129e76ed) */
const char *bdev_text(struct emit *e, ref bdev)
{
	const char *name = str(bdev, "bd_device.kobj.name|bd_part->__dev.kobj.name|bd_disk->disk_name");

	return file_printf(e, "%s%s", name, dm_text(e, ptr(bdev, "bd_disk")));
}

/* "ext4 on dm-3": s_id is the device's name, or the type's where there is no device. */
static const char *super_block_text(struct emit *e, ref sb)
{
	ref bdev = ptr(sb, "s_bdev");

	return file_printf(e, "%s on %s", str(sb, "s_type->name"), null(bdev) ? str(sb, "s_id") : bdev_text(e, bdev));
}

/* The pages of a block device itself: its inode is in one allocation with it. */
static ref bdev_of_inode(struct emit *e, ref inode)
{
	const char *type = has_type(e, "struct bdev_inode") ? "struct bdev_inode" : NULL;

	return type ? sub(container(inode, type, "vfs_inode"), "bdev") : (ref){0, e->poison};
}

static const char *inode_text(struct emit *e, ref inode)
{
	ref sb = ptr(inode, "i_sb"), bdev;

	if (!strcmp(str(sb, "s_type->name"), "bdev")) {
		bdev = bdev_of_inode(e, inode);
		return poisoned(bdev) ? "a block device" : file_printf(e, "block device %s", bdev_text(e, bdev));
	}
	return file_printf(e, "inode %ld of %s", num(inode, "i_ino"), super_block_text(e, sb));
}

static const char *file_text(struct emit *e, uint64_t address)
{
	ref file = at(e, address, "struct file");
	const char *name = str(file, "f_path.dentry->d_name.name");

	/* f_mapping: of a device node it is the device, not the node */
	return file_printf(e, "file %s, %s", name, inode_text(e, ptr(ptr(file, "f_mapping"), "host")));
}

/* PG_locked is 0 on all kernels; the others are enumerators. */
static const char *page_bit(struct emit *e, long bit)
{
	const char *name = enum_name(e, "enum pageflags", bit);

	return name && str_starts(name, "PG_") ? name + 3 : file_printf(e, "bit %ld", bit);
}

static const char *page_text(struct emit *e, const struct wait *w)
{
	ref page = at(e, w->object, has_type(e, "struct folio") ? "struct folio" : "struct page");
	uint64_t mapping = addr(page, "mapping");
	const char *of = "";

	if (mapping && !(mapping & 3)) {
		ref host = ptr(at(e, mapping, "struct address_space"), "host");

		if (!null(host))
			of = file_printf(e, ", %s", inode_text(e, host));
	} else if (mapping) {
		of = ", anonymous memory";
	}
	return file_printf(e, "page 0x%llx (%s)%s", (unsigned long long)w->object, page_bit(e, w->bit), of);
}

/* "lock" for BH_Lock; bits above BH_PrivateStart belong to the file system. */
static const char *buffer_bit(struct emit *e, long bit)
{
	const char *name = enum_name(e, "enum bh_state_bits", bit);

	if (!name || !strcmp(name, "BH_PrivateStart"))
		name = enum_name(e, "enum jbd_state_bits", bit);
	return name && str_starts(name, "BH_") ? name + 3 : file_printf(e, "bit %ld", bit);
}

/* Words with waited-for bits that are known by the slab that they lie in. */
static const char *bit_text(struct emit *e, const struct wait *w)
{
	struct slab_object o;
	ref bh, bdev;

	if (!slab_object(e, w->object, &o) || strcmp(o.cache, "buffer_head"))
		return file_printf(e, "bit %ld of %s", w->bit, describe_address(e, w->object));
	bh = at(e, o.start, "struct buffer_head");
	bdev = ptr(bh, "b_bdev");
	return file_printf(e, "buffer of block %ld (%s) of %s", num(bh, "b_blocknr"), buffer_bit(e, w->bit),
			   null(bdev) ? "no device" : bdev_text(e, bdev));
}

/* The lock that keeps writers out of a frozen file system. */
static ref frozen_by(struct emit *e, uint64_t lock)
{
	EACH(sb, list(sym(e, "super_blocks", "struct list_head"), "struct super_block", "s_list")) {
		ref levels = has(sb, "s_writers.rw_sem") ? sub(sb, "s_writers.rw_sem") : (ref){0, e->poison};

		if (levels.addr && lock - levels.addr < (uint64_t)(len(sb, "s_writers.rw_sem")) * sizeof_type(e, "struct percpu_rw_semaphore"))
			return sb;
	}
	return (ref){0, e->poison};
}

static const char *percpu_rwsem_text(struct emit *e, const struct wait *w)
{
	ref sb = frozen_by(e, w->object);

	if (sb.addr && !w->for_write)
		return file_printf(e, "write access to %s%s", super_block_text(e, sb),
				   num(sb, "s_writers.frozen") ? ", which is frozen" : "");
	return file_printf(e, "percpu rwsem %s, to %s", describe_address(e, w->object), w->for_write ? "write" : "read");
}

static const char *object_text(struct emit *e, const struct wait *w)
{
	const char *kind = wait_kind_name(w->kind);

	switch (w->kind) {
	case WAIT_PAGE:
		return page_text(e, w);
	case WAIT_BIT:
		return bit_text(e, w);
	case WAIT_PERCPU_RWSEM:
		return percpu_rwsem_text(e, w);
	case WAIT_RWSEM:
		return file_printf(e, "rwsem %s, to %s", describe_address(e, w->object), w->for_write ? "write" : "read");
	default:
		return file_printf(e, "%s %s", kind, w->on_stack ? "on its own stack" : describe_address(e, w->object));
	}
}

const char *wait_text(struct emit *e, const struct wait *w)
{
	bool was = tainted(e);
	const char *text;

	if (w->kind == WAIT_NONE)
		return "";
	e->taint = false;
	text = w->what ? w->what : w->object ? object_text(e, w) : wait_kind_name(w->kind);
	if (tainted(e))
		text = file_printf(e, "%s at 0x%llx", wait_kind_name(w->kind), (unsigned long long)w->object);
	e->taint = false;
	if (w->file) {
		const char *file = file_text(e, w->file);

		if (!tainted(e))
			text = file_printf(e, "%s; %s", text, file);
	}
	e->taint = was;
	return text;
}
