/* SPDX-License-Identifier: GPL-2.0-or-later */
/* statfs.h - room in file systems, as statfs(2) tells it (statfs.c): a part of kernel.h. */
#ifndef VR_KERNEL_STATFS_H
#define VR_KERNEL_STATFS_H

#include "object/object.h"

struct fs_room {
	uint64_t block;				/* bytes */
	uint64_t blocks, free, available;	/* available: to users other than root */
	uint64_t files, free_files;
};
/* False: this kind of file system is not known, or asks a server. */
bool fs_room(ref sb, struct fs_room *room);

#endif
