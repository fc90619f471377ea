/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/commands/cgroups/group_tree.h"

#include <string.h>

struct planter {
	struct map groups;	/* struct group, by the address of its folder */
};

static struct group *group_of(const struct planter *p, ref folder)
{
	uint64_t at_ = 0;

	return map_get(&p->groups, folder.addr, &at_) ? (struct group *)(uintptr_t)at_ : NULL;
}

static struct group *add_group(struct emit *e, struct planter *p, ref folder, struct group *parent)
{
	struct group *g = file_alloc(e, 1, sizeof(*g));

	g->folder = folder;
	g->parent = parent;
	if (parent) {
		*(parent->last ? &parent->last->next : &parent->first) = g;
		parent->last = g;
	}
	map_put(&p->groups, folder.addr, (uintptr_t)g);
	return g;
}

static void visit(struct emit *e, ref node, const char *path, void *arg)
{
	struct group *parent;

	(void)path;
	if (kernfs_type(node) != KERNFS_DIR || !kernfs_visible(node))
		return;
	parent = group_of(arg, kernfs_parent(node));
	if (parent)
		add_group(e, arg, node, parent);
}

static ref systemds_root(struct emit *e)
{
	EACH(root, cgroup_roots(e))
		if (!strcmp(str(root, "name"), "systemd"))
			return root;
	return sym(e, "cgrp_dfl_root", "struct cgroup_root");
}

static void add_task(struct emit *e, const struct planter *p, ref task, ref root)
{
	ref cgroup = task_cgroup(task, root);
	struct group *g = null(cgroup) ? NULL : group_of(p, ptr(cgroup, "kn"));

	if (!g || num(task, "flags") & PF_KTHREAD)
		return;
	g->tasks = file_grow(e, g->tasks, g->count, &g->room, sizeof(*g->tasks));
	g->tasks[g->count++] = task;
	for (; g; g = g->parent)
		g->below++;
}

struct group *group_tree(struct emit *e)
{
	ref root = systemds_root(e), folder = ptr(root, "cgrp.kn");
	struct planter p = {{0}};
	struct group *top = add_group(e, &p, folder, NULL);

	kernfs_walk(folder, visit, &p);
	EACH(task, tasks(e))
		add_task(e, &p, task, root);
	map_free(&p.groups);
	return top;
}
