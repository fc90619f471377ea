/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/uid_map, gid_map, projid_map, setgroups: its user namespace.  uid_m_show(), kernel/user_namespace.c */
#include "emit/emit.h"

/* Up to five extents lie in the map itself, more of them in an array (4.15). */
static void print_map(struct emit *e, ref map)
{
	enum { INLINE_EXTENTS = 5 };
	long n = num(map, "nr_extents");

	EACH(x, n <= INLINE_EXTENTS ? array_n(map, "extent", n) : array_n(map, "forward", n))
		row(e, "%10lu %10lu %10lu\n", (unsigned long)num(x, "first"), (unsigned long)num(x, "lower_first"),
		    (unsigned long)num(x, "count"));
}

EMITTER(proc_pid_uid_map)
{
	print_map(e, sub(ptr(task_cred(self), "user_ns"), "uid_map"));
}

EMITTER(proc_pid_gid_map)
{
	print_map(e, sub(ptr(task_cred(self), "user_ns"), "gid_map"));
}

EMITTER(proc_pid_projid_map)
{
	print_map(e, sub(ptr(task_cred(self), "user_ns"), "projid_map"));
}

EMITTER(proc_pid_setgroups)
{
	enum { USERNS_SETGROUPS_ALLOWED = 1 };

	row(e, "%s\n", num(task_cred(self), "user_ns->flags") & USERNS_SETGROUPS_ALLOWED ? "allow" : "deny");
}
