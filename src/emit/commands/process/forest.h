/* SPDX-License-Identifier: GPL-2.0-or-later */
/* forest.h - processes below their parents, for ps f and pstree. */
#ifndef VR_EMIT_FOREST_H
#define VR_EMIT_FOREST_H

#include "emit/emit.h"

struct process_node {
	ref task;
	long pid, parent;
	const char *name;		/* comm; "{comm}" of a thread that is not its process's first */
	size_t first, next;		/* child, sibling: index + 1, 0 if there is none */
	bool is_thread, met;
};

struct forest {
	struct process_node *nodes;
	size_t count, room;
	size_t roots;			/* those without a parent; index + 1 */
};

/* Children come by pid; with_threads adds threads, and sorts by name instead. */
struct forest forest_plant(struct emit *e, bool with_threads);
/* The node if it can be shown: not one that was, nor deeper than any tree may be. */
struct process_node *forest_enter(struct emit *e, struct forest *f, size_t index_plus_one, unsigned depth);

#endif
