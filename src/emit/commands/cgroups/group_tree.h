/* SPDX-License-Identifier: GPL-2.0-or-later */
/* group_tree.h - the control groups of one hierarchy, with the processes in them. */
#ifndef VR_EMIT_GROUP_TREE_H
#define VR_EMIT_GROUP_TREE_H

#include "emit/emit.h"

struct group {
	ref folder;				/* struct kernfs_node */
	struct group *parent, *next, *first, *last;
	ref *tasks;				/* processes, by number of their start; without kernel threads */
	size_t count, room;
	size_t below;				/* processes here and in groups below */
};

/* The hierarchy that systemd uses: one of version 1 that is named after it, else the unified one.  Lives until the file ends. */
struct group *group_tree(struct emit *e);

#endif
