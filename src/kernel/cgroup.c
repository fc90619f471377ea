/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <string.h>

/* The default root was the first to be put on the list, so that where the head has no name, it comes next. */
struct walk cgroup_roots(struct emit *e)
{
	ref head = knows_sym(e, "cgroup_roots") ? sym(e, "cgroup_roots", "struct list_head") :
						  ptr(sym(e, "cgrp_dfl_root", "struct cgroup_root"), "root_list.next");

	return list(head, "struct cgroup_root", "root_list");
}

/* task_cgroup_from_root(), kernel/cgroup/cgroup.c */
ref task_cgroup(ref task, ref root)
{
	struct emit *e = context(task);
	ref set = ptr(task, "cgroups");
	ref found = {0, sub(root, "cgrp").type};

	if (root.addr == symaddr(e, "cgrp_dfl_root"))
		return ptr(set, "dfl_cgrp");
	if (set.addr == symaddr(e, "init_css_set"))
		return sub(root, "cgrp");
	EACH(link, list(sub(set, "cgrp_links"), "struct cgrp_cset_link", "cgrp_link")) {
		ref cgroup = ptr(link, "cgrp");

		if (addr(cgroup, "root") == root.addr) {
			found = cgroup;
			break;
		}
	}
	return found;
}

/* kernfs_path(): names up to the root of the hierarchy. */
const char *cgroup_path(ref cgroup)
{
	struct emit *e = context(cgroup);
	const char *path = "";
	ref node = ptr(cgroup, "kn");

	/* kernfs_node.parent became __parent in 6.15 */
	for (unsigned depth = 0; !poisoned(node) && !null(node); depth++) {
		ref up = has(node, "__parent") ? ptr(node, "__parent") : ptr(node, "parent");

		if (poisoned(up) || null(up))
			break;
		if (depth == LIMIT_PATH) {
			fail(e, "struct kernfs_node", "path longer than any may be", node.addr);
			break;
		}
		path = file_printf(e, "/%s%s", str(node, "name"), path);
		node = up;
	}
	return *path ? path : "/";
}
