/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Controllers that only count and limit: kernel/cgroup/pids.c, misc.c, rdma.c */
#include "kernel/cgroup/file.h"

/* ---- pids -------------------------------------------------------------------------------- */

CGROUP_FILE(cgroup_pids_max)
{
	enum { PID_MAX_LIMIT = 4 * 1024 * 1024 };
	long limit = num(css_object(row, css), "limit");

	if (limit > PID_MAX_LIMIT)
		out(e, "max\n");
	else
		out(e, "%ld\n", limit);
}

/*
 * Until 6.10 only the group's own failed forks were counted (events_limit); since then (73e75e6fc352)
 * those of all below, unless version 1 or the mount option pids_localevents want it as before.
 */
CGROUP_FILE(cgroup_pids_events)
{
	enum { CGRP_ROOT_PIDS_LOCAL_EVENTS = 1 << 20 };
	ref pids = css_object(row, css);
	bool local = *row->path == 'l', old;

	if (has(pids, "events_limit")) {
		out(e, "max %ld\n", num(pids, "events_limit"));
		return;
	}
	old = addr(css, "ss->root") != symaddr(e, "cgrp_dfl_root") ||
	      num(sym(e, "cgrp_dfl_root", "struct cgroup_root"), "flags") &
		      enum_or(e, "CGRP_ROOT_PIDS_LOCAL_EVENTS", CGRP_ROOT_PIDS_LOCAL_EVENTS);
	if (old)
		out(e, "max %ld\n", num_at(pids, "events_local[]", enumv(e, "PIDCG_FORKFAIL")));
	else if (local)
		out(e, "max %ld\n", num_at(pids, "events_local[]", enumv(e, "PIDCG_MAX")));
	else
		out(e, "max %ld\n", num_at(pids, "events[]", enumv(e, "PIDCG_MAX")));
}

/* ---- misc: resources that there are few of (5.13) ----------------------------------------------- */

struct resource {
	const char *name;
	long capacity;
};

static struct resource resource_at(struct emit *e, long i)
{
	return (struct resource){
		.name = str_at(sym(e, "misc_res_name", "char *[64]"), "[]", i),
		.capacity = val(sub_at(sym(e, "misc_res_capacity", "unsigned long[64]"), "[]", i)),
	};
}

/* path: of the counter; those that are 0 are shown where the machine has the resource */
static void print_counters(struct emit *e, ref object, const char *path, const char *suffix)
{
	EACH_KEY(i, numbers(e, enumv(e, "MISC_CG_RES_TYPES"))) {
		struct resource r = resource_at(e, i);
		long n = num_(object, path, i);

		if (r.capacity || n)
			out(e, "%s%s %lu\n", r.name, suffix, n);
	}
}

CGROUP_FILE(cgroup_misc)
{
	print_counters(e, css_object(row, css), row->path, "");
}

CGROUP_FILE(cgroup_misc_events)
{
	print_counters(e, css_object(row, css), row->path, ".max");
}

CGROUP_FILE(cgroup_misc_max)
{
	EACH_KEY(i, numbers(e, enumv(e, "MISC_CG_RES_TYPES"))) {
		struct resource r = resource_at(e, i);

		if (!r.capacity)
			continue;
		out(e, "%s ", r.name);
		print_limit(e, num_at(css_object(row, css), "res[].max", i), -1);	/* U64_MAX, and ULONG_MAX before 6.6 */
	}
}

CGROUP_FILE(cgroup_misc_capacity)
{
	EACH_KEY(i, numbers(e, enumv(e, "MISC_CG_RES_TYPES"))) {
		struct resource r = resource_at(e, i);

		if (r.capacity)
			out(e, "%s %lu\n", r.name, r.capacity);
	}
}

/* ---- rdma ------------------------------------------------------------------------------------------ */

static ref pool_of(ref group, ref device)
{
	ref found = {0, at(context(group), 0, "struct rdmacg_resource_pool").type};

	EACH(pool, list(sub(group, "rpools"), "struct rdmacg_resource_pool", "cg_node")) {
		if (addr(pool, "device") != device.addr)
			continue;
		found = pool;
		break;
	}
	return found;
}

CGROUP_FILE(cgroup_rdma)
{
	enum { NO_LIMIT = 0x7fffffff };
	bool limits = num(type, "private") == enum_or(e, "RDMACG_RESOURCE_TYPE_MAX", 0);
	ref names = sym(e, "rdmacg_resource_names", "char *[16]");

	EACH(device, list(sym(e, "rdmacg_devices", "struct list_head"), "struct rdmacg_device", "dev_node")) {
		ref pool = pool_of(css_object(row, css), device);

		out(e, "%s ", str(device, "name"));
		EACH_KEY(i, numbers(e, enumv(e, "RDMACG_RESOURCE_MAX"))) {
			long n = null(pool) ? (limits ? NO_LIMIT : 0) :
				 limits ? num_at(pool, "resources[].max", i) : num_at(pool, "resources[].usage", i);

			out(e, "%s=", str_at(names, "[]", i));
			if (n == NO_LIMIT)
				out(e, "max ");
			else
				out(e, "%ld ", n);
		}
		out(e, "\n");
	}
}
