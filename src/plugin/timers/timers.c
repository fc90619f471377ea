/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/timers/timers.txt: all pending timers, overdue ones first: a CPU whose timers are late was stuck. */
#include "plugin/timers/timers.h"

static void print_timer(struct emit *e, const struct timer_entry *t)
{
	uint64_t ms = (t->late < 0 ? -(uint64_t)t->late : (uint64_t)t->late) / NSEC_PER_MSEC;

	row(e, "  CPU %-4ld %-7s %s%6lld.%03lld s  %s\n", t->cpu, t->high_resolution ? "hrtimer" : "timer",
	    t->late < 0 ? "in   " : "late ", (long long)(ms / 1000), (long long)(ms % 1000), t->what);
}

EMITTER(timers)
{
	const struct timer_report *r = timer_report(e);
	size_t overdue = 0;

	while (overdue < r->count && r->timers[overdue].late > OVERDUE_NS)
		overdue++;
	row(e, "%s%zu timers, %zu overdue\n", damage_at_least(&r->damage), r->count, overdue);
	if (overdue)
		row(e, "\nOverdue\n");
	for (size_t i = 0; i < overdue; i++)
		print_timer(e, &r->timers[i]);
	row(e, "\nTo come, or due a moment ago\n");
	for (size_t i = overdue; i < r->count; i++)
		print_timer(e, &r->timers[i]);
}
