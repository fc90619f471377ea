/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "kernel/kernel.h"

#include <stdlib.h>

/*
 * A panic without kdump stops the other CPUs and takes them out of cpu_online_mask (stop_this_cpu()
 * on x86, ipi_cpu_stop() on arm64).  cpu_active_mask is changed by hotplug only, so that both together
 * are what was online before.
 */
static const char *const mask_symbols[][2] = {
	[CPUS_POSSIBLE] = {"__cpu_possible_mask", NULL},
	[CPUS_PRESENT] = {"__cpu_present_mask", NULL},
	[CPUS_ONLINE] = {"__cpu_online_mask", "__cpu_active_mask"},
};

struct cpu_set {
	bool known;
	size_t count;
	uint64_t *cpus;
	uint8_t *member;	/* indexed by CPU */
};

long nr_cpu_ids(struct emit *e)
{
	long n;

	if (!has_sym(e, "nr_cpu_ids"))	/* !CONFIG_SMP, or lost */
		return program_symbols_missing(e->program) ? 0 : 1;
	n = val(sym(e, "nr_cpu_ids", "unsigned int"));
	if (n >= 1 && n <= LIMIT_CPUS)
		return n;
	if (n || !tainted(e))
		fail(e, "nr_cpu_ids", "not a number of CPUs", 0);
	return 0;
}

/* False, noted and tainted, if the mask can't be read. */
static bool read_mask(struct emit *e, struct cpu_set *set, const char *symbol, long limit)
{
	const void *map = read_bytes(e, symaddr(e, symbol), (size_t)(limit + 63) / 64 * 8);

	for (long cpu = 0; map && cpu < limit; cpu++)
		if (get_u64((const uint8_t *)map + cpu / 64 * 8, e->facts->big_endian) >> cpu % 64 & 1)
			set->member[cpu] = 1;
	return map != NULL;
}

/* The set, read once per worker; a mask that can't be read is tried, and noted, each time. */
static const struct cpu_set *cpu_set(struct emit *e, enum cpu_mask mask)
{
	struct cpu_set *sets = slot(e, "cpu sets", 3 * sizeof(*sets)), *set = &sets[mask];
	long limit;

	if (set->known)
		return set;
	limit = nr_cpu_ids(e);
	if (!limit)
		return set;
	if (!set->member) {
		set->member = worker_alloc(e, (size_t)limit, 1);
		set->cpus = worker_alloc(e, (size_t)limit, sizeof(*set->cpus));
	}
	if (!has_sym(e, mask_symbols[mask][0]) && !has_sym(e, "nr_cpu_ids")) {	/* !CONFIG_SMP */
		if (program_symbols_missing(e->program))
			return set;
		set->member[0] = 1;
	} else {
		for (unsigned i = 0; i < 2 && mask_symbols[mask][i]; i++)
			if (!read_mask(e, set, mask_symbols[mask][i], limit))
				return set;
	}
	set->count = 0;
	for (long cpu = 0; cpu < limit; cpu++)
		if (set->member[cpu])
			set->cpus[set->count++] = (uint64_t)cpu;
	set->known = true;
	return set;
}

struct walk cpus(struct emit *e, enum cpu_mask mask)
{
	const struct cpu_set *set = cpu_set(e, mask);

	return set->known ? number_list(e, set->cpus, set->count) : no_walk(e);
}

bool cpu_in(struct emit *e, enum cpu_mask mask, long cpu)
{
	const struct cpu_set *set = cpu_set(e, mask);

	return set->known && cpu >= 0 && cpu < nr_cpu_ids(e) && set->member[cpu];
}

long cpu_count(struct emit *e, enum cpu_mask mask)
{
	return (long)cpu_set(e, mask)->count;
}
