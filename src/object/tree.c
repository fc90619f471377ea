/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Walks over trees: rbtree, xarray and radix tree, idr, maple tree.  The
 * elements are collected first, depth first and without recursion; a node that
 * is met twice or lies too deep is damage.
 */
#include "object/internal.h"

#include <stdlib.h>

/* What a tree walk has collected: pairs of key and address. */
struct collector {
	struct emit *e;
	const char *what;	/* type of the tree's nodes, for notes */
	uint64_t *pairs;
	size_t count, room;
	size_t lost;		/* as in struct walk */
	struct map seen;
};

static void collect(struct collector *c, uint64_t key, uint64_t address)
{
	if (c->count * 2 + 2 > c->room) {
		c->room = c->room ? c->room * 2 : 64;
		c->pairs = xrealloc(c->pairs, c->room, sizeof(*c->pairs));
	}
	c->pairs[c->count * 2] = key;
	c->pairs[c->count * 2 + 1] = address;
	c->count++;
}

/* False, noted, if the node was here before or there are too many. */
static bool first_visit(struct collector *c, uint64_t node)
{
	if (map_has(&c->seen, node)) {
		fail(c->e, c->what, "node of a tree met twice", node);
		return false;
	}
	if (c->seen.count >= LIMIT_WALK / 8) {
		fail(c->e, c->what, "more nodes than any tree may have", node);
		return false;
	}
	map_put(&c->seen, node, 1);
	return true;
}

static bool next_pair(struct walk *w)
{
	if (w->pos >= w->end)
		return false;
	w->key = (long)w->items[w->pos * 2];
	w->cur = (ref){w->items[w->pos * 2 + 1] - w->offset, w->type};
	w->pos++;
	return true;
}

/* Damage met while collecting taints what surrounds the walk, not each element. */
static struct walk walk_over(struct collector *c, const char *type, uint64_t offset, bool was_tainted)
{
	struct emit *e = c->e;
	struct walk w = {.e = e, .type = named_type(e, type), .offset = offset, .items = c->pairs,
			 .owned = c->pairs, .end = c->count, .lost = c->lost, .next = next_pair};

	map_free(&c->seen);
	w.taint = e->taint;
	e->taint = was_tainted;
	if (!w.type) {
		fail_at(e, "", type, "no such type", 0);
		w.next = NULL;
	}
	return w;
}

/* ---- rbtree ------------------------------------------------------------------- */

static void collect_rbtree(struct collector *c, uint64_t node)
{
	struct emit *e = c->e;
	size_t left = offsetof_member(e, "struct rb_node", "rb_left");
	size_t right = offsetof_member(e, "struct rb_node", "rb_right");
	uint64_t stack[LIMIT_TREE_DEPTH];
	unsigned depth = 0;

	if (left == right)
		return;
	for (;;) {
		while (node) {
			if (depth == LIMIT_TREE_DEPTH) {
				fail(e, c->what, "tree deeper than any may be", node);
				return;
			}
			if (!first_visit(c, node))
				break;
			stack[depth++] = node;
			if (!load_pointer(e, c->what, "rb_left", node + left, &node))
				node = 0;
		}
		if (!depth)
			return;
		node = stack[--depth];
		collect(c, c->count, node);
		if (e->taint && !c->lost)
			c->lost = c->count;
		if (!load_pointer(e, c->what, "rb_right", node + right, &node))
			node = 0;
	}
}

struct walk rbtree(ref root, const char *type, const char *member)
{
	struct emit *e = context(root);
	struct collector c = {.e = e, .what = "struct rb_node"};
	bool was_tainted = e->taint;
	ref top;

	e->taint = false;
	top = ptr(root, "rb_root.rb_node|rb_node");
	if (!poisoned(top) && top.addr)
		collect_rbtree(&c, top.addr);
	return walk_over(&c, type, offsetof_member(e, type, member), was_tainted);
}

/* ---- xarray, radix tree ------------------------------------------------------------ */

struct xa_level {
	uint64_t node, base;
	unsigned shift;
	unsigned slot;
};

/* Tags of internal entries: xarray (4.20) has 2 in the low bits, the radix tree before it had 1. */
struct xa_shape {
	const char *node_type;
	uint64_t tag;
};

static bool is_node(const struct xa_shape *s, uint64_t entry)
{
	return (entry & 3) == s->tag && entry > 4096;
}

/* Values, siblings, zero and retry entries are of no interest: only pointers are. */
static bool is_pointer(const struct xa_shape *s, uint64_t entry)
{
	return entry > 4096 && !(entry & 1) && (entry & 3) != s->tag && !(entry & 2);
}

static bool enter_node(struct collector *c, const struct xa_shape *s, uint64_t entry, struct xa_level *level, unsigned max_shift)
{
	ref node = at(c->e, entry - s->tag, s->node_type);

	if (!first_visit(c, node.addr))
		return false;
	level->node = node.addr;
	level->shift = (unsigned)num(node, "shift");
	level->slot = 0;
	if (level->shift < max_shift)
		return true;
	fail(c->e, s->node_type, "node does not lie below its parent", node.addr);
	return false;
}

static void collect_xarray(struct collector *c, const struct xa_shape *s, uint64_t head)
{
	struct emit *e = c->e;
	struct xa_level stack[16], *top = stack;
	size_t slots_at = offsetof_member(e, s->node_type, "slots");
	ref type = at(e, 0, s->node_type);
	uint64_t slots = (uint64_t)len(type, "slots");

	if (is_pointer(s, head))
		collect(c, 0, head);
	if (!is_node(s, head) || !slots || slots > 4096)
		return;
	top->base = 0;
	if (!enter_node(c, s, head, top, 64))
		return;
	for (;;) {
		uint64_t entry, index;

		if (top->slot == slots) {
			if (top == stack)
				return;
			top--;
			continue;
		}
		index = top->base + ((uint64_t)top->slot << top->shift);
		if (!load_pointer(e, s->node_type, "slots[]", top->node + slots_at + top->slot++ * e->facts->word_size, &entry))
			continue;
		if (is_pointer(s, entry))
			collect(c, index, entry);
		else if (is_node(s, entry) && top->shift && top < stack + 15) {
			if (enter_node(c, s, entry, top + 1, top->shift)) {
				top++;
				top->base = index;
			}
		}
	}
}

