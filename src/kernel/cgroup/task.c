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

const char *cgroup_path(ref cgroup)
{
	return file_printf(context(cgroup), "/%s", kernfs_path(ptr(cgroup, "kn")));
}
