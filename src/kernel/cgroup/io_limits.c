/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Limits and weights of the io controller: block/blk-throttle.c, blk-iocost.c, blk-iolatency.c */
#include "kernel/cgroup/file.h"
#include "kernel/cgroup/io.h"

#define WEIGHT_ONE 65536	/* iocost's 1 */

/* ---- io.max ------------------------------------------------------------------------------------ */

struct limits {
	uint64_t bytes[2];
	uint32_t requests[2];	/* per second; reads, writes */
};

/* Until 6.9 there were also low limits: two of each, the second is the one that counts (LIMIT_MAX). */
static struct limits limits_of(ref group)
{
	struct emit *e = context(group);
	struct limits l;

	for (unsigned i = 0; i < 2; i++) {
		if (has(group, "bps_conf")) {
			const uint32_t *requests = read_bytes(e, sub(group, "iops_conf").addr + (2 * i + 1) * 4, 4);

			l.bytes[i] = read_word(e, sub(group, "bps_conf").addr + (2 * i + 1) * 8);
			l.requests[i] = requests ? *requests : 0;
		} else {
			l.bytes[i] = (uint64_t)num_at(group, "bps[]", i);
			l.requests[i] = (uint32_t)num_at(group, "iops[]", i);
		}
	}
	return l;
}

static const char *bytes_text(struct emit *e, uint64_t n)
{
	return n == ~0ULL ? "max" : file_printf(e, "%llu", (unsigned long long)n);
}

static const char *requests_text(struct emit *e, uint32_t n)
{
	return n == ~0U ? "max" : file_printf(e, "%u", n);
}

CGROUP_FILE(cgroup_io_max)
{
	EACH(group, io_groups(css)) {
		ref data = io_policy_data(group, "blkcg_policy_throtl");
		const char *disk = io_disk_name(group);
		struct limits l;

		if (null(data) || !disk)
			continue;
		l = limits_of(container(data, "struct throtl_grp", "pd"));
		if ((l.bytes[0] & l.bytes[1]) == ~0ULL && (l.requests[0] & l.requests[1]) == ~0U)
			continue;
		out(e, "%s rbps=%s wbps=%s riops=%s wiops=%s\n", disk, bytes_text(e, l.bytes[0]), bytes_text(e, l.bytes[1]),
		    requests_text(e, l.requests[0]), requests_text(e, l.requests[1]));
	}
}

/* ---- blkio.throttle.* of version 1: the file's type has the place of a number in struct throtl_grp ------- */

static void print_throttle(struct emit *e, ref css, ref type, bool wide)
{
	EACH(group, io_groups(css)) {
		ref data = io_policy_data(group, "blkcg_policy_throtl"), number;
		const char *disk = io_disk_name(group);

		if (null(data) || !disk)
			continue;
		number = at(e, container(data, "struct throtl_grp", "pd").addr + (uint64_t)num(type, "private"),
			    wide ? "unsigned long" : "unsigned int");
		if (val(number) != (wide ? -1L : (long)~0U))
			out(e, "%s %lu\n", disk, val(number));
	}
}

CGROUP_FILE(cgroup_io_throttle_bytes)
{
	print_throttle(e, css, type, true);
}

CGROUP_FILE(cgroup_io_throttle_requests)
{
	print_throttle(e, css, type, false);
}

/* Reads and writes, synchronous and other ones, of the group alone. */
CGROUP_FILE(cgroup_io_throttle_stat)
{
	static const char *const names[] = {"Read", "Write", "Sync", "Async", "Discard"};
	enum { SYNC = 2, ASYNC };
	unsigned long all = 0;

	EACH(group, io_groups(css)) {
		ref data = io_policy_data(group, "blkcg_policy_throtl"), stat;
		const char *disk = io_disk_name(group);
		unsigned long total = 0;

		if (null(data) || !disk)
			continue;
		stat = at(e, container(data, "struct throtl_grp", "pd").addr + (uint64_t)num(type, "private"),
			  "struct blkg_rwstat");
		EACH(counter, array(stat, "cpu_cnt")) {
			unsigned long n = (unsigned long)percpu_counter_positive(counter);

			if (KEY(counter) >= (long)ARRAY_LEN(names))
				break;
			out(e, "%s %s %lu\n", disk, names[KEY(counter)], n);
			total += KEY(counter) == SYNC || KEY(counter) == ASYNC ? 0 : n;
		}
		out(e, "%s Total %lu\n", disk, total);
		all += total;
	}
	out(e, "Total %lu\n", all);
}

/* ---- io.latency ----------------------------------------------------------------------------------- */

