/* SPDX-License-Identifier: GPL-2.0-or-later */
/* SCSI hosts and devices: drivers/scsi/scsi_sysfs.c */
#include "kernel/sysfs/rows.h"

#include <string.h>

static const char *name_of(const char *const *names, size_t count, long value)
{
	return value > 0 && (size_t)value < count ? names[value] : NULL;
}

/* A state without a name cannot be read. */
static void print_state(struct emit *e, const char *name)
{
	if (name)
		out(e, "%s\n", name);
	else
		absent(e, "reading it fails: the state has no name");
}

/* ---- hosts ------------------------------------------------------------------------------------ */

static ref host_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct Scsi_Host", "shost_dev.kobj");
}

static SYSFS_FILE(show_host_state)
{
	static const char *const names[] = {NULL, "created", "running", "cancel", "deleted", "recovery", "cancel/recovery",
					    "deleted/recovery"};

	print_state(e, name_of(names, ARRAY_LEN(names), num(host_of(f), "shost_state")));
}

/* text: what stands for a mode that is not known */
static SYSFS_FILE(show_mode)
{
	enum { INITIATOR = 1, TARGET = 2 };
	long mode = num_(host_of(f), row->path, 0);

	if (!mode)
		out(e, "%s\n", row->text);
	else
		out(e, "%s%s%s\n", mode & INITIATOR ? "Initiator" : "", mode == (INITIATOR | TARGET) ? ", " : "",
		    mode & TARGET ? "Target" : "");
}

static SYSFS_FILE(show_deadline)
{
	long deadline = (int)num(host_of(f), "eh_deadline");

	if (deadline == -1)
		out(e, "off\n");
	else
		out(e, "%ld\n", deadline / hz(e));
}

/* Commands that the driver has: scsi_host_busy() */
static SYSFS_FILE(show_host_busy)
{
	enum { IN_FLIGHT = 1 << 1 };	/* SCMD_STATE_INFLIGHT */
	ref set = sub(host_of(f), "tag_set");
	uint64_t header = sizeof_type(e, "struct request");
	long busy = 0;

	EACH(tags, pointers_n(set, "tags", num(set, "nr_hw_queues")))
		EACH(rq, pointers_n(tags, "rqs", num(tags, "nr_tags")))
			if (num(rq, "state") && num(at(e, rq.addr + header, "struct scsi_cmnd"), "state") & IN_FLIGHT)
				busy++;
	out(e, "%ld\n", busy);
}

/* ---- devices ------------------------------------------------------------------------------------ */

static ref device_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct scsi_device", "sdev_gendev.kobj");
}

static SYSFS_FILE(show_device_state)
{
	static const char *const names[] = {NULL, "created", "running", "cancel", "deleted", "quiesce", "offline",
					    "transport-offline", "blocked", "created-blocked"};

	print_state(e, name_of(names, ARRAY_LEN(names), num(device_of(f), "sdev_state")));
}

/* A part of the inquiry's text: path, width */
static SYSFS_FILE(show_text)
{
	out(e, "%.*s\n", row->width, str_(device_of(f), row->path, 0));
}

static SYSFS_FILE(show_count)
{
	out(e, "0x%llx\n", (unsigned long long)num_(device_of(f), row->path, 0));
}

/* The member is in jiffies. */
static SYSFS_FILE(show_seconds)
{
	out(e, "%ld\n", num_(device_of(f), row->path, 0) / hz(e));
}

static SYSFS_FILE(show_ramp_up)
{
	out(e, "%ld\n", jiffies_to_ms(e, (uint64_t)num(device_of(f), "queue_ramp_up_period")));
}

/* A counter, until 5.13 made a bitmap of it (020b0f0a3192). */
static SYSFS_FILE(show_device_busy)
{
	ref device = device_of(f), map;
	long busy = 0;

	if (!has(device, "budget_map")) {
		out(e, "%ld\n", num(device, "device_busy"));
		return;
	}
	map = sub(device, "budget_map");
	EACH(word, array_n(ptr(map, "map"), "", num(map, "map_nr")))
		busy += __builtin_popcountl((unsigned long)(num(word, "word") & ~num(word, "cleared")));
	out(e, "%ld\n", busy);
}

