/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/cwd, exe, root, fd/[fd], ns/[ns]: symbolic links.  proc_pid_readlink(), fs/proc/base.c */
#include "emit/emit.h"

#include <string.h>

/* A name that could not be read must not become a link to nowhere. */
static void link_to(struct emit *e, const char *name)
{
	if (!tainted(e) && *name)
		symlink_to(e, "%s", name);
}

EMITTER(proc_pid_cwd)
{
	if (null(task_fs(self)))
		absent(e, "the task has exited");
	else
		link_to(e, path_name(sub(task_fs(self), "pwd"), reader_root(e)));
}

EMITTER(proc_pid_root)
{
	if (null(task_fs(self)))
		absent(e, "the task has exited");
	else
		link_to(e, path_name(sub(task_fs(self), "root"), reader_root(e)));
}

EMITTER(proc_pid_exe)
{
	const char *name = task_exe(self);

	if (name)
		link_to(e, name);
	else
		absent(e, "kernel thread, or the task has exited");
}

EMITTER(proc_pid_fd)
{
	link_to(e, file_name(open_file(self, e->index)));
}

/* The namespaces that /proc/<pid>/ns names; ns_get_name(), fs/nsfs.c */
EMITTER(proc_pid_ns)
{
	ref ns = task_namespace(self, e->key2);
	const char *kind = e->key2;

	if (!strcmp(kind, "pid_for_children"))
		kind = "pid";
	else if (!strcmp(kind, "time_for_children"))
		kind = "time";
	link_to(e, file_printf(e, "%s:[%lu]", kind, (unsigned long)num(ns, "inum")));
}
