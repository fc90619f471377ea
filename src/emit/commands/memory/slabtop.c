/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/memory/slabtop_-o: slab caches, those of most objects first, as procps' slabtop lists them */
#include "emit/emit.h"

#include <stdlib.h>

struct cache {
	const char *name;
	struct slab_info s;
	unsigned long size;
	size_t order;
};

struct totals {
	unsigned long objects, active, slabs, active_slabs, caches, active_caches, size, active_size, least, most;
};

static int by_objects(const void *a, const void *b)
{
	const struct cache *x = a, *y = b;

	if (x->s.objects != y->s.objects)
		return x->s.objects < y->s.objects ? 1 : -1;
	return x->order < y->order ? -1 : 1;
}

static void add(struct totals *t, const struct cache *c)
{
	t->objects += (unsigned long)c->s.objects;
	t->active += (unsigned long)c->s.active_objects;
	t->slabs += (unsigned long)c->s.slabs;
	t->active_slabs += (unsigned long)c->s.active_slabs;
	t->caches++;
	t->active_caches += c->s.objects > 0;
	t->size += (unsigned long)c->s.objects * c->size;
	t->active_size += (unsigned long)c->s.active_objects * c->size;
	t->least = !t->least || c->size < t->least ? c->size : t->least;
	t->most = c->size > t->most ? c->size : t->most;
}

static double share(double part, double all)
{
	return all > 0 ? 100 * part / all : 0;
}

static void print_counts(struct emit *e, const char *label, unsigned long active, unsigned long all)
{
	row(e, " %-35s: %lu / %lu (%.1f%%)\n", label, active, all, share((double)active, (double)all));
}

static void print_totals(struct emit *e, const struct totals *t)
{
	double kib = 1024;
	unsigned long average = t->objects ? t->size / t->objects : 0; /* whole bytes, as slabtop's */

	print_counts(e, "Active / Total Objects (% used)", t->active, t->objects);
	print_counts(e, "Active / Total Slabs (% used)", t->active_slabs, t->slabs);
	print_counts(e, "Active / Total Caches (% used)", t->active_caches, t->caches);
	row(e, " %-35s: %.2fK / %.2fK (%.1f%%)\n", "Active / Total Size (% used)", (double)t->active_size / kib,
	    (double)t->size / kib, share((double)t->active_size, (double)t->size));
	row(e, " %-35s: %.2fK / %.2fK / %.2fK\n\n", "Minimum / Average / Maximum Object", (double)t->least / kib,
	    (double)average / kib, (double)t->most / kib);
}

static void print_cache(struct emit *e, const struct cache *c)
{
	row(e, "%6ld %6ld %3.0f%% %7.2fK %6ld %8ld %9ldK %-23s\n", c->s.objects, c->s.active_objects,
	     (double)(long)share((double)c->s.active_objects, (double)c->s.objects), (double)c->size / 1024, c->s.slabs,
	     c->s.objects_per_slab, kb(e, c->s.slabs * c->s.pages_per_slab), c->name);
}

EMITTER(cmd_slabtop)
{
	struct cache *caches = NULL;
	struct totals totals = {0};
	size_t count = 0, room = 0;

	if (!slab_counters(e)) {
		absent(e, "the allocator keeps no counters (CONFIG_SLUB_DEBUG off)");
		return;
	}
	EACH(cache, slab_caches(e)) {
		struct cache c = {.name = str(cache, "name"), .s = slab_info(cache), .size = (unsigned long)num(cache, "size")};

		if (tainted(e))
			continue;
		c.order = count;
		GROW(caches, count, room);
		caches[count++] = c;
		add(&totals, &c);
	}
	if (count)
		qsort(caches, count, sizeof(*caches), by_objects);
	print_totals(e, &totals);
	forgive(e);	/* of the totals only */
	out(e, "%6s %6s %4s %8s %6s %8s %10s %-23s\n", "OBJS", "ACTIVE", "USE", "OBJ SIZE", "SLABS", "OBJ/SLAB",
	    "CACHE SIZE", "NAME");
	for (size_t i = 0; i < count; i++)
		print_cache(e, &caches[i]);
	free(caches);
}
