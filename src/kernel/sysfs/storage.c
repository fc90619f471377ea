/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drivers of disks: device mapper (drivers/md/dm-sysfs.c), loop (drivers/block/loop.c), virtio (drivers/block/virtio_blk.c) */
#include "kernel/sysfs/rows.h"

/* ---- device mapper ------------------------------------------------------------------------------ */

static ref mapped_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct mapped_device", "kobj_holder.kobj");
}

/* a: member of struct hash_cell */
static void show_mapped_name(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref cell = at(e, addr(mapped_of(f), "interface_ptr"), "struct hash_cell");

	if (null(cell))
		absent(e, "reading it fails: the device has no name");
	else
		out(e, "%s\n", str_(cell, row->a, 0));
}

static void show_suspended(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_backing_file(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref file = ptr(loop_of(f), "lo_backing_file");

	if (null(file))
		absent(e, "the device has no backing file");
	else
		out(e, "%s\n", file_name(file));
}

static void show_loop_number(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%lu\n", num_(loop_of(f), row->a, 0));
}

/* a: enumerator of LO_FLAGS_… */
static void show_loop_flag(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%d\n", num(loop_of(f), "lo_flags") & enumv(e, row->a) ? 1 : 0);
}

/* ---- virtio ----------------------------------------------------------------------------------------- */

/* Where the device's register does not say it: virtblk_get_cache_mode() */
static void show_cache_type(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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
	{"name", DM, show_mapped_name, "name", 0, 0, 0},
	{"uuid", DM, show_mapped_name, "uuid", 0, 0, 0},
	{"suspended", DM, show_suspended, 0, 0, 0, 0},
	{"use_blk_mq", DM, sysfs_constant, "1\n", 0, 0, 0},
	{"rq_based_seq_io_merge_deadline", DM, sysfs_constant, "0\n", 0, 0, 0},
	{"backing_file", LOOP, show_backing_file, 0, 0, 0, 0},
	{"offset", LOOP, show_loop_number, "lo_offset", 0, 0, 0},
	{"sizelimit", LOOP, show_loop_number, "lo_sizelimit", 0, 0, 0},
	{"autoclear", LOOP, show_loop_flag, "LO_FLAGS_AUTOCLEAR", 0, 0, 0},
	{"partscan", LOOP, show_loop_flag, "LO_FLAGS_PARTSCAN", 0, 0, 0},
	{"cache_type", VIRTIO, show_cache_type, 0, 0, 0, 0},
	{"serial", VIRTIO, sysfs_unknown, "the device is asked", 0, 0, 0},
	{"dio", LOOP, show_loop_flag, "LO_FLAGS_DIRECT_IO", 0, 0, 0},
};
const size_t sysfs_storage_row_count = ARRAY_LEN(sysfs_storage_rows);
