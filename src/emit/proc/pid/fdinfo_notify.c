/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/fdinfo/[fd] of inotify and fanotify: what is watched.  show_fdinfo(), fs/notify/fdinfo.c */
#include "emit/proc/pid/fdinfo.h"

static void print_handle(struct emit *e, ref inode)
{
	struct inode_handle h = inode_handle(inode);

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
