/* SPDX-License-Identifier: GPL-2.0-or-later */
/* debugfs.h - the files below sys/kernel/debug: a part of kernel.h. */
#ifndef VR_KERNEL_DEBUGFS_H
#define VR_KERNEL_DEBUGFS_H

#include "object/object.h"

/* Each file that some row of debugfs/files.def can print: its struct dentry, "block/sda/state". */
typedef void debugfs_visit(struct emit *e, ref dentry, const char *path, void *arg);
void debugfs_files(struct emit *e, debugfs_visit *visit, void *arg);
void debugfs_print(struct emit *e, ref dentry);

#endif
