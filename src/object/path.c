/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Member paths: parsed and resolved against a type once, then found again by
 * the address of the string literal.
 */
#include "object/internal.h"

#include <stdlib.h>
#include <string.h>

struct path_table {
	struct path **slots;
	size_t count, mask;
};

/* A path while it is being resolved. */
struct parser {
	struct emit *e;
	struct path *p;
	struct type *type;	/* reached so far */
	uint64_t offset;	/* since the last step */
	bool at_root;		/* nothing taken yet */
};

static bool refuse(struct parser *ps, const char *why)
{
	ps->p->error = why;
	return false;
}

static bool push_step(struct parser *ps, uint64_t stride, uint64_t count, bool deref)
{
	struct path *p = ps->p;

	if (p->step_count == PATH_STEPS)
		return refuse(ps, "path has too many steps");
	p->steps[p->step_count++] = (struct path_step){ps->offset, stride, count, deref};
	ps->offset = 0;
	return true;
}

static bool follow(struct parser *ps)
{
	struct type *t = type_strip(ps->type);

	if (t->kind != TYPE_POINTER)
		return refuse(ps, "not a pointer");
	if (!push_step(ps, 0, 0, true))
		return false;
	ps->type = type_target(t);
	return true;
}

static bool take_member(struct parser *ps, const char *name, size_t n)
{
	struct type_member_at m;
	char buf[128];

	if (n == 0 || n >= sizeof(buf))
		return refuse(ps, "malformed path");
	memcpy(buf, name, n);
	buf[n] = '\0';
	if (!type_find_member(ps->type, buf, &m))
		return refuse(ps, "no such member");
	ps->offset += m.bit_offset / 8;
	ps->p->bit_offset = (unsigned)(m.bit_offset % 8);
	ps->p->bit_size = m.bit_size;
	ps->type = m.type;
	return true;
}

/* "[n]" or "[]"; a pointer is followed first, as in C. */
static bool take_index(struct parser *ps, const char *s, size_t n)
{
	struct type *t = type_strip(ps->type);
	uint64_t stride, i, count = 0;

	if (t->kind == TYPE_POINTER) {
		if (!follow(ps))
			return false;
		t = ps->type;
		if (!types_size(t, &stride))
			return refuse(ps, "element of unknown size");
	} else if (t->kind == TYPE_ARRAY) {
		count = t->count;
		t = type_target(t);
		if (!types_size(t, &stride))
			return refuse(ps, "element of unknown size");
	} else if (ps->at_root && types_size(t, &stride)) {	/* the object is the first of several */
		t = ps->type;
	} else {
		return refuse(ps, "not an array");
	}
	ps->type = t;
	if (n == 0)
		return push_step(ps, stride ? stride : 1, count, false);
	i = strtoull(s, NULL, 10);
	if (count && i >= count)
		return refuse(ps, "index past the end of the array");
	ps->offset += i * stride;
	return true;
}

/* One alternative: text[0..n). */
static bool resolve(struct parser *ps, const char *s, const char *end)
{
	while (s < end) {
		if (*s == '.') {
			s++;
		} else if (s[0] == '-' && s + 1 < end && s[1] == '>') {
			if (!follow(ps))
				return false;
			s += 2;
		} else if (*s == '[') {
			const char *close = memchr(s, ']', (size_t)(end - s));

			if (!close)
				return refuse(ps, "malformed path");
			if (!take_index(ps, s + 1, (size_t)(close - s - 1)))
				return false;
			ps->at_root = false;
			s = close + 1;
		} else {
			size_t n = 0;

			while (s + n < end && !strchr(".-[", s[n]))
				n++;
			if (!take_member(ps, s, n))
				return false;
			ps->at_root = false;
			s += n;
		}
	}
	return true;
}

/* The number in structs of one member: atomic_t, kuid_t, refcount_t, local64_t. */
static void find_scalar(struct path *p)
{
	struct type *t = type_strip(p->type);

	for (unsigned depth = 0; t->kind == TYPE_STRUCT && t->member_count == 1 && depth < 8; depth++) {
		if (t->members[0].bit_offset || t->members[0].bit_size)
			return;
		t = type_strip(member_type(t, &t->members[0]));
	}
	if (t->kind != TYPE_INT && t->kind != TYPE_ENUM && t->kind != TYPE_POINTER)
		return;
	if (t->size != 1 && t->size != 2 && t->size != 4 && t->size != 8)
		return;
	p->scalar_size = (uint8_t)t->size;
	p->scalar_signed = t->is_signed && t->kind != TYPE_POINTER;
}

static struct path *make(struct emit *e, struct type *root, const char *text)
{
	struct path *p = arena_alloc(&e->worker, sizeof(*p));
	const char *s = text;

	bool denied = ++e->paths_resolved == e->deny_path;

	for (;;) {
		const char *end = strchr(s, '|');
		struct parser ps = {.e = e, .p = p, .type = root, .at_root = true};

		*p = (struct path){.root = root, .text = text, .denied = denied};
		if (resolve(&ps, s, end ? end : s + strlen(s)) && (!ps.offset || push_step(&ps, 0, 0, false))) {
			p->type = ps.type;
			find_scalar(p);
			return p;
		}
		if (!end)
			return p;
		s = end + 1;
	}
}

static size_t slot_of(const struct path_table *t, const struct type *root, const char *text)
{
	size_t i = hash_u64((uintptr_t)root * 31 + (uintptr_t)text) & t->mask;

	while (t->slots[i] && (t->slots[i]->root != root || t->slots[i]->text != text))
		i = (i + 1) & t->mask;
	return i;
}

static void grow(struct path_table *t)
{
	struct path_table old = *t;

	t->mask = old.slots ? old.mask * 2 + 1 : 1023;
	t->slots = xcalloc(t->mask + 1, sizeof(*t->slots));
	for (size_t i = 0; old.slots && i <= old.mask; i++)
		if (old.slots[i])
			t->slots[slot_of(t, old.slots[i]->root, old.slots[i]->text)] = old.slots[i];
	free(old.slots);
}

const struct path *path_get(struct emit *e, struct type *root, const char *text)
{
	struct path_table *t = e->paths;
	size_t i;

	if (!t)
		t = e->paths = arena_alloc(&e->worker, sizeof(*t));
	if (t->count * 2 >= t->mask || !t->slots)
		grow(t);
	i = slot_of(t, root, text);
	if (!t->slots[i]) {
		t->slots[i] = make(e, root, text);
		t->count++;
	}
	return t->slots[i];
}

void path_table_free(struct path_table *t)
{
	if (t)
		free(t->slots);
}
