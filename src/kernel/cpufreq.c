/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

/* What the scheduler tick measured, if that is no older than 20 ms (5.19 f3eca381bd49); 0 else. */
static long measured(struct emit *e, long cpu, long khz)
{
	unsigned long actual, nominal, age;
	ref sample;

	if (!has_sym(e, "cpu_samples") || !has_type(e, "struct aperfmperf"))
		return 0;
	sample = percpu(e, "cpu_samples", "struct aperfmperf", cpu);
	actual = (unsigned long)num(sample, "acnt");
	nominal = (unsigned long)num(sample, "mcnt");
	age = (unsigned long)(val(sym(e, "jiffies_64", "unsigned long")) - num(sample, "last_update"));
	if (!nominal || age > (unsigned long)hz(e) / 50)
		return 0;
	return (long)((double)khz * (double)actual / (double)nominal);
}

/* What the frequency driver set last: cpufreq_quick_get().  0 without one. */
static long governed(struct emit *e, long cpu)
{
	ref policy;

	if (!has_sym(e, "cpufreq_cpu_data"))
		return 0;
	policy = deref(percpu(e, "cpufreq_cpu_data", "struct cpufreq_policy *", cpu));
	return null(policy) ? 0 : num(policy, "cur");
}

/* arch_freq_get_on_cpu(), arch/x86/kernel/cpu/aperfmperf.c */
long cpu_khz_now(struct emit *e, long cpu)
{
	long khz = val(sym(e, "cpu_khz", "unsigned int")), now = measured(e, cpu, khz);

	if (!now)
		now = governed(e, cpu);
	return now ? now : khz;
}
