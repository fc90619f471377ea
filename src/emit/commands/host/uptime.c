/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/host/uptime: how long it had been up.  Who was logged in is not in the kernel's memory: "0 user". */
#include "emit/emit.h"

#include <time.h>

#define FIXED_1 2048	/* avenrun's fixed point */

static const char *load(struct emit *e, ref loads, long i)
{
	unsigned long v = (unsigned long)num_at(loads, "[]", i) + FIXED_1 / 200;

	return file_printf(e, "%lu.%02lu", v / FIXED_1, v % FIXED_1 * 100 / FIXED_1);
}

EMITTER(cmd_uptime)
{
	uint64_t minutes = clock_boottime(e) / NSEC_PER_SEC / 60, days = minutes / 1440;
	ref loads = sym(e, "avenrun", "unsigned long[3]");
	time_t now = (time_t)crash_time(e);
	struct tm tm;
	const char *up;

	gmtime_r(&now, &tm);
	minutes %= 1440;
	up = minutes >= 60 ? file_printf(e, "%2d:%02d", (int)(minutes / 60), (int)(minutes % 60)) :
	     file_printf(e, "%d min", (int)minutes);
	if (days)
		up = file_printf(e, "%llu day%s, %s", (unsigned long long)days, days > 1 ? "s" : "", up);
	row(e, " %02d:%02d:%02d up %s,  0 user,  load average: %s, %s, %s\n", tm.tm_hour, tm.tm_min, tm.tm_sec, up,
	    load(e, loads, 0), load(e, loads, 1), load(e, loads, 2));
}
