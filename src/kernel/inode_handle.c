/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Handles by which file systems name inodes to NFS servers and watchers.  exportfs_encode_inode_fh(), fs/exportfs/expfs.c */
#include "kernel/kernel.h"

#include <string.h>

static struct inode_handle by_ino32(ref inode)
{
	return (struct inode_handle){1, 8, {(uint32_t)num(inode, "i_ino"), (uint32_t)num(inode, "i_generation")}};
}

static struct inode_handle by_ino64(ref inode)
{
	uint64_t ino = addr(inode, "i_ino");

	return (struct inode_handle){0x81, 12, {(uint32_t)ino, (uint32_t)(ino >> 32), (uint32_t)num(inode, "i_generation")}};
}

static struct inode_handle by_generation(ref inode)	/* shmem_encode_fh() */
{
	uint64_t ino = addr(inode, "i_ino");

	return (struct inode_handle){1, 12, {(uint32_t)num(inode, "i_generation"), (uint32_t)ino, (uint32_t)(ino >> 32)}};
}

static struct inode_handle by_kernfs(ref inode)
{
	uint64_t id = addr(cast(ptr(inode, "i_private"), "struct kernfs_node"), "id");

	return (struct inode_handle){0xfe, 8, {(uint32_t)id, (uint32_t)(id >> 32)}};
}

static struct inode_handle by_btrfs(ref inode)
{
	ref own = container(inode, "struct btrfs_inode", "vfs_inode");
	uint64_t object = addr(inode, "i_ino"), root = addr(own, "root->root_key.objectid");

	return (struct inode_handle){0x4d, 20, {(uint32_t)object, (uint32_t)(object >> 32), (uint32_t)root, (uint32_t)(root >> 32),
					  (uint32_t)num(inode, "i_generation")}};
}

struct inode_handle inode_handle(ref inode)
{
	static const struct {
		const char *encode_fh;
		struct inode_handle (*make)(ref inode);
	} ways[] = {
		{"btrfs_encode_fh", by_btrfs}, {"generic_encode_ino32_fh", by_ino32}, {"kernfs_encode_fh", by_kernfs},
		{"shmem_encode_fh", by_generation}, {"xfs_fs_encode_fh", by_ino64},
	};
	struct emit *e = context(inode);
	ref ops = ptr(inode, "i_sb->s_export_op");
	const char *function = null(ops) ? "" : method(ops, "encode_fh");

	/* File systems without a method of their own got 64-bit handles in 6.6. */
	if (!*function && !has_function(e, "generic_encode_ino32_fh"))
		return by_ino32(inode);
	if (!*function)
		return null(ops) ? by_ino64(inode) : (struct inode_handle){0};
	for (size_t i = 0; i < ARRAY_LEN(ways); i++)
		if (!strcmp(function, ways[i].encode_fh))
			return ways[i].make(inode);
	remark(e, "file handles made by %s() are not shown", function);
	return (struct inode_handle){0};
}
