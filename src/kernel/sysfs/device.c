/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every device has: uevent, dev, power/…, wakeup counters.  drivers/base/ */
#include "kernel/sysfs/rows.h"

#include <string.h>

#define NSEC_PER_MSEC 1000000

/* ---- power/: drivers/base/power/sysfs.c --------------------------------------------- */

static void show_control(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", num(sysfs_device(f), "power.runtime_auto") ? "auto" : "on");
}

static void show_status(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	static const char *const names[] = {"active", "resuming", "suspended", "suspending"};
	ref device = sysfs_device(f);
	long status = num(device, "power.runtime_status") & 3;

	out(e, "%s\n", num(device, "power.runtime_error") ? "error" : num(device, "power.disable_depth") ? "unsupported" :
	    names[status]);
}

/* rpm_get_accounted_time(): time counts for the state that the device is in */
static void show_time(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	enum { RPM_SUSPENDED = 2 };
	ref device = sysfs_device(f);
	bool of_suspended = *row->a == 's', is_suspended = num(device, "power.runtime_status") == RPM_SUSPENDED;
	uint64_t time = (uint64_t)(of_suspended ? num(device, "power.suspended_time|power.suspended_jiffies") :
						  num(device, "power.active_time|power.active_jiffies"));
	uint64_t now = clock_monotonic(e), last = (uint64_t)num(device, "power.accounting_timestamp");

	if (!num(device, "power.disable_depth") && of_suspended == is_suspended && now > last)
		time += now - last;
	out(e, "%llu\n", (unsigned long long)time / NSEC_PER_MSEC);
}

/* More of it with CONFIG_PM_ADVANCED_DEBUG. */
static void show_children(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref device = sysfs_device(f);

	out(e, "%ld\n", num(device, "power.ignore_children") ? 0 : num(device, "power.child_count"));
}

static void show_enabled(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref device = sysfs_device(f);
	bool disabled = num(device, "power.disable_depth"), forbidden = !num(device, "power.runtime_auto");

	if (disabled || forbidden)
		out(e, "%s%s%s\n", disabled ? "disabled" : "", disabled && forbidden ? " & " : "", forbidden ? "forbidden" : "");
	else
		out(e, "enabled\n");
}

static void show_async(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	out(e, "%s\n", num(sysfs_device(f), "power.async_suspend") ? "enabled" : "disabled");
}

static void show_latency(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	int value = (int)num(ptr(sysfs_device(f), "power.qos"), "resume_latency_req->data.pnode.prio");

	if (!value)
		out(e, "n/a\n");
	else
		out(e, "%d\n", value == 0x7fffffff ? 0 : value);	/* PM_QOS_RESUME_LATENCY_NO_CONSTRAINT */
}

static void show_wakeup(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref device = sysfs_device(f);

	out(e, "%s\n", !num(device, "power.can_wakeup") ? "" : addr(device, "power.wakeup") ? "enabled" : "disabled");
}

/* a: member of struct wakeup_source; b: "ms" for a time */
static void print_source(struct emit *e, ref source, const struct sysfs_row *row)
{
	if (null(source))
		out(e, "\n");
	else
		out(e, "%lu\n", row->b ? num_(source, row->a, 0) / NSEC_PER_MSEC : num_(source, row->a, 0));
}

static void show_own_source(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	print_source(e, ptr(sysfs_device(f), "power.wakeup"), row);
}

/* The devices of class wakeup: drivers/base/power/wakeup_stats.c */
static void show_source(struct emit *e, const struct sysfs_file *f, const struct sysfs_row *row)
{
	ref source = at(e, addr(sysfs_device(f), "driver_data"), "struct wakeup_source");

	if (strcmp(f->name, "name"))
		print_source(e, source, row);
	else
		out(e, "%s\n", str(source, "name"));
}

/* Times of a source that is active run on. */
static void show_active_time(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref source = at(e, addr(sysfs_device(f), "driver_data"), "struct wakeup_source");
	uint64_t since = num(source, "active") ? clock_monotonic(e) - (uint64_t)num(source, "last_time") : 0;

	out(e, "%llu\n", (unsigned long long)since / NSEC_PER_MSEC);
}

static void show_dev(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	unsigned long dev = (unsigned long)num(sysfs_device(f), "devt");

	out(e, "%lu:%lu\n", dev >> 20, dev & 0xfffff);
}

static void show_delay(struct emit *e, const struct sysfs_file *f, __attribute__((unused)) const struct sysfs_row *row)
{
	ref device = sysfs_device(f);

	if (num(device, "power.use_autosuspend"))
		out(e, "%ld\n", num(device, "power.autosuspend_delay"));
	else
		absent(e, "reading it fails: the device is not suspended by itself");
}

#define POWER "devices/*/power"
#define SOURCE "devices/*/wakeup/~"
#define OWN(name, member, ms) {name, POWER, show_own_source, member, ms, 0, 0}
#define ANY(name, member, ms) {name, SOURCE, show_source, member, ms, 0, 0}

const struct sysfs_row sysfs_device_rows[] = {
	{"control", POWER, show_control, 0, 0, 0, 0},
	{"runtime_status", POWER, show_status, 0, 0, 0, 0},
	{"runtime_active_time", POWER, show_time, "active", 0, 0, 0},
	{"runtime_suspended_time", POWER, show_time, "suspended", 0, 0, 0},
	{"runtime_usage", POWER, sysfs_field_signed, "struct device", "kobj", "power.usage_count", 0},
	{"runtime_active_kids", POWER, show_children, 0, 0, 0, 0},
	{"runtime_enabled", POWER, show_enabled, 0, 0, 0, 0},
	{"async", POWER, show_async, 0, 0, 0, 0},
	{"autosuspend_delay_ms", POWER, show_delay, 0, 0, 0, 0},
	{"pm_qos_resume_latency_us", POWER, show_latency, 0, 0, 0, 0},
	{"wakeup", POWER, show_wakeup, 0, 0, 0, 0},
	OWN("wakeup_count", "wakeup_count", NULL), OWN("wakeup_active_count", "active_count", NULL),
	OWN("wakeup_abort_count", "wakeup_count", NULL), OWN("wakeup_expire_count", "expire_count", NULL),
	OWN("wakeup_active", "active", NULL), OWN("wakeup_total_time_ms", "total_time", "ms"),
	OWN("wakeup_max_time_ms", "max_time", "ms"), OWN("wakeup_last_time_ms", "last_time", "ms"),
	ANY("active_count", "active_count", NULL), ANY("event_count", "event_count", NULL),
	ANY("wakeup_count", "wakeup_count", NULL), ANY("expire_count", "expire_count", NULL),
	ANY("relax_count", "relax_count", NULL), ANY("total_time_ms", "total_time", "ms"),
	ANY("max_time_ms", "max_time", "ms"), ANY("last_change_ms", "last_time", "ms"),
	ANY("prevent_suspend_time_ms", "prevent_sleep_time", "ms"), ANY("name", NULL, NULL),
	{"active_time_ms", SOURCE, show_active_time, 0, 0, 0, 0},
	{"dev", "devices/*", show_dev, 0, 0, 0, 0},
	{"uevent", "devices/*", sysfs_uevent, 0, 0, 0, 0},
};
const size_t sysfs_device_row_count = ARRAY_LEN(sysfs_device_rows);
