/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "emit/commands/namespaces/lsns.h"

#include <stdlib.h>

/* Those of /proc/<pid>/ns/ that lsns looks at. */
static const char *const kinds[] = {"mnt", "net", "pid", "uts", "ipc", "user", "cgroup", "time"};

static struct lsns_entry *entry_of(struct lsns *l, const char *kind, unsigned long inode)
{
	uint64_t index;

	if (map_get(&l->by_inode, inode, &index))
		return &l->v[index];
	GROW(l->v, l->count, l->room);
	map_put(&l->by_inode, inode, l->count);
	l->v[l->count] = (struct lsns_entry){.kind = kind, .inode = inode, .parent = -1};
	return &l->v[l->count++];
}

static void add_process(struct emit *e, struct lsns *l, ref task)
{
	long pid = num(task, "tgid");

	for (size_t i = 0; i < ARRAY_LEN(kinds); i++) {
		ref ns = task_namespace(task, kinds[i]);
		unsigned long inode = null(ns) ? 0 : (unsigned long)num(ns, "inum");
		struct lsns_entry *n;

		if (!inode || tainted(e))
			continue;
		n = entry_of(l, kinds[i], inode);
		if (!n->processes++ || pid < n->pid) {
			n->pid = pid;
			n->task = task.addr;
			n->above = task_parent(task);
		}
	}
}

static int by_inode(const void *a, const void *b)
{
	const struct lsns_entry *x = a, *y = b;

	return (x->inode > y->inode) - (x->inode < y->inode);
}

/* Below the last line so far of the parent of its first process, if that has one. */
static void find_parents(struct lsns *l)
{
	struct map lines = {0};		/* of a process, by pid: its last one */
	uint64_t line;

	for (size_t i = 0; i < l->count; i++) {
		if (map_get(&lines, (uint64_t)l->v[i].above, &line))
			l->v[i].parent = (long)line;
		map_put(&lines, (uint64_t)l->v[i].pid, i);
	}
	map_free(&lines);
}

void lsns_collect(struct emit *e, struct lsns *l)
{
	EACH(task, tasks_by_pid(e))
		add_process(e, l, task);
	if (tainted(e))
		remark(e, "numbers of processes are of those that were found");
	forgive(e);	/* the remark tells what may be too low */
	if (l->count)
		qsort(l->v, l->count, sizeof(*l->v), by_inode);
	find_parents(l);
}

void lsns_free(struct lsns *l)
{
	map_free(&l->by_inode);
	free(l->v);
}
