/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mount.h - what mount(8) and findmnt(8) say of a mount. */
#ifndef VR_EMIT_MOUNT_H
#define VR_EMIT_MOUNT_H

#include "emit/emit.h"

void show_mount_source(struct emit *e, ref mount);
void show_mount_options(struct emit *e, ref mount);		/* "rw,relatime,…": of the mount, then of its file system */

#endif
