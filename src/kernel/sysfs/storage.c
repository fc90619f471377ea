/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drivers of disks: device mapper (drivers/md/dm-sysfs.c), loop (drivers/block/loop.c), virtio (drivers/block/virtio_blk.c) */
#include "kernel/sysfs/rows.h"

/* ---- device mapper ------------------------------------------------------------------------------ */

static ref mapped_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct mapped_device", "kobj_holder.kobj");
}

/* path: from struct hash_cell */
static SYSFS_FILE(show_mapped_name)
{
	ref cell = at(e, addr(mapped_of(f), "interface_ptr"), "struct hash_cell");

	if (null(cell))
		absent(e, "reading it fails: the device has no name");
	else
		out(e, "%s\n", str_(cell, row->path, 0));
}

static SYSFS_FILE(show_suspended)
{
	enum { DMF_SUSPENDED = 1 << 1 };

	out(e, "%d\n", num(mapped_of(f), "flags") & DMF_SUSPENDED ? 1 : 0);
}

/* ---- loop ----------------------------------------------------------------------------------------- */

static ref loop_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	ref disk = sysfs_disk(f);

	return at(e, addr(disk, "private_data"), "struct loop_device");
}

static SYSFS_FILE(show_backing_file)
{
	ref file = ptr(loop_of(f), "lo_backing_file");

	if (null(file))
		absent(e, "the device has no backing file");
	else
		out(e, "%s\n", file_name(file));
}

static SYSFS_FILE(show_loop_number)
{
	out(e, "%lu\n", num_(loop_of(f), row->path, 0));
}

/* enumerator: LO_FLAGS_… */
static SYSFS_FILE(show_loop_flag)
{
	out(e, "%d\n", num(loop_of(f), "lo_flags") & enumv(e, row->enumerator) ? 1 : 0);
}

/* ---- virtio ----------------------------------------------------------------------------------------- */

/* Where the device's register does not say it: virtblk_get_cache_mode() */
static SYSFS_FILE(show_cache_type)
{
	enum { HAS_FLUSH = 1 << 9, HAS_REGISTER = 1 << 11 };
	ref disk = sysfs_disk(f);
	ref device = ptr(at(e, addr(disk, "private_data"), "struct virtio_blk"), "vdev");
	long features = num(device, "features");

	if (features & HAS_REGISTER)
		stub(e, "the device is asked");
	else
		out(e, "%s\n", features & HAS_FLUSH ? "write back" : "write through");
}

#define DM "devices/virtual/block/*/dm"
#define LOOP "devices/virtual/block/*/loop"
#define VIRTIO "devices/*/virtio*/block/~"

const struct sysfs_row sysfs_storage_rows[] = {
	{"name", DM, show_mapped_name, .path = "name"},
	{"uuid", DM, show_mapped_name, .path = "uuid"},
	{"suspended", DM, .print = show_suspended},
	{"use_blk_mq", DM, sysfs_constant, .text = "1\n"},
	{"rq_based_seq_io_merge_deadline", DM, sysfs_constant, .text = "0\n"},
	{"backing_file", LOOP, .print = show_backing_file},
	{"offset", LOOP, show_loop_number, .path = "lo_offset"},
	{"sizelimit", LOOP, show_loop_number, .path = "lo_sizelimit"},
	{"autoclear", LOOP, show_loop_flag, .enumerator = "LO_FLAGS_AUTOCLEAR"},
	{"partscan", LOOP, show_loop_flag, .enumerator = "LO_FLAGS_PARTSCAN"},
	{"cache_type", VIRTIO, .print = show_cache_type},
	{"serial", VIRTIO, sysfs_unknown, .text = "the device is asked"},
	{"dio", LOOP, show_loop_flag, .enumerator = "LO_FLAGS_DIRECT_IO"},
};
const size_t sysfs_storage_row_count = ARRAY_LEN(sysfs_storage_rows);
