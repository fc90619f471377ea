/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What kept or woke the system up: drivers/base/power/wakeup.c */
#include "kernel/debugfs/file.h"

/* A source that is active has times that go on. */
static void print_source(struct emit *e, ref source)
{
	uint64_t total = (uint64_t)num(source, "total_time"), longest = (uint64_t)num(source, "max_time"), active = 0;
	uint64_t prevented = (uint64_t)num(source, "prevent_sleep_time"), now = clock_monotonic(e);

	if (num(source, "active")) {
		active = now - (uint64_t)num(source, "last_time");
		total += active;
		longest = active > longest ? active : longest;
		if (num(source, "autosleep_enabled"))
			prevented += now - (uint64_t)num(source, "start_prevent_time");
	}
	row_begin(e);
	out(e, "%-12s\t%lu\t\t%lu\t\t%lu\t\t%lu\t\t", str(source, "name"), num(source, "active_count"),
	    num(source, "event_count"), num(source, "wakeup_count"), num(source, "expire_count"));
	row_(e, "%llu\t\t%llu\t\t%llu\t\t%llu\t\t%llu\n", (unsigned long long)active / NSEC_PER_MSEC,
	     (unsigned long long)total / NSEC_PER_MSEC, (unsigned long long)longest / NSEC_PER_MSEC,
	     (unsigned long long)num(source, "last_time") / NSEC_PER_MSEC,
	     (unsigned long long)prevented / NSEC_PER_MSEC);
}

DEBUGFS_FILE(debugfs_wakeup_sources)
{
	out(e, "name\t\tactive_count\tevent_count\twakeup_count\texpire_count\tactive_since\ttotal_time\tmax_time\tlast_change\t"
	       "prevent_suspend_time\n");
	EACH(source, list(sym(e, "wakeup_sources", "struct list_head"), "struct wakeup_source", "entry"))
		print_source(e, source);
	if (has_sym(e, "deleted_ws"))		/* what those had that are gone */
		print_source(e, sym(e, "deleted_ws", "struct wakeup_source"));
}

/* Devices that wait for another one before they can be probed, and why. */
DEBUGFS_FILE(debugfs_deferred)
{
	EACH(waiting, list(sym(e, "deferred_probe_pending_list", "struct list_head"), "struct device_private", "deferred_probe")) {
		ref device = ptr(waiting, "device");
		const char *why = has(waiting, "deferred_probe_reason") ? str(waiting, "deferred_probe_reason") : "";

		row(e, "%s\t%s", str(device, "kobj.name"), *why ? why : "\n");
	}
}
