/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the forms of numastat share. */
#ifndef VR_EMIT_NUMASTAT_H
#define VR_EMIT_NUMASTAT_H

#include "kernel/kernel.h"

/* What one file of each node says. */
struct node_files {
	long count, ids[LIMIT_NUMA_NODES];	/* count 0: no such file; said to be absent */
	const char *texts[LIMIT_NUMA_NODES];
};
struct node_files *numastat_read(struct emit *e, const char *file);
void numastat_heading(struct emit *e, const struct node_files *files, const char *title);
/* The number behind a name on each node, and its sum; scale: by what to multiply to get MiB. */
void numastat_row(struct emit *e, const struct node_files *files, const char *name, const char *label, double scale);

#endif
