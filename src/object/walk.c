/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Walks over lists, arrays and bitmaps: the only loops over kernel data. */
#include "object/internal.h"

#include <stdlib.h>

#define STEPS_BETWEEN_LOOKS 16384	/* a power of two; some milliseconds */

/* A walk over a large machine may take minutes: who waits may not want to wait so long. */
static bool is_stopped(struct emit *e)
{
	if (!(++e->walk_steps & (STEPS_BETWEEN_LOOKS - 1)) && e->stop && !e->stopped)
		e->stopped = e->stop(e->stop_arg);
	return e->stopped;
}

bool walk_next(struct walk *w)
{
	struct emit *e = w->e;

	if (w->in_body)		/* the body was left by break */
		return false;
	if (w->started) {
		w->taint |= e->taint;
		e->taint = w->entry_taint;
	} else {
		w->started = true;
		w->entry_taint = e->taint;
	}
	if (!w->next)
		return false;
	if (is_stopped(e)) {
		fail(e, "walk", "the report was stopped", 0);
		return false;
	}
	if (w->count++ >= LIMIT_WALK) {
		fail(e, "walk", "more elements than any walk may have", w->pos);
		return false;
	}
	w->in_body = w->next(w);
	return w->in_body;
}

void walk_done(struct walk *w)
{
	if (w->started)
		w->e->taint |= w->taint | w->entry_taint;
	free(w->owned);
}

long walk_place(struct walk *w)
{
	if (w->lost && w->count >= w->lost)
		w->e->taint = true;
	return (long)w->count - 1;
}

struct walk no_walk(struct emit *e)
{
	return (struct walk){.e = e};
}

/* Brent: remembers a node at growing distances; meeting it again is a cycle. */
static bool cycles(struct walk *w, uint64_t node)
{
	if (node == w->mark) {
		fail(w->e, w->type->name, "linked in a circle that does not contain its head", node);
		return true;
	}
	if (w->steps++ == w->power) {
		w->mark = node;
		w->power = w->power ? w->power * 2 : 8;
		w->steps = 0;
	}
	return false;
}

/* A walk over nodes embedded in objects of that type. */
static struct walk linked(ref head, const char *type, const char *member, bool (*next)(struct walk *))
{
	struct emit *e = context(head);
	struct type *t = named_type(e, type);
	struct walk w = {.e = e};

	if (poisoned(head)) {
		taint(e);
		return w;
	}
	if (!t) {
		fail_at(e, "", type, "no such type", 0);
		return w;
	}
	if (!head.addr) {
		fail_at(e, type, member, "list head at NULL", 0);
		return w;
	}
	if (!has_member(e, type, member)) {
		fail_at(e, type, member, "no such member", 0);
		return w;
	}
	w.offset = offsetof_member(e, type, member);
	w.type = t;
	w.pos = w.end = head.addr;
	w.next = next;
	return w;
}

static bool found(struct walk *w, uint64_t node)
{
	w->pos = node;
	w->cur = (ref){node - w->offset, w->type};
	w->key = (long)(w->count - 1);
	return !cycles(w, node);
}

/* struct list_head: next is its first member; ends at the head. */
static bool next_list(struct walk *w)
{
	uint64_t node;

	if (!load_pointer(w->e, w->type->name, "next in list", w->pos, &node) || node == w->end)
		return false;
	if (!node) {
		fail(w->e, w->type->name, "list ends in NULL", w->pos);
		return false;
	}
	return found(w, node);
}

struct walk list(ref head, const char *type, const char *member)
{
	return linked(head, type, member, next_list);
}

/* struct hlist_head.first, then struct hlist_node.next, both first members; ends at NULL.  llist too. */
static bool next_hlist(struct walk *w)
{
	uint64_t node;

	return load_pointer(w->e, w->type->name, "next in hash list", w->pos, &node) && node && found(w, node);
}

struct walk hlist(ref head, const char *type, const char *member)
{
	return linked(head, type, member, next_hlist);
}

struct walk llist(ref head, const char *type, const char *member)
{
	return linked(head, type, member, next_hlist);
}

/* Ends at an odd "nulls" value. */
static bool next_hlist_nulls(struct walk *w)
{
	uint64_t node;

	return load_pointer(w->e, w->type->name, "next in hash list", w->pos, &node) && node && !(node & 1) && found(w, node);
}

