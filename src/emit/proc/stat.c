/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/stat: CPU times and other totals since boot.  show_stat(), fs/proc/stat.c */
#include "emit/emit.h"

/* In the order of the file. */
static const char *const accounts[] = {
	"CPUTIME_USER", "CPUTIME_NICE", "CPUTIME_SYSTEM", "CPUTIME_IDLE", "CPUTIME_IOWAIT", "CPUTIME_IRQ",
	"CPUTIME_SOFTIRQ", "CPUTIME_STEAL", "CPUTIME_GUEST", "CPUTIME_GUEST_NICE",
};
enum { IDLE = 3, IOWAIT = 4 };

static uint64_t account(struct emit *e, long cpu, unsigned i)
{
	return i == IDLE ? cpu_idle_time(e, cpu) : i == IOWAIT ? cpu_iowait_time(e, cpu) : cpu_time(e, cpu, accounts[i]);
}

static void show_times(struct emit *e)
{
	out(e, "cpu ");
	for (unsigned i = 0; i < ARRAY_LEN(accounts); i++) {
		uint64_t sum = 0;

		EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
			sum += account(e, cpu, i);
		out(e, " %llu", (unsigned long long)(sum / NS_PER_TICK));
	}
	out(e, "\n");
	EACH_KEY(cpu, cpus(e, CPUS_ONLINE)) {
		out(e, "cpu%ld", cpu);
		for (unsigned i = 0; i < ARRAY_LEN(accounts); i++)
			out(e, " %llu", (unsigned long long)(account(e, cpu, i) / NS_PER_TICK));
		out(e, "\n");
	}
}

/* Numbers that no descriptor has read as 0. */
static void show_interrupts(struct emit *e)
{
	unsigned long sum = 0;
	long next = 0, end = nr_irqs(e);

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE))
		sum += (unsigned long)num(percpu(e, "kstat", "struct kernel_stat", cpu), "irqs_sum");
	out(e, "intr %lu", sum + arch_irq_total(e));
	EACH(desc, irqs(e)) {
		for (; next < KEY(desc) && next < end; next++)
			out(e, " 0");
		out(e, " %lu", irq_total(desc));
		next = KEY(desc) + 1;
	}
	for (; next < end && next < LIMIT_WALK; next++)
		out(e, " 0");
	out(e, "\n");
}

static unsigned long run_queues(struct emit *e, enum cpu_mask mask, const char *kind)
{
	unsigned long sum = 0;

	EACH_KEY(cpu, cpus(e, mask)) {
		ref rq = percpu(e, "runqueues", "struct rq", cpu);

		sum += (unsigned long)(*kind == 's' ? num(rq, "nr_switches") : *kind == 'r' ? num(rq, "nr_running") :
				       num(rq, "nr_iowait"));
	}
	return sum;
}

static void show_softirqs(struct emit *e)
{
	long n = enumv(e, "NR_SOFTIRQS");
	unsigned long all = 0, sums[32] = {0};

	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		EACH_KEY(i, numbers(e, n < 32 ? n : 32)) {
			unsigned long count = (unsigned long)num_at(percpu(e, "kstat", "struct kernel_stat", cpu), "softirqs[]", i);

			sums[i] += count;
			all += count;
		}
	}
	out(e, "softirq %lu", all);
	for (long i = 0; i < n && i < 32; i++)
		out(e, " %lu", sums[i] & 0xffffffff);
	out(e, "\n");
}

/* Each part reads all of what it shows: what is lost of one says nothing of the next. */
EMITTER(proc_stat)
{
	show_times(e);
	forgive(e);
	show_interrupts(e);
	forgive(e);
	row(e, "ctxt %lu\n", run_queues(e, CPUS_POSSIBLE, "switches"));
	row(e, "btime %llu\n", (unsigned long long)((clock_realtime(e) - clock_boottime(e)) / NSEC_PER_SEC));
	row(e, "processes %lu\n", val(sym(e, "total_forks", "unsigned long")));
	row(e, "procs_running %lu\n", run_queues(e, CPUS_ONLINE, "running"));
	row(e, "procs_blocked %lu\n", run_queues(e, CPUS_POSSIBLE, "iowait"));
	show_softirqs(e);
}
