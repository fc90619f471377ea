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

static ref root_node(struct emit *e)
{
	if (!has_sym(e, "sysfs_root_kn"))
		return at(e, 0, "struct kernfs_node");
	return deref(sym(e, "sysfs_root_kn", "struct kernfs_node *"));
}

void sysfs_nodes(struct emit *e, sysfs_visit *visit, void *arg)
{
	struct visitor v = {.visit = visit, .arg = arg};
	ref root = root_node(e);

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

static const char *node_text(ref node, const char *path)
{
	struct emit *e = context(node);
	struct capture_mark c;

	if (null(node) || kernfs_type(node) != KERNFS_FILE || !sysfs_row(e, node, path))
		return NULL;
	c = capture_begin(e);
	sysfs_print(e, node, path);
	return capture_end(e, &c);
}

ref sysfs_node(struct emit *e, const char *path)
{
	ref root = root_node(e);

	return null(root) ? root : kernfs_find(root, path);
}

const char *sysfs_text(struct emit *e, const char *path)
{
	return node_text(sysfs_node(e, path), path);
}

const char *sysfs_attribute(ref kobject, const char *name)
{
	ref folder = ptr(kobject, "sd"), node;
	const char *text;

	if (null(folder))
		return NULL;
	node = kernfs_find(folder, name);
	text = null(node) ? NULL : node_text(node, kernfs_path(node));
	return text ? file_printf(context(kobject), "%.*s", (int)strcspn(text, "\n"), text) : NULL;
}

const char *sysfs_first_entry(ref kobject, const char *folder)
{
	ref top = ptr(kobject, "sd"), node = null(top) ? top : kernfs_child(top, folder);

	if (null(node) || kernfs_type(node) != KERNFS_DIR)
		return NULL;
	EACH(entry, rbtree(sub(node, "dir.children"), "struct kernfs_node", "rb"))
		if (kernfs_type(entry) == KERNFS_DIR && strcmp(str(entry, "name"), "power"))
			return str(entry, "name");
	return NULL;
}
