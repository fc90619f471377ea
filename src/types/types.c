/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The type graph: types made on demand from whichever source knows them. */
#include "types/types.h"

#include <stdlib.h>
#include <string.h>

#include "types/names.h"

/* What by_name holds for a name that no source knows. */
static const struct type nothing;

void types_init(struct types *graph)
{
	*graph = (struct types){0};
	graph->void_type = arena_alloc(&graph->arena, sizeof(*graph->void_type));
	graph->void_type->name = "void";
	graph->void_type->graph = graph;
}

/* A new source may know what nobody knew before, so what was looked up in vain is forgotten. */
void types_add_source(struct types *graph, struct type_source *source)
{
	graph->sources = xrealloc(graph->sources, graph->source_count + 1, sizeof(*graph->sources));
	graph->sources[graph->source_count++] = source;
	strmap_free(&graph->by_name);
}

void types_free(struct types *graph)
{
	free(graph->sources);
	map_free(&graph->by_id);
	strmap_free(&graph->by_name);
	arena_free(&graph->arena);
	*graph = (struct types){0};
}

/* ---- by id ---------------------------------------------------------------- */

/* The type of that source and id, or a new one to be filled (*fresh). */
static struct type *intern(struct types *graph, struct type_source *source, uint64_t id, bool *fresh)
{
	uint64_t key = hash_u64((uint64_t)(uintptr_t)source) + id, value;
	struct type *t;

	while (map_get(&graph->by_id, key, &value)) {
		t = (struct type *)(uintptr_t)value;
		if (t->source == source && t->id == id) {
			*fresh = false;
			return t;
		}
		key = hash_u64(key + 1);	/* two pairs with one key */
	}
	t = arena_alloc(&graph->arena, sizeof(*t));
	t->name = "";
	t->graph = graph;
	t->source = source;
	t->id = id;
	map_put(&graph->by_id, key, (uint64_t)(uintptr_t)t);
	*fresh = true;
	return t;
}

static void fill(struct types *graph, struct type *t)
{
	if (t->source->fill(t->source, graph, t, NULL))
		return;
	*t = (struct type){
		.kind = TYPE_VOID,
		.name = "",
		.incomplete = true,
		.graph = graph,
		.source = t->source,
		.id = t->id,
	};
}

/* The type of that id, be it but a declaration. */
static struct type *make(struct types *graph, struct type_source *source, uint64_t id)
{
	struct type *t;
	bool fresh;

	if (source->owner)
		source = source->owner(source, id);
	t = intern(graph, source, id, &fresh);
	if (fresh)
		fill(graph, t);
	return t;
}

static struct type *find_nth(struct types *graph, enum type_kind kind, const char *name, unsigned nth);

/* What a declaration declares: as its own source defines it, or else the first source that does. */
static struct type *definition(struct types *graph, struct type *t)
{
	struct type *found;
	uint64_t id;

	if (!t->name[0] || (t->kind != TYPE_STRUCT && t->kind != TYPE_UNION && t->kind != TYPE_ENUM))
		return t;
	id = t->source->find(t->source, t->kind, t->name, 0);
	found = id ? make(graph, t->source, id) : find_nth(graph, t->kind, t->name, 0);
	return found ? found : t;
}

struct type *types_by_id(struct types *graph, struct type_source *source, uint64_t id)
{
	struct type *t;

	if (!id)
		return graph->void_type;
	t = make(graph, source, id);
	return t->incomplete ? definition(graph, t) : t;
}

/* ---- by name -------------------------------------------------------------- */

/* The nth definition of that kind and name over all sources, counting in their order. */
static struct type *find_nth(struct types *graph, enum type_kind kind, const char *name, unsigned nth)
{
	for (size_t i = 0; i < graph->source_count; i++) {
		struct type_source *source = graph->sources[i];
		uint64_t id;

		for (unsigned k = 0; (id = source->find(source, kind, name, k)); k++)
			if (!nth--)
				return make(graph, source, id);
	}
	return NULL;
}

/* A pointer to, or an array of, a type, that no source need have. */
static struct type *derive(struct type *target, enum type_kind kind, uint64_t count)
{
	struct types *graph = target->graph;
	struct type *t = arena_alloc(&graph->arena, sizeof(*t));

