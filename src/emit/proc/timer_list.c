/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/timer_list: high resolution timers and tick devices of each CPU.  timer_list_show(), kernel/time/timer_list.c */
#include "emit/emit.h"
#include "emit/proc/timer_list.h"

#include <string.h>

/*
 * 10 has the tick's flags in one word (6.9), 11 no longer accounts idle time.  Nothing tells them from 9 on
 * kernels without CONFIG_TICK_ONESHOT.
 */
int timer_list_version(struct emit *e)
{
	if (has_type(e, "struct tick_sched") && !has_member(e, "struct tick_sched", "idle_jiffies"))
		return 11;
	if (has_member(e, "struct tick_sched", "flags"))
		return 10;
	return has_function(e, "tick_get_wakeup_device") ? 9 : 8;
}

static void show_timers(struct emit *e, ref base, uint64_t now)
{
	ref root = has(base, "active.rb_root") ? sub(base, "active.rb_root") : sub(base, "active.head");	/* 5.4 */

	EACH(timer, rbtree(root, "struct hrtimer", "node.node")) {
		long soft = num(timer, "_softexpires"), hard = num(timer, "node.expires");

		row(e, " #%ld: <%s>, %s, S:%02lx\n # expires at %lu-%lu nsecs [in %ld to %ld nsecs]\n", PLACE(timer),
		    hashed_pointer(e, timer.addr), symbol_name(e, addr(timer, "function")), num(timer, "is_queued|state"),
		    soft, hard, soft - (long)now, hard - (long)now);
	}
}

/* CONFIG_HIGH_RES_TIMERS */
static bool has_high_resolution(struct emit *e)
{
	return has_sym(e, "hrtimer_resolution");
}

static void show_base(struct emit *e, ref base, uint64_t now)
{
	out(e, "  .base:       %s\n  .index:      %ld\n", hashed_pointer(e, base.addr), num(base, "index"));
	out(e, "  .resolution: %lu nsecs\n", timer_resolution(e));
	if (has(base, "get_time"))	/* until 6.18 */
		out(e, "  .get_time:   %s\n", symbol_name(e, addr(base, "get_time")));
	if (has_high_resolution(e))
		out(e, "  .offset:     %lu nsecs\n", num(base, "offset"));
	out(e, "active timers:\n");
	show_timers(e, base, now + (uint64_t)num(base, "offset"));
}

/* Members of a struct, "name : value", those that this kernel has. */
static void show_members(struct emit *e, ref o, const char *const *names, unsigned n)
{
	for (unsigned i = 0; i < n; i++)
		if (has_(o, names[i]))
			out(e, "  .%-15s: %lu%s\n", names[i], num_(o, names[i], 0), timer_list_in_ns(names[i]) ? " nsecs" : "");
}

static void show_tick(struct emit *e, long cpu)
{
	enum { STOPPED = 1, NOHZ = 4, HIGHRES = 5 };	/* bits TS_FLAG_… */
	static const char *const before[] = {"nohz_mode", "last_tick"};
	static const char *const behind[] = {
		"tick_stopped", "idle_jiffies", "idle_calls", "idle_sleeps", "idle_entrytime", "idle_waketime", "idle_exittime",
		"idle_sleeptime", "iowait_sleeptime", "last_jiffies", "next_timer", "idle_expires",
	};
	ref ts = percpu(e, "tick_cpu_sched", "struct tick_sched", cpu);
	unsigned long flags = (unsigned long)num_or(ts, "flags", 0);

	if (has(ts, "flags"))
		out(e, "  .%-15s: %lu\n  .%-15s: %lu\n", "nohz", flags >> NOHZ & 1, "highres", flags >> HIGHRES & 1);
	show_members(e, ts, before, ARRAY_LEN(before));
	if (has(ts, "flags"))
		out(e, "  .%-15s: %lu\n", "tick_stopped", flags >> STOPPED & 1);
	show_members(e, ts, behind, ARRAY_LEN(behind));
	out(e, "jiffies: %lu\n\n", val(sym(e, "jiffies_64", "unsigned long")));
}

static void show_cpu(struct emit *e, long cpu, uint64_t now)
{
	static const char *const counters[] = {
		"expires_next", "hres_active", "nr_events", "nr_retries", "nr_hangs", "max_hang_time",
	};
	ref bases = percpu(e, "hrtimer_bases", "struct hrtimer_cpu_base", cpu);

	out(e, "cpu: %ld\n", cpu);
	EACH(base, array(bases, "clock_base")) {
		out(e, " clock %ld:\n", KEY(base));
		show_base(e, base, now);
	}
	forgive(e);	/* the rest is not of the timers: all of it is read below */
	if (has_high_resolution(e))
		show_members(e, bases, counters, ARRAY_LEN(counters));
	if (has_sym(e, "tick_cpu_sched"))	/* CONFIG_TICK_ONESHOT */
		show_tick(e, cpu);
}

EMITTER(proc_timer_list)
{
	uint64_t now = clock_monotonic(e);

	out(e, "Timer List Version: v0.%d\nHRTIMER_MAX_CLOCK_BASES: %ld\nnow at %llu nsecs\n\n", timer_list_version(e),
	    len(at(e, 0, "struct hrtimer_cpu_base"), "clock_base"), (unsigned long long)now);
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		show_cpu(e, cpu, now);
	show_tick_devices(e);
}