CGROUP_FILE(cgroup_io_latency)
{

	EACH(group, io_groups(css)) {
		ref data = io_policy_data(group, "blkcg_policy_iolatency");
		const char *disk = io_disk_name(group);
		unsigned long target;

		if (null(data) || !disk)
			continue;
		target = (unsigned long)num(container(data, "struct iolatency_grp", "pd"), "min_lat_nsec");
		if (target)
			out(e, "%s target=%lu\n", disk, target / NSEC_PER_USEC);
	}
}

/* ---- io.weight, io.cost.*: the cost controller ------------------------------------------------------- */

static ref cost_group(ref group)
{
	ref data = io_policy_data(group, "blkcg_policy_iocost");

	return null(data) ? data : container(data, "struct ioc_gq", "pd");
}

CGROUP_FILE(cgroup_io_cost_weight)
{
	ref policy = sym(e, "blkcg_policy_iocost", "struct blkcg_policy");
	ref data = ptr_at(container(css, "struct blkcg", "css"), "cpd[]", num(policy, "plid"));

	out(e, "default %lu\n", num(container(data, "struct ioc_cgrp", "cpd"), "dfl_weight") / WEIGHT_ONE);
	EACH(group, io_groups(css)) {
		ref cost = cost_group(group);
		const char *disk = io_disk_name(group);

		if (!null(cost) && disk && num(cost, "cfg_weight"))
			out(e, "%s %lu\n", disk, num(cost, "cfg_weight") / WEIGHT_ONE);
	}
}

/* ioc_pd_stat(): what is added to a disk's line of io.stat; the top group tells how fast virtual time runs, too. */
const char *io_cost_stat(ref group)
{
	enum { VTIME_PER_US = 137438 };		/* 2^37 a second */
	struct emit *e = context(group);
	ref cost = cost_group(group);
	const char *rate = "";

	if (null(cost) || !num(cost, "ioc->enabled"))
		return "";
	if (!num(cost, "level")) {
		unsigned long v = ((unsigned long)num(cost, "ioc->vtime_base_rate|ioc->vtime_rate") * 10000 + VTIME_PER_US / 2) / VTIME_PER_US;

		rate = file_printf(e, " cost.vrate=%lu.%02lu", v / 100, v % 100);
	}
	if (has_sym(e, "blkcg_debug_stats") && val(sym(e, "blkcg_debug_stats", "_Bool")))
		remark(e, "details of blkcg_debug_stats are left out");
	return file_printf(e, "%s cost.usage=%lu", rate, num(cost, "last_stat.usage_us"));
}

static const char *hundredths(struct emit *e, ref cost, long which)
{
	unsigned long n = (unsigned long)num_at(cost, "params.qos[]", which);

	return file_printf(e, "%lu.%02lu", n / 10000, n % 10000 / 100);
}

CGROUP_FILE(cgroup_io_cost_qos)
{
	EACH(group, io_groups(css)) {
		ref mine = cost_group(group), cost;
		const char *disk = io_disk_name(group);

		if (null(mine) || !disk)
			continue;
		cost = ptr(mine, "ioc");
		out(e, "%s enable=%ld ctrl=%s rpct=%s rlat=%lu ", disk, num(cost, "enabled"),
		    num(cost, "user_qos_params") ? "user" : "auto", hundredths(e, cost, enumv(e, "QOS_RPPM")),
		    num_at(cost, "params.qos[]", enumv(e, "QOS_RLAT")));
		out(e, "wpct=%s wlat=%lu min=%s max=%s\n", hundredths(e, cost, enumv(e, "QOS_WPPM")),
		    num_at(cost, "params.qos[]", enumv(e, "QOS_WLAT")), hundredths(e, cost, enumv(e, "QOS_MIN")),
		    hundredths(e, cost, enumv(e, "QOS_MAX")));
	}
}

CGROUP_FILE(cgroup_io_cost_model)
{
	static const char *const names[][2] = {
		{"rbps", "I_LCOEF_RBPS"}, {"rseqiops", "I_LCOEF_RSEQIOPS"}, {"rrandiops", "I_LCOEF_RRANDIOPS"},
		{"wbps", "I_LCOEF_WBPS"}, {"wseqiops", "I_LCOEF_WSEQIOPS"}, {"wrandiops", "I_LCOEF_WRANDIOPS"},
	};

	EACH(group, io_groups(css)) {
		ref mine = cost_group(group);
		const char *disk = io_disk_name(group);

		if (null(mine) || !disk)
			continue;
		out(e, "%s ctrl=%s model=linear", disk, num(mine, "ioc->user_cost_model") ? "user" : "auto");
		for (unsigned i = 0; i < ARRAY_LEN(names); i++)
			out(e, " %s=%lu", names[i][0], num_at(mine, "ioc->params.i_lcoefs[]", enumv(e, names[i][1])));
		out(e, "\n");
	}
}
