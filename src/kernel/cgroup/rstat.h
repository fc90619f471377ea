/* SPDX-License-Identifier: GPL-2.0-or-later */
/* rstat.h - counters that CPUs keep for themselves until somebody reads them: what a reader would have added. */
#ifndef VR_CGROUP_RSTAT_H
#define VR_CGROUP_RSTAT_H

#include "kernel/kernel.h"

/*
 * One vector of numbers per css of a controller: what is pending in it and in all below, removed groups
 * that the kernel still keeps included.  Made once per worker, in time linear in css and CPUs.
 */
struct fold_kind {
	const char *slot;	/* its name among the worker's slots */
	ref (*root)(struct emit *e);	/* the top css of the controller */
	size_t (*width)(ref css);
	/* Adds what this css alone has pending on one CPU, or (cpu -1) has been handed up by others; NULL: nothing is. */
	void (*add)(ref css, long cpu, int64_t *vector);
	/* What the css would hand up, given the vector of all pending in it (changed in place); NULL: the same. */
	void (*hand_up)(ref css, int64_t *vector);
};

/* The vector of css, NULL where nothing is pending; what could not be read taints. */
const int64_t *fold_pending(const struct fold_kind *kind, ref css);

#endif
