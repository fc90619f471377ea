/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mount_tree.h - the mounts of init, who is mounted on whom, and the columns of findmnt(8). */
#ifndef VR_EMIT_MOUNT_TREE_H
#define VR_EMIT_MOUNT_TREE_H

#include "emit/emit.h"

#define MOUNT_NONE SIZE_MAX

struct mounted {
	uint64_t address, parent;
	long id;
	const char *target, *source, *type, *options;
	size_t first, last, next;	/* children in the order of their numbers; MOUNT_NONE */
};

struct mount_tree {
	struct emit *e;
	struct mounted *v;
	size_t count, room;
	struct map index;		/* address of a struct mount -> its place */
};

void mount_tree_build(struct mount_tree *t, struct emit *e);
void mount_tree_free(struct mount_tree *t);
bool mount_is_top(const struct mount_tree *t, size_t i);	/* on nothing that can be seen from the root of init */

#endif
