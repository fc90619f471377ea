/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/process/ps_axo_…: processes, columns of choice. */
#include "emit/commands/process/ps.h"

#include <string.h>

/* Paths of its cgroups but for roots, as "0::/init.scope". */
static const char *cgroups(struct emit *e, ref task)
{
	const char *all = "";

	EACH(root, cgroup_roots(e)) {
		const char *path = cgroup_path(task_cgroup(task, root)), *name = str(root, "name");

		if (!strcmp(path, "/"))
			continue;
		all = file_printf(e, "%s%s%ld:%s%s:%s", all, *all ? "," : "", num(root, "hierarchy_id"), *name ? "name=" : "",
				  name, path);
	}
	return *all ? all : "-";
}

EMITTER(cmd_ps_axo_cgroup)
{
	struct ps ps = ps_begin(e);

	row(e, "%*s %*s %-8s %-8s %*s NLWP START %-15s %s\n", ps.pid_width, "PID", ps.pid_width, "PPID", "USER", "GROUP",
	    ps.pid_width, "LWP", "COMMAND", "CGROUP");
	EACH(task, tasks_by_pid(e)) {
		struct ps_row r = ps_process(task);
		ref cred = task_cred(task);

		row(e, "%*ld %*ld %-8s %-8s %*ld %4ld %5s %-15.15s %s\n", ps.pid_width, num(task, "pid"), ps.pid_width,
		    task_parent(task), ps_user(&ps, num(cred, "euid")), ps_user(&ps, num(cred, "egid")), ps.pid_width,
		    num(task, "pid"), num(task, "signal->nr_threads"), ps_start(&ps, &r), task_name(task), cgroups(e, task));
	}
	ps_end(&ps);
}

static const char *class_of(ref task)
{
	static const char *const names[] = {"TS", "FF", "RR", "B", "ISO", "IDL", "DLN", "EXT"};
	long policy = num(task, "policy");

	return policy >= 0 && policy < (long)ARRAY_LEN(names) ? names[policy] : "?";
}

EMITTER(cmd_ps_axo_flags)
{
	struct ps ps = ps_begin(e);

	row(e, "F S   UID %*s %*s %*s %*s CLS PRI PSR ADDR    SZ %-20s %24s TT           TIME CMD\n", ps.pid_width, "PID",
	    ps.pid_width, "PPID", ps.pid_width, "PGID", ps.pid_width, "SID", "WCHAN", "STARTED");
	EACH(task, tasks_by_pid(e)) {
		struct ps_row r = ps_process(task);

		row(e, "%lo %c %5ld %*ld %*ld %*ld %*ld %-3s %3ld %3ld %4s %5ld %-20.20s %24s %-8s %8s %s\n",
		    (unsigned long)num(task, "flags") >> 6 & 7, *task_state(task), num(task_cred(task), "euid"), ps.pid_width,
		    num(task, "pid"), ps.pid_width, task_parent(task), ps.pid_width, pid_number(task_pid(task, "PIDTYPE_PGID"), 0),
		    ps.pid_width, pid_number(task_pid(task, "PIDTYPE_SID"), 0), class_of(task), 139 - num(task, "prio"),
		    task_cpu(task), "-", null(r.mm) ? 0 : num(r.mm, "total_vm"), ps_wchan(&ps, &r), ps_started(&ps, &r),
		    ps_tty(&ps, &r), ps_time(&ps, &r), ps_arguments(&ps, &r));
	}
	ps_end(&ps);
}
