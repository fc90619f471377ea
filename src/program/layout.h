/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * layout.h - the few kernel structs that opening a program must read itself
 * (modules, BTF objects), with offsets by name from the types of the dump.
 */
#ifndef VR_LAYOUT_H
#define VR_LAYOUT_H

#include "program/internal.h"

/* A scalar or pointer member: where, and how many bytes.  size 0: there is none of that name. */
struct field {
	uint64_t offset;
	unsigned size;
};

/* path: "kallsyms", "core_layout.base"; size of the member itself for arrays and structs. */
struct field field_of(struct type *t, const char *path);
/* Value of a scalar member of the object at obj; false if there is no such member or it can't be read. */
bool field_read(struct program *p, uint64_t obj, struct field f, uint64_t *value);

/* A walk along struct list_head, which ends at the head, at damage, at a cycle or at the limit. */
struct list_walk {
	uint64_t head, at, before;	/* at: the current list_head; before: the one that led to it */
	bool backwards;
	uint64_t seen;			/* an element passed before (Brent): meeting it again is a cycle */
	uint64_t count, next_mark;
	bool unreadable;		/* the element `at` */
	const char *broken;		/* NULL: it ended, or goes on, as it should */
};

struct list_walk list_start(uint64_t head);
bool list_next(struct list_walk *w, struct program *p, uint64_t limit);
/*
 * Calls fn with each element.  Where one can't be read, those behind it are reached from the end.
 * Returns what is wrong with the list, NULL if nothing.
 */
const char *list_each(struct program *p, uint64_t head, uint64_t limit,
		      void (*fn)(struct program *p, uint64_t element, void *arg), void *arg);

#endif