	t->kind = kind;
	t->name = "";
	t->count = count;
	t->graph = graph;
	t->source = target->source ? target->source : graph->source_count ? graph->sources[0] : NULL;
	t->target = target;
	if (kind == TYPE_POINTER)
		t->size = t->source ? t->source->pointer_size : sizeof(uint64_t);
	return t;
}

/* "*", "[]" and "[3]" behind a name; dimensions are multiplied out, as everywhere. */
static struct type *apply_suffix(struct type *t, const char *suffix)
{
	bool is_array = false;
	uint64_t count = 1;

	for (; t && *suffix; suffix++) {
		if (*suffix == ' ')
			continue;
		if (*suffix == '*' && !is_array) {
			t = derive(t, TYPE_POINTER, 0);
		} else if (*suffix == '[') {
			char *end;

			is_array = true;
			if (__builtin_mul_overflow(count, strtoull(suffix + 1, &end, 0), &count) || *end != ']')
				return NULL;
			suffix = end;
		} else {
			return NULL;
		}
	}
	return t && is_array ? derive(t, TYPE_ARRAY, count) : t;
}

static struct type *look_up(struct types *graph, const char *c_name, unsigned nth)
{
	struct c_name n;
	struct type *t;

	if (!c_name_parse(c_name, &n))
		return NULL;
	if (n.kind != TYPE_VOID) {
		t = find_nth(graph, n.kind, n.name, nth);
	} else if (!strcmp(n.name, "void")) {
		t = graph->void_type;
	} else {
		t = find_nth(graph, TYPE_TYPEDEF, n.name, nth);
		/* gcc and clang spell "unsigned long" differently: each spelling is tried */
		for (unsigned i = 0; !t && i < ARRAY_LEN(n.spelling) && n.spelling[i]; i++) {
			t = find_nth(graph, TYPE_INT, n.spelling[i], nth);
			if (!t)
				t = find_nth(graph, TYPE_FLOAT, n.spelling[i], nth);
		}
	}
	return apply_suffix(t, n.suffix);
}

struct type *types_find_nth(struct types *graph, const char *c_name, unsigned nth)
{
	return nth ? look_up(graph, c_name, nth) : types_find(graph, c_name);
}

struct type *types_find(struct types *graph, const char *c_name)
{
	struct type *t = strmap_get(&graph->by_name, c_name);

	if (t)
		return t == &nothing ? NULL : t;
	t = look_up(graph, c_name, 0);
	strmap_put(&graph->by_name, arena_strdup(&graph->arena, c_name), t ? t : (void *)(uintptr_t)&nothing);
	return t;
}

bool types_enumerator(struct types *graph, const char *name, int64_t *value)
{
	for (size_t i = 0; i < graph->source_count; i++)
		if (graph->sources[i]->enumerator(graph->sources[i], name, value))
			return true;
	return false;
}

struct type *types_variable(struct types *graph, const char *name)
{
	for (size_t i = 0; i < graph->source_count; i++) {
		struct type_source *source = graph->sources[i];
		uint64_t id = source->variable ? source->variable(source, name) : 0;

		if (id)
			return types_by_id(graph, source, id);
	}
	return NULL;
}

/* ---- going on from a type --------------------------------------------------- */

struct type *type_target(struct type *t)
{
	if (!t->target || t->target->incomplete)
		t->target = t->target_id ? types_by_id(t->graph, t->source, t->target_id) :
			    t->target    ? t->target : t->graph->void_type;
	return t->target;
}

struct type *member_type(struct type *t, const struct member *m)
{
	return types_by_id(t->graph, t->source, m->type_id);
}

struct type *type_strip(struct type *t)
{
	for (unsigned depth = 0; t->kind == TYPE_TYPEDEF || t->kind == TYPE_QUALIFIER; depth++) {
		if (depth == LIMIT_TYPE_DEPTH)
			return t->graph->void_type;
		t = type_target(t);
	}
	return t;
}

bool types_size(struct type *t, uint64_t *size)
{
	uint64_t times = 1, bytes;

	t = type_strip(t);
	for (unsigned depth = 0; t->kind == TYPE_ARRAY; depth++) {
		if (depth == LIMIT_TYPE_DEPTH || __builtin_mul_overflow(times, t->count, &times))
			return false;
		t = type_strip(type_target(t));
	}
	if (t->incomplete || t->kind == TYPE_VOID || t->kind == TYPE_FUNCTION ||
	    __builtin_mul_overflow(times, t->size, &bytes))
		return false;
	*size = bytes;
	return true;
}
