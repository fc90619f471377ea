/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the files that make mdadm -D share. */
#ifndef VR_EMIT_MDADM_H
#define VR_EMIT_MDADM_H

#include "kernel/kernel.h"

void mdadm_state(struct emit *e, ref md);	/* how it is, how many disks it has (state.c) */
void mdadm_disks(struct emit *e, ref md);	/* the table of disks (disks.c) */
bool mdadm_disk_is(ref disk, const char *flag);	/* "In_sync", "Faulty" */

#endif
