/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The namespaces of a task: struct ns_common of each, under the names of /proc/<pid>/ns. */
#include "kernel/kernel.h"

#include <string.h>

#define COMMON "struct ns_common"

static ref by_proxy(ref task, const char *name)
{
	ref proxy = ptr(task, "nsproxy"), none = at(context(task), 0, COMMON);

	if (null(proxy))
		return none;
	if (!strcmp(name, "cgroup"))
		return has(proxy, "cgroup_ns") ? sub(ptr(proxy, "cgroup_ns"), "ns") : none;
	if (!strcmp(name, "ipc"))
		return addr(proxy, "ipc_ns") ? sub(ptr(proxy, "ipc_ns"), "ns") : none;
	if (!strcmp(name, "mnt"))
		return sub(ptr(proxy, "mnt_ns"), "ns");
	if (!strcmp(name, "net"))
		return sub(ptr(proxy, "net_ns"), "ns");
	if (!strcmp(name, "uts"))
		return sub(ptr(proxy, "uts_ns"), "ns");
	if (!strcmp(name, "pid_for_children"))
		return sub(ptr(proxy, "pid_ns_for_children"), "ns");
	if (!strcmp(name, "time"))
		return has(proxy, "time_ns") ? sub(ptr(proxy, "time_ns"), "ns") : none;	/* 5.6 */
	if (!strcmp(name, "time_for_children"))
		return has(proxy, "time_ns_for_children") ? sub(ptr(proxy, "time_ns_for_children"), "ns") : none;
	return none;
}

ref task_namespace(ref task, const char *name)
{
	ref pid = task_pid(task, "PIDTYPE_PID");

	if (!strcmp(name, "user"))
		return sub(ptr(task_cred(task), "user_ns"), "ns");
	if (strcmp(name, "pid"))
		return by_proxy(task, name);
	if (null(pid))
		return at(context(task), 0, COMMON);
	return sub(ptr(pid_in_namespace(pid, num(pid, "level")), "ns"), "ns");
}

const char *const namespace_names[] = {
	"cgroup", "ipc", "mnt", "net", "pid", "pid_for_children", "time", "time_for_children", "user", "uts", NULL,
};
