/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/commands/process/forest.h"

#include <stdlib.h>
#include <string.h>

static void add(struct emit *e, struct forest *f, ref task, bool is_thread, bool named)
{
	struct process_node *n;

	f->nodes = file_grow(e, f->nodes, f->count, &f->room, sizeof(*f->nodes));
	n = &f->nodes[f->count++];
	*n = (struct process_node){.task = task, .pid = num(task, "pid"), .name = "", .is_thread = is_thread};
	n->parent = is_thread ? num(task, "tgid") : task_parent(task);
	if (named)
		n->name = is_thread ? file_printf(e, "{%s}", str(task, "comm")) : str(task, "comm");
}

static int by_name(const void *a, const void *b)
{
	const struct process_node *x = a, *y = b;
	int c = strcmp(x->name, y->name);

	return c ? c : x->pid < y->pid ? -1 : x->pid > y->pid;
}

static void link_node(struct forest *f, size_t index, const struct map *by_pid)
{
	struct process_node *n = &f->nodes[index];
	uint64_t parent;
	size_t *head = &f->roots;

	if (map_get(by_pid, (uint64_t)n->parent, &parent) && parent != index)
		head = &f->nodes[parent].first;
	n->next = *head;
	*head = index + 1;
}

/* Marks what can be reached from the roots; what cannot hangs in a circle. */
static void mark(struct forest *f, size_t from)
{
	size_t *stack = xcalloc(f->count + 1, sizeof(*stack)), depth = 0;

	for (size_t i = from; i; i = f->nodes[i - 1].next)
		if (depth <= f->count && !f->nodes[i - 1].met)
			stack[depth++] = i;
	while (depth) {
		struct process_node *n = &f->nodes[stack[--depth] - 1];

		if (n->met)
			continue;
		n->met = true;
		for (size_t i = n->first; i && depth < f->count; i = f->nodes[i - 1].next)
			if (!f->nodes[i - 1].met)
				stack[depth++] = i;
	}
	free(stack);
}

struct forest forest_plant(struct emit *e, bool with_threads)
{
	struct forest f = {0};
	struct map by_pid = {0};

	EACH(task, tasks_by_pid(e)) {
		add(e, &f, task, false, with_threads);
		if (!with_threads)
			continue;
		EACH(thread, threads(task))
			if (thread.addr != task.addr)
				add(e, &f, thread, true, true);
	}
	if (with_threads && f.count)
		qsort(f.nodes, f.count, sizeof(*f.nodes), by_name);
	for (size_t i = 0; i < f.count; i++)
		if (!f.nodes[i].is_thread)
			map_put(&by_pid, (uint64_t)f.nodes[i].pid, i);
	for (size_t i = f.count; i-- > 0;)
		link_node(&f, i, &by_pid);
	map_free(&by_pid);
	mark(&f, f.roots);
	for (size_t i = 0; i < f.count; i++) {
		if (!f.nodes[i].met)
			fail(e, "process tree", "a process that is its own ancestor is not shown", f.nodes[i].task.addr);
		f.nodes[i].met = false;
	}
	return f;
}

struct process_node *forest_enter(struct emit *e, struct forest *f, size_t index_plus_one, unsigned depth)
{
	struct process_node *n = &f->nodes[index_plus_one - 1];

	if (n->met || depth >= LIMIT_PROCESS_DEPTH) {
		fail(e, "process tree", "deeper than any may be", n->task.addr);
		return NULL;
	}
	n->met = true;
	return n;
}
