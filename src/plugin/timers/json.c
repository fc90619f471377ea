/* SPDX-License-Identifier: GPL-2.0-or-later */
/* plugins/timers/timers.json: the same as a record. */
#include "plugin/timers/timers.h"

EMITTER(timers_json)
{
	const struct timer_report *r = timer_report(e);

	json_open(e, NULL, '{');
	json_open(e, "timers", '[');
	for (size_t i = 0; i < r->count; i++) {
		const struct timer_entry *t = &r->timers[i];

		json_open(e, NULL, '{');
		json_num(e, "cpu", t->cpu);
		json_bool(e, "high_resolution", t->high_resolution);
		json_num(e, "late_ns", t->late);
		json_bool(e, "overdue", t->late > OVERDUE_NS);
		json_str(e, "what", t->what);
		json_close(e);
	}
	json_close(e);
	json_close(e);
}