static SYSFS_FILE(show_queue_type)
{
	out(e, "%s\n", num(device_of(f), "simple_tags") ? "simple" : "none");
}

static SYSFS_FILE(show_alias)
{
	out(e, "scsi:t-0x%02lx\n", num(device_of(f), "type"));
}

/* enumerator: of the event */
static SYSFS_FILE(show_event)
{
	out(e, "%ld\n", num(device_of(f), "supported_events[0]") >> enumv(e, row->enumerator) & 1);
}

/* Names of the bits that are set, as the kernel has them in a table. */
static SYSFS_FILE(show_quirks)
{
	unsigned long flags = (unsigned long)num(device_of(f), "sdev_bflags");
	struct symbol table;
	const char *blank = "", *name;

	if (!flags)
		return;
	if (!knows_sym(e, "sdev_bflags_name") || !symbol_at(e, symaddr(e, "sdev_bflags_name"), &table)) {
		stub(e, "the names of the device's quirks are not known");
		return;
	}
	for (unsigned long i = 0; i < 64; i++) {
		if (!(flags >> i & 1))
			continue;
		name = i < table.size / sizeof(uint64_t) ? str_at(sym(e, "sdev_bflags_name", "char *[64]"), "[]", (long)i) : "";
		out(e, "%s%s", blank, *name ? name : file_printf(e, "INVALID_BIT(%lu)", i));
		blank = " ";
	}
	out(e, "\n");
}

/* ---- multipath handlers ---------------------------------------------------------------------------- */

static SYSFS_FILE(show_handler)
{
	ref handler = ptr(device_of(f), "handler");

	out(e, "%s\n", null(handler) ? "detached" : str(handler, "name"));
}

static bool has_handler(ref device)
{
	bool handled = addr(device, "handler") != 0;

	if (!handled)
		absent(context(device), "reading it fails: the device has no handler");
	return handled;
}

static SYSFS_FILE(show_access)
{
	static const char *const names[] = {"active/optimized", "active/non-optimized", "standby", "unavailable",
					    "lba-dependent", [14] = "offline", [15] = "transitioning"};
	ref device = device_of(f);
	long state = num(device, "access_state") & 15;

	if (has_handler(device))
		out(e, "%s\n", names[state] ? names[state] : "unknown");
}

static SYSFS_FILE(show_preferred)
{
	enum { PREFERRED = 1 << 7 };
	ref device = device_of(f);

	if (has_handler(device))
		out(e, "%d\n", num(device, "access_state") & PREFERRED ? 1 : 0);
}

/* ---- pages of identification ------------------------------------------------------------------------- */

/* The member points at the page. */
static SYSFS_FILE(show_page)
{
	enum { MOST = 65536 };
	ref page = ptr_(device_of(f), row->path, 0);
	long n = null(page) ? 0 : num(page, "len");

	if (n > 0 && n <= MOST)
		out_bytes(e, read_bytes(e, sub(page, "data").addr, (size_t)n), (size_t)n);
}

static SYSFS_FILE(show_inquiry)
{
	ref device = device_of(f);
	size_t n = (size_t)num(device, "inquiry_len") & 0xff;

	out_bytes(e, read_bytes(e, addr(device, "inquiry"), n), n);
}

#define HOST "devices/*/scsi_host/~"
#define SDEV "devices/*/target*"
#define NUM(name, member) {name, HOST, sysfs_field_signed, .type = "struct Scsi_Host", .kobject = "shost_dev.kobj", .path = member}
#define SHOW(function, ...) {function "()", SDEV, __VA_ARGS__}
#define FIELD(function, member) {function "()", SDEV, sysfs_field_signed, .type = "struct scsi_device", .kobject = "sdev_gendev.kobj", .path = member}
#define EVENT(name, value) SHOW("sdev_show_evt_" name, show_event, .enumerator = "SDEV_EVT_" value)
#define PAGE(name) SHOW("show_vpd_" name, show_page, .path = "vpd_" name)

