/* SPDX-License-Identifier: GPL-2.0-or-later */
/* lsof.h - the parts of lsof: a task (lsof_task.c) and what it has open (lsof_file.c, lsof_socket.c, lsof_lock.c). */
#ifndef VR_EMIT_LSOF_H
#define VR_EMIT_LSOF_H

#include "emit/emit.h"

#define LSOF_COMMAND_WIDTH 9
#define LSOF_TASK_NAME_WIDTH 8

/* Whose files they are, and the columns that are the same for all of them. */
struct lsof_task {
	struct emit *e;
	ref process, task;	/* task: the process itself, or one of its further threads */
	int pid_width, tid_width;
	const char *command, *thread_id, *thread_name;
};

void lsof_print_task(const struct lsof_task *l);

struct lsof_entry {
	const char *type, *device, *size, *node, *name;
};

/* What a path leads to: of a directory, an executable, a mapping. */
struct lsof_entry lsof_path(ref path);
/* A file behind a descriptor: sockets, anonymous inodes and offsets too. */
struct lsof_entry lsof_file(ref file);
struct lsof_entry lsof_socket(ref file, const char *name);
char lsof_lock(ref file, long pid);		/* 'R', 'W': on the whole file; 'r', 'w': on part of it; ' ' */

#endif
