/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks the timer wheels and the trees of high-resolution timers of all CPUs. */
#include "plugin/timers/timers.h"

#include <string.h>

static void add_timer(struct emit *e, struct timer_report *r, struct timer_entry t)
{
	if (tainted(e))
		return;
	r->timers = worker_grow(e, r->timers, r->count, &r->room, sizeof(*r->timers));
	t.what = worker_strdup(e, t.what);
	r->timers[r->count++] = t;
}

static const char *task_text(struct emit *e, const char *function, ref task)
{
	if (null(task))
		return function;
	return file_printf(e, "%s: wakes task %ld (%s)", function, num(task, "pid"), str(task, "comm"));
}

/* Timers that stand for something else: a sleeping task, a delayed work. */
static const char *timer_text(struct emit *e, ref timer)
{
	const char *function = symbol_name(e, addr(timer, "function"));

	if (!strcmp(function, "process_timeout") && has_type(e, "struct process_timer"))
		return task_text(e, function, ptr(container(timer, "struct process_timer", "timer"), "task"));
	if (!strcmp(function, "delayed_work_timer_fn"))
		return file_printf(e, "%s: queues work %s", function,
				   symbol_name(e, addr(container(timer, "struct delayed_work", "timer"), "work.func")));
	return function;
}

static const char *hrtimer_text(struct emit *e, ref timer)
{
	const char *function = symbol_name(e, addr(timer, "function"));

	if (!strcmp(function, "hrtimer_wakeup"))
		return task_text(e, function, ptr(container(timer, "struct hrtimer_sleeper", "timer"), "task"));
	return function;
}

/*
 * NR_BASES, a macro: one wheel per CPU without NO_HZ, two with it, three since 6.9.  What lies behind the last one
 * is no wheel.  The clock of one that is stands between where jiffies began, 300 s before they leave 32 bits, and
 * where they are.
 */
static bool is_wheel(ref base, long cpu)
{
	struct emit *e = context(base);
	uint64_t clock = (uint64_t)num(base, "clk"), jiffies = (uint64_t)val(sym(e, "jiffies_64", "unsigned long"));

	return num(base, "cpu") == cpu && clock >= (1ULL << 32) - 300 * (uint64_t)hz(e) && clock <= jiffies + 1;
}

static void walk_wheel(struct emit *e, struct timer_report *r, long cpu, ref base)
{
	uint64_t jiffies = (uint64_t)val(sym(e, "jiffies_64", "unsigned long"));
	int64_t tick = NSEC_PER_SEC / hz(e);

	EACH_KEY(i, bits(base, "pending_map", -1)) {
		EACH(timer, hlist(sub_at(base, "vectors[]", i), "struct timer_list", "entry")) {
			int64_t late = (int64_t)((jiffies - (uint64_t)num(timer, "expires")) * (uint64_t)tick);

			add_timer(e, r, (struct timer_entry){cpu, false, late, timer.addr, timer_text(e, timer)});
		}
	}
}

static void walk_wheels(struct emit *e, struct timer_report *r, long cpu)
{
	EACH(base, array_n(percpu(e, "timer_bases", "struct timer_base", cpu), "", 3)) {
		if (!is_wheel(base, cpu))
			break;
		walk_wheel(e, r, cpu, base);
	}
}

static void walk_trees(struct emit *e, struct timer_report *r, long cpu)
{
	uint64_t now = clock_monotonic(e);

	EACH(base, array(percpu(e, "hrtimer_bases", "struct hrtimer_cpu_base", cpu), "clock_base")) {
		uint64_t base_now = now + (uint64_t)num(base, "offset");

		/* rb_root_cached since 5.4 (511885d7061e), rb_root_linked since 7.1 */
		EACH(timer, rbtree(sub(base, "active.rb_root.rb_root|active.head"), "struct hrtimer", "node.node"))
			add_timer(e, r, (struct timer_entry){cpu, true, (int64_t)(base_now - (uint64_t)num(timer, "node.expires")),
							     timer.addr, hrtimer_text(e, timer)});
	}
}

static int latest_first(const void *a, const void *b)
{
	const struct timer_entry *x = a, *y = b;

	if (x->late != y->late)
		return x->late > y->late ? -1 : 1;
	return x->address < y->address ? -1 : x->address > y->address;
}

const struct timer_report *timer_report(struct emit *e)
{
	struct timer_report *r = slot(e, "timer_report", sizeof(*r));

	if (damage_begin(e, &r->damage)) {
		EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
			walk_wheels(e, r, cpu);
			e->taint = false;
			walk_trees(e, r, cpu);
		}
		damage_end(e, &r->damage);
		sort_array(r->timers, r->count, sizeof(*r->timers), latest_first);
	}
	damage_tell(e, &r->damage, "not all timers could be read");
	return r;
}
