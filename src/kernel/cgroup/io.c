/* SPDX-License-Identifier: GPL-2.0-or-later */
/* io.stat: block/blk-cgroup.c */
#include "kernel/cgroup/file.h"
#include "kernel/cgroup/io.h"
#include "kernel/cgroup/rstat.h"

enum part { READ, WRITE, DISCARD, KINDS, PARTS = 2 * KINDS };	/* bytes, then requests, of each kind */

static ref blkcg_of(ref css)
{
	return container(css, "struct blkcg", "css");
}

struct walk io_groups(ref css)
{
	return hlist(sub(blkcg_of(css), "blkg_list"), "struct blkcg_gq", "blkcg_node");
}

/* A queue may have no disk.  The bdi moved from the queue to the disk in 5.15. */
const char *io_disk_name(ref group)
{
	ref queue = ptr(group, "q"), bdi;

	if (has(queue, "backing_dev_info"))
		bdi = ptr(queue, "backing_dev_info");
	else if (addr(queue, "disk"))
		bdi = ptr(queue, "disk->bdi");
	else
		return NULL;
	return addr(bdi, "dev") ? str(bdi, "dev_name") : NULL;
}

ref io_policy_data(ref group, const char *policy)
{
	struct emit *e = context(group);

	if (!has_sym(e, policy))
		return at(e, 0, "struct blkg_policy_data");
	return ptr_at(group, "pd[]", num(sym(e, policy, "struct blkcg_policy"), "plid"));
}

/* ---- io.stat -------------------------------------------------------------------------------- */

static void add_stat(ref stat, int64_t sign, int64_t *parts)
{
	for (long i = 0; i < KINDS; i++) {
		parts[i] += sign * num_at(stat, "bytes[]", i);
		parts[KINDS + i] += sign * num_at(stat, "ios[]", i);
	}
}

static ref top(struct emit *e)
{
	return sub(sym(e, "blkcg_root", "struct blkcg"), "css");
}

/* The queues of the disks that the top group knows; groups below know no others. */
struct queues {
	uint64_t *v;
	size_t count;
};

static const struct queues *known_queues(struct emit *e)
{
	struct queues *q = slot(e, "cgroup io queues", sizeof(*q));
	size_t n = 0;

	if (q->v)
		return q;
	EACH(group, io_groups(top(e)))
		n += group.addr != 0;
	q->v = worker_alloc(e, n + 1, sizeof(*q->v));
	EACH(group, io_groups(top(e)))
		if (q->count < n)
			q->v[q->count++] = addr(group, "q");
	return q;
}

static long disk_index(ref group)
{
	const struct queues *q = known_queues(context(group));
	uint64_t queue = addr(group, "q");

	for (size_t i = 0; i < q->count; i++)
		if (q->v[i] == queue)
			return (long)i;
	return -1;
}

static size_t width(ref css)
{
	return known_queues(context(css))->count * PARTS;
}

static void add_cpu(ref css, long cpu, int64_t *vector)
{
	if (cpu < 0)
		return;
	EACH(group, io_groups(css)) {
		long i = disk_index(group);
		ref mine = percpu_ptr(group, "iostat_cpu", cpu);

		if (i < 0)
			continue;
		add_stat(sub(mine, "cur"), 1, vector + i * PARTS);
		add_stat(sub(mine, "last"), -1, vector + i * PARTS);
	}
}

static void hand_up(ref css, int64_t *vector)
{
	EACH(group, io_groups(css)) {
		long i = disk_index(group);

		if (i < 0)
			continue;
		add_stat(sub(group, "iostat.cur"), 1, vector + i * PARTS);
		add_stat(sub(group, "iostat.last"), -1, vector + i * PARTS);
	}
}

static const struct fold_kind kind = {.slot = "cgroup io", .root = top, .width = width, .add = add_cpu, .hand_up = hand_up};

/* blkcg_fill_root_iostats(): the top group has the disk's own counters */
static void add_disk(ref group, int64_t *parts)
{
	EACH(disk, disks(context(group))) {
		if (addr(disk, "queue") != addr(group, "q"))
			continue;
		EACH(part, partitions(disk)) {
			struct partition p = partition_of(disk, part);
			struct disk_stats s = disk_stats(&p, part);

			for (unsigned i = 0; i < KINDS && i < s.groups; i++) {
				parts[i] = (int64_t)s.sectors[i] << 9;
				parts[KINDS + i] = (int64_t)s.ios[i];
			}
			break;
		}
	}
}

static void add_group(ref css, ref group, int64_t *parts)
{
	const int64_t *pending = fold_pending(&kind, css);
	long index = disk_index(group);

	add_stat(sub(group, "iostat.cur"), 1, parts);
	for (unsigned i = 0; pending && index >= 0 && i < PARTS; i++)
		parts[i] += pending[index * PARTS + i];
}

/* Disks without any I/O have a line with nothing in it since 5.15, none before. */
CGROUP_FILE(cgroup_io_stat)
{
	bool shows_idle = has_member(e, "struct gendisk", "bdi");

	if (!has_member(e, "struct blkcg_gq", "iostat.cur")) {
		stub(e, "kept in another form by this kernel");
		return;
	}
	EACH(group, io_groups(css)) {
		const char *name = io_disk_name(group), *cost;
		int64_t p[PARTS] = {0};

		if (!num(group, "online") || !name)
			continue;
		if (css_is_root(css))
			add_disk(group, p);
		else
			add_group(css, group, p);
		cost = io_cost_stat(group);
		if (p[READ] || p[WRITE] || p[KINDS + READ] || p[KINDS + WRITE])
			out(e, "%s rbytes=%lu wbytes=%lu rios=%lu wios=%lu dbytes=%lu dios=%lu%s\n", name, p[READ], p[WRITE],
			    p[KINDS + READ], p[KINDS + WRITE], p[DISCARD], p[KINDS + DISCARD], cost);
		else if (shows_idle || *cost)
			out(e, "%s %s\n", name, cost);
	}
}
