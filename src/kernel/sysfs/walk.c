/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The tree of sysfs, which kernfs keeps: one red-black tree of names per folder. */
#include "kernel/sysfs/rows.h"

#include <string.h>

enum { KERNFS_DIR = 1, KERNFS_FILE = 2, KERNFS_LINK = 4, KERNFS_TYPE = 15 };
#define MAX_DEPTH 24
#define MAX_NODES (4 * 1024 * 1024)

struct visitor {
	struct emit *e;
	sysfs_visit *visit;
	void *arg;
	struct map seen;	/* folders */
	size_t nodes;
	char path[LIMIT_STRING];
};

static ref parent_of(ref node)
{
	return ptr(node, "__parent|parent");	/* renamed in 6.15 */
}

/* Folders of network devices have entries of all namespaces; only those of the first are shown. */
static bool is_foreign(struct emit *e, ref node)
{
	uint64_t ns = addr(node, "ns"), net;

	if (!ns || !has_sym(e, "init_net"))
		return false;
	net = symaddr(e, "init_net");
	return ns < net || ns >= net + sizeof_type(e, "struct net");
}

static bool is_binary(struct emit *e, ref node)
{
	struct symbol s;

	return symbol_at(e, addr(node, "attr.ops"), &s) && strstr(s.name, "bin_kfops");
}

struct sysfs_file sysfs_file(ref node, const char *path)
{
	struct emit *e = context(node);
	const char *slash = strrchr(path, '/');

	return (struct sysfs_file){
		.node = node,
		.kobject = at(e, addr(parent_of(node), "priv"), "struct kobject"),
		.attribute = addr(node, "priv"),
		.path = path,
		.name = slash ? slash + 1 : path,
		.binary = is_binary(e, node),
	};
}

static void visit_folder(struct visitor *v, ref folder, size_t length, unsigned depth)
{
	struct emit *e = v->e;

	if (map_has(&v->seen, folder.addr) || depth > MAX_DEPTH) {
		fail(e, "struct kernfs_node", "a folder met twice, or too deep", folder.addr);
		return;
	}
	map_put(&v->seen, folder.addr, 1);
	EACH(node, rbtree(sub(folder, "dir.children"), "struct kernfs_node", "rb")) {
		const char *name = str(node, "name");
		size_t n = length + strlen(name) + 1;
		long type = num(node, "flags") & KERNFS_TYPE;

		if (is_foreign(e, node) || n + 1 >= sizeof(v->path) || ++v->nodes > MAX_NODES)
			continue;
		sprintf(v->path + length, "%s%s", length ? "/" : "", name);
		if (type == KERNFS_DIR)
			visit_folder(v, node, strlen(v->path), depth + 1);
		else if (type == KERNFS_LINK || (type == KERNFS_FILE && sysfs_row(v->path)))
			v->visit(e, node, v->path, v->arg);
		v->path[length] = '\0';
	}
}

void sysfs_nodes(struct emit *e, sysfs_visit *visit, void *arg)
{
	struct visitor v = {.e = e, .visit = visit, .arg = arg};
	ref root;

	if (!has_sym(e, "sysfs_root_kn"))
		return;
	root = deref(sym(e, "sysfs_root_kn", "struct kernfs_node *"));
	if (!null(root))
		visit_folder(&v, root, 0, 0);
	map_free(&v.seen);
}

/* ---- links ------------------------------------------------------------------------ */

/* The way from the top to a node, "a/b/c"; "" for the top itself. */
static const char *path_of(struct emit *e, ref node)
{
	const char *path = "";

	for (unsigned depth = 0; depth < MAX_DEPTH && !null(parent_of(node)); depth++) {
		path = file_printf(e, "%s%s%s", str(node, "name"), *path ? "/" : "", path);
		node = parent_of(node);
	}
	return path;
}

/* Relative, as the kernel makes them: up to where both ways part, then down (kernfs_get_target_path()). */
static void print_link(struct emit *e, ref node, const char *path)
{
	const char *target = path_of(e, ptr(node, "symlink.target_kn"));
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
	const struct sysfs_row *row = sysfs_row(path);
	struct sysfs_file f;

	if ((num(node, "flags") & KERNFS_TYPE) == KERNFS_LINK) {
		print_link(e, node, path);
		return;
	}
	f = sysfs_file(node, path);
	if (row)
		row->print(e, &f, row);
}
