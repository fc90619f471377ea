/* SPDX-License-Identifier: GPL-2.0-or-later */
/* mount_options.h - shared by mount_options*.c only: one function per file system. */
#ifndef VR_KERNEL_MOUNT_OPTIONS_H
#define VR_KERNEL_MOUNT_OPTIONS_H

#include "kernel/kernel.h"

ref fs_info(ref sb, const char *type);		/* super_block.s_fs_info */
void option(struct emit *e, const char *name, const char *value);	/* seq_show_option() */
void option_ids(ref o_uid, ref o_gid);		/* ",uid=5,gid=5" where they are not 0 */

/* root: what mount_options.c hands on is the mount's root dentry. */
void kernfs_options(struct emit *e, ref sb, ref root);
void ext4_options(struct emit *e, ref sb, ref root);
void xfs_options(struct emit *e, ref sb, ref root);
void btrfs_options(struct emit *e, ref sb, ref root);
void overlay_options(struct emit *e, ref sb, ref root);
void nfs_options(struct emit *e, ref sb, ref root);
void fuse_options(struct emit *e, ref sb, ref root);

#endif