struct walk xarray(ref xa, const char *type)
{
	struct emit *e = context(xa);
	struct collector c = {.e = e, .what = "xarray"};
	static const struct xa_shape xarray_shape = {.node_type = "struct xa_node", .tag = 2};
	static const struct xa_shape radix_shape = {.node_type = "struct radix_tree_node", .tag = 1};
	bool was_tainted = e->taint;

	e->taint = false;
	if (poisoned(xa))
		taint(e);
	else if (has(xa, "xa_head"))	/* 4.20 */
		collect_xarray(&c, &xarray_shape, addr(xa, "xa_head"));
	else
		collect_xarray(&c, &radix_shape, addr(xa, "rnode"));
	return walk_over(&c, type, 0, was_tainted);
}

struct walk idr(ref i, const char *type)
{
	struct walk w = xarray(sub(i, "idr_rt"), type);
	uint64_t base = (uint64_t)num_or(i, "idr_base", 0);	/* 4.16 */
	uint64_t *pairs = w.owned;

	for (uint64_t k = 0; k < w.end; k++)
		pairs[k * 2] += base;
	return w;
}

/* ---- maple tree (6.1) ------------------------------------------------------------------ */

struct maple_level {
	uint64_t min, max;
	uint64_t slots[64], pivots[64];
	unsigned slot_count, pivot_count, slot;
	bool leaf;
};

/* Reads one node: its type and its address are packed into the pointer (mte_node_type()). */
static bool enter_maple(struct collector *c, uint64_t entry, uint64_t min, uint64_t max, struct maple_level *l)
{
	struct emit *e = c->e;
	long kind = (long)(entry >> 3 & 15);
	ref node = at(e, entry & ~0xffULL, "struct maple_node");
	bool arange = kind == enumv(e, "maple_arange_64");
	ref pivots, slots;

	l->leaf = kind == enumv(e, "maple_leaf_64");
	if (!arange && !l->leaf && kind != enumv(e, "maple_range_64")) {
		fail(e, "struct maple_node", "unknown kind of node", entry);
		return false;
	}
	if (!first_visit(c, node.addr))
		return false;
	pivots = arange ? sub(node, "ma64.pivot") : sub(node, "mr64.pivot");
	slots = arange ? sub(node, "ma64.slot") : sub(node, "mr64.slot");
	l->pivot_count = (unsigned)len(pivots, "");
	l->slot_count = (unsigned)len(slots, "");
	l->min = min;
	l->max = max;
	l->slot = 0;
	if (l->pivot_count > ARRAY_LEN(l->pivots) || l->slot_count > ARRAY_LEN(l->slots) || !l->slot_count)
		return false;
	if (!load(e, "struct maple_node", "pivot", pivots.addr, l->pivots, l->pivot_count * 8) ||
	    !load(e, "struct maple_node", "slot", slots.addr, l->slots, l->slot_count * 8))
		return false;
	if (e->facts->big_endian) {
		for (unsigned i = 0; i < l->pivot_count; i++)
			l->pivots[i] = get_u64(&l->pivots[i], true);
		for (unsigned i = 0; i < l->slot_count; i++)
			l->slots[i] = get_u64(&l->slots[i], true);
	}
	return true;
}

/* The root is marked with 2; below it every entry of an inner node is a node, marked with 4 (mt_mk_node()). */
static bool is_maple_root(uint64_t entry)
{
	return (entry & 3) == 2 && entry > 4096;
}

static void collect_maple(struct collector *c, uint64_t root)
{
	struct maple_level *stack = file_alloc(c->e, 16, sizeof(*stack)), *top = stack;

	if (!is_maple_root(root)) {
		if (root > 4096)
			collect(c, 0, root);
		return;
	}
	if (!enter_maple(c, root, 0, UINT64_MAX, top))
		return;
	for (;;) {
		uint64_t entry, last;
		unsigned i = top->slot;

		if (i == top->slot_count || (i && top->min > top->max)) {
			if (top == stack)
				return;
			top--;
			continue;
		}
		/* A pivot of 0 behind the first slot, or none, means: up to the end of the node. */
		last = i < top->pivot_count && (top->pivots[i] || !i) ? top->pivots[i] : top->max;
		entry = top->slots[i];
		top->slot = last >= top->max ? top->slot_count : i + 1;
		if (top->leaf) {
			if (entry > 4096)
				collect(c, top->min, entry);
		} else if (entry > 4096 && !(entry & 3)) {
			if (top == stack + 15) {
				fail(c->e, c->what, "tree deeper than any may be", entry);
			} else if (enter_maple(c, entry, top->min, last, top + 1)) {
				top->min = last + 1;
				top++;
				continue;
			}
		} else if (entry) {
			fail(c->e, c->what, "not a node", entry);
		}
		top->min = last + 1;
	}
}

struct walk maple(ref tree, const char *type)
{
	struct emit *e = context(tree);
	struct collector c = {.e = e, .what = "struct maple_node"};
	bool was_tainted = e->taint;

	e->taint = false;
	if (poisoned(tree))
		taint(e);
	else
		collect_maple(&c, addr(tree, "ma_root"));
	return walk_over(&c, type, 0, was_tainted);
}
