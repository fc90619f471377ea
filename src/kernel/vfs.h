/* SPDX-License-Identifier: GPL-2.0-or-later */
/* vfs.h - paths, mounts and open files. */
#ifndef VR_KERNEL_VFS_H
#define VR_KERNEL_VFS_H

#include "object/object.h"

/* ---- paths (path.c) -------------------------------------------------------------- */

/*
 * A path in the kernel is a pair of mount and dentry; root is the struct path at which names
 * begin, or a null ref for the top of the mount tree.
 */
ref reader_root(struct emit *e);			/* struct path: the root of init, through which /proc is read */
const char *path_name(ref path, ref root);		/* struct path, as d_path() prints it */
const char *file_name(ref file);			/* struct file, seen from reader_root() */
const char *dentry_name(ref dentry);			/* within its file system: dentry_path() */
/* Where a struct mount is mounted, seen from root; NULL where it cannot be reached from there. */
const char *mount_point(ref mount, ref root);
const char *namespace_name(ref dentry);			/* a file of nsfs: "net:[4026531840]" */
bool dentry_unlinked(ref dentry);
ref real_mount(ref vfsmount);				/* the struct mount around it */

/* ---- names that are cached (lookup.c) ------------------------------------------------ */

struct walk dentry_children(ref folder);		/* struct dentry; also of names that there are no files of */
/*
 * The dentry of "etc/fstab", below init's root and across mounts and symbolic links; null where a name is not
 * cached, which does not say that there is no such file.
 */
ref cached_dentry(struct emit *e, const char *path);
char inode_kind(ref inode);				/* '-', 'd', 'l', 'b', 'c', 'p', 's', as ls has it; else '?' */

/* ---- contents that are cached (file_pages.c) ------------------------------------------ */

/*
 * The pages that the page cache has of a file, and that are up to date: struct page, KEY(): which of the file's,
 * from the first on and before `end`.
 */
struct walk file_pages(ref inode, uint64_t first, uint64_t end);

/* ---- mounts (mount.c) -------------------------------------------------------------- */

ref task_root(ref task);		/* struct path: where names begin for it; null once it has gone past exit */
struct walk mounts(ref mnt_ns);				/* struct mount, in the order of /proc/…/mounts */
struct walk init_mounts(struct emit *e);			/* those that init sees; none where it has ended */
const char *mount_root(ref mount);			/* the folder of its file system that is mounted: "/" for all of it */
void print_mount_type(ref sb);
void print_mount_source(ref mount);
void print_mount_flags(ref mount);			/* ",nosuid,nodev" */
void print_super_flags(ref sb);				/* ",sync" and what the security module adds */

/* What the file system itself adds, ",size=4k"; remarks where it would but we do not know how (mount_options.c). */
void print_mount_options(ref mount);

/* ---- open files (files.c) ------------------------------------------------------------- */

/* struct file of each descriptor of a task; KEY(): its number. */
struct walk open_files(ref task);
ref open_file(ref task, long fd);			/* struct file; null if that descriptor is not open */
ref pidfd_pid(ref file);				/* struct pid of a pidfd */
bool close_on_exec(ref task, long fd);
/* Name of a function that a table of operations points at ("eventfd_show_fdinfo"), "" if it is NULL. */
#define method(ops, path) method_((ops), "" path "")
const char *method_(ref ops, const char *path);

/* ---- programs that an interpreter runs (binfmt.c) ---------------------------------------- */

bool binary_formats_shown(struct emit *e);		/* is binfmt_misc mounted? */
bool binary_formats_enabled(struct emit *e);
struct walk binary_formats(struct emit *e);		/* Node, since 7.3 struct binfmt_misc_entry */

/* ---- file handles (inode_handle.c) -------------------------------------------------------- */

/* How exportfs would name an inode. */
struct inode_handle {
	int type;
	unsigned size;			/* bytes; 0: it would not */
	uint32_t word[5];
};
struct inode_handle inode_handle(ref inode);

/* ---- file locks (locks.c) --------------------------------------------------------------- */

/* What locks are: struct file_lock_core since 6.9 (a69ce85ec9af), struct file_lock before. */
const char *file_lock_type(struct emit *e);
/* Each lock and, behind it, one level deeper, those who wait for it; id: the number that /proc/locks gives it. */
typedef void lock_visit(struct emit *e, ref lock, long id, int level, void *arg);
void file_locks(struct emit *e, lock_visit *visit, void *arg);
const char *lock_text(ref lock);			/* "FLOCK  ADVISORY  WRITE 123 00:17:45 0 EOF" */

#endif
