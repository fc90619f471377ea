/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/date/date, date_--utc: when it crashed.  The time zone is not in the kernel's memory: UTC. */
#include "emit/emit.h"

#include <time.h>

EMITTER(cmd_date)
{
	static const char *const days[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
	static const char *const months[] = {
		"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
	};
	time_t now = (time_t)crash_time(e);
	struct tm tm = {0};

	gmtime_r(&now, &tm);
	row(e, "%s %s %2d %02d:%02d:%02d UTC %d\n", days[tm.tm_wday], months[tm.tm_mon], tm.tm_mday, tm.tm_hour, tm.tm_min,
	    tm.tm_sec, tm.tm_year + 1900);
}
