/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * From a path to its inode, by the names that the kernel has cached: link_path_walk(), fs/namei.c.
 * A name that is not cached is not found, though the file system may have it.
 */
#include "kernel/vfs.h"

#include <string.h>

#include "kernel/kernel.h"

enum { MOST_LINKS = 40 };	/* MAXSYMLINKS, include/linux/namei.h */

/* Where each file system is mounted: found once per worker. */
struct mount_table {
	bool filled;
	struct mounted {
		uint64_t parent, mountpoint, mount;
	} *v;
	size_t count, room;
};

struct place {
	ref mount, dentry;
};

struct walk dentry_children(ref folder)
{
	if (has(folder, "d_children"))	/* 6.8, da549bdd15c2 */
		return hlist(sub(folder, "d_children"), "struct dentry", "d_sib");
	return list(sub(folder, "d_subdirs"), "struct dentry", "d_child");
}

static const struct mount_table *mount_table(struct emit *e)
{
	struct mount_table *t = slot(e, "mounts by place", sizeof(*t));

	if (t->filled)
		return t;
	t->filled = true;
	EACH(mount, init_mounts(e)) {
		t->v = worker_grow(e, t->v, t->count, &t->room, sizeof(*t->v));
		t->v[t->count++] = (struct mounted){addr(mount, "mnt_parent"), addr(mount, "mnt_mountpoint"), mount.addr};
	}
	return t;
}

/* To the root of what is mounted there, and of what is mounted on that. */
static void enter_mounts(struct place *p)
{
	struct emit *e = context(p->dentry);
	const struct mount_table *t = mount_table(e);

	for (size_t i = 0, steps = 0; i < t->count && steps < t->count; i++) {
		if (t->v[i].parent != p->mount.addr || t->v[i].mountpoint != p->dentry.addr || t->v[i].mount == p->mount.addr)
			continue;
		p->mount = at(e, t->v[i].mount, "struct mount");
		p->dentry = ptr(p->mount, "mnt.mnt_root");
		i = (size_t)-1;
		steps++;
	}
}

static bool enter_child(struct place *p, const char *name, size_t length)
{
	EACH(child, dentry_children(p->dentry)) {
		const char *s = str(child, "d_name.name");

		if (strncmp(s, name, length) || s[length] || !addr(child, "d_inode") || dentry_unlinked(child))
			continue;
		p->dentry = child;
		enter_mounts(p);
		return true;
	}
	return false;
}

/* Takes "." and "..", and empty names, out of a path, which thereby begins at the root. */
static void normalize(char *path)
{
	char *to = path;

	for (const char *from = path; *from;) {
		size_t n = strcspn(from, "/");

		if (n == 2 && from[0] == '.' && from[1] == '.') {
			while (to > path && *--to != '/')
				continue;
		} else if (n && !(n == 1 && *from == '.')) {
			if (to > path)
				*to++ = '/';
			memmove(to, from, n);
			to += n;
		}
		from += n + (from[n] == '/');
	}
	*to = '\0';
}

/* What a symbolic link says, if that is kept in memory; NULL if it is in a page of the link's. */
static const char *link_target(ref inode)
{
	return addr(inode, "i_link") ? string(context(inode), addr(inode, "i_link")) : NULL;
}

/* The path to go on with: a link's target, which is seen from the folder that is the first `length` bytes of path, and what comes after. */
static const char *follow(struct emit *e, const char *path, size_t length, const char *target, const char *rest)
{
	char *all = *target == '/' ? file_printf(e, "%s/%s", target, rest) :
				     file_printf(e, "%.*s/%s/%s", (int)length, path, target, rest);

	normalize(all);
	return all;
}

ref cached_dentry(struct emit *e, const char *path)
{
	ref root = reader_root(e), none = at(e, 0, "struct dentry");
	struct place top, p;
	unsigned links = 0;

	if (null(root) || !addr(root, "dentry"))
		return none;
	p = top = (struct place){real_mount(ptr(root, "mnt")), ptr(root, "dentry")};
	for (const char *name = path; *name;) {
		size_t length = strcspn(name, "/");
		const char *rest = name + length + (name[length] == '/'), *target;

		if (!enter_child(&p, name, length))
			return none;
		if (inode_kind(ptr(p.dentry, "d_inode")) == 'l') {
			target = link_target(ptr(p.dentry, "d_inode"));
			if (!target || links++ == MOST_LINKS)
				return none;
			rest = path = follow(e, path, (size_t)(name - path), target, rest);
			p = top;
		}
		name = rest;
	}
	return p.dentry;
}

char inode_kind(ref inode)
{
	static const char kinds[] = "?pc?d?b?-?l?s???";	/* by i_mode >> 12 */

	return kinds[num(inode, "i_mode") >> 12 & 15];
}
