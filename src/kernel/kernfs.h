/* SPDX-License-Identifier: GPL-2.0-or-later */
/* kernfs.h - the tree of names in which the kernel keeps sysfs and control groups (kernfs.c). */
#ifndef VR_KERNEL_KERNFS_H
#define VR_KERNEL_KERNFS_H

#include "object/object.h"

enum kernfs_type { KERNFS_DIR = 1, KERNFS_FILE = 2, KERNFS_LINK = 4 };

enum kernfs_type kernfs_type(ref node);		/* struct kernfs_node */
ref kernfs_parent(ref node);			/* null for the top */
const char *kernfs_path(ref node);		/* "a/b/c" from the top; "" for the top itself */
/* What is in a folder and can be seen: hidden files and those not yet, or no longer, there are left out. */
bool kernfs_visible(ref node);

ref kernfs_child(ref folder, const char *name);	/* null if there is none */
ref kernfs_find(ref folder, const char *path);	/* "a/b/c" below it */

/* Each node below a folder, parents first; path: from that folder. */
typedef void kernfs_visit(struct emit *e, ref node, const char *path, void *arg);
void kernfs_walk(ref folder, kernfs_visit *visit, void *arg);

#endif
