/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of sysfs, which kernfs keeps: one red-black tree of names per folder. */
#include "kernel/sysfs/rows.h"

#include <string.h>

struct visitor {
	sysfs_visit *visit;
	void *arg;
};

static void visit_node(struct emit *e, ref node, const char *path, void *arg)
{
	const struct visitor *v = arg;
	enum kernfs_type type = kernfs_type(node);

	if (type == KERNFS_LINK || (type == KERNFS_FILE && sysfs_row(e, node, path)))
		v->visit(e, node, path, v->arg);
}

void sysfs_nodes(struct emit *e, sysfs_visit *visit, void *arg)
{
	struct visitor v = {.visit = visit, .arg = arg};
	ref root;

	if (!has_sym(e, "sysfs_root_kn"))
		return;
	root = deref(sym(e, "sysfs_root_kn", "struct kernfs_node *"));
	if (!null(root))
		kernfs_walk(root, visit_node, &v);
}

/* ---- links ------------------------------------------------------------------------ */

/* Relative, as the kernel makes them: up to where both ways part, then down (kernfs_get_target_path()). */
static void print_link(struct emit *e, ref node, const char *path)
{
	const char *target = kernfs_path(ptr(node, "symlink.target_kn"));
	const char *from = path, *to = target, *up = "";

	for (const char *s = path, *t = target; *s && *s == *t; s++, t++)
		if (*s == '/') {
			from = s + 1;
			to = t + 1;
		}
	for (; *from; from++)
		if (*from == '/')
			up = file_printf(e, "../%s", up);
	symlink_to(e, "%s%s", up, to);
}

void sysfs_print(struct emit *e, ref node, const char *path)
{
	const struct sysfs_row *row = sysfs_row(e, node, path);
	struct sysfs_file f;

	if (kernfs_type(node) == KERNFS_LINK) {
		print_link(e, node, path);
		return;
	}
	f = sysfs_file(node, path);
	if (row)
		row->print(e, &f, row);
}
