/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of debugfs, which is that of its dentries, and who prints what in it: fs/debugfs/inode.c, file.c */
#include "kernel/debugfs/file.h"

#include <stdio.h>
#include <string.h>

static const struct debugfs_row rows[] = {
#define PRINTER(function, how, what) {#function, debugfs_##how, what},
#include "kernel/debugfs/files.def"
#undef PRINTER
};

static const struct handler_table table = HANDLER_TABLE("debugfs files", rows);

struct visitor {
	struct emit *e;
	debugfs_visit *visit;
	void *arg;
	struct map seen;	/* folders */
	size_t files;
	char path[LIMIT_STRING];
};

uint64_t debugfs_data(ref dentry)
{
	return addr(dentry, "d_inode->i_private");
}

/* What a file of a table is of: its own since 7.0, before that what its folder was made for. */
uint64_t debugfs_object(ref dentry)
{
	struct emit *e = context(dentry);

	if (has_member(e, "struct debugfs_inode_info", "aux")) {
		uint64_t aux = addr(container(ptr(dentry, "d_inode"), "struct debugfs_inode_info", "vfs_inode"), "aux");

		if (aux)
			return aux;
	}
	return debugfs_data(ptr(dentry, "d_parent"));
}

/*
 * The operations that the file was created with.  A file that nobody has opened yet has them in d_fsdata, marked by
 * its lowest bit; since 6.14 (f8f25893a477) they are in the inode.
 */
static uint64_t operations(ref dentry)
{
	struct emit *e = context(dentry);
	uint64_t data = addr(dentry, "d_fsdata");

	if (has_type(e, "struct debugfs_inode_info"))
		return addr(container(ptr(dentry, "d_inode"), "struct debugfs_inode_info", "vfs_inode"), "raw");
	if (data & 1)
		return data & ~(uint64_t)3;
	return data ? addr(at(e, data, "struct debugfs_fsdata"), "real_fops") : 0;
}

/* Since 6.13 there are operations that have but read and write. */
static bool has_short_operations(ref dentry)
{
	struct emit *e = context(dentry);
	const char *name = "debugfs_full_short_proxy_file_operations";

	return has_sym(e, name) && addr(dentry, "d_inode->i_fop") == symaddr(e, name);
}

const struct debugfs_row *debugfs_row(ref dentry)
{
	struct emit *e = context(dentry);
	const struct debugfs_row *row = NULL;
	uint64_t fops = operations(dentry);
	ref full = at(e, fops, "struct file_operations");

	if (!fops)
		return NULL;
	if (has_short_operations(dentry))
		return handler_row(e, &table, addr(at(e, fops, "struct debugfs_short_fops"), "read"));
	if (addr(full, "open"))
		row = handler_row(e, &table, addr(full, "open"));
	return row ? row : handler_row(e, &table, addr(full, "read"));
}

static void visit_folder(struct visitor *v, ref folder, size_t length, unsigned depth);

static void visit_entry(struct visitor *v, ref dentry, size_t length, unsigned depth)
{
	enum { READABLE = 0444 };
	const char *name = str(dentry, "d_name.name");
	char kind;

	if (!addr(dentry, "d_inode"))
		return;
	if (length + strlen(name) + 2 >= sizeof(v->path) || ++v->files > LIMIT_DEBUGFS_FILES) {
		fail(v->e, "struct dentry", "one of too many, or its path is too long", dentry.addr);
		return;
	}
	kind = inode_kind(ptr(dentry, "d_inode"));
	sprintf(v->path + length, "%s%s", length ? "/" : "", name);
	if (kind == 'd')
		visit_folder(v, dentry, strlen(v->path), depth + 1);
	else if (kind == '-' && num(dentry, "d_inode->i_mode") & READABLE && debugfs_row(dentry))
		v->visit(v->e, dentry, v->path, v->arg);
	v->path[length] = '\0';
}

static void visit_folder(struct visitor *v, ref folder, size_t length, unsigned depth)
{
	if (map_has(&v->seen, folder.addr) || depth > LIMIT_TREE_DEPTH) {
		fail(v->e, "struct dentry", "a folder met twice, or too deep", folder.addr);
		return;
	}
	map_put(&v->seen, folder.addr, 1);
	EACH(dentry, dentry_children(folder))
		visit_entry(v, dentry, length, depth);
}

/* Where it is not mounted there are no files, though the kernel keeps the tree. */
void debugfs_files(struct emit *e, debugfs_visit *visit, void *arg)
{
	struct visitor v = {.e = e, .visit = visit, .arg = arg};
	ref root = reader_root(e);

	EACH(mount, init_mounts(e)) {
		const char *point;

		if (strcmp(str(mount, "mnt.mnt_sb->s_type->name"), "debugfs"))
			continue;
		point = mount_point(mount, root);
		if (point && !strcmp(point, "/sys/kernel/debug")) {
			visit_folder(&v, ptr(mount, "mnt.mnt_root"), 0, 0);
			break;
		}
	}
	map_free(&v.seen);
}

void debugfs_print(struct emit *e, ref dentry)
{
	const struct debugfs_row *row = debugfs_row(dentry);

	if (row)
		row->print(e, row, dentry, debugfs_data(dentry));
}
