/* SPDX-License-Identifier: GPL-2.0-or-later */
/* cgroup.procs and cgroup.threads, and tasks of version 1: css_task_iter_advance(), cgroup_pidlist_show() */
#include "kernel/cgroup/file.h"

#include <stdlib.h>

enum which { PROCESSES, THREADS };

struct task_list {
	enum which which;
	bool sorted;		/* version 1: numbers in order, each once */
	uint64_t *numbers;
	size_t count, room;
};

static void add(struct emit *e, struct task_list *l, ref task)
{
	long number = pid_number(task_pid(task, "PIDTYPE_PID"), 0);

	if (!l->sorted) {
		row(e, "%ld\n", number);
		return;
	}
	GROW(l->numbers, l->count, l->room);
	l->numbers[l->count++] = (uint64_t)number;
}

static void add_set(struct emit *e, struct task_list *l, ref set)
{
	const char *const lists[] = {"tasks", "mg_tasks", "dying_tasks"};

	for (unsigned i = 0; i < ARRAY_LEN(lists); i++) {
		bool dying = i == 2;

		if (dying && (l->which == THREADS || !has(set, "dying_tasks")))		/* 5.2 */
			break;
		EACH(task, list(sub_(set, lists[i], 0), "struct task_struct", "cg_list")) {
			if (l->which == PROCESSES && addr(task, "group_leader") != task.addr)
				continue;
			if (!dying || num(task, "signal->live"))
				add(e, l, task);
		}
	}
}

static void add_group(struct emit *e, struct task_list *l, ref cgroup)
{
	EACH(link, list(sub(cgroup, "cset_links"), "struct cgrp_cset_link", "cset_link")) {
		ref set = ptr(link, "cset");

		add_set(e, l, set);
		/* Processes are where their domain is, also when threads of them are in groups below. */
		if (l->which == PROCESSES && !l->sorted && has(set, "threaded_csets"))
			EACH(threaded, list(sub(set, "threaded_csets"), "struct css_set", "threaded_csets_node"))
				if (threaded.addr != set.addr)
					add_set(e, l, threaded);
	}
}

/* Both are printed by one function; where the list begins tells which it is. */
CGROUP_FILE(cgroup_tasks)
{
	bool threads = addr(type, "seq_start") == symaddr(e, "cgroup_threads_start");

	add_group(e, &(struct task_list){.which = threads ? THREADS : PROCESSES}, ptr(css, "cgroup"));
}

static int by_number(const void *a, const void *b)
{
	uint64_t x = *(const uint64_t *)a, y = *(const uint64_t *)b;

	return x < y ? -1 : x > y;
}

CGROUP_FILE(cgroup_sorted_tasks)
{
	enum { CGROUP_FILE_PROCS = 0 };
	struct task_list l = {.which = num(type, "private") == CGROUP_FILE_PROCS ? PROCESSES : THREADS, .sorted = true};

	add_group(e, &l, ptr(css, "cgroup"));
	if (l.count)
		qsort(l.numbers, l.count, sizeof(*l.numbers), by_number);
	for (size_t i = 0; i < l.count; i++)
		if (!i || l.numbers[i] != l.numbers[i - 1])
			out(e, "%llu\n", (unsigned long long)l.numbers[i]);
	free(l.numbers);
}
