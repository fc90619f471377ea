/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The clocks as the timekeeper last set them, and the CPUs' accounting of time. */
#include "kernel/kernel.h"

#include <time.h>

static ref timekeeper(struct emit *e)
{
	size_t lock, align;

	if (!has_sym(e, "tk_core"))	/* 6.17: an array, the core timekeeper first */
		return sub(sym(e, "timekeeper_data", "struct tk_data"), "timekeeper");
	if (has_type(e, "struct tk_data"))	/* 6.13 */
		return sub(sym(e, "tk_core", "struct tk_data"), "timekeeper");
	/* 3.17: an anonymous struct of a sequence count and the timekeeper; no type information names it. */
	lock = sizeof_type(e, has_type(e, "seqcount_raw_spinlock_t") ? "seqcount_raw_spinlock_t" : "seqcount_t");
	align = 8;
	return at(e, symaddr(e, "tk_core") + (lock + align - 1) / align * align, "struct timekeeper");
}

/* The length of a tick in nanoseconds, shifted left by 32, is what NTP steers: within 0.05 % of 1 s / HZ. */
long hz(struct emit *e)
{
	uint64_t tick = (uint64_t)num(timekeeper(e), "ntp_tick") >> 16;
	uint64_t second = NSEC_PER_SEC << 16;

	if (tick >= second / 5000 && tick <= second / 10)
		return (long)((second + tick / 2) / tick);
	fail(e, "ntp_tick", "not the length of a tick", 0);
	return 100;
}

long jiffies_to_ms(struct emit *e, uint64_t jiffies)
{
	return (long)(jiffies * 1000 / (uint64_t)hz(e));
}

uint64_t clock_realtime(struct emit *e)
{
	ref tk = timekeeper(e);

	return (uint64_t)num(tk, "xtime_sec") * NSEC_PER_SEC +
	       ((uint64_t)num(tk, "tkr_mono.xtime_nsec") >> (num(tk, "tkr_mono.shift") & 63));
}

uint64_t clock_monotonic(struct emit *e)
{
	ref tk = timekeeper(e);

	return clock_realtime(e) + (uint64_t)num(tk, "wall_to_monotonic.tv_sec") * NSEC_PER_SEC +
	       (uint64_t)num(tk, "wall_to_monotonic.tv_nsec");
}

uint64_t clock_boottime(struct emit *e)
{
	return clock_monotonic(e) + (uint64_t)num(timekeeper(e), "offs_boot");
}

uint64_t clock_scheduler(struct emit *e)
{
	uint64_t now = 0;

	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		uint64_t clock = (uint64_t)num(percpu(e, "runqueues", "struct rq", cpu), "clock");

		if (clock > now)
			now = clock;
	}
	return tainted(e) ? 0 : now;
}

uint64_t crash_time(struct emit *e)
{
	return e->facts->crash_time ? e->facts->crash_time : clock_realtime(e) / NSEC_PER_SEC;
}

uint64_t cpu_time(struct emit *e, long cpu, const char *which)
{
	return (uint64_t)num_at(percpu(e, "kernel_cpustat", "struct kernel_cpustat", cpu), "cpustat[]", enumv(e, which));
}

/* What a CPU that is idle now has added to its account since: get_cpu_sleep_time_us(). */
static uint64_t since_idle(struct emit *e, ref ts)
{
	uint64_t now = clock_monotonic(e), entry = (uint64_t)num(ts, "idle_entrytime");

	return now > entry ? now - entry : 0;
}

/* A flag of its own until 6.8, then bit 2 of flags (TS_FLAG_IDLE_ACTIVE). */
static bool is_idle(ref ts)
{
	return has(ts, "idle_active") ? num(ts, "idle_active") : num(ts, "flags") >> 2 & 1;
}

/* get_idle_time() and get_iowait_time(), fs/proc/stat.c; the kernel rounds to microseconds. */
static uint64_t tick_time(struct emit *e, long cpu, bool iowait)
{
	const char *account = iowait ? "CPUTIME_IOWAIT" : "CPUTIME_IDLE";
	ref ts;
	uint64_t t;
	long waiting;

	if (!has_sym(e, "tick_cpu_sched") || !cpu_in(e, CPUS_ONLINE, cpu) || !val(sym(e, "tick_nohz_active", "int")))
		return cpu_time(e, cpu, account);
	ts = percpu(e, "tick_cpu_sched", "struct tick_sched", cpu);
	if (!has(ts, "idle_sleeptime"))		/* 7.1 moved the account back to kernel_cpustat */
		return cpu_time(e, cpu, account);
	t = (uint64_t)(iowait ? num(ts, "iowait_sleeptime") : num(ts, "idle_sleeptime"));
	if (is_idle(ts)) {
		waiting = num(percpu(e, "runqueues", "struct rq", cpu), "nr_iowait");
		if ((waiting > 0) == iowait)
			t += since_idle(e, ts);
	}
	return t / 1000 * 1000;
}

uint64_t cpu_idle_time(struct emit *e, long cpu)
{
	return tick_time(e, cpu, false);
}

uint64_t cpu_iowait_time(struct emit *e, long cpu)
{
	return tick_time(e, cpu, true);
}

const char *calendar_text(struct emit *e, long seconds)
{
	time_t when = seconds;
	struct tm tm = {0};
	char text[64];

	if (!gmtime_r(&when, &tm) || !strftime(text, sizeof(text), "%a %b %e %H:%M:%S %Y", &tm))
		return "";
	return file_printf(e, "%s", text);
}

/* hrtimer_resolution, which is a macro for TICK_NSEC where there is no such variable. */
long timer_resolution(struct emit *e)
{
	long ticks = hz(e);

	if (has_sym(e, "hrtimer_resolution"))
		return val(sym(e, "hrtimer_resolution", "unsigned int"));
	return ticks > 0 ? (NSEC_PER_SEC + ticks / 2) / ticks : 0;
}
