/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files of version 1 that are no controller's, or one's of few files: cgroup-v1.c, legacy_freezer.c, device_cgroup.c, net */
#include "kernel/cgroup/file.h"

static long flag(ref css, const char *enumerator)
{
	return num(css, "cgroup->flags") >> enumv(context(css), enumerator) & 1;
}

CGROUP_FILE(cgroup_notify_on_release)
{
	out(e, "%ld\n", flag(css, "CGRP_NOTIFY_ON_RELEASE"));
}

CGROUP_FILE(cgroup_clone_children)
{
	out(e, "%ld\n", flag(css, "CGRP_CPUSET_CLONE_CHILDREN"));
}

CGROUP_FILE(cgroup_release_agent)
{
	out(e, "%s\n", str(css, "cgroup->root->release_agent_path"));
}

/* ---- freezer -------------------------------------------------------------------------------- */

static long freezer_state(ref css)
{
	return num(container(css, "struct freezer", "css"), "state");
}

/* A group that was being frozen at the crash may have been frozen by the next reader: it is shown as it was. */
CGROUP_FILE(cgroup_freezer_state)
{
	long state = freezer_state(css);

	out(e, "%s\n", state & enumv(e, "CGROUP_FROZEN") ? "FROZEN" : state & enumv(e, "CGROUP_FREEZING") ? "FREEZING" : "THAWED");
}

CGROUP_FILE(cgroup_freezer_bit)
{
	out(e, "%d\n", freezer_state(css) & enumv(e, row->path) ? 1 : 0);
}

/* ---- devices: what is allowed, where not all is ------------------------------------------------ */

static const char *device_number(struct emit *e, long n)
{
	return (uint32_t)n == ~0u ? "*" : file_printf(e, "%lu", n & 0xffffffff);
}

CGROUP_FILE(cgroup_devices)
{
	enum { BLOCK = 1, CHAR = 2, ALL = 4 };
	enum { MKNOD = 1, READ = 2, WRITE = 4 };
	ref group = container(css, "struct dev_cgroup", "css");

	if (num(group, "behavior") == enumv(e, "DEVCG_DEFAULT_ALLOW")) {
		out(e, "a *:* rwm\n");
		return;
	}
	EACH(x, list(sub(group, "exceptions"), "struct dev_exception_item", "list")) {
		long type_ = num(x, "type"), access = num(x, "access");

		out(e, "%c %s:%s %s%s%s\n", type_ == ALL ? 'a' : type_ == CHAR ? 'c' : type_ == BLOCK ? 'b' : 'X',
		    device_number(e, num(x, "major")), device_number(e, num(x, "minor")), access & READ ? "r" : "",
		    access & WRITE ? "w" : "", access & MKNOD ? "m" : "");
	}
}

/* ---- net_prio: net/core/netprio_cgroup.c ---------------------------------------------------------- */

CGROUP_FILE(cgroup_net_prio_index)
{
	out(e, "%lu\n", num(css, "cgroup->id|id"));	/* of the css since 5.8 */
}

CGROUP_FILE(cgroup_net_prio_map)
{
	long index = num(css, "cgroup->id|id");

	EACH(device, list(sub(sym(e, "init_net", "struct net"), "dev_base_head"), "struct net_device", "dev_list")) {
		ref map = ptr(device, "priomap");
		bool in_map = !null(map) && index < num(map, "priomap_len");

		out(e, "%s %lu\n", str(device, "name"), in_map ? num_at(map, "priomap[]", index) : 0);
	}
}
