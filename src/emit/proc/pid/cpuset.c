/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/cpuset: cgroup of the cpuset controller.  proc_cpuset_show(), kernel/cgroup/cpuset.c */
#include "emit/emit.h"

EMITTER(proc_pid_cpuset)
{
	if (!has_function(e, "proc_cpuset_show"))
		absent(e, "kernel without CONFIG_PROC_PID_CPUSET");
	else
		row(e, "%s\n", cgroup_path(ptr(ptr_at(ptr(self, "cgroups"), "subsys[]", enumv(e, "cpuset_cgrp_id")), "cgroup")));
}
