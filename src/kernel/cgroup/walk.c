/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where hierarchies of control groups are mounted, and the folders in them. */
#include "kernel/cgroup/file.h"

#include <string.h>

struct visitor {
	cgroup_visit *visit;
	void *arg;
	const char *top;	/* where the hierarchy is mounted */
	struct map seen;	/* hierarchies, by their kernfs_root */
};

static void visit_node(struct emit *e, ref node, const char *path, void *arg)
{
	const struct visitor *v = arg;

	if (kernfs_type(node) == KERNFS_DIR && kernfs_visible(node))
		v->visit(e, node, file_printf(e, "%s/%s", v->top, path), v->arg);
}

/* A mount may show a part of the hierarchy only: the folder is that of its root dentry. */
static void visit_mount(struct emit *e, struct visitor *v, ref mount, const char *point)
{
	ref folder = at(e, addr(mount, "mnt.mnt_root->d_inode->i_private"), "struct kernfs_node");

	if (null(folder) || map_has(&v->seen, folder.addr))
		return;
	map_put(&v->seen, folder.addr, 1);
	v->top = point;
	v->visit(e, folder, point, v->arg);
	kernfs_walk(folder, visit_node, v);
}

void cgroup_folders(struct emit *e, cgroup_visit *visit, void *arg)
{
	struct visitor v = {.visit = visit, .arg = arg};
	ref root = reader_root(e);

	if (!has_sym(e, "cgrp_dfl_root"))
		return;
	EACH(mount, init_mounts(e)) {
		const char *type = str(mount, "mnt.mnt_sb->s_type->name"), *point;

		if (strcmp(type, "cgroup") && strcmp(type, "cgroup2"))
			continue;
		point = mount_point(mount, root);
		if (point && !strncmp(point, "/sys/", 5))
			visit_mount(e, &v, mount, point + 5);
	}
	map_free(&v.seen);
}

/* Files that can only be written (cgroup.kill, memory.reclaim) have nothing to show. */
struct walk cgroup_files(ref folder)
{
	struct emit *e = context(folder);
	struct address_list found = address_list(e);

	EACH(node, rbtree(sub(folder, "dir.children"), "struct kernfs_node", "rb"))
		if (kernfs_type(node) == KERNFS_FILE && kernfs_visible(node) && cgroup_file_reader(node))
			address_add(&found, node.addr);
	return address_walk(e, &found, "struct kernfs_node");
}
