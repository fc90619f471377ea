/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Names of files: from a dentry up to the root, across mounts, as fs/d_path.c
 * does it.  Names are put together from the end, in a buffer as large as the
 * kernel's own.
 */
#include "kernel/kernel.h"

#include <string.h>

struct name {
	struct emit *e;
	size_t start;			/* of what is there already; the end is fixed */
	char text[LIMIT_STRING];
};

static void name_begin(struct name *n, struct emit *e)
{
	n->e = e;
	n->start = sizeof(n->text) - 1;
	n->text[n->start] = '\0';
}

static bool prepend(struct name *n, const char *s)
{
	size_t size = strlen(s);

	if (size > n->start) {
		fail(n->e, "path", "longer than any path may be", 0);
		return false;
	}
	n->start -= size;
	memcpy(n->text + n->start, s, size);
	return true;
}

static const char *name_end(const struct name *n)
{
	return file_printf(n->e, "%s", n->text + n->start);
}

/* d_name became a member of a union in 6.17, under the same name. */
static const char *last_component(ref dentry)
{
	return str(dentry, "d_name.name");
}

static bool prepend_component(struct name *n, ref dentry)
{
	return prepend(n, last_component(dentry)) && prepend(n, "/");
}

static bool is_root(ref dentry)
{
	return addr(dentry, "d_parent") == dentry.addr;
}

/* d_unlinked(): neither in the hash table nor a root. */
bool dentry_unlinked(ref dentry)
{
	return !addr(dentry, "d_hash.pprev") && !is_root(dentry);
}

ref real_mount(ref vfsmount)
{
	return container(vfsmount, "struct mount", "mnt");
}

/* How far up prepend_path() came. */
enum reached {
	REACHED_ROOT,		/* the root that was given */
	REACHED_TOP,		/* the top of the mount tree */
	REACHED_DETACHED,	/* the top of a tree of mounts that hangs nowhere */
	REACHED_NOTHING,	/* the root of a dentry tree that is not where its mount begins; or damage */
};

static enum reached top_of(ref mount)
{
	uint64_t ns = addr(mount, "mnt_ns");

	return ns && ns < (uint64_t)-4095 ? REACHED_TOP : REACHED_DETACHED;
}

/* __prepend_path(), fs/d_path.c */
static enum reached climb(struct name *n, ref dentry, ref mount, ref root)
{
	uint64_t root_dentry = null(root) ? 0 : addr(root, "dentry");
	uint64_t root_mnt = null(root) ? 0 : addr(root, "mnt");

	for (unsigned depth = 0; depth < LIMIT_STRING; depth++) {
		ref mnt = sub(mount, "mnt"), parent;

		if (dentry.addr == root_dentry && mnt.addr == root_mnt)
			return REACHED_ROOT;
		if (dentry.addr == addr(mnt, "mnt_root")) {
			ref above = ptr(mount, "mnt_parent");

			if (same(above, mount))
				return top_of(mount);
			dentry = ptr(mount, "mnt_mountpoint");
			mount = above;
			continue;
		}
		parent = ptr(dentry, "d_parent");
		if (same(parent, dentry) || poisoned(parent) || !prepend_component(n, dentry))
			return REACHED_NOTHING;
		dentry = parent;
	}
	fail(n->e, "path", "deeper than any path may be", dentry.addr);
	return REACHED_NOTHING;
}

static enum reached prepend_path(struct name *n, ref dentry, ref mount, ref root)
{
	size_t start = n->start;
	enum reached r = climb(n, dentry, mount, root);

	if (r == REACHED_NOTHING)
		n->start = start;
	if (n->start == start)
		prepend(n, "/");
	return r;
}

/* ---- names that a file system makes up: dentry_operations.d_dname ------------------- */

const char *namespace_name(ref dentry)
{
	ref ns = cast(ptr(ptr(dentry, "d_inode"), "i_private"), "struct ns_common");

	return file_printf(context(dentry), "%s:[%lu]", str(ns, "ops->name"), (unsigned long)num(dentry, "d_inode->i_ino"));
}

static const char *dmabuf_name(ref dentry)
{
	ref buf = cast(ptr(dentry, "d_fsdata"), "struct dma_buf");

	return file_printf(context(dentry), "/%s:%s", last_component(dentry), str(buf, "name"));
}

static const char *made_up_name(ref dentry, const char *function)
{
	struct emit *e = context(dentry);

	if (!strcmp(function, "pipefs_dname"))
		return file_printf(e, "pipe:[%lu]", (unsigned long)num(dentry, "d_inode->i_ino"));
	if (!strcmp(function, "sockfs_dname"))
		return file_printf(e, "socket:[%lu]", (unsigned long)num(dentry, "d_inode->i_ino"));
	if (!strcmp(function, "anon_inodefs_dname"))
		return file_printf(e, "anon_inode:%s", last_component(dentry));
	if (!strcmp(function, "simple_dname"))
		return file_printf(e, "/%s (deleted)", last_component(dentry));
	if (!strcmp(function, "pidfs_dname"))	/* 6.9 */
		return "anon_inode:[pidfd]";
	if (!strcmp(function, "ns_dname"))
		return namespace_name(dentry);
	if (!strcmp(function, "dmabuffs_dname"))
		return dmabuf_name(dentry);
	fail(e, "path", "of a file system that names its files in a way of its own", dentry.addr);
	return "";
}

/* ---- what others call ------------------------------------------------------------------ */

/* init's root; found once per worker. */
ref reader_root(struct emit *e)
{
	ref init = init_process(e), fs = null(init) ? init : task_fs(init);

	return null(fs) ? at(e, 0, "struct path") : sub(fs, "root");
}

const char *path_name(ref path, ref root)
{
	ref dentry = ptr(path, "dentry"), mnt = ptr(path, "mnt"), ops;
	struct name n;

	if (null(dentry) || null(mnt))
		return "";
	ops = ptr(dentry, "d_op");
	if (!null(ops) && addr(ops, "d_dname") && (!is_root(dentry) || addr(mnt, "mnt_root") != dentry.addr))
		return made_up_name(dentry, method(ops, "d_dname"));
	name_begin(&n, context(path));
	if (dentry_unlinked(dentry))
		prepend(&n, " (deleted)");
	prepend_path(&n, dentry, real_mount(mnt), root);
	return name_end(&n);
}

const char *file_name(ref file)
{
	return path_name(sub(file, "f_path"), reader_root(context(file)));
}

const char *dentry_name(ref dentry)
{
	struct name n;

	name_begin(&n, context(dentry));
	if (dentry_unlinked(dentry))
		prepend(&n, "//deleted");
	if (is_root(dentry)) {
		prepend(&n, "/");
		return name_end(&n);
	}
	for (unsigned depth = 0; depth < LIMIT_STRING && !is_root(dentry); depth++) {
		if (poisoned(dentry) || !prepend_component(&n, dentry))
			break;
		dentry = ptr(dentry, "d_parent");
	}
	return name_end(&n);
}

const char *mount_point(ref mount, ref root)
{
	struct name n;
	enum reached r;

	name_begin(&n, context(mount));
	r = prepend_path(&n, ptr(mount, "mnt.mnt_root"), mount, root);
	if (r != REACHED_ROOT && !(r == REACHED_TOP && null(root)))
		return tainted(context(mount)) ? "" : NULL;
	return name_end(&n);
}
