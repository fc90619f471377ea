/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of ps: when a process began and what time it used.  In UTC: a kernel does not know its users' time zone. */
#include "emit/commands/process/ps.h"

#include <time.h>

uint64_t ps_since_boot(const struct ps_row *r)
{
	return addr(r->task, "start_boottime|real_start_time");		/* 5.5 */
}

static struct tm date_of(time_t seconds)
{
	struct tm tm = {0};

	gmtime_r(&seconds, &tm);
	return tm;
}

static time_t started(const struct ps *ps, const struct ps_row *r)
{
	return (time_t)(ps->boot + (long)(ps_since_boot(r) / NSEC_PER_SEC));
}

const char *ps_start(const struct ps *ps, const struct ps_row *r)
{
	struct tm then = date_of(started(ps, r));
	struct tm now = date_of((time_t)(ps->boot + (long)(ps->uptime / NSEC_PER_SEC)));
	char text[16];

	strftime(text, sizeof(text), then.tm_year != now.tm_year ? "%Y" : then.tm_yday != now.tm_yday ? "%b%d" : "%H:%M", &then);
	return file_printf(ps->e, "%s", text);
}

const char *ps_started(const struct ps *ps, const struct ps_row *r)
{
	return calendar_text(ps->e, (long)started(ps, r));
}

static unsigned long seconds_used(const struct ps_row *r)
{
	return (r->time.user / NS_PER_TICK + r->time.system / NS_PER_TICK) * NS_PER_TICK / NSEC_PER_SEC;
}

const char *ps_minutes(const struct ps *ps, const struct ps_row *r)
{
	unsigned long s = seconds_used(r);

	return file_printf(ps->e, "%lu:%02lu", s / 60, s % 60);
}

const char *ps_time(const struct ps *ps, const struct ps_row *r)
{
	unsigned long s = seconds_used(r), days = s / 86400;

	s %= 86400;
	if (days)
		return file_printf(ps->e, "%lu-%02lu:%02lu:%02lu", days, s / 3600, s / 60 % 60, s % 60);
	return file_printf(ps->e, "%02lu:%02lu:%02lu", s / 3600, s / 60 % 60, s % 60);
}
