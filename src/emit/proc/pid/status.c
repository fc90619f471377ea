/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/status: a task in words.  proc_pid_status(), fs/proc/array.c */
#include "emit/proc/pid/status.h"

#include <string.h>

/* proc_task_name() escapes what would end the line. */
static const char *name_escaped(struct emit *e, const char *name)
{
	char *s = file_alloc(e, strlen(name) * 2 + 1, 1), *p = s;

	for (; *name; name++) {
		if (*name == '\n' || *name == '\\')
			*p++ = '\\';
		*p++ = *name == '\n' ? 'n' : *name;
	}
	return s;
}

static void ids(struct emit *e, ref task)
{
	ref cred = task_cred(task), tracer = ptr(task, "parent"), fs = task_fs(task);

	if (!null(fs))
		row(e, "Umask:\t%#04lo\n", (unsigned long)num(fs, "umask"));
	row(e, "State:\t%s\n", task_state(task));
	row(e, "Tgid:\t%ld\n", num(task, "tgid"));
	row(e, "Ngid:\t%ld\n", has(task, "numa_group") && addr(task, "numa_group") ? num(task, "numa_group->gid") : 0);
	row(e, "Pid:\t%ld\nPPid:\t%ld\n", num(task, "pid"), task_parent(task));
	row(e, "TracerPid:\t%ld\n", num(task, "ptrace") ? num(tracer, "pid") : 0);
	row(e, "Uid:\t%ld\t%ld\t%ld\t%ld\n", num(cred, "uid"), num(cred, "euid"), num(cred, "suid"), num(cred, "fsuid"));
	row(e, "Gid:\t%ld\t%ld\t%ld\t%ld\n", num(cred, "gid"), num(cred, "egid"), num(cred, "sgid"), num(cred, "fsgid"));
	row(e, "FDSize:\t%ld\n", addr(task, "files") ? num(task, "files->fdt->max_fds") : 0);
	out(e, "Groups:\t");
	EACH(gid, array_n(ptr(cred, "group_info"), "gid", num(cred, "group_info->ngroups")))
		out(e, "%s%ld", KEY(gid) ? " " : "", val(gid));
	out(e, " \n");
}

/* Its ids in each pid namespace that it is visible in, outermost first. */
static void namespace_ids(struct emit *e, ref task)
{
	static const char *const kinds[][2] = {{"NStgid", "PIDTYPE_TGID"}, {"NSpid", "PIDTYPE_PID"},
					       {"NSpgid", "PIDTYPE_PGID"}, {"NSsid", "PIDTYPE_SID"}};
	ref own = task_pid(task, "PIDTYPE_PID");

	for (unsigned i = 0; i < ARRAY_LEN(kinds); i++) {
		ref pid = task_pid(task, kinds[i][1]);

		out(e, "%s:", kinds[i][0]);
		EACH_KEY(level, numbers(e, null(own) ? 0 : num(own, "level") + 1))
			out(e, "\t%ld", pid_number(pid, level));
		out(e, "\n");
	}
}

/* MAX_NUMNODES: zone lists have a place for each zone of each node, and one for the end. */
static long node_bits(struct emit *e)
{
	ref node = at(e, 1, "struct pglist_data");
	long zones = len(node, "node_zones"), most = zones ? (len(node, "node_zonelists[0]._zonerefs") - 1) / zones : 1;

	/* Only those that there can be on this machine, since 7.3, which brought that member as well. */
	return most > 1 && has_member(e, "struct task_struct", "real_fs") ? val(sym(e, "nr_node_ids", "unsigned int")) : most;
}

static void placement(struct emit *e, ref task)
{
	long cpus = nr_cpu_ids(e), nodes = has(task, "mems_allowed") ? node_bits(e) : 0;

	row(e, "Cpus_allowed:\t%s\n", bitmap_hex(task, "cpus_mask.bits", cpus));
	row(e, "Cpus_allowed_list:\t%s\n", bitmap_list(bits(task, "cpus_mask.bits", cpus)));
	if (nodes) {	/* CONFIG_CPUSETS */
		row(e, "Mems_allowed:\t%s\n", bitmap_hex(task, "mems_allowed.bits", nodes));
		row(e, "Mems_allowed_list:\t%s\n", bitmap_list(bits(task, "mems_allowed.bits", nodes)));
	}
	row(e, "voluntary_ctxt_switches:\t%ld\n", num(task, "nvcsw"));
	row(e, "nonvoluntary_ctxt_switches:\t%ld\n", num(task, "nivcsw"));
}

EMITTER(proc_pid_status)
{
	ref mm = task_mm(self);

	row(e, "Name:\t%s\n", name_escaped(e, task_name(self)));
	ids(e, self);
	namespace_ids(e, self);
	if (has_function(e, "__x64_sys_mseal") || has_function(e, "__arm64_sys_mseal"))	/* both came with 6.10 */
		row(e, "Kthread:\t%d\n", num(self, "flags") & PF_KTHREAD ? 1 : 0);
	if (!null(mm))
		status_memory(e, self, mm);
	status_signals(e, self);
	status_security(e, self);
	placement(e, self);
	if (has(self, "thread.features_locked")) {	/* 6.6, x86 shadow stacks */
		static const char *const names[] = {"", "shstk ", "wrss ", "shstk wrss "};

		row(e, "x86_Thread_features:\t%s\n", names[num(self, "thread.features") & 3]);
		row(e, "x86_Thread_features_locked:\t%s\n", names[num(self, "thread.features_locked") & 3]);
	}
}
