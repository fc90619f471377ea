/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/commands/filesys/mount_tree.h"

#include <stdlib.h>
#include <string.h>

#include "emit/commands/filesys/mount.h"

/* Takes back what has been printed since then: of a column, to know how wide it is. */
static const char *taken(struct emit *e, size_t from)
{
	const char *text = e->out.len > from ? arena_strndup(&e->file, e->out.s + from, e->out.len - from) : "";

	sb_cut(&e->out, from);
	return text;
}

static void add(struct mount_tree *t, ref mount, const char *target)
{
	struct emit *e = t->e;
	size_t from = e->out.len;
	struct mounted m = {.address = mount.addr, .parent = addr(mount, "mnt_parent"), .id = num(mount, "mnt_id"),
			    .target = target, .first = MOUNT_NONE, .last = MOUNT_NONE, .next = MOUNT_NONE};

	show_mount_source(e, mount);
	if (strcmp(mount_root(mount), "/"))
		out(e, "[%s]", mount_root(mount));
	m.source = taken(e, from);
	print_mount_type(ptr(mount, "mnt.mnt_sb"));
	m.type = taken(e, from);
	show_mount_options(e, mount);
	m.options = taken(e, from);
	GROW(t->v, t->count, t->room);
	t->v[t->count++] = m;
}

static int by_id(const void *a, const void *b)
{
	const struct mounted *x = a, *y = b;

	return x->id < y->id ? -1 : x->id > y->id;
}

static void link_children(struct mount_tree *t)
{
	uint64_t parent;

	if (t->count)
		qsort(t->v, t->count, sizeof(*t->v), by_id);
	for (size_t i = 0; i < t->count; i++)
		map_put(&t->index, t->v[i].address, i);
	for (size_t i = 0; i < t->count; i++) {
		struct mounted *p;

		if (t->v[i].parent == t->v[i].address || !map_get(&t->index, t->v[i].parent, &parent))
			continue;
		p = &t->v[parent];
		if (p->last == MOUNT_NONE)
			p->first = i;
		else
			t->v[p->last].next = i;
		p->last = i;
	}
}

bool mount_is_top(const struct mount_tree *t, size_t i)
{
	uint64_t parent;

	return t->v[i].parent == t->v[i].address || !map_get(&t->index, t->v[i].parent, &parent);
}

void mount_tree_build(struct mount_tree *t, struct emit *e)
{
	*t = (struct mount_tree){.e = e};
	EACH(mount, init_mounts(e)) {
		const char *target = mount_point(mount, reader_root(e));

		if (target)
			add(t, mount, target);
	}
	link_children(t);
}

void mount_tree_free(struct mount_tree *t)
{
	map_free(&t->index);
	free(t->v);
}
