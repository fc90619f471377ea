/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Reading a counter of a group makes the kernel add what CPUs have counted since the last reader, for the group
 * and all below it: cgroup_rstat_flush(), kernel/cgroup/rstat.c.  Here that is done for all groups at once, from
 * the leaves up, without changing anything.
 */
#include "kernel/cgroup/rstat.h"

#include <stdlib.h>
#include <string.h>

struct node {
	uint64_t css;
	size_t parent;
	int64_t *vector;	/* NULL: all 0 */
	bool damaged;		/* something in it or below could not be read */
};

/* All css of a controller, parents before children. */
struct tree {
	struct node *nodes;
	size_t count, room, width;
	int64_t *scratch;
	struct map seen;
	bool incomplete;	/* a list of children broke: there are css that are not here */
};

/* What is kept of it: css with something pending, and damaged ones, by address. */
struct fold {
	struct damage damage;
	bool unusable, incomplete;
	struct node *nodes;
	size_t count;
};

static void tree_add(struct tree *t, ref css, size_t parent)
{
	if (map_has(&t->seen, css.addr) || t->count == LIMIT_CGROUP_STATES) {
		fail(context(css), "struct cgroup_subsys_state", "met twice, or too many", css.addr);
		return;
	}
	map_put(&t->seen, css.addr, 1);
	GROW(t->nodes, t->count, t->room);
	t->nodes[t->count++] = (struct node){.css = css.addr, .parent = parent};
}

static void tree_fill(struct tree *t, ref root)
{
	tree_add(t, root, 0);
	for (size_t i = 0; i < t->count; i++) {
		ref css = {t->nodes[i].css, root.type};

		EACH(child, list(sub(css, "children"), "struct cgroup_subsys_state", "sibling"))
			tree_add(t, child, i);
		t->nodes[i].damaged = tainted(context(root));
		t->incomplete |= t->nodes[i].damaged;
		forgive(context(root));
	}
}

/*
 * Only CPUs on which something was counted are on the lists of a group: of each css since 6.16 (5da3bfa029d6),
 * and by way of a lockless list that is looked at by the next reader since 6.17 (36df6e3dbd7e).
 */
static bool is_updated(ref css, long cpu)
{
	ref mine;

	if (has(css, "rstat_cpu")) {
		if (!addr(css, "rstat_cpu"))
			return false;
		mine = percpu_ptr(css, "rstat_cpu", cpu);
	} else {
		mine = percpu_ptr(ptr(css, "cgroup"), "rstat_cpu", cpu);
	}
	if (addr(mine, "updated_next"))
		return true;
	return has(mine, "lnode") && addr(mine, "lnode.next") != sub(mine, "lnode").addr;
}

static bool any(const int64_t *vector, size_t n)
{
	for (size_t i = 0; i < n; i++)
		if (vector[i])
			return true;
	return false;
}

static int64_t *vector_of(struct emit *e, struct tree *t, size_t i)
{
	if (!t->nodes[i].vector)
		t->nodes[i].vector = worker_alloc(e, t->width, sizeof(int64_t));
	return t->nodes[i].vector;
}

static void add_pending(const struct fold_kind *kind, struct tree *t, size_t i, ref css)
{
	struct emit *e = context(css);
	bool updated = false;

	if (!kind->add)
		return;
	EACH_KEY(cpu, cpus(e, CPUS_POSSIBLE)) {
		if (!is_updated(css, cpu))
			continue;
		kind->add(css, cpu, vector_of(e, t, i));
		updated = true;
	}
	if (updated)
		kind->add(css, -1, vector_of(e, t, i));
}

static void hand_up(const struct fold_kind *kind, struct tree *t, size_t i, ref css)
{
	struct node *n = &t->nodes[i], *parent = &t->nodes[n->parent];
	int64_t *sum;

	if (n->vector)
		memcpy(t->scratch, n->vector, t->width * sizeof(*t->scratch));
	else
		memset(t->scratch, 0, t->width * sizeof(*t->scratch));
	if (kind->hand_up)
		kind->hand_up(css, t->scratch);
	if (any(t->scratch, t->width)) {
		sum = vector_of(context(css), t, n->parent);
		for (size_t k = 0; k < t->width; k++)
			sum[k] += t->scratch[k];
	}
	parent->damaged |= n->damaged;
}

/* What was read of one css is not needed for the next; reasons why something could not be read are kept. */
static void fold_css(const struct fold_kind *kind, struct tree *t, size_t i, ref css)
{
	struct emit *e = context(css);
	struct arena_mark mark = arena_mark(&e->file);
	unsigned notes = e->note_count;

	add_pending(kind, t, i, css);
	t->nodes[i].damaged |= tainted(e);
	forgive(e);
	if (i)
		hand_up(kind, t, i, css);
	t->nodes[i ? t->nodes[i].parent : 0].damaged |= tainted(e);
	forgive(e);
	if (e->note_count == notes)
		arena_rewind(&e->file, mark);
}

static int by_address(const void *a, const void *b)
{
	const struct node *x = a, *y = b;

	return x->css < y->css ? -1 : x->css > y->css;
}

static void keep(struct emit *e, const struct tree *t, struct fold *f)
{
	f->incomplete = t->incomplete;
	f->nodes = worker_alloc(e, t->count, sizeof(*f->nodes));
	for (size_t i = 0; i < t->count; i++)
		if (t->nodes[i].vector || t->nodes[i].damaged)
			f->nodes[f->count++] = t->nodes[i];
	qsort(f->nodes, f->count, sizeof(*f->nodes), by_address);
}

static void fold_all(struct emit *e, const struct fold_kind *kind, struct fold *f)
{
	struct tree t = {0};
	ref root = kind->root(e);

	t.width = kind->width(root);
	f->unusable = tainted(e);
	t.scratch = xcalloc(t.width, sizeof(*t.scratch));
	tree_fill(&t, root);
	for (size_t i = t.count; i-- > 0;)
		fold_css(kind, &t, i, (ref){t.nodes[i].css, root.type});
	keep(e, &t, f);
	free(t.nodes);
	free(t.scratch);
	map_free(&t.seen);
}

const int64_t *fold_pending(const struct fold_kind *kind, ref css)
{
	struct emit *e = context(css);
	struct fold *f = slot(e, kind->slot, sizeof(*f));
	struct node key = {.css = css.addr};
	const struct node *n;

	if (damage_begin(e, &f->damage)) {
		fold_all(e, kind, f);
		damage_end(e, &f->damage);
	}
	n = f->count ? bsearch(&key, f->nodes, f->count, sizeof(key), by_address) : NULL;
	if (f->unusable || (n ? n->damaged : f->incomplete))
		fail(e, "counters of CPUs", "not all of what is still to be added up could be read", css.addr);
	return n ? n->vector : NULL;
}
