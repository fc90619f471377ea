/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What lsns lists (collect.c): namespaces by inode number, each with the first process in it. */
#ifndef VR_EMIT_LSNS_H
#define VR_EMIT_LSNS_H

#include "kernel/kernel.h"

struct lsns_entry {
	const char *kind;
	unsigned long inode;
	long processes, pid, above;	/* above: parent of its first process */
	uint64_t task;
	long parent;			/* which line it stands below; -1: none */
};
struct lsns {
	struct lsns_entry *v;
	size_t count, room;
	struct map by_inode;	/* place in v */
};

void lsns_collect(struct emit *e, struct lsns *l);
void lsns_free(struct lsns *l);

#endif
