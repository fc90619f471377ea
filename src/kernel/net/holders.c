/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Which processes have a socket open: one look at all descriptors, kept for all files that ask. */
#include "kernel/net.h"

#include <stdlib.h>
#include <string.h>

struct all_holders {
	struct damage damage;
	struct socket_holder *v;
	size_t count;
};

struct collection {
	struct socket_holder *v;
	size_t count, room;
};

static void add(struct collection *c, ref task, ref file, long fd)
{
	if (c->count == LIMIT_SOCKET_HOLDERS)
		return;
	GROW(c->v, c->count, c->room);
	c->v[c->count] = (struct socket_holder){addr(file, "private_data"), task.addr, num(task, "pid"), fd, c->count};
	c->count++;
}

/* By socket, then in the order in which they were found. */
static int compare(const void *a, const void *b)
{
	const struct socket_holder *x = a, *y = b;

	if (x->socket != y->socket)
		return x->socket < y->socket ? -1 : 1;
	return x->order < y->order ? -1 : x->order > y->order;
}

static void collect(struct emit *e, struct collection *c)
{
	uint64_t operations = symaddr(e, "socket_file_ops");

	EACH(task, tasks_by_pid(e))
		EACH(file, open_files(task))
			if (addr(file, "f_op") == operations)
				add(c, task, file, KEY(file));
	if (c->count == LIMIT_SOCKET_HOLDERS)
		fail(e, "open sockets", "more than any system has", 0);
}

static struct all_holders *all_holders(struct emit *e)
{
	struct all_holders *h = slot(e, "socket_holders", sizeof(*h));
	struct collection c = {0};

	if (!damage_begin(e, &h->damage))
		return h;
	collect(e, &c);
	damage_end(e, &h->damage);
	h->count = c.count;
	h->v = worker_alloc(e, c.count ? c.count : 1, sizeof(*c.v));
	if (c.count) {
		qsort(c.v, c.count, sizeof(*c.v), compare);
		memcpy(h->v, c.v, c.count * sizeof(*c.v));
	}
	free(c.v);
	return h;
}

void socket_holders_tell(struct emit *e)
{
	damage_tell(e, &all_holders(e)->damage, "processes that have sockets open");
}

size_t socket_holders(ref sk, const struct socket_holder **first)
{
	struct all_holders *h = all_holders(context(sk));
	uint64_t socket = addr(sk, "sk_socket");
	size_t low = 0, high = h->count, n = 0;

	while (low < high) {
		size_t middle = low + (high - low) / 2;

		if (h->v[middle].socket < socket)
			low = middle + 1;
		else
			high = middle;
	}
	*first = h->v + low;
	while (socket && low + n < h->count && h->v[low + n].socket == socket)
		n++;
	return n;
}
