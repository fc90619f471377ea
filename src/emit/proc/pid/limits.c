/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/limits: resource limits.  proc_pid_limits(), fs/proc/base.c */
#include "emit/emit.h"

/* In the order of include/uapi/asm-generic/resource.h. */
static const struct {
	const char *name, *unit;
} limits[] = {
	{"Max cpu time", "seconds"},
	{"Max file size", "bytes"},
	{"Max data size", "bytes"},
	{"Max stack size", "bytes"},
	{"Max core file size", "bytes"},
	{"Max resident set", "bytes"},
	{"Max processes", "processes"},
	{"Max open files", "files"},
	{"Max locked memory", "bytes"},
	{"Max address space", "bytes"},
	{"Max file locks", "locks"},
	{"Max pending signals", "signals"},
	{"Max msgqueue size", "bytes"},
	{"Max nice priority", ""},
	{"Max realtime priority", ""},
	{"Max realtime timeout", "us"},
};

static const char *limit(struct emit *e, long value)
{
	return value == -1 ? "unlimited" : file_printf(e, "%lu", (unsigned long)value);
}

EMITTER(proc_pid_limits)
{
	ref rlim = sub(ptr(self, "signal"), "rlim");

	out(e, "%-26s%-21s%-21s%-10s\n", "Limit", "Soft Limit", "Hard Limit", "Units");
	for (size_t i = 0; i < ARRAY_LEN(limits); i++) {
		const char *soft = limit(e, num_at(rlim, "[].rlim_cur", (long)i));
		const char *hard = limit(e, num_at(rlim, "[].rlim_max", (long)i));

		out(e, "%-25s %-20s %-20s ", limits[i].name, soft, hard);
		if (limits[i].unit[0])
			out(e, "%-10s\n", limits[i].unit);
		else
			out(e, "\n");
	}
}
