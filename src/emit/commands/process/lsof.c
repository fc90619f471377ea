/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/process/lsof_M_-n_-l_-c: open files of processes and their threads. */
#include "emit/commands/process/lsof.h"

#include <string.h>

#define COMMAND_WIDTH 9
#define TASK_NAME_WIDTH 8

struct lister {
	struct emit *e;
	ref process, task;	/* task: the process itself, or one of its further threads */
	int pid_width, tid_width;
	const char *command, *thread_id, *thread_name;
};

/* Blanks in names are written as lsof writes them. */
static const char *plain(struct emit *e, const char *name)
{
	struct sb sb = {0};
	const char *s;

	for (; *name; name++)
		if (*name == ' ' || (unsigned char)*name < ' ' || *name == 0x7f)
			sb_printf(&sb, "\\x%02x", (unsigned char)*name);
		else
			sb_char(&sb, *name);
	s = file_printf(e, "%s", sb.s ? sb.s : "");
	sb_free(&sb);
	return s;
}

/* access, lock: one character behind the descriptor each. */
static void print(const struct lister *l, const char *fd, char access, char lock, struct lsof_entry f)
{
	out(l->e, "%-*.*s %*ld %*s %-*s %8ld %4s%c%c %7s %18s %8s %10s %s\n", COMMAND_WIDTH, COMMAND_WIDTH, l->command, l->pid_width,
	    num(l->process, "pid"), l->tid_width, l->thread_id, TASK_NAME_WIDTH, l->thread_name,
	    num(task_cred(l->process), "euid"), fd, access, lock, f.type, f.device, f.size, f.node, f.name);
}

static void print_directories(const struct lister *l)
{
	ref fs = ptr(l->task, "fs");

	if (null(fs))
		return;
	print(l, "cwd", ' ', ' ', lsof_path(sub(fs, "pwd")));
	print(l, "rtd", ' ', ' ', lsof_path(sub(fs, "root")));
}

static void print_executable(const struct lister *l, ref mm)
{
	ref exe = null(mm) ? at(l->e, 0, "struct file") : ptr(mm, "exe_file");

	if (!null(exe))
		print(l, "txt", ' ', ' ', lsof_path(sub(exe, "f_path")));
	else
		print(l, "txt", ' ', ' ', (struct lsof_entry){"unknown", "", "", "",
							     file_printf(l->e, "/proc/%ld/exe", num(l->process, "pid"))});
}

/* Files that are mapped, each once; deleted ones without their size. */
static void print_mappings(const struct lister *l, ref mm)
{
	static const char deleted[] = " (deleted)";
	struct map seen = {0};
	ref exe = ptr(mm, "exe_file");

	if (!null(exe))
		map_put(&seen, addr(exe, "f_inode"), 1);
	EACH(vma, vmas(mm)) {
		ref file = ptr(vma, "vm_file");
		struct lsof_entry f;

		if (null(file) || map_has(&seen, addr(file, "f_inode")))
			continue;
		map_put(&seen, addr(file, "f_inode"), 1);
		f = lsof_path(sub(file, "f_path"));
		if (str_ends(f.name, deleted)) {
			f.name = file_printf(l->e, "%.*s", (int)(strlen(f.name) - strlen(deleted)), f.name);
			f.size = "";
			print(l, "DEL", ' ', ' ', f);
		} else {
			print(l, "mem", ' ', ' ', f);
		}
	}
	map_free(&seen);
}

static void print_descriptors(const struct lister *l)
{
	EACH(file, open_files(l->task)) {
		char access = "rwuu"[num(file, "f_flags") & 3];

		print(l, file_printf(l->e, "%ld", KEY(file)), access, lsof_lock(file, num(l->process, "pid")), lsof_file(file));
	}
}

static void print_task(const struct lister *l)
{
	ref mm = task_mm(l->task);

	print_directories(l);
	print_executable(l, mm);
	if (!null(mm))
		print_mappings(l, mm);
	print_descriptors(l);
}

static int digits(long n)
{
	int d = 1;

	for (; n >= 10; n /= 10)
		d++;
	return d;
}

/* Columns as wide as the longest number needs. */
static void measure(struct lister *l)
{
	l->pid_width = l->tid_width = 3;
	EACH(process, tasks(l->e)) {
		if (digits(num(process, "pid")) > l->pid_width)
			l->pid_width = digits(num(process, "pid"));
		EACH(thread, threads(process))
			if (digits(num(thread, "pid")) > l->tid_width)
				l->tid_width = digits(num(thread, "pid"));
	}
}

EMITTER(cmd_lsof)
{
	struct lister l = {.e = e};

	measure(&l);
	row(e, "%-*s %*s %*s %-*s %8s   FD   %7s %18s SIZE/OFF %10s NAME\n", COMMAND_WIDTH, "COMMAND", l.pid_width, "PID", l.tid_width,
	    "TID", TASK_NAME_WIDTH, "TASKCMD", "USER", "TYPE", "DEVICE", "NODE");
	EACH(process, tasks_by_pid(e)) {
		struct scratch s = scratch_begin(e);

		l.process = process;
		EACH(thread, threads(process)) {
			bool is_first = thread.addr == process.addr;

			l.task = thread;
			l.command = plain(e, str(process, "comm"));
			l.thread_id = is_first ? "" : file_printf(e, "%ld", num(thread, "pid"));
			l.thread_name = is_first ? "" : plain(e, str(thread, "comm"));
			print_task(&l);
		}
		scratch_end(e, s);
	}
}
