/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Columns of ps: what a process has of the CPUs and of memory. */
#include "emit/commands/process/ps.h"

/* In tenths of a per cent; from ticks, as /proc counts them, so that the digits come out as those of ps. */
static uint64_t cpu_share(const struct ps *ps, const struct ps_row *r)
{
	uint64_t used = r->time.user / NS_PER_TICK + r->time.system / NS_PER_TICK;
	uint64_t alive = (ps->uptime - ps_since_boot(r)) / NS_PER_TICK;

	return ps->uptime <= ps_since_boot(r) || !alive ? 0 : used * 1000 / alive;
}

const char *ps_cpu(const struct ps *ps, const struct ps_row *r)
{
	unsigned long tenths = cpu_share(ps, r);

	if (tenths > 999)
		return file_printf(ps->e, "%lu", tenths / 10);
	return file_printf(ps->e, "%lu.%lu", tenths / 10, tenths % 10);
}

long ps_cpu_percent(const struct ps *ps, const struct ps_row *r)
{
	long percent = (long)(cpu_share(ps, r) / 10);

	return percent > 99 ? 99 : percent;
}

static unsigned long resident_kb(const struct ps *ps, const struct ps_row *r)
{
	return null(r->mm) ? 0 : (unsigned long)kb(ps->e, mm_resident(r->mm));
}

const char *ps_resident_kb(const struct ps *ps, const struct ps_row *r)
{
	return file_printf(ps->e, "%lu", resident_kb(ps, r));
}

const char *ps_size_kb(const struct ps *ps, const struct ps_row *r)
{
	return file_printf(ps->e, "%lu", null(r->mm) ? 0 : (unsigned long)kb(ps->e, num(r->mm, "total_vm")));
}

const char *ps_pages(const struct ps *ps, const struct ps_row *r)
{
	return ps_number(ps, null(r->mm) ? 0 : num(r->mm, "total_vm"));
}

const char *ps_memory(const struct ps *ps, const struct ps_row *r)
{
	unsigned long tenths = ps->memory_kb ? resident_kb(ps, r) * 1000 / ps->memory_kb : 0;

	if (tenths > 999)
		tenths = 999;
	return file_printf(ps->e, "%lu.%lu", tenths / 10, tenths % 10);
}