struct walk hlist_nulls(ref head, const char *type, const char *member)
{
	return linked(head, type, member, next_hlist_nulls);
}

static bool next_from(struct walk *w)
{
	if (!w->mark && !w->steps && !w->power)		/* the first one */
		return found(w, w->pos);
	return next_hlist_nulls(w);
}

struct walk hlist_nulls_from(struct emit *e, uint64_t node, const char *type, size_t member_offset)
{
	struct walk w = {.e = e, .type = named_type(e, type), .offset = member_offset, .pos = node};

	if (w.type)
		w.next = next_from;
	else
		fail_at(e, "", type, "no such type", 0);
	return w;
}

/* pos: the object whose next pointer is to be followed, 0 before the first one. */
static bool next_chain(struct walk *w)
{
	uint64_t node = w->end;

	if (w->pos && !load_pointer(w->e, w->type->name, "next in chain", w->pos + w->offset, &node))
		return false;
	return node && found(w, node + w->offset) && (w->cur.addr = w->pos = node);
}

struct walk chain_(ref first, const char *next)
{
	struct emit *e = context(first);
	struct walk w = {.e = e, .type = first.type};
	const struct path *p;

	if (poisoned(first)) {
		taint(e);
		return w;
	}
	p = path_get(e, first.type, next);
	if (p->error || p->step_count > 1 || (p->step_count && p->steps[0].deref)) {
		fail_at(e, first.type->name, next, p->error ? p->error : "not a plain member", 0);
		return w;
	}
	w.offset = p->step_count ? p->steps[0].offset : 0;
	w.end = first.addr;
	w.next = next_chain;
	return w;
}

/* ---- arrays ---------------------------------------------------------------------- */

static bool next_element(struct walk *w)
{
	uint64_t i = w->pos;

	if (i >= w->end)
		return false;
	w->pos++;
	w->key = (long)i;
	w->cur = (ref){w->offset + i * w->stride, w->type};
	return true;
}

/* An array member, or what a pointer member points at. */
static struct walk over_array(ref o, const char *path, long n, bool (*next)(struct walk *))
{
	struct emit *e = context(o);
	struct walk w = {.e = e};
	ref base = sub_(o, path, 0);
	struct type *t;

	if (poisoned(base))
		return w;
	t = type_strip(base.type);
	if (t->kind == TYPE_POINTER) {
		base = ptr_(o, path, 0);
		if (poisoned(base) || (!base.addr && n <= 0))
			return w;
		w.type = base.type;
	} else if (t->kind == TYPE_ARRAY) {
		w.type = type_target(t);
		if (n < 0 || (t->count && (uint64_t)n > t->count))
			n = (long)t->count;
	} else {		/* one object stands for the first of several: o was made by at() */
		w.type = base.type;
	}
	if (n < 0 || !types_size(w.type, &w.stride) || !w.stride) {
		fail_at(e, o.type->name, path, "array of unknown length", base.addr);
		return w;
	}
	w.offset = base.addr;
	w.end = (uint64_t)n;
	w.next = next;
	return w;
}

struct walk array_(ref o, const char *path, long n)
{
	return over_array(o, path, n, next_element);
}

static bool next_pointer(struct walk *w)
{
	struct type *t = type_strip(w->type);

	while (next_element(w)) {
		uint64_t a;

		if (t->kind != TYPE_POINTER) {
			fail(w->e, w->type->name, "not an array of pointers", w->offset);
			return false;
		}
		if (!load_pointer(w->e, t->name, "pointer in array", w->cur.addr, &a)) {
			w->taint = true;
			w->e->taint = w->entry_taint;
			continue;
		}
		if (a) {
			w->cur = (ref){a, type_target(t)};
			return true;
		}
	}
	return false;
}

struct walk pointers_(ref o, const char *path, long n)
{
	return over_array(o, path, n, next_pointer);
}

static bool next_number(struct walk *w)
{
	if (w->pos >= w->end)
		return false;
	w->key = (long)w->pos++;
	return true;
}

struct walk numbers(struct emit *e, long count)
{
	return (struct walk){.e = e, .end = count > 0 ? (uint64_t)count : 0, .next = next_number,
			     .cur = {0, e->poison}};
}

