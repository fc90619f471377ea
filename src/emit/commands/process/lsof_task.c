/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What one task has open, in lsof: directories, what it runs and maps, descriptors. */
#include "emit/commands/process/lsof.h"

#include <string.h>

/* access, lock: one character behind the descriptor each. */
static void print(const struct lsof_task *l, const char *fd, char access, char lock, struct lsof_entry f)
{
	out(l->e, "%-*.*s %*ld %*s %-*s %8ld %4s%c%c %7s %18s %8s %10s %s\n", LSOF_COMMAND_WIDTH, LSOF_COMMAND_WIDTH,
	    l->command, l->pid_width, num(l->process, "pid"), l->tid_width, l->thread_id, LSOF_TASK_NAME_WIDTH,
	    l->thread_name,
	    num(task_cred(l->process), "euid"), fd, access, lock, f.type, f.device, f.size, f.node, f.name);
}

static void print_directories(const struct lsof_task *l)
{
	ref fs = task_fs(l->task);

	if (null(fs))
		return;
	print(l, "cwd", ' ', ' ', lsof_path(sub(fs, "pwd")));
	print(l, "rtd", ' ', ' ', lsof_path(sub(fs, "root")));
}

static void print_executable(const struct lsof_task *l, ref mm)
{
	ref exe = null(mm) ? at(l->e, 0, "struct file") : ptr(mm, "exe_file");

	if (!null(exe))
		print(l, "txt", ' ', ' ', lsof_path(sub(exe, "f_path")));
	else
		print(l, "txt", ' ', ' ', (struct lsof_entry){"unknown", "", "", "",
							     file_printf(l->e, "/proc/%ld/exe", num(l->process, "pid"))});
}

/* Files that are mapped, each once; deleted ones without their size. */
static void print_mappings(const struct lsof_task *l, ref mm)
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

static void print_descriptors(const struct lsof_task *l)
{
	EACH(file, open_files(l->task)) {
		char access = "rwuu"[num(file, "f_flags") & 3];

		print(l, file_printf(l->e, "%ld", KEY(file)), access, lsof_lock(file, num(l->process, "pid")), lsof_file(file));
	}
}

void lsof_print_task(const struct lsof_task *l)
{
	ref mm = task_mm(l->task);

	print_directories(l);
	print_executable(l, mm);
	if (!null(mm))
		print_mappings(l, mm);
	print_descriptors(l);
}
