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

static void show_host_state(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {NULL, "created", "running", "cancel", "deleted", "recovery", "cancel/recovery",
					    "deleted/recovery"};

	print_state(e, name_of(names, ARRAY_LEN(names), num(host_of(f), "shost_state")));
}

/* a: the mode's member; b: what stands for a mode that is not known */
static void show_mode(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	enum { INITIATOR = 1, TARGET = 2 };
	long mode = num_(host_of(f), row->a, 0);

	if (!mode)
		out(e, "%s\n", row->b);
	else
		out(e, "%s%s%s\n", mode & INITIATOR ? "Initiator" : "", mode == (INITIATOR | TARGET) ? ", " : "",
		    mode & TARGET ? "Target" : "");
}

static void show_deadline(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	long deadline = (int)num(host_of(f), "eh_deadline");

	if (deadline == -1)
		out(e, "off\n");
	else
		out(e, "%ld\n", deadline / hz(e));
}

/* Commands that the driver has: scsi_host_busy() */
static void show_host_busy(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_device_state(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {NULL, "created", "running", "cancel", "deleted", "quiesce", "offline",
					    "transport-offline", "blocked", "created-blocked"};

	print_state(e, name_of(names, ARRAY_LEN(names), num(device_of(f), "sdev_state")));
}

/* a: member of the inquiry's text, b: its width */
static void show_text(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	int width = row->b[0] == '4' ? 4 : row->b[0] == '8' ? 8 : 16;

	out(e, "%.*s\n", width, str_(device_of(f), row->a, 0));
}

static void show_count(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "0x%llx\n", (unsigned long long)num_(device_of(f), row->a, 0));
}

/* a: member in jiffies */
static void show_seconds(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num_(device_of(f), row->a, 0) / hz(e));
}

static void show_ramp_up(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%ld\n", jiffies_to_ms(e, (uint64_t)num(device_of(f), "queue_ramp_up_period")));
}

/* A counter, until 5.13 made a bitmap of it (020b0f0a3192). */
static void show_device_busy(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_queue_type(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", num(device_of(f), "simple_tags") ? "simple" : "none");
}

static void show_alias(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "scsi:t-0x%02lx\n", num(device_of(f), "type"));
}

/* a: enumerator of the event */
static void show_event(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	out(e, "%ld\n", num(device_of(f), "supported_events[0]") >> enumv(e, row->a) & 1);
}

