/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The tree below /proc/sys: directories are headers too, and their entries hang in a red-black tree of
 * nodes that lie beside the table's entries (fs/proc/proc_sysctl.c).  What differs per namespace is a link
 * in the main tree and an entry of the same path in the namespace's own tree.
 */
#include "kernel/kernel.h"

enum { S_IFMT = 0170000, S_IFDIR = 0040000, S_IFLNK = 0120000 };

static void walk_dir(ref dir, const char *prefix, unsigned depth, sysctl_fn fn, void *arg)
{
	struct emit *e = context(dir);

	if (depth > LIMIT_TREE_DEPTH / 4) {
		fail(e, "struct ctl_dir", "directories nested too deep", dir.addr);
		return;
	}
	EACH(node, rbtree(sub(dir, "root"), "struct ctl_node", "node")) {
		ref header = ptr(node, "header");
		ref first = ptr(header, "node");
		ref entry = sub_at(ptr(header, "ctl_table"), "[]", index_of(node, first));
		long mode = num(entry, "mode");
		const char *path = file_printf(e, "%s%s", prefix, str(entry, "procname"));

		if (tainted(e))
			continue;
		if ((mode & S_IFMT) == S_IFDIR)
			walk_dir(cast(header, "struct ctl_dir"), file_printf(e, "%s/", path), depth + 1, fn, arg);
		else if ((mode & S_IFMT) != S_IFLNK)
			fn(e, entry, path, arg);
	}
}

void sysctl_entries(struct emit *e, sysctl_fn fn, void *arg)
{
	static const struct {
		const char *symbol, *type, *dir;
	} trees[] = {
		{"sysctl_table_root", "struct ctl_table_root", "default_set.dir"},
		{"init_net", "struct net", "sysctls.dir"},
		{"init_user_ns", "struct user_namespace", "set.dir"},		/* 4.9 */
		{"init_ipc_ns", "struct ipc_namespace", "ipc_set.dir"},		/* 5.19 */
		{"init_ipc_ns", "struct ipc_namespace", "mq_set.dir"},
		{"init_pid_ns", "struct pid_namespace", "set.dir"},		/* 6.14 */
	};

	for (size_t i = 0; i < ARRAY_LEN(trees); i++)
		if (has_member(e, trees[i].type, trees[i].dir))
			walk_dir(sub_(sym(e, trees[i].symbol, trees[i].type), trees[i].dir, 0), "", 0, fn, arg);
}
