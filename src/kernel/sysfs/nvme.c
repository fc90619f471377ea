/* SPDX-License-Identifier: GPL-2.0-or-later */
/* NVMe: drivers/nvme/host/sysfs.c, multipath.c, hwmon.c */
#include "kernel/sysfs/rows.h"

#include <ctype.h>
#include <string.h>

enum { POLICY_NUMA = 0, POLICY_QUEUE_DEPTH = 2 };	/* nvme_subsystem.iopolicy */

/* ---- controllers ------------------------------------------------------------------------------ */

static ref controller_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct nvme_ctrl", "ctrl_device.kobj");
}

static SYSFS_FILE(show_controller_state)
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

/* text: by value, fixed by the standard */
static SYSFS_FILE(show_kind)
{
	const char *text = sysfs_choice(e, row->text, num_(controller_of(f), row->path, 0));

	out(e, "%s\n", text ? text : "reserved");
}

/* Only PCI's way to name the device is known. */
static SYSFS_FILE(show_controller_address)
{
	ref controller = controller_of(f);

	if (!strcmp(str(controller, "ops->name"), "pcie"))
		out(e, "%s\n", str(controller, "dev->kobj.name"));
	else
		stub(e, "of a controller that is not on PCI");
}

/* jiffies_to_msecs(), of ticks of whatever length */
static SYSFS_FILE(show_timeout)
{
	unsigned long ticks = (unsigned long)num_(controller_of(f), row->path, 0), second = (unsigned long)hz(e);

	out(e, "%lu\n", (ticks * 1000 + second - 1) / second);
}

/* NVME_QUIRK_BOGUS_NID is shown as "bogus_nid". */
static void print_quirk(struct emit *e, unsigned long quirk)
{
	static const char prefix[] = "NVME_QUIRK_";
	const char *name = enum_name(e, "enum nvme_quirks", (long)quirk);

	if (!name || strncmp(name, prefix, strlen(prefix)) != 0) {
		out(e, "unknown\n");
		return;
	}
	for (name += strlen(prefix); *name; name++)
		out(e, "%c", tolower((unsigned char)*name));
	out(e, "\n");
}

static SYSFS_FILE(show_quirks)
{
	unsigned long quirks = (unsigned long)num(controller_of(f), "quirks");

	if (!quirks)
		out(e, "none\n");
	for (; quirks; quirks &= quirks - 1)
		print_quirk(e, quirks & -quirks);
}

/* ---- subsystems ------------------------------------------------------------------------------- */

static SYSFS_FILE(show_policy)
{
	static const char *const names[] = {"numa", "round-robin", "queue-depth"};
	long policy = num(container(f->kobject, "struct nvme_subsystem", "dev.kobj"), "iopolicy");

	if (policy >= 0 && (size_t)policy < ARRAY_LEN(names))
		out(e, "%s\n", names[policy]);
	else
		stub(e, "the policy has no known name");
}

static SYSFS_FILE(show_subsystem_type)
{
	ref subsystem = container(f->kobject, "struct nvme_subsystem", "dev.kobj");
	const char *text = sysfs_choice(e, "reserved,discovery,nvm", num(subsystem, "subtype"));

	out(e, "%s\n", text ? text : "reserved");
}

/* ---- namespaces ------------------------------------------------------------------------------- */

/* A namespace by one of its paths; null for the disk that stands for all of them. */
static ref path_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	ref disk = sysfs_disk(f);
	bool of_head = !strcmp(symbol_name(e, addr(disk, "fops")), "nvme_ns_head_ops");

	return at(e, of_head ? 0 : addr(disk, "private_data"), "struct nvme_ns");
}

static ref head_of(const struct sysfs_file *f)
{
	struct emit *e = context(f->node);
	ref path = path_of(f);

	if (!null(path))
		return ptr(path, "head");
	return at(e, addr(sysfs_disk(f), "private_data"), "struct nvme_ns_head");
}

static SYSFS_FILE(show_number)
{
	out(e, "%ld\n", num_(head_of(f), row->path, 0));
}

static SYSFS_FILE(show_switch)
{
	out(e, "%s\n", num(head_of(f), "passthru_err_log_enabled") ? "on" : "off");
}

static SYSFS_FILE(show_controller_switch)
{
	out(e, "%s\n", num(controller_of(f), "passthru_err_log_enabled") ? "on" : "off");
}

static bool all_zero(const unsigned char *b, size_t n)
{
	size_t i = 0;

	while (i < n && !b[i])
		i++;
	return i == n;
}

static void print_hex(struct emit *e, const unsigned char *b, size_t n, const char *between)
{
	for (size_t i = 0; i < n; i++)
		out(e, "%s%02x", i ? between : "", b[i]);
}