const struct sysfs_row sysfs_scsi_rows[] = {
	NUM("can_queue", "can_queue"), NUM("cmd_per_lun", "cmd_per_lun"), NUM("nr_hw_queues", "tag_set.nr_hw_queues"),
	NUM("prot_capabilities", "prot_capabilities"), NUM("prot_guard_type", "prot_guard_type"),
	NUM("sg_prot_tablesize", "sg_prot_tablesize"), NUM("sg_tablesize", "sg_tablesize"), NUM("unique_id", "unique_id"),
	NUM("unchecked_isa_dma", "unchecked_isa_dma"),	/* until 5.12 */
	{"active_mode", HOST, show_mode, .path = "active_mode", .text = "unknown"},
	{"supported_mode", HOST, show_mode, .path = "hostt->supported_mode", .text = "Initiator"},
	{"eh_deadline", HOST, .print = show_deadline},
	{"host_busy", HOST, .print = show_host_busy},
	{"proc_name", HOST, sysfs_field_string, .type = "struct Scsi_Host", .kobject = "shost_dev.kobj", .path = "hostt->proc_name"},
	{"state", HOST, .print = show_host_state},
	{"use_blk_mq", HOST, sysfs_constant, .text = "1\n"},
	FIELD("sdev_show_type", "type"), FIELD("sdev_show_scsi_level", "scsi_level"),
	FIELD("sdev_show_device_blocked", "device_blocked"), FIELD("sdev_show_queue_depth", "queue_depth"),
	FIELD("sdev_show_cdl_supported", "cdl_supported"), FIELD("sdev_show_cdl_enable", "cdl_enable"),
	SHOW("sdev_show_vendor", show_text, .path = "vendor", .width = 8),
	SHOW("sdev_show_model", show_text, .path = "model", .width = 16),
	SHOW("sdev_show_rev", show_text, .path = "rev", .width = 4),
	SHOW("sdev_show_device_busy", .print = show_device_busy),
	SHOW("sdev_show_timeout", show_seconds, .path = "request_queue->rq_timeout"),
	SHOW("sdev_show_eh_timeout", show_seconds, .path = "eh_timeout"),
	SHOW("sdev_show_queue_ramp_up_period", .print = show_ramp_up),
	SHOW("sdev_show_modalias", .print = show_alias), SHOW("sdev_show_blacklist", .print = show_quirks),
	SHOW("sdev_show_dh_state", .print = show_handler), SHOW("sdev_show_access_state", .print = show_access),
	SHOW("sdev_show_preferred_path", .print = show_preferred),
	SHOW("show_state_field", .print = show_device_state), SHOW("show_queue_type_field", .print = show_queue_type),
	SHOW("show_iostat_counterbits", sysfs_constant, .text = "32\n"),
	SHOW("show_iostat_iorequest_cnt", show_count, .path = "iorequest_cnt"),
	SHOW("show_iostat_iodone_cnt", show_count, .path = "iodone_cnt"),
	SHOW("show_iostat_ioerr_cnt", show_count, .path = "ioerr_cnt"),
	SHOW("show_iostat_iotmo_cnt", show_count, .path = "iotmo_cnt"),
	EVENT("media_change", "MEDIA_CHANGE"), EVENT("inquiry_change_reported", "INQUIRY_CHANGE_REPORTED"),
	EVENT("capacity_change_reported", "CAPACITY_CHANGE_REPORTED"),
	EVENT("soft_threshold_reached", "SOFT_THRESHOLD_REACHED_REPORTED"),
	EVENT("mode_parameter_change_reported", "MODE_PARAMETER_CHANGE_REPORTED"),
	EVENT("lun_change_reported", "LUN_CHANGE_REPORTED"),
	PAGE("pg0"), PAGE("pg80"), PAGE("pg83"), PAGE("pg89"), PAGE("pgb0"), PAGE("pgb1"), PAGE("pgb2"), PAGE("pgb7"),
	SHOW("show_inquiry", .print = show_inquiry),
};
const size_t sysfs_scsi_row_count = ARRAY_LEN(sysfs_scsi_rows);
