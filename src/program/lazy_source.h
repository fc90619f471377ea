/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * lazy_source.h - a source of a module's types that is opened when it is first asked: most reports need types of
 * few modules, or of none.
 */
#ifndef VR_LAZY_SOURCE_H
#define VR_LAZY_SOURCE_H

#include "program/layout.h"

struct lazy_source {
	struct type_source source;	/* first: what stands in a graph's list of sources */
	struct program *program;
	/* Sets inner; leaves it NULL, having said why, where there is nothing to ask.  The program's lock is held. */
	void (*open)(struct lazy_source *s);
	bool tried;
	struct type_source *inner;	/* what all questions are handed on to */
};

/* The texts must outlive it.  open() may be called as soon as the source is in a graph. */
void lazy_source_init(struct lazy_source *s, struct program *p, void (*open)(struct lazy_source *s), const char *name,
		      const char *module);
void lazy_source_close(struct lazy_source *s);

#endif
