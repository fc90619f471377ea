/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/cgroup: the cgroup in each hierarchy.  proc_cgroup_show(), kernel/cgroup/cgroup.c */
#include "emit/emit.h"

enum { CSS_ONLINE = 2 };

/* "4:memory,name=x": the controllers of a hierarchy and its name. */
static void print_hierarchy(struct emit *e, ref root)
{
	const char *name = str(root, "name");
	bool any = false;

	out(e, "%ld:", num(root, "hierarchy_id"));
	if (root.addr != symaddr(e, "cgrp_dfl_root")) {
		ref table = sym(e, "cgroup_subsys", "struct cgroup_subsys *[32]");

		EACH_KEY(i, numbers(e, enumv(e, "CGROUP_SUBSYS_COUNT"))) {
			if (!(num(root, "subsys_mask") >> i & 1))
				continue;
			out(e, "%s%s", any ? "," : "", str(ptr_at(table, "[]", i), "legacy_name|name"));
			any = true;
		}
	}
	if (*name)
		out(e, "%sname=%s", any ? "," : "", name);
	out(e, ":");
}

/* It has been mounted: cgrp_dfl_visible.  Without that, nobody could have made the children that it may have. */
static bool unified_is_visible(ref root)
{
	return addr(root, "cgrp.self.children.next") != sub(root, "cgrp.self.children").addr ||
	       val(sym(context(root), "cgrp_dfl_visible", "bool"));
}

EMITTER(proc_pid_cgroup)
{
	uint64_t unified = symaddr(e, "cgrp_dfl_root");

	EACH(root, cgroup_roots(e)) {
		bool v2 = root.addr == unified;
		ref cgroup;

		if (v2 && !unified_is_visible(root))
			continue;
		print_hierarchy(e, root);
		cgroup = task_cgroup(self, root);
		if (!v2 && num(self, "flags") & PF_EXITING)
			out(e, "/\n");
		else
			out(e, "%s%s\n", cgroup_path(cgroup),
			    v2 && !(num(cgroup, "self.flags") & CSS_ONLINE) ? " (deleted)" : "");
	}
}