static bool next_listed(struct walk *w)
{
	if (w->pos >= w->end)
		return false;
	w->key = (long)w->items[w->pos++];
	return true;
}

struct walk number_list(struct emit *e, const uint64_t *values, size_t count)
{
	return (struct walk){.e = e, .items = values, .end = count, .next = next_listed, .cur = {0, e->poison}};
}

static bool next_item(struct walk *w)
{
	if (w->pos >= w->end)
		return false;
	w->key = (long)w->pos;
	w->cur = (ref){w->items[w->pos++], w->type};
	return true;
}

struct walk items(struct emit *e, const uint64_t *addresses, size_t count, const char *type)
{
	struct type *t = named_type(e, type);

	if (!t) {
		fail_at(e, "", type, "no such type", 0);
		return no_walk(e);
	}
	return (struct walk){.e = e, .items = addresses, .end = count, .type = t, .next = next_item};
}

struct address_list address_list(struct emit *e)
{
	struct address_list l = {.e = e, .entry_taint = e->taint};

	e->taint = false;
	return l;
}

void address_add(struct address_list *l, uint64_t address)
{
	GROW(l->v, l->count, l->room);
	if (l->e->taint)
		address_lost(l);
	l->v[l->count++] = address;
}

void address_lost(struct address_list *l)
{
	if (!l->lost)
		l->lost = l->count + 1;
}

static struct walk own_list(struct walk w, struct address_list *l)
{
	w.owned = l->v;
	w.lost = l->lost;
	w.taint = w.e->taint;
	w.e->taint = l->entry_taint;
	return w;
}

struct walk address_walk(struct emit *e, struct address_list *l, const char *type)
{
	return own_list(items(e, l->v, l->count, type), l);
}

static bool next_key_and_item(struct walk *w)
{
	if (w->pos + 1 >= w->end)
		return false;
	w->key = (long)w->items[w->pos];
	w->cur = (ref){w->items[w->pos + 1], w->type};
	w->pos += 2;
	return true;
}

struct walk pair_walk(struct emit *e, struct address_list *l, const char *type)
{
	struct walk w = address_walk(e, l, type);

	if (w.next)
		w.next = next_key_and_item;
	w.lost = (w.lost + 1) / 2;
	return w;
}

struct walk number_walk(struct emit *e, struct address_list *l)
{
	return own_list(number_list(e, l->v, l->count), l);
}

/* ---- bitmaps ------------------------------------------------------------------------ */

/* A bitmap is an array of words: bit n is bit n % BITS_PER_LONG of word n / BITS_PER_LONG. */
static bool next_bit(struct walk *w)
{
	struct emit *e = w->e;
	unsigned bytes_per_word = e->facts->word_size, per_word = bytes_per_word * 8;
	const uint8_t *map = (const uint8_t *)w->items;

	for (; w->pos < w->end; w->pos++) {
		uint64_t word = scalar_from(e, map + w->pos / per_word * bytes_per_word, bytes_per_word, false);

		if (word >> w->pos % per_word & 1) {
			w->key = (long)w->pos++;
			return true;
		}
	}
	return false;
}

struct walk bits_(ref o, const char *path, long n)
{
	struct emit *e = context(o);
	struct walk w = {.e = e, .cur = {0, e->poison}};
	ref base = sub_(o, path, 0);
	uint64_t total;
	void *map;

	if (poisoned(base))
		return w;
	if (type_strip(base.type)->kind == TYPE_POINTER)
		base = ptr_(o, path, 0);
	if (poisoned(base))
		return w;
	if (n < 0 && (!types_size(base.type, &total) || !total || total > LIMIT_OUTPUT_FILE)) {
		fail_at(e, o.type->name, path, "bitmap of unknown length", base.addr);
		return w;
	}
	if (n < 0)
		n = (long)total * 8;
	total = ((uint64_t)n + 63) / 64 * 8;
	if (total > LIMIT_WALK) {
		fail_at(e, o.type->name, path, "bitmap larger than any may be", base.addr);
		return w;
	}
	w.owned = map = xcalloc(total + 1, 1);
	if (!load(e, o.type->name, path, base.addr, map, ((uint64_t)n + e->facts->word_size * 8 - 1) / (e->facts->word_size * 8) * e->facts->word_size))
		return w;
	w.items = map;
	w.end = (uint64_t)n;
	w.next = next_bit;
	return w;
}
