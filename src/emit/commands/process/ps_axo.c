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

static const struct ps_column with_cgroups[] = {
	{"PID", PS_PID}, {"PPID", PS_PID}, {"USER", -8}, {"GROUP", -8}, {"LWP", PS_PID}, {"NLWP", 4}, {"START", 5},
	{"COMMAND", -15}, {"CGROUP", -1}, {0},
};

EMITTER(cmd_ps_axo_cgroup)
{
	struct ps ps = ps_begin(e);

	ps_titles(&ps, with_cgroups);
	EACH(task, tasks_by_pid(e)) {
		struct ps_row r = ps_process(task);
		ref cred = task_cred(task);

		ps_print(&ps, with_cgroups, ps_number(&ps, num(task, "pid")), ps_number(&ps, task_parent(task)),
			 ps_user(&ps, num(cred, "euid")), ps_user(&ps, num(cred, "egid")), ps_number(&ps, num(task, "pid")),
			 ps_number(&ps, num(task, "signal->nr_threads")), ps_start(&ps, &r),
			 file_printf(e, "%.15s", task_name(task)), cgroups(e, task));
	}
	ps_end(&ps);
}

static const char *class_of(ref task)
{
	static const char *const names[] = {"TS", "FF", "RR", "B", "ISO", "IDL", "DLN", "EXT"};
	long policy = num(task, "policy");

	return policy >= 0 && policy < (long)ARRAY_LEN(names) ? names[policy] : "?";
}

static const struct ps_column with_classes[] = {
	{"F", 1}, {"S", 1}, {"UID", 5}, {"PID", PS_PID}, {"PPID", PS_PID}, {"PGID", PS_PID}, {"SID", PS_PID}, {"CLS", -3},
	{"PRI", 3}, {"PSR", 3}, {"ADDR", 4}, {"SZ", 5}, {"WCHAN", -20}, {"STARTED", 24}, {"TT", -8}, {"TIME", 8},
	{"CMD", -1}, {0},
};

EMITTER(cmd_ps_axo_flags)
{
	struct ps ps = ps_begin(e);

	ps_titles(&ps, with_classes);
	EACH(task, tasks_by_pid(e)) {
		struct ps_row r = ps_process(task);

		ps_print(&ps, with_classes, ps_flags(&ps, task), file_printf(e, "%c", *task_state(task)),
			 ps_number(&ps, num(task_cred(task), "euid")), ps_number(&ps, num(task, "pid")),
			 ps_number(&ps, task_parent(task)), ps_number(&ps, pid_number(task_pid(task, "PIDTYPE_PGID"), 0)),
			 ps_number(&ps, pid_number(task_pid(task, "PIDTYPE_SID"), 0)), class_of(task),
			 ps_number(&ps, 139 - num(task, "prio")), ps_number(&ps, task_cpu(task)), "-", ps_pages(&ps, &r),
			 ps_wchan(&ps, &r, 20), ps_started(&ps, &r), ps_tty(&ps, &r), ps_time(&ps, &r), ps_arguments(&ps, &r));
	}
	ps_end(&ps);
}
