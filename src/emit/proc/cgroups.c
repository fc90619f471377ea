/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/cgroups: controllers.  proc_cgroupstats_show(), kernel/cgroup/cgroup-v1.c */
#include "emit/emit.h"

/*
 * Controllers built without their version 1 files are not shown since 6.13: cgroup1_subsys_absent(), an
 * inline function.  What came with the same release and can be seen is struct tk_data.
 */
static bool is_shown(struct emit *e, ref controller)
{
	return !has_type(e, "struct tk_data") || addr(controller, "legacy_cftypes") || !addr(controller, "dfl_cftypes");
}

/* The table of keys is optimised away where there is but one controller. */
static ref enabled_key(struct emit *e, ref controller, long id)
{
	const char *name = str(controller, "name");

	return has_sym(e, "cgroup_subsys_enabled_key") ?
	       ptr_at(sym(e, "cgroup_subsys_enabled_key", "struct static_key *[32]"), "[]", id) :
	       sym(e, file_printf(e, "%s_cgrp_subsys_enabled_key", name), "struct static_key");
}

EMITTER(proc_cgroups)
{

	if (!has_sym(e, "cgroup_subsys")) {
		absent(e, "the kernel has no control groups");
		return;
	}
	out(e, "#subsys_name\thierarchy\tnum_cgroups\tenabled\n");
	EACH(controller, pointers_n(sym(e, "cgroup_subsys", "struct cgroup_subsys *[32]"), "",
				    enumv(e, "CGROUP_SUBSYS_COUNT")))
		if (is_shown(e, controller))
			row(e, "%s\t%ld\t%ld\t%d\n", str(controller, "legacy_name"), num(controller, "root->hierarchy_id"),
			    num(controller, "root->nr_cgrps"), num(enabled_key(e, controller, KEY(controller)), "enabled") > 0);
}