/* %pU */
static void print_uuid(struct emit *e, const unsigned char *b)
{
	enum { UUID_SIZE = 16 };

	for (size_t i = 0; i < UUID_SIZE; i++)
		out(e, "%s%02x", i == 4 || i == 6 || i == 8 || i == 10 ? "-" : "", b[i]);
}

struct identity {
	const unsigned char *uuid, *nguid, *eui64;	/* of 16, 16 and 8 bytes; NULL if unreadable */
};

static struct identity identity_of(ref head)
{
	struct emit *e = context(head);

	return (struct identity){
		.uuid = read_bytes(e, sub(head, "ids.uuid").addr, 16),
		.nguid = read_bytes(e, sub(head, "ids.nguid").addr, 16),
		.eui64 = read_bytes(e, sub(head, "ids.eui64").addr, 8),
	};
}

/* Text in hexadecimal, without blanks and zeroes at its end. */
static void print_text_hex(struct emit *e, ref text)
{
	size_t n = 0;
	const unsigned char *b = bytes(text, "", &n);

	while (b && n > 0 && (b[n - 1] == ' ' || !b[n - 1]))
		n--;
	if (b)
		print_hex(e, b, n, "");
}

static SYSFS_FILE(show_wwid)
{
	ref head = head_of(f), subsystem = ptr(head, "subsys");
	struct identity id = identity_of(head);

	if (!id.uuid || !id.nguid || !id.eui64)
		return;
	if (!all_zero(id.uuid, 16)) {
		out(e, "uuid.");
		print_uuid(e, id.uuid);
	} else if (!all_zero(id.nguid, 16)) {
		out(e, "eui.");
		print_hex(e, id.nguid, 16, "");
	} else if (!all_zero(id.eui64, 8)) {
		out(e, "eui.");
		print_hex(e, id.eui64, 8, "");
	} else {
		out(e, "nvme.%04lx-", num(subsystem, "vendor_id"));
		print_text_hex(e, sub(subsystem, "serial"));
		out(e, "-");
		print_text_hex(e, sub(subsystem, "model"));
		out(e, "-%08lx", num(head, "ns_id"));
	}
	out(e, "\n");
}

static SYSFS_FILE(show_identity)
{
	struct identity id = identity_of(head_of(f));

	if (!id.uuid || !id.nguid || !id.eui64)
		return;
	if (!strcmp(f->name, "eui"))
		print_hex(e, id.eui64, 8, " ");
	else
		print_uuid(e, strcmp(f->name, "uuid") || all_zero(id.uuid, 16) ? id.nguid : id.uuid);
	out(e, "\n");
}

/* Asymmetric access: of one path. */
static SYSFS_FILE(show_access)
{
	static const char *const states[16] = {[0] = "invalid state", [1] = "optimized", [2] = "non-optimized",
					       [3] = "inaccessible", [4] = "persistent-loss", [15] = "change"};
	ref path = path_of(f);
	unsigned long state;

	if (!strcmp(f->name, "ana_grpid")) {
		out(e, "%ld\n", num(path, "ana_grpid"));
		return;
	}
	state = (unsigned long)num(path, "ana_state");
	if (state < ARRAY_LEN(states) && states[state])
		out(e, "%s\n", states[state]);
	else
		stub(e, "the state has no known name");
}

/* Nodes whose CPUs send what they read and write this way; empty where another policy chooses it (6.15). */
static SYSFS_FILE(show_nodes_served)
{
	ref path = path_of(f), head = head_of(f);
	struct address_list served = address_list(e);

	if (null(path)) {
		stub(e, "the disk is no path");
		return;
	}
	if (num(head, "subsys->iopolicy") != POLICY_NUMA)
		return;
	EACH(node, nodes(e))
		if ((uint64_t)num_at(head, "current_path[]", num(node, "node_id")) == path.addr)
			address_add(&served, (uint64_t)num(node, "node_id"));
	out(e, "%s\n", bitmap_list(number_walk(e, &served)));
}

static SYSFS_FILE(show_requests)
{
	ref path = path_of(f);

	if (null(path))
		stub(e, "the disk is no path");
	else if (num(path, "head->subsys->iopolicy") == POLICY_QUEUE_DEPTH)
		out(e, "%ld\n", num(path, "ctrl->nr_active"));
}

static SYSFS_FILE(show_path_count)
{
	out(e, "%lu\n", num_(path_of(f), row->path, 0));
}

/* ---- the sensor: hwmon.c --------------------------------------------------------------------------- */

/* From kelvin to thousandths of degrees Celsius. */
static SYSFS_FILE(show_critical)
{
	out(e, "%ld\n", num(sysfs_data(f, "struct nvme_hwmon_data"), "ctrl->cctemp") * 1000 - 273150);
}

