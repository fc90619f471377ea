/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/filesys/lslocks: file locks with the files that they are on, as util-linux lists them */
#include "emit/commands/table.h"

#include "emit/commands/block/lsblk.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

struct found {
	uint64_t *locks;
	bool *waits;
	size_t count, room;
	struct map tasks;	/* struct task_struct of each process, by pid */
	bool tasks_lost;
};

static void collect(__attribute__((unused)) struct emit *e, ref lock, __attribute__((unused)) long id, int level, void *arg)
{
	struct found *f = arg;

	if (f->count == f->room) {
		f->room = f->room ? f->room * 2 : 64;
		f->locks = xrealloc(f->locks, f->room, sizeof(*f->locks));
		f->waits = xrealloc(f->waits, f->room, sizeof(*f->waits));
	}
	f->locks[f->count] = lock.addr;
	f->waits[f->count++] = level > 0;
}

static const char *holder(struct emit *e, const struct found *f, long pid)
{
	uint64_t task;
	const char *name;

	if (pid <= 0)
		return "(undefined)";
	if (!map_get(&f->tasks, (uint64_t)pid, &task)) {
		if (f->tasks_lost)
			fail(e, "holder of a lock", "not among the tasks that were found", 0);
		return "(unknown)";
	}
	name = str(at(e, task, "struct task_struct"), "comm");
	return printable(e, name, strlen(name));
}

/* From the words of /proc/locks, as lslocks reads them: "POSIX  ADVISORY  WRITE 620 00:18:656 0 EOF" */
static void add(struct emit *e, struct table *t, const struct found *f, ref lock, bool waits)
{
	char kind[16] = "", mandatory[16] = "", mode[16] = "", start[24] = "", end[24] = "";
	ref file = ptr(lock, "flc_file|fl_file");
	uint64_t bytes = null(file) ? 0 : (uint64_t)num(file, "f_inode->i_size");
	long pid = 0;

	sscanf(lock_text(lock), "%15s %15s %15s %ld %*s %23s %23s", kind, mandatory, mode, &pid, start, end);
	table_row(t, holder(e, f, pid), file_printf(e, "%ld", pid), file_printf(e, "%s", kind), bytes ? human_size(e, bytes) : "",
		  file_printf(e, "%s%s", mode, waits ? "*" : ""), strcmp(mandatory, "MANDATORY") ? "0" : "1",
		  file_printf(e, "%s", start), strcmp(end, "EOF") ? file_printf(e, "%s", end) : "0",
		  null(file) ? "" : file_name(file));
}

static void reverse(struct found *f)
{
	for (size_t i = 0; i < f->count / 2; i++) {
		size_t j = f->count - 1 - i;
		uint64_t lock = f->locks[i];
		bool waits = f->waits[i];

		f->locks[i] = f->locks[j];
		f->waits[i] = f->waits[j];
		f->locks[j] = lock;
		f->waits[j] = waits;
	}
}

EMITTER(cmd_lslocks)
{
	static const struct column columns[] = {
		{"COMMAND", false, 15}, {"PID", true, 5}, {"TYPE", true, 5}, {"SIZE", true, 4}, {"MODE", false, 5}, {"M", true, 1},
		{"START", true, 0}, {"END", true, 0}, {"PATH", false, 0},
	};
	struct table *t = table_new(e, columns, ARRAY_LEN(columns));
	struct found f = {0};

	EACH(task, tasks(e))
		map_put(&f.tasks, (uint64_t)num(task, "tgid"), task.addr);
	f.tasks_lost = tainted(e);
	forgive(e);
	file_locks(e, collect, &f);
	forgive(e);	/* what is lost says nothing of those that were found */
	reverse(&f);
	EACH(lock, items(e, f.locks, f.count, file_lock_type(e)))
		add(e, t, &f, lock, f.waits[KEY(lock)]);
	table_print(t);
	map_free(&f.tasks);
	free(f.locks);
	free(f.waits);
}