/* Names of the bits that are set, as the kernel has them in a table. */
static void show_quirks(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_handler(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
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

static void show_access(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {"active/optimized", "active/non-optimized", "standby", "unavailable",
					    "lba-dependent", [14] = "offline", [15] = "transitioning"};
	ref device = device_of(f);
	long state = num(device, "access_state") & 15;

	if (has_handler(device))
		out(e, "%s\n", names[state] ? names[state] : "unknown");
}

static void show_preferred(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	enum { PREFERRED = 1 << 7 };
	ref device = device_of(f);

	if (has_handler(device))
		out(e, "%d\n", num(device, "access_state") & PREFERRED ? 1 : 0);
}

/* ---- pages of identification ------------------------------------------------------------------------- */

/* a: member that points at the page */
static void show_page(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	enum { MOST = 65536 };
	ref page = ptr_(device_of(f), row->a, 0);
	long n = null(page) ? 0 : num(page, "len");

	if (n > 0 && n <= MOST)
		out_bytes(e, read_bytes(e, sub(page, "data").addr, (size_t)n), (size_t)n);
}

static void show_inquiry(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref device = device_of(f);
	size_t n = (size_t)num(device, "inquiry_len") & 0xff;

	out_bytes(e, read_bytes(e, addr(device, "inquiry"), n), n);
}

#define HOST "devices/*/scsi_host/~"
#define SDEV "devices/*/target*"
#define NUM(name, member) {name, HOST, sysfs_field_signed, "struct Scsi_Host", "shost_dev.kobj", member, 0}
#define SHOW(function, print, a, b) {function "()", SDEV, print, a, b, 0, 0}
#define FIELD(function, member) {function "()", SDEV, sysfs_field_signed, "struct scsi_device", "sdev_gendev.kobj", member, 0}
#define EVENT(name, enumerator) SHOW("sdev_show_evt_" name, show_event, "SDEV_EVT_" enumerator, 0)
#define PAGE(name) SHOW("show_vpd_" name, show_page, "vpd_" name, 0)

const struct sysfs_row sysfs_scsi_rows[] = {
	NUM("can_queue", "can_queue"), NUM("cmd_per_lun", "cmd_per_lun"), NUM("nr_hw_queues", "tag_set.nr_hw_queues"),
	NUM("prot_capabilities", "prot_capabilities"), NUM("prot_guard_type", "prot_guard_type"),
	NUM("sg_prot_tablesize", "sg_prot_tablesize"), NUM("sg_tablesize", "sg_tablesize"), NUM("unique_id", "unique_id"),
	NUM("unchecked_isa_dma", "unchecked_isa_dma"),	/* until 5.12 */
	{"active_mode", HOST, show_mode, "active_mode", "unknown", 0, 0},
	{"supported_mode", HOST, show_mode, "hostt->supported_mode", "Initiator", 0, 0},
	{"eh_deadline", HOST, show_deadline, 0, 0, 0, 0},
	{"host_busy", HOST, show_host_busy, 0, 0, 0, 0},
	{"proc_name", HOST, sysfs_field_string, "struct Scsi_Host", "shost_dev.kobj", "hostt->proc_name", 0},
	{"state", HOST, show_host_state, 0, 0, 0, 0},
	{"use_blk_mq", HOST, sysfs_constant, "1\n", 0, 0, 0},
	FIELD("sdev_show_type", "type"), FIELD("sdev_show_scsi_level", "scsi_level"),
	FIELD("sdev_show_device_blocked", "device_blocked"), FIELD("sdev_show_queue_depth", "queue_depth"),
	FIELD("sdev_show_cdl_supported", "cdl_supported"), FIELD("sdev_show_cdl_enable", "cdl_enable"),
	SHOW("sdev_show_vendor", show_text, "vendor", "8"), SHOW("sdev_show_model", show_text, "model", "16"),
	SHOW("sdev_show_rev", show_text, "rev", "4"),
	SHOW("sdev_show_device_busy", show_device_busy, 0, 0),
	SHOW("sdev_show_timeout", show_seconds, "request_queue->rq_timeout", 0),
	SHOW("sdev_show_eh_timeout", show_seconds, "eh_timeout", 0),
	SHOW("sdev_show_queue_ramp_up_period", show_ramp_up, 0, 0),
	SHOW("sdev_show_modalias", show_alias, 0, 0), SHOW("sdev_show_blacklist", show_quirks, 0, 0),
	SHOW("sdev_show_dh_state", show_handler, 0, 0), SHOW("sdev_show_access_state", show_access, 0, 0),
	SHOW("sdev_show_preferred_path", show_preferred, 0, 0),
	SHOW("show_state_field", show_device_state, 0, 0), SHOW("show_queue_type_field", show_queue_type, 0, 0),
	SHOW("show_iostat_counterbits", sysfs_constant, "32\n", 0),
	SHOW("show_iostat_iorequest_cnt", show_count, "iorequest_cnt", 0), SHOW("show_iostat_iodone_cnt", show_count, "iodone_cnt", 0),
	SHOW("show_iostat_ioerr_cnt", show_count, "ioerr_cnt", 0), SHOW("show_iostat_iotmo_cnt", show_count, "iotmo_cnt", 0),
	EVENT("media_change", "MEDIA_CHANGE"), EVENT("inquiry_change_reported", "INQUIRY_CHANGE_REPORTED"),
	EVENT("capacity_change_reported", "CAPACITY_CHANGE_REPORTED"),
	EVENT("soft_threshold_reached", "SOFT_THRESHOLD_REACHED_REPORTED"),
	EVENT("mode_parameter_change_reported", "MODE_PARAMETER_CHANGE_REPORTED"),
	EVENT("lun_change_reported", "LUN_CHANGE_REPORTED"),
	PAGE("pg0"), PAGE("pg80"), PAGE("pg83"), PAGE("pg89"), PAGE("pgb0"), PAGE("pgb1"), PAGE("pgb2"), PAGE("pgb7"),
	SHOW("show_inquiry", show_inquiry, 0, 0),
};
const size_t sysfs_scsi_row_count = ARRAY_LEN(sysfs_scsi_rows);
