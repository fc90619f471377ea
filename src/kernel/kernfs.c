/* SPDX-License-Identifier: GPL-2.0-or-later */
/* One red-black tree of names per folder, ordered by hash: fs/kernfs/dir.c */
#include "kernel/kernel.h"

#include <stdio.h>
#include <string.h>

struct visitor {
	struct emit *e;
	kernfs_visit *visit;
	void *arg;
	struct map seen;	/* folders */
	size_t nodes;
	char path[LIMIT_STRING];
};

enum kernfs_type kernfs_type(ref node)
{
	enum { KERNFS_TYPE_MASK = 15 };

	return (enum kernfs_type)(num(node, "flags") & KERNFS_TYPE_MASK);
}

ref kernfs_parent(ref node)
{
	return ptr(node, "__parent|parent");	/* renamed in 6.15 */
}

bool kernfs_visible(ref node)
{
	return (int)num(node, "active") >= 0;
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

static void visit_folder(struct visitor *v, ref folder, size_t length, unsigned depth)
{
	struct emit *e = v->e;

	if (map_has(&v->seen, folder.addr) || depth > LIMIT_TREE_DEPTH) {
		fail(e, "struct kernfs_node", "a folder met twice, or too deep", folder.addr);
		return;
	}
	map_put(&v->seen, folder.addr, 1);
	EACH(node, rbtree(sub(folder, "dir.children"), "struct kernfs_node", "rb")) {
		const char *name = str(node, "name");
		size_t n = length + strlen(name) + 1;

		if (is_foreign(e, node))
			continue;
		if (n + 1 >= sizeof(v->path) || ++v->nodes > LIMIT_KERNFS_NODES) {
			fail(e, "struct kernfs_node", "one of too many, or its path is too long", node.addr);
			continue;
		}
		sprintf(v->path + length, "%s%s", length ? "/" : "", name);
		v->visit(e, node, v->path, v->arg);
		if (kernfs_type(node) == KERNFS_DIR)
			visit_folder(v, node, strlen(v->path), depth + 1);
		v->path[length] = '\0';
	}
}

void kernfs_walk(ref folder, kernfs_visit *visit, void *arg)
{
	struct visitor v = {.e = context(folder), .visit = visit, .arg = arg};

	visit_folder(&v, folder, 0, 0);
	map_free(&v.seen);
}

const char *kernfs_path(ref node)
{
	struct emit *e = context(node);
	const char *path = "";

	for (unsigned depth = 0; !null(node); depth++) {
		ref up = kernfs_parent(node);

		if (poisoned(up) || null(up))
			break;
		if (depth > LIMIT_TREE_DEPTH) {
			fail(e, "struct kernfs_node", "path longer than any may be", node.addr);
			break;
		}
		path = file_printf(e, "%s%s%s", str(node, "name"), *path ? "/" : "", path);
		node = up;
	}
	return path;
}

ref kernfs_child(ref folder, const char *name)
{
	struct emit *e = context(folder);

	EACH(node, rbtree(sub(folder, "dir.children"), "struct kernfs_node", "rb"))
		if (!strcmp(str(node, "name"), name) && !is_foreign(e, node))
			return node;
	return at(e, 0, "struct kernfs_node");
}

ref kernfs_find(ref folder, const char *path)
{
	struct emit *e = context(folder);
	ref node = folder;

	while (*path && !null(node) && !poisoned(node)) {
		size_t n = strcspn(path, "/");

		if (kernfs_type(node) != KERNFS_DIR)
			return at(e, 0, "struct kernfs_node");
		node = kernfs_child(node, file_printf(e, "%.*s", (int)n, path));
		path += n + (path[n] == '/');
	}
	return node;
}