#define SENSOR "devices/*/nvme/*/hwmon*"
#define NVME "devices/*/nvme/~"
#define FABRICS "devices/virtual/nvme-fabrics/ctl/~"
#define SUBSYSTEM "devices/virtual/nvme-subsystem/~"
#define DISK "devices/*/nvme*n*"
#define OF_CONTROLLER(print, member) print, .type = "struct nvme_ctrl", .kobject = "ctrl_device.kobj", .path = member
#define NUMBER(name, member) {name, NVME, OF_CONTROLLER(sysfs_field_signed, member)}, \
			     {name, FABRICS, OF_CONTROLLER(sysfs_field_signed, member)}
#define TEXT(name, member) {name, NVME, OF_CONTROLLER(sysfs_field_string, member)}, \
			   {name, FABRICS, OF_CONTROLLER(sysfs_field_string, member)}
#define SHOW(name, ...) {name, NVME, __VA_ARGS__}, {name, FABRICS, __VA_ARGS__}
#define OF_SUBSYSTEM(name, member) {name, SUBSYSTEM, sysfs_field_string, .type = "struct nvme_subsystem", .kobject = "dev.kobj", .path = member}
#define OF_NAMESPACE(name, ...) {name, DISK, __VA_ARGS__}
/* What went wrong, since 7.2: on a path to a namespace; with a controller. */
#define OF_PATH(name, member) {name, "devices/*/nvme/*/nvme*/diag", show_path_count, .path = member}
#define TROUBLE(name, member) {name, "devices/*/nvme/*/diag", OF_CONTROLLER(sysfs_field, member)}, \
			      {name, "devices/virtual/nvme-fabrics/ctl/*/diag", OF_CONTROLLER(sysfs_field, member)}

const struct sysfs_row sysfs_nvme_rows[] = {
	NUMBER("cntlid", "cntlid"), NUMBER("kato", "kato"), NUMBER("numa_node", "numa_node"),
	NUMBER("queue_count", "queue_count"), NUMBER("sqsize", "sqsize"),
	TEXT("firmware_rev", "subsys->firmware_rev"), TEXT("model", "subsys->model"), TEXT("serial", "subsys->serial"),
	TEXT("subsysnqn", "subsys->subnqn"), TEXT("transport", "ops->name"),
	SHOW("state", .print = show_controller_state), SHOW("address", .print = show_controller_address),
	SHOW("cntrltype", show_kind, .path = "cntrltype", .text = "reserved,io,discovery,admin"),
	SHOW("dctype", show_kind, .path = "dctype", .text = "none,ddc,cdc"),
	SHOW("passthru_err_log_enabled", .print = show_controller_switch),
	SHOW("io_timeout", show_timeout, .path = "io_timeout"), SHOW("admin_timeout", show_timeout, .path = "admin_timeout"),
	SHOW("quirks", .print = show_quirks),
	OF_SUBSYSTEM("firmware_rev", "firmware_rev"), OF_SUBSYSTEM("model", "model"), OF_SUBSYSTEM("serial", "serial"),
	OF_SUBSYSTEM("subsysnqn", "subnqn"),
	{"iopolicy", SUBSYSTEM, .print = show_policy}, {"subsystype", SUBSYSTEM, .print = show_subsystem_type},
	OF_NAMESPACE("nsid", show_number, .path = "ns_id"), OF_NAMESPACE("csi", show_number, .path = "ids.csi"),
	OF_NAMESPACE("metadata_bytes", show_number, .path = "ms"), OF_NAMESPACE("passthru_err_log_enabled", .print = show_switch),
	OF_NAMESPACE("wwid", .print = show_wwid), OF_NAMESPACE("uuid", .print = show_identity),
	OF_NAMESPACE("nguid", .print = show_identity),
	OF_NAMESPACE("eui", .print = show_identity), OF_NAMESPACE("ana_grpid", .print = show_access),
	OF_NAMESPACE("ana_state", .print = show_access),
	OF_NAMESPACE("numa_nodes", .print = show_nodes_served), OF_NAMESPACE("queue_depth", .print = show_requests),
	OF_PATH("command_error_count", "errors"), OF_PATH("command_retries_count", "retries"),
	OF_PATH("multipath_failover_count", "failover"),
	TROUBLE("command_error_count", "errors"), TROUBLE("reset_count", "nr_reset"),
	TROUBLE("reconnect_count", "acc_reconnects"),
	{"temp1_label", SENSOR, sysfs_constant, .text = "Composite\n"}, {"temp1_crit", SENSOR, .print = show_critical},
	OF_NAMESPACE("nuse", sysfs_unknown, .text = "the device is asked"),
};
const size_t sysfs_nvme_row_count = ARRAY_LEN(sysfs_nvme_rows);
