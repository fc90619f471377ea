/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Coolers: drivers/thermal/thermal_sysfs.c; sensors: drivers/hwmon */
#include "kernel/sysfs/rows.h"

static ref cooler_of(const struct sysfs_file *f)
{
	return container(f->kobject, "struct thermal_cooling_device", "device.kobj");
}

/* The driver was asked each time until 6.3 (in 6.1's updates too). */
static SYSFS_FILE(show_most)
{
	ref cooler = cooler_of(f);

	if (has(cooler, "max_state"))
		out(e, "%ld\n", num(cooler, "max_state"));
	else
		stub(e, "the driver is asked");
}

/* How many states there are: kept in the statistics until 6.3. */
static long state_count(ref cooler, ref stats)
{
	enum { MOST = 4096 };
	long count = has(stats, "max_states") ? num(stats, "max_states") : num(cooler, "max_state") + 1;

	return count < 0 || count > MOST ? 0 : count;
}

/* The time in the state that a cooler is in runs on. */
static SYSFS_FILE(show_state_times)
{
	ref cooler = cooler_of(f), stats = cast(ptr(cooler, "stats"), "struct cooling_dev_stats");
	long current = num(stats, "state");
	uint64_t since = clock_monotonic(e) - (uint64_t)num(stats, "last_time");

	EACH(time, array_n(ptr(stats, "time_in_state"), "", state_count(cooler, stats)))
		row(e, "state%ld\t%llu\n", KEY(time),
		    (unsigned long long)((uint64_t)val(time) + (KEY(time) == current ? since : 0)) / NSEC_PER_MSEC);
}

static SYSFS_FILE(show_changes)
{
	out(e, "%lu\n", num(cast(ptr(cooler_of(f), "stats"), "struct cooling_dev_stats"), "total_trans"));
}

static SYSFS_FILE(show_change_table)
{
	ref cooler = cooler_of(f), stats = cast(ptr(cooler, "stats"), "struct cooling_dev_stats");
	long count = state_count(cooler, stats);

	if (count > 64) {
		stub(e, "a table of that many states does not fit into a page");
		return;
	}
	out(e, " From  :    To\n       : ");
	for (long i = 0; i < count; i++)
		out(e, "state%2ld  ", i);
	out(e, "\n");
	for (long i = 0; i < count; i++) {
		out(e, "state%2ld:", i);
		for (long j = 0; j < count; j++)
			out(e, "%8lu ", val(elem(ptr(stats, "trans_table"), "", i * count + j)));
		out(e, "\n");
	}
}

/* The name that the driver gave; what else there is, it is asked for. */
static SYSFS_FILE(show_sensor_name)
{
	ref sensor = container(f->kobject, "struct hwmon_device", "dev.kobj");

	out(e, "%s\n", str(sensor, "name"));
}

#define COOLER "devices/virtual/thermal/cooling_device*"
#define SENSOR "devices/*/hwmon*"
#define SHOW(name, folder, show) {name, folder, .print = show}
#define ASKED(name, folder) {name, folder, sysfs_unknown, .text = "the driver is asked"}

const struct sysfs_row sysfs_thermal_rows[] = {
	SHOW("max_state", COOLER, show_most), ASKED("cur_state", COOLER),
	SHOW("total_trans", COOLER "/stats", show_changes), SHOW("time_in_state_ms", COOLER "/stats", show_state_times),
	SHOW("trans_table", COOLER "/stats", show_change_table),
	SHOW("name", SENSOR, show_sensor_name), ASKED("hwmon_attr_show()", SENSOR), ASKED("hwmon_attr_show_string()", SENSOR),
};
const size_t sysfs_thermal_row_count = ARRAY_LEN(sysfs_thermal_rows);
