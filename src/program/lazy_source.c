/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "program/lazy_source.h"

static struct type_source *inner(struct type_source *source)
{
	struct lazy_source *s = (struct lazy_source *)source;

	pthread_mutex_lock(&s->program->lock);
	if (!s->tried)
		s->open(s);
	s->tried = true;
	pthread_mutex_unlock(&s->program->lock);
	return s->inner;
}

static uint64_t lazy_find(struct type_source *s, enum type_kind kind, const char *name, unsigned nth)
{
	struct type_source *to = inner(s);

	return to ? to->find(to, kind, name, nth) : 0;
}

/* The graph is told of the source behind this one and asks that from then on. */
static struct type_source *lazy_owner(struct type_source *s, uint64_t id)
{
	struct type_source *to = inner(s);

	return !to ? s : to->owner ? to->owner(to, id) : to;
}

static bool lazy_fill(struct type_source *s, struct types *graph, struct type *t, struct err *err)
{
	(void)graph;
	(void)t;
	return err_set(err, "%s: no type with that number", s->name);
}

static bool lazy_enumerator(struct type_source *s, const char *name, int64_t *value)
{
	struct type_source *to = inner(s);

	return to && to->enumerator(to, name, value);
}

static uint64_t lazy_variable(struct type_source *s, const char *name)
{
	struct type_source *to = inner(s);

	return to && to->variable ? to->variable(to, name) : 0;
}

void lazy_source_init(struct lazy_source *s, struct program *p, void (*open)(struct lazy_source *s), const char *name,
		      const char *module)
{
	*s = (struct lazy_source){
		.source = {
			.name = name,
			.module = module,
			.pointer_size = (uint8_t)p->facts.word_size,
			.find = lazy_find,
			.fill = lazy_fill,
			.owner = lazy_owner,
			.enumerator = lazy_enumerator,
			.variable = lazy_variable,
		},
		.program = p,
		.open = open,
	};
}

void lazy_source_close(struct lazy_source *s)
{
	if (s->inner)
		s->inner->close(s->inner);
}
