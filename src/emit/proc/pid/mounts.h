/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mounts.h - what the files about a process's mounts have in common. */
#ifndef VR_PROC_PID_MOUNTS_H
#define VR_PROC_PID_MOUNTS_H

#include "emit/emit.h"

/* One line of the file: where is where it is mounted, seen from the process's root. */
typedef void print_mount_fn(struct emit *e, ref mount, ref root, const char *where);
/* All that the task sees; nothing once it has gone past exit. */
void print_seen_mounts(struct emit *e, const char *emitter, ref task, print_mount_fn *print);

#endif
