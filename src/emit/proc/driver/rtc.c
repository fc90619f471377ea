/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * proc/driver/rtc: the real time clock.  rtc_proc_show(), drivers/rtc/proc.c.  Time, alarm and what the
 * driver adds (cmos_procfs()) are in the clock's registers.
 */
#include "emit/emit.h"

/* The clock that CONFIG_RTC_HCTOSYS_DEVICE names, which is rtc0 everywhere.  A null ref if there is none. */
static ref first_clock(struct emit *e)
{
	EACH(device, class_devices(e, "rtc_class")) {
		ref rtc = container(device, "struct rtc_device", "dev");

		if (!num(rtc, "id"))
			return rtc;
	}
	return (ref){0, e->poison};
}

static const char *yes_no(long value)
{
	return value ? "yes" : "no";
}

EMITTER(proc_driver_rtc)
{
	ref rtc;

	if (!has_sym(e, "rtc_class")) {
		absent(e, "the kernel has no real time clock");
		return;
	}
	rtc = first_clock(e);
	if (!rtc.addr) {
		absent(e, "there is no real time clock");
		return;
	}
	row(e, "alarm_IRQ\t: %s\n", yes_no(num(rtc, "aie_timer.enabled")));
	row(e, "update IRQ enabled\t: %s\n", yes_no(num(rtc, "uie_rtctimer.enabled")));
	row(e, "periodic IRQ enabled\t: %s\n", yes_no(num(rtc, "pie_enabled")));
	row(e, "periodic IRQ frequency\t: %ld\n", num(rtc, "irq_freq"));
	row(e, "max user IRQ frequency\t: %ld\n", num(rtc, "max_user_freq"));
	row(e, "24hr\t\t: yes\n");
	remark(e, "time, alarm and the driver's own lines are in the clock's registers");
}
