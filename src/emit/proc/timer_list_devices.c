/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The clock event devices of proc/timer_list.  print_tickdevice(), kernel/time/timer_list.c */
#include "emit/emit.h"
#include "emit/proc/timer_list.h"

#include <string.h>

bool timer_list_in_ns(const char *member)
{
	return !strcmp(member, "expires_next") || !strcmp(member, "last_tick") || !strcmp(member, "idle_expires") ||
	       (str_ends(member, "time") && strcmp(member, "max_hang_time") != 0);
}

/* Version 9 lined the labels up. */
static const struct device_function {
	const char *label, *old_label, *member;
} functions[] = {
	{"shutdown:       ", "shutdown: ", "set_state_shutdown"},
	{"periodic:       ", "periodic: ", "set_state_periodic"},
	{"oneshot:        ", "oneshot:  ", "set_state_oneshot"},
	{"oneshot stopped: ", "oneshot stopped: ", "set_state_oneshot_stopped"},
	{"resume:         ", "resume:   ", "tick_resume"},
};

static void show_device(struct emit *e, ref dev, bool old)
{
	out(e, "%s\n max_delta_ns:   %lu\n min_delta_ns:   %lu\n mult:           %lu\n shift:          %lu\n", str(dev, "name"),
	    num(dev, "max_delta_ns"), num(dev, "min_delta_ns"), num(dev, "mult"), num(dev, "shift"));
	out(e, " mode:           %ld\n next_event:     %ld nsecs\n set_next_event: %s\n", num(dev, "state_use_accessors"),
	    num(dev, "next_event"), symbol_name(e, addr(dev, "set_next_event")));
	for (const struct device_function *f = functions; f < functions + ARRAY_LEN(functions); f++) {
		uint64_t function = (uint64_t)num_(dev, f->member, 0);

		if (function)
			out(e, " %s%s\n", old ? f->old_label : f->label, symbol_name(e, function));
	}
	out(e, " event_handler:  %s\n%s retries:        %lu\n", symbol_name(e, addr(dev, "event_handler")), old ? "" : "\n",
	    num(dev, "retries"));
}

/* cpu < 0: the device that wakes CPUs whose own has stopped. */
static void show(struct emit *e, ref tick, long cpu)
{
	ref dev = ptr(tick, "evtdev");
	bool old = timer_list_version(e) < 9;

	out(e, "Tick Device: mode:     %ld\n", num(tick, "mode"));
	if (cpu < 0)
		out(e, "Broadcast device\n");
	else
		out(e, "Per CPU device: %ld\n", cpu);
	out(e, "Clock Event Device: ");
	if (null(dev)) {
		out(e, "<NULL>\n");
		return;
	}
	show_device(e, dev, old);
	if (cpu >= 0 && !old) {
		bool oneshot = has_sym(e, "tick_oneshot_wakeup_device");	/* CONFIG_TICK_ONESHOT */
		ref waker = oneshot ? deref(percpu(e, "tick_oneshot_wakeup_device", "struct clock_event_device *", cpu)) : at(e, 0, "char");

		out(e, "Wakeup Device: %s\n", null(waker) ? "<NULL>" : str(waker, "name"));
	}
	out(e, "\n");
}

static void show_mask(struct emit *e, const char *symbol)
{
	ref mask = sym(e, symbol, "cpumask_var_t");

	row(e, "%s: %s\n", symbol, bitmap_hex(sub(mask, "[0]"), "bits", nr_cpu_ids(e)));
}

void show_tick_devices(struct emit *e)
{
	if (has_sym(e, "tick_broadcast_device")) {	/* CONFIG_GENERIC_CLOCKEVENTS_BROADCAST */
		show(e, sym(e, "tick_broadcast_device", "struct tick_device"), -1);
		show_mask(e, "tick_broadcast_mask");
		if (has_sym(e, "tick_broadcast_oneshot_mask"))	/* CONFIG_TICK_ONESHOT */
			show_mask(e, "tick_broadcast_oneshot_mask");
		out(e, "\n");
	}
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE))
		show(e, percpu(e, "tick_cpu_device", "struct tick_device", cpu), cpu);
}
