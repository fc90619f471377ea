/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table of names, put together from what the threads of the pass found. */
#include "dwarf/pass.h"

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>

enum { UNITS_PER_THREAD = 64 };

/* Of a module the strings do not stay in memory: it has its own copies. */
static void collect(struct dwarf *d, struct pass *p)
{
	for (uint32_t i = 0; i < p->names.count; i++) {
		struct name_entry e = p->names.entries[i];

		if (d->kernel && names_has(&d->kernel->names, &e))
			continue;
		if (d->source.module)
			e.name = arena_strdup(&d->arena, e.name);
		names_add(&d->names, e);
	}
	free(p->names.entries);
	if (d->source.module)
		arena_free(&p->arena);
	else
		d->pass_arenas[d->pass_count++] = p->arena;
	if (p->damaged) {
		err_prepend(&p->damage, "%s", d->source.name);
		note_damage(d, &p->damage);
	}
}

static unsigned thread_count(uint32_t units)
{
	cpu_set_t set;
	int cpus = sched_getaffinity(0, sizeof(set), &set) == 0 ? CPU_COUNT(&set) : 1;
	uint32_t worth = units / UNITS_PER_THREAD + 1;

	if (cpus > MOST_THREADS)
		cpus = MOST_THREADS;
	return worth < (uint32_t)cpus ? worth : (unsigned)cpus;
}

/* Each thread takes a run of units that has about as many bytes as the others'. */
static void pass_part(struct dwarf *d, struct dwarf_part *part)
{
	unsigned n = thread_count(part->count);
	struct pass passes[MOST_THREADS] = {{0}};
	pthread_t threads[MOST_THREADS];
	bool started[MOST_THREADS] = {false};
	uint32_t unit = 0;

	for (unsigned i = 0; i < n; i++) {
		uint64_t until = part->info.size / n * (i + 1);
		struct pass *p = &passes[i];

		*p = (struct pass){.d = d, .part = part, .first_unit = unit};
		while (unit < part->count && (i + 1 == n || part->units[unit].start < until))
			unit++;
		p->end_unit = unit;
		started[i] = i + 1 < n && pthread_create(&threads[i], NULL, pass_run, p) == 0;
		if (!started[i])
			pass_run(p);
	}
	for (unsigned i = 0; i < n; i++) {
		if (started[i])
			pthread_join(threads[i], NULL);
		collect(d, &passes[i]);
	}
}

void index_build(struct dwarf *d)
{
	for (unsigned i = 0; i < PARTS; i++)
		if (d->parts[i].count)
			pass_part(d, &d->parts[i]);
	names_seal(&d->names);
}
