/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files that every group of version 2 has: kernel/cgroup/cgroup.c */
#include "kernel/cgroup/file.h"

#define NO_LIMIT 0x7fffffff	/* INT_MAX */

static ref cgroup_of(ref css)
{
	return ptr(css, "cgroup");
}

static ref controllers(struct emit *e)
{
	return sym(e, "cgroup_subsys", "struct cgroup_subsys *[32]");
}

static long mask(struct emit *e, const char *symbol)
{
	return val(sym(e, symbol, "u16"));
}

static bool is_threaded(ref cgroup)
{
	return addr(cgroup, "dom_cgrp") != cgroup.addr;
}

static long populated_csets(ref cgroup)
{
	return num(cgroup, "self.nr_populated_csets|nr_populated_csets");	/* 7.1 */
}

/* ---- controllers ------------------------------------------------------------------------- */

/* The top group has a css of each controller of its hierarchy. */
static ref controller_at(ref cgroup, long i)
{
	return ptr(ptr_at(ptr(cgroup, "root"), "cgrp.subsys[]", i), "ss");
}

/* cgroup_print_ss_mask(): a newline only where there is something before it */
static void print_controllers(ref cgroup, long set)
{
	struct emit *e = context(cgroup);
	const char *space = "";

	EACH_KEY(i, numbers(e, len(cgroup, "subsys"))) {
		if (!(set >> i & 1))
			continue;
		out(e, "%s%s", space, str(controller_at(cgroup, i), "name"));
		space = " ";
	}
	if (*space)
		out(e, "\n");
}

/* cgroup_control() */
CGROUP_FILE(cgroup_controllers)
{
	ref cgroup = cgroup_of(css);
	long set;

	if (css_is_root(css)) {
		set = num(cgroup, "root->subsys_mask");
		set &= ~(mask(e, "cgrp_dfl_inhibit_ss_mask") | mask(e, "cgrp_dfl_implicit_ss_mask"));
	} else {
		set = num(cgroup_of(ptr(css, "parent")), "subtree_control");
		if (is_threaded(cgroup))
			set &= mask(e, "cgrp_dfl_threaded_ss_mask");
	}
	print_controllers(cgroup, set);
}

CGROUP_FILE(cgroup_subtree_control)
{
	print_controllers(cgroup_of(css), num(cgroup_of(css), "subtree_control"));
}

/* ---- what kind of group, and what is in it ------------------------------------------------ */

static bool is_thread_root(ref cgroup)
{
	long enabled = num(cgroup, "subtree_control");

	if (is_threaded(cgroup))
		return false;
	if (num(cgroup, "nr_threaded_children"))
		return true;
	return enabled && populated_csets(cgroup) && enabled & mask(context(cgroup), "cgrp_dfl_threaded_ss_mask");
}

/* cgroup_is_valid_domain(): what is below threads can be no domain; the top may be both */
static bool is_valid_domain(ref css)
{
	EACH(above, chain(ptr(css, "parent"), "parent"))
		if (is_threaded(cgroup_of(above)) || (!css_is_root(above) && is_thread_root(cgroup_of(above))))
			return false;
	return true;
}

CGROUP_FILE(cgroup_type)
{
	ref cgroup = cgroup_of(css);

	if (is_threaded(cgroup))
		out(e, "threaded\n");
	else if (!is_valid_domain(css))
		out(e, "domain invalid\n");
	else
		out(e, "%s\n", is_thread_root(cgroup) ? "domain threaded" : "domain");
}

CGROUP_FILE(cgroup_events)
{
	ref cgroup = cgroup_of(css);
	bool populated = populated_csets(cgroup) || num(cgroup, "nr_populated_domain_children") ||
			 num(cgroup, "nr_populated_threaded_children");

	row(e, "populated %d\n", populated);
	if (has_enum(e, "CGRP_FROZEN"))		/* 5.2 */
		row(e, "frozen %ld\n", num(cgroup, "flags") >> enumv(e, "CGRP_FROZEN") & 1);
}

CGROUP_FILE(cgroup_freeze)
{
	out(e, "%d\n", num(cgroup_of(css), "freezer.freeze") ? 1 : 0);
}

CGROUP_FILE(cgroup_max_depth)
{
	print_limit(e, num(cgroup_of(css), "max_depth"), NO_LIMIT);
}

CGROUP_FILE(cgroup_max_descendants)
{
	print_limit(e, num(cgroup_of(css), "max_descendants"), NO_LIMIT);
}

/* How many groups there are below, and how many the kernel still keeps; per controller since 6.12. */
CGROUP_FILE(cgroup_stat)
{
	ref cgroup = cgroup_of(css);
	long count = enumv(e, "CGROUP_SUBSYS_COUNT"), hidden;
	uint64_t root = symaddr(e, "cgrp_dfl_root");

	row(e, "nr_descendants %ld\n", num(cgroup, "nr_descendants"));
	if (!has(cgroup, "nr_dying_subsys[0]")) {
		row(e, "nr_dying_descendants %ld\n", num(cgroup, "nr_dying_descendants"));
		return;
	}
	hidden = mask(e, "cgrp_dfl_inhibit_ss_mask");
	EACH(controller, pointers_n(controllers(e), "", count)) {
		ref of = ptr_at(cgroup, "subsys[]", KEY(controller));

		if (!(hidden >> KEY(controller) & 1) && addr(controller, "root") == root)
			out(e, "nr_subsys_%s %ld\n", str(controller, "name"), null(of) ? 0 : num(of, "nr_descendants") + 1);
	}
	row(e, "nr_dying_descendants %ld\n", num(cgroup, "nr_dying_descendants"));
	EACH(controller, pointers_n(controllers(e), "", count))
		if (!(hidden >> KEY(controller) & 1) && addr(controller, "root") == root)
			out(e, "nr_dying_subsys_%s %ld\n", str(controller, "name"),
			    num_at(cgroup, "nr_dying_subsys[]", KEY(controller)));
}

/* cgroup.stat.local: how long the group has been frozen (6.18) */
CGROUP_FILE(cgroup_local_stat)
{
	ref state = sub(cgroup_of(css), "freezer");
	uint64_t frozen = (uint64_t)num(state, "frozen_nsec");

	if (num(state, "freeze"))
		frozen += clock_monotonic(e) - (uint64_t)num(state, "freeze_start_nsec");
	out(e, "frozen_usec %llu\n", (unsigned long long)frozen / 1000);
}

/* ---- pressure ----------------------------------------------------------------------------------- */

/* cgroup_psi(); a pointer since 6.1 */
static ref pressure_group(ref css)
{
	struct emit *e = context(css);
	ref cgroup = cgroup_of(css);

	if (css_is_root(css))
		return sym(e, "psi_system", "struct psi_group");
	return has(cgroup, "psi->avg") ? ptr(cgroup, "psi") : sub(cgroup, "psi");
}

CGROUP_FILE(cgroup_pressure)
{
	print_pressure(pressure_group(css), row->path);
}

CGROUP_FILE(cgroup_pressure_enabled)
{
	out(e, "%d\n", num(pressure_group(css), "enabled") ? 1 : 0);
}
