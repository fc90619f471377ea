/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every device has: uevent, dev, power/…, wakeup counters.  drivers/base/ */
#include "kernel/sysfs/rows.h"

#include <string.h>

/* ---- power/: drivers/base/power/sysfs.c --------------------------------------------- */

static SYSFS_FILE(show_control)
{
	out(e, "%s\n", num(sysfs_device(f), "power.runtime_auto") ? "auto" : "on");
}

static SYSFS_FILE(show_status)
{
	static const char *const names[] = {"active", "resuming", "suspended", "suspending"};
	ref device = sysfs_device(f);
	long status = num(device, "power.runtime_status") & 3;

	out(e, "%s\n", num(device, "power.runtime_error") ? "error" : num(device, "power.disable_depth") ? "unsupported" :
	    names[status]);
}

/* rpm_get_accounted_time(): time counts for the state that the device is in */
static SYSFS_FILE(show_time)
{
	enum { RPM_SUSPENDED = 2 };
	ref device = sysfs_device(f);
	bool of_suspended = *row->kind == 's', is_suspended = num(device, "power.runtime_status") == RPM_SUSPENDED;
	uint64_t time = (uint64_t)(of_suspended ? num(device, "power.suspended_time|power.suspended_jiffies") :
						  num(device, "power.active_time|power.active_jiffies"));
	uint64_t now = clock_monotonic(e), last = (uint64_t)num(device, "power.accounting_timestamp");

	if (!num(device, "power.disable_depth") && of_suspended == is_suspended && now > last)
		time += now - last;
	out(e, "%llu\n", (unsigned long long)time / NSEC_PER_MSEC);
}

/* More of it with CONFIG_PM_ADVANCED_DEBUG. */
static SYSFS_FILE(show_children)
{
	ref device = sysfs_device(f);

	out(e, "%ld\n", num(device, "power.ignore_children") ? 0 : num(device, "power.child_count"));
}

static SYSFS_FILE(show_enabled)
{
	ref device = sysfs_device(f);
	bool disabled = num(device, "power.disable_depth"), forbidden = !num(device, "power.runtime_auto");

	if (disabled || forbidden)
		out(e, "%s%s%s\n", disabled ? "disabled" : "", disabled && forbidden ? " & " : "", forbidden ? "forbidden" : "");
	else
		out(e, "enabled\n");
}

static SYSFS_FILE(show_async)
{
	out(e, "%s\n", num(sysfs_device(f), "power.async_suspend") ? "enabled" : "disabled");
}

static SYSFS_FILE(show_latency)
{
	int value = (int)num(ptr(sysfs_device(f), "power.qos"), "resume_latency_req->data.pnode.prio");

	if (!value)
		out(e, "n/a\n");
	else
		out(e, "%d\n", value == 0x7fffffff ? 0 : value);	/* PM_QOS_RESUME_LATENCY_NO_CONSTRAINT */
}

static SYSFS_FILE(show_wakeup)
{
	ref device = sysfs_device(f);

	out(e, "%s\n", !num(device, "power.can_wakeup") ? "" : addr(device, "power.wakeup") ? "enabled" : "disabled");
}

/* kind "ms": a time */
static void print_source(struct emit *e, ref source, const struct sysfs_row *row)
{
	if (null(source))
		out(e, "\n");
	else
		out(e, "%lu\n", row->kind ? num_(source, row->path, 0) / NSEC_PER_MSEC : num_(source, row->path, 0));
}

static SYSFS_FILE(show_own_source)
{
	print_source(e, ptr(sysfs_device(f), "power.wakeup"), row);
}

/* The devices of class wakeup: drivers/base/power/wakeup_stats.c */
static SYSFS_FILE(show_source)
{
	ref source = at(e, addr(sysfs_device(f), "driver_data"), "struct wakeup_source");

	if (strcmp(f->name, "name"))
		print_source(e, source, row);
	else
		out(e, "%s\n", str(source, "name"));
}

/* Times of a source that is active run on. */
static SYSFS_FILE(show_active_time)
{
	ref source = at(e, addr(sysfs_device(f), "driver_data"), "struct wakeup_source");
	uint64_t since = num(source, "active") ? clock_monotonic(e) - (uint64_t)num(source, "last_time") : 0;

	out(e, "%llu\n", (unsigned long long)since / NSEC_PER_MSEC);
}

static SYSFS_FILE(show_dev)
{
	unsigned long dev = (unsigned long)num(sysfs_device(f), "devt");

	out(e, "%lu:%lu\n", dev >> 20, dev & 0xfffff);
}

static SYSFS_FILE(show_delay)
{
	ref device = sysfs_device(f);

	if (num(device, "power.use_autosuspend"))
		out(e, "%ld\n", num(device, "power.autosuspend_delay"));
	else
		absent(e, "reading it fails: the device is not suspended by itself");
}

#define POWER "devices/*/power"
#define SOURCE "devices/*/wakeup/~"
#define OWN(name, member, ms) {name, POWER, show_own_source, .path = member, .kind = ms}
#define ANY(name, member, ms) {name, SOURCE, show_source, .path = member, .kind = ms}

const struct sysfs_row sysfs_device_rows[] = {
	{"control", POWER, .print = show_control},
	{"runtime_status", POWER, .print = show_status},
	{"runtime_active_time", POWER, show_time, .kind = "active"},
	{"runtime_suspended_time", POWER, show_time, .kind = "suspended"},
	{"runtime_usage", POWER, sysfs_field_signed, .type = "struct device", .kobject = "kobj", .path = "power.usage_count"},
	{"runtime_active_kids", POWER, .print = show_children},
	{"runtime_enabled", POWER, .print = show_enabled},
	{"async", POWER, .print = show_async},
	{"autosuspend_delay_ms", POWER, .print = show_delay},
	{"pm_qos_resume_latency_us", POWER, .print = show_latency},
	{"wakeup", POWER, .print = show_wakeup},
	OWN("wakeup_count", "wakeup_count", NULL), OWN("wakeup_active_count", "active_count", NULL),
	OWN("wakeup_abort_count", "wakeup_count", NULL), OWN("wakeup_expire_count", "expire_count", NULL),
	OWN("wakeup_active", "active", NULL), OWN("wakeup_total_time_ms", "total_time", "ms"),
	OWN("wakeup_max_time_ms", "max_time", "ms"), OWN("wakeup_last_time_ms", "last_time", "ms"),
	ANY("active_count", "active_count", NULL), ANY("event_count", "event_count", NULL),
	ANY("wakeup_count", "wakeup_count", NULL), ANY("expire_count", "expire_count", NULL),
	ANY("relax_count", "relax_count", NULL), ANY("total_time_ms", "total_time", "ms"),
	ANY("max_time_ms", "max_time", "ms"), ANY("last_change_ms", "last_time", "ms"),
	ANY("prevent_suspend_time_ms", "prevent_sleep_time", "ms"), ANY("name", NULL, NULL),
	{"active_time_ms", SOURCE, .print = show_active_time},
	{"dev", "devices/*", .print = show_dev},
	{"uevent", "devices/*", .print = sysfs_uevent},
};
const size_t sysfs_device_row_count = ARRAY_LEN(sysfs_device_rows);
