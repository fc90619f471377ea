/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

enum { IN_FLIGHT = 1 };		/* MQ_RQ_IN_FLIGHT */

/* Requests that hold a tag and were started: blk_mq_in_flight().  A freed request reads as idle. */
static unsigned count_started(ref queue, ref part, bool whole, unsigned *writes)
{
	unsigned count = 0;

	*writes = 0;
	EACH(tags, pointers_n(ptr(queue, "tag_set"), "tags", num(queue, "tag_set->nr_hw_queues"))) {
		EACH(rq, pointers_n(tags, "rqs", num(tags, "nr_tags"))) {
			if (num(rq, "state") == IN_FLIGHT && addr(rq, "q") == queue.addr &&
			    (whole || addr(rq, "part") == part.addr)) {
				count++;
				*writes += num(rq, "cmd_flags") & 1;	/* op_is_write() */
			}
		}
	}
	return count;
}

static bool is_multi_queue(ref queue)
{
	return has(queue, "mq_ops") ? addr(queue, "mq_ops") != 0 : addr(queue, "tag_set") != 0;
}

/* Since 6.10 all drivers' I/O is counted per CPU (99dc422335d8); before, that of multi-queue ones was not. */
static unsigned in_flight(const struct partition *p, ref part, const long counted[2], unsigned *writes)
{
	long sum = counted[0] + counted[1];
	struct emit *e = context(part);
	ref queue = ptr(p->disk, "queue");

	if (has_function(e, "blk_mq_in_flight") && !null(queue) && is_multi_queue(queue))
		return count_started(queue, part, !p->number, writes);
	*writes = counted[1] > 0 ? (unsigned)counted[1] : 0;
	return sum > 0 ? (unsigned)sum : 0;
}

static void add_cpu(struct disk_stats *s, ref cpu_stats, long started[2], long *ticks)
{
	for (unsigned g = 0; g < s->groups; g++) {
		s->ns[g] += (uint64_t)num_at(cpu_stats, "nsecs[]", g);
		s->sectors[g] += (unsigned long)num_at(cpu_stats, "sectors[]", g);
		s->ios[g] += (unsigned long)num_at(cpu_stats, "ios[]", g);
		s->merges[g] += (unsigned long)num_at(cpu_stats, "merges[]", g);
	}
	started[0] += num_at(cpu_stats, "in_flight[]", 0);
	started[1] += num_at(cpu_stats, "in_flight[]", 1);
	*ticks += num(cpu_stats, "io_ticks");
}

struct disk_stats disk_stats(const struct partition *p, ref part)
{
	struct emit *e = context(part);
	long groups = len(at(e, 0, "struct disk_stats"), "ios"), started[2] = {0, 0}, ticks = 0;
	struct disk_stats s = {.groups = groups > DISK_GROUPS ? DISK_GROUPS : (unsigned)groups};
	uint64_t sum = 0;

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		add_cpu(&s, percpu_ptr(part, "bd_stats|dkstats", cpu), started, &ticks);
	s.in_flight = in_flight(p, part, started, &s.writing);
	if (s.in_flight) {	/* update_io_ticks(): the time since the last change counts as busy */
		long since = val(sym(e, "jiffies_64", "unsigned long")) - num(part, "bd_stamp|stamp");

		ticks += since > 0 ? since : 0;
	}
	for (unsigned g = 0; g < s.groups; g++) {
		s.ms[g] = (unsigned)(s.ns[g] / NSEC_PER_MSEC);
		sum += s.ns[g];
	}
	s.all_ms = (unsigned)(sum / NSEC_PER_MSEC);
	s.busy_ms = (unsigned)jiffies_to_ms(e, (uint64_t)ticks);
	return s;
}
