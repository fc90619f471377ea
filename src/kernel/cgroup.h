/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cgroup.h - control groups and their files: a part of kernel.h. */
#ifndef VR_KERNEL_CGROUP_H
#define VR_KERNEL_CGROUP_H

#include "object/object.h"

/* ---- what a task is in (cgroup/task.c) -------------------------------------------------- */

struct walk cgroup_roots(struct emit *e);	/* struct cgroup_root: mounted hierarchies, newest first */
ref task_cgroup(ref task, ref root);		/* struct cgroup in that hierarchy */
const char *cgroup_path(ref cgroup);		/* from the hierarchy's root: "/", "/system.slice/x.service" */

/* ---- the folders below /sys/fs/cgroup (cgroup/walk.c) ------------------------------------- */

/* Each group of each hierarchy that init sees below /sys: its folder, "fs/cgroup/system.slice". */
typedef void cgroup_visit(struct emit *e, ref folder, const char *path, void *arg);
void cgroup_folders(struct emit *e, cgroup_visit *visit, void *arg);
struct walk cgroup_files(ref folder);		/* struct kernfs_node of each that can be read */

/* ---- what a file says (cgroup/file.c, and by whom: cgroup/files.def) ------------------------- */

void cgroup_file_print(struct emit *e, ref file);

#endif
