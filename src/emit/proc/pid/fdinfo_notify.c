/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/fdinfo/[fd] of inotify and fanotify: what is watched.  show_fdinfo(), fs/notify/fdinfo.c */
#include "emit/proc/pid/fdinfo.h"

#include <string.h>

/* A file handle: how exportfs would name an inode. */
struct handle {
	int type;
	unsigned size;			/* bytes; 0: it would not */
	uint32_t word[5];
};

static struct handle by_ino32(ref inode)
{
	return (struct handle){1, 8, {(uint32_t)num(inode, "i_ino"), (uint32_t)num(inode, "i_generation")}};
}

static struct handle by_ino64(ref inode)
{
	uint64_t ino = addr(inode, "i_ino");

	return (struct handle){0x81, 12, {(uint32_t)ino, (uint32_t)(ino >> 32), (uint32_t)num(inode, "i_generation")}};
}

static struct handle by_generation(ref inode)	/* shmem_encode_fh() */
{
	uint64_t ino = addr(inode, "i_ino");

	return (struct handle){1, 12, {(uint32_t)num(inode, "i_generation"), (uint32_t)ino, (uint32_t)(ino >> 32)}};
}

static struct handle by_kernfs(ref inode)
{
	uint64_t id = addr(cast(ptr(inode, "i_private"), "struct kernfs_node"), "id");

	return (struct handle){0xfe, 8, {(uint32_t)id, (uint32_t)(id >> 32)}};
}

static struct handle by_btrfs(ref inode)
{
	ref own = container(inode, "struct btrfs_inode", "vfs_inode");
	uint64_t object = addr(inode, "i_ino"), root = addr(own, "root->root_key.objectid");

	return (struct handle){0x4d, 20, {(uint32_t)object, (uint32_t)(object >> 32), (uint32_t)root, (uint32_t)(root >> 32),
					  (uint32_t)num(inode, "i_generation")}};
}

/* exportfs_encode_inode_fh(): file systems without a method of their own got 64-bit handles in 6.6. */
static struct handle handle_of(struct emit *e, ref inode)
{
	ref ops = ptr(inode, "i_sb->s_export_op");
	const char *function = null(ops) ? "" : method(ops, "encode_fh");

	if (!*function && !has_function(e, "generic_encode_ino32_fh"))
		return by_ino32(inode);
	if (!*function)
		return null(ops) ? by_ino64(inode) : (struct handle){0};
	if (!strcmp(function, "generic_encode_ino32_fh"))
		return by_ino32(inode);
	if (!strcmp(function, "xfs_fs_encode_fh"))
		return by_ino64(inode);
	if (!strcmp(function, "shmem_encode_fh"))
		return by_generation(inode);
	if (!strcmp(function, "kernfs_encode_fh"))
		return by_kernfs(inode);
	if (!strcmp(function, "btrfs_encode_fh"))
		return by_btrfs(inode);
	remark(e, "file handles made by %s() are not shown", function);
	return (struct handle){0};
}

static void print_handle(struct emit *e, ref inode)
{
	struct handle h = handle_of(e, inode);

	if (!h.size)
		return;
	out(e, "fhandle-bytes:%x fhandle-type:%x f_handle:", h.size, (unsigned)h.type);
	for (unsigned i = 0; i < h.size; i++)
		out(e, "%02x", h.word[i / 4] >> i % 4 * 8 & 0xff);
}

/* The inode itself since 6.10, a pointer in it before (fsnotify_conn_inode()). */
static ref watched_inode(struct emit *e, ref mark)
{
	uint64_t object = addr(mark, "connector->obj");

	if (!object || has_type(e, "struct fsnotify_sb_info"))
		return at(e, object, "struct inode");
	return at(e, object - offsetof_member(e, "struct inode", "i_fsnotify_marks"), "struct inode");
}

/* inotify_mark_user_mask(): events, and two flags that have bits elsewhere since 5.19. */
static unsigned long user_mask(ref mark)
{
	long flags = num(mark, "flags");

	return ((unsigned long)num(mark, "mask") & 0xfff) | (flags & 0x10 ? 1UL << 26 : 0) | (flags & 0x20 ? 1UL << 31 : 0);
}

static ref group_of(ref file)
{
	return cast(ptr(file, "private_data"), "struct fsnotify_group");
}

void fdinfo_inotify(struct emit *e, ref file)
{
	EACH(mark, list(sub(group_of(file), "marks_list"), "struct fsnotify_mark", "g_list")) {
		ref inode = watched_inode(e, mark);

		if (num(mark, "connector->type") != enum_or(e, "FSNOTIFY_OBJ_TYPE_INODE", 0) || null(inode))
			continue;
		out(e, "inotify wd:%lx ino:%lx sdev:%lx mask:%lx ignored_mask:0 ",
		    (unsigned long)num(container(mark, "struct inotify_inode_mark", "fsn_mark"), "wd"),
		    (unsigned long)num(inode, "i_ino"), (unsigned long)num(inode, "i_sb->s_dev"), user_mask(mark));
		print_handle(e, inode);
		out(e, "\n");
	}
}

void fdinfo_fanotify(struct emit *e, ref file)
{
	enum { INIT_FLAGS = 0xfff };
	ref group = group_of(file);

	row(e, "fanotify flags:%lx event-flags:%lx\n", (unsigned long)num(group, "fanotify_data.flags") & INIT_FLAGS,
	    (unsigned long)num(group, "fanotify_data.f_flags"));
	if (addr(group, "marks_list.next") != sub(group, "marks_list").addr)
		remark(e, "marks of fanotify are not shown");
}
