/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Stalls for want of a resource.  CPUs account them on their own; who reads them collects and averages what
 * has come together since the last time: psi_show(), collect_percpu_times(), update_averages(), kernel/sched/psi.c.
 * It is done here as if someone had read them at the time of the crash.
 */
#include "kernel/kernel.h"

#define FSHIFT 11	/* avenrun's fixed point */
#define FIXED_1 (1UL << FSHIFT)

enum { WINDOWS = 3 };	/* 10, 60 and 300 s */

struct pressure {
	uint64_t total;		/* ns */
	unsigned long average[WINDOWS];
};

/* Arrays of two dimensions are flattened by older type information: the first aggregator's part comes first. */
static uint64_t collected(ref group, long state)
{
	return read_word(context(group), sub(group, "total").addr + (uint64_t)state * 8);
}

/* What a CPU has accounted and nobody has collected yet; as the kernel, modulo 2^32 ns. */
static uint32_t recent(ref part, long state, uint64_t now)
{
	uint32_t time = (uint32_t)num_at(part, "times[]", state);
	uint32_t before = (uint32_t)val(at(context(part), sub(part, "times_prev").addr + (uint64_t)state * 4, "unsigned int"));
	uint64_t start = (uint64_t)num(part, "state_start");

	if (num(part, "state_mask") >> state & 1 && now > start)
		time += (uint32_t)(now - start);
	return time - before;
}

/* Of all CPUs, each weighted by how long it was busy. */
static uint64_t uncollected(ref group, long state, uint64_t now)
{
	struct emit *e = context(group);
	long busy_state = enumv(e, "PSI_NONIDLE");
	uint64_t sum = 0, busy = 0;

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		ref part = percpu_ptr(group, "pcpu", cpu);
		uint64_t weight = recent(part, busy_state, now) / (NSEC_PER_SEC / (uint64_t)hz(e));

		busy += weight;
		sum += recent(part, state, now) * weight;
	}
	return sum / (busy ? busy : 1);
}

/* calc_load(), fixed_power_int(): kernel/sched/loadavg.c */
static unsigned long decayed(unsigned long load, unsigned long factor, unsigned long active)
{
	unsigned long next = load * factor + active * (FIXED_1 - factor);

	return (next + (active >= load ? FIXED_1 - 1 : 0)) / FIXED_1;
}

static unsigned long power(unsigned long factor, uint64_t n)
{
	unsigned long result = FIXED_1;

	for (; n; n >>= 1) {
		if (n & 1)
			result = (result * factor + (FIXED_1 >> 1)) >> FSHIFT;
		factor = (factor * factor + (FIXED_1 >> 1)) >> FSHIFT;
	}
	return result;
}

/* Periods in which nobody looked count as free of stalls; the last one gets all that was accounted. */
static void update(ref group, long state, struct pressure *p, uint64_t now)
{
	static const unsigned long factors[WINDOWS] = {1677, 1981, 2034};	/* 1/exp(2s/10s), … */
	struct emit *e = context(group);
	uint64_t due = (uint64_t)num(group, "avg_next_update"), tick = NSEC_PER_SEC / (uint64_t)hz(e);
	uint64_t length = 2 * NSEC_PER_SEC + tick, missed, period, sample;

	if (now < due)
		return;
	missed = (now - due) / length;
	period = now - ((uint64_t)num(group, "avg_last_update") + missed * length);
	sample = (uint32_t)(p->total - (uint64_t)num_at(group, "avg_total[]", state));
	if (sample > period)
		sample = period;
	for (int w = 0; w < WINDOWS; w++) {
		if (missed)
			p->average[w] = decayed(p->average[w], power(factors[w], missed), 0);
		p->average[w] = decayed(p->average[w], factors[w], period ? sample * 100 / period * FIXED_1 : 0);
	}
}

static struct pressure pressure(ref group, long state)
{
	struct emit *e = context(group);
	uint64_t now = clock_scheduler(e);
	struct pressure p = {.total = collected(group, state) + uncollected(group, state, now)};

	for (int w = 0; w < WINDOWS; w++)
		p.average[w] = read_word(e, sub(group, "avg").addr + (uint64_t)(state * WINDOWS + w) * 8);
	update(group, state, &p, now);
	return p;
}

static void print_line(struct emit *e, const char *label, const struct pressure *p)
{
	static const char *const windows[WINDOWS] = {"10", "60", "300"};

	out(e, "%s", label);
	for (int w = 0; w < WINDOWS; w++)
		out(e, " avg%s=%lu.%02lu", windows[w], p->average[w] / FIXED_1, p->average[w] % FIXED_1 * 100 / FIXED_1);
	out(e, " total=%lu\n", (unsigned long)(p->total / 1000));
}

void print_pressure(ref group, const char *resource)
{
	struct emit *e = context(group);
	const char *some = file_printf(e, "PSI_%s_SOME", resource), *full = file_printf(e, "PSI_%s_FULL", resource);
	/* Stalls of all tasks for want of CPUs make no sense for the whole system: that line is zero (5.13). */
	bool full_is_zero = resource[0] == 'C' && has_sym(e, "psi_system") && group.addr == symaddr(e, "psi_system");
	struct pressure p, none = {0};

	if (has_enum(e, some)) {
		p = pressure(group, enumv(e, some));
		print_line(e, "some", &p);
	}
	if (has_enum(e, full)) {
		p = full_is_zero ? none : pressure(group, enumv(e, full));
		print_line(e, "full", &p);
	}
}
