/* SPDX-License-Identifier: GPL-2.0-or-later */
/* timers.h - all pending timers, worked out once per worker. */
#ifndef VR_PLUGIN_TIMERS_H
#define VR_PLUGIN_TIMERS_H

#include "emit/emit.h"

struct timer_entry {
	long cpu;
	bool high_resolution;
	int64_t late;		/* ns since it should have gone off; negative: in the future */
	uint64_t address;	/* struct timer_list or struct hrtimer */
	const char *what;	/* its function, and what that is for */
};

struct timer_report {
	struct damage damage;
	struct timer_entry *timers;	/* latest first */
	size_t count, room;
};

/* Less is what ticks and the stop of the machine explain. */
#define OVERDUE_NS 500000000LL

const struct timer_report *timer_report(struct emit *e);

#endif
