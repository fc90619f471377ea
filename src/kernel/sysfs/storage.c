/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Drivers of disks: NVMe (drivers/nvme/host/sysfs.c), device mapper (drivers/md/dm-sysfs.c), loop (drivers/block/loop.c) */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* ---- NVMe ------------------------------------------------------------------------------------- */

static ref controller_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct nvme_ctrl", "ctrl_device.kobj");
}

static void show_controller_state(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const struct {
		const char *enumerator, *text;
	} names[] = {
		{"NVME_CTRL_NEW", "new"}, {"NVME_CTRL_LIVE", "live"}, {"NVME_CTRL_RESETTING", "resetting"},
		{"NVME_CTRL_CONNECTING", "connecting"}, {"NVME_CTRL_DELETING", "deleting"},
		{"NVME_CTRL_DELETING_NOIO", "deleting (no IO)"}, {"NVME_CTRL_DEAD", "dead"},
	};
	long state = num(controller_of(f), "state");

	for (size_t i = 0; i < ARRAY_LEN(names); i++)
		if (has_enum(e, names[i].enumerator) && enumv(e, names[i].enumerator) == state) {
			out(e, "%s\n", names[i].text);
			return;
		}
	out(e, "unknown state\n");
}

/* a: member; b: texts by value, between commas: fixed by the standard */
static void show_kind(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	long n = num_(controller_of(f), row->a, 0);
	const char *text = row->b;

	for (; n > 0 && text; n--) {
		text = strchr(text, ',');
		text = text ? text + 1 : NULL;
	}
	if (n < 0 || !text)
		out(e, "reserved\n");
	else
		out(e, "%.*s\n", (int)strcspn(text, ","), text);
}

/* Only PCI's way to name the device is known. */
static void show_controller_address(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref controller = controller_of(f);

	if (!strcmp(str(controller, "ops->name"), "pcie"))
		out(e, "%s\n", str(controller, "dev->kobj.name"));
	else
		stub(e, "of a controller that is not on PCI");
}

static void show_policy(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {"numa", "round-robin", "queue-depth"};
	long policy = num(container(f->kobject, "struct nvme_subsystem", "dev.kobj"), "iopolicy");

	if (policy >= 0 && (size_t)policy < ARRAY_LEN(names))
		out(e, "%s\n", names[policy]);
	else
		stub(e, "the policy has no known name");
}

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
	ref disk = block_device_disk(container(f->kobject, "struct device", "kobj"));

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

#define NVME "devices/*/nvme/~"
#define FABRICS "devices/virtual/nvme-fabrics/ctl/~"
#define SUBSYSTEM "devices/virtual/nvme-subsystem/~"
#define DM "devices/virtual/block/*/dm"
#define LOOP "devices/virtual/block/*/loop"
#define OF_CONTROLLER(print, member) print, "struct nvme_ctrl", "ctrl_device.kobj", member, 0
#define NUMBER(name, member) {name, NVME, OF_CONTROLLER(sysfs_field_signed, member)}, \
			     {name, FABRICS, OF_CONTROLLER(sysfs_field_signed, member)}
#define TEXT(name, member) {name, NVME, OF_CONTROLLER(sysfs_field_string, member)}, \
			   {name, FABRICS, OF_CONTROLLER(sysfs_field_string, member)}
#define SHOW(name, print, a, b) {name, NVME, print, a, b, 0, 0}, {name, FABRICS, print, a, b, 0, 0}
#define OF_SUBSYSTEM(name, member) {name, SUBSYSTEM, sysfs_field_string, "struct nvme_subsystem", "dev.kobj", member, 0}

const struct sysfs_row sysfs_storage_rows[] = {
	NUMBER("cntlid", "cntlid"), NUMBER("kato", "kato"), NUMBER("numa_node", "numa_node"),
	NUMBER("queue_count", "queue_count"), NUMBER("sqsize", "sqsize"),
	TEXT("firmware_rev", "subsys->firmware_rev"), TEXT("model", "subsys->model"), TEXT("serial", "subsys->serial"),
	TEXT("subsysnqn", "subsys->subnqn"), TEXT("transport", "ops->name"),
	SHOW("state", show_controller_state, 0, 0), SHOW("address", show_controller_address, 0, 0),
	SHOW("cntrltype", show_kind, "cntrltype", "reserved,io,discovery,admin"),
	SHOW("dctype", show_kind, "dctype", "none,ddc,cdc"),
	OF_SUBSYSTEM("firmware_rev", "firmware_rev"), OF_SUBSYSTEM("model", "model"), OF_SUBSYSTEM("serial", "serial"),
	OF_SUBSYSTEM("subsysnqn", "subnqn"),
	{"iopolicy", SUBSYSTEM, show_policy, 0, 0, 0, 0},
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
	{"dio", LOOP, show_loop_flag, "LO_FLAGS_DIRECT_IO", 0, 0, 0},
};
const size_t sysfs_storage_row_count = ARRAY_LEN(sysfs_storage_rows);
