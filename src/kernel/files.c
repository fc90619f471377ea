/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Open files of a task: struct files_struct, struct fdtable (fs/file.c). */
#include "kernel/kernel.h"

const char *method_(ref ops, const char *path)
{
	uint64_t function = null(ops) ? 0 : (uint64_t)num_(ops, path, 0);

	return function ? symbol_name(context(ops), function) : "";
}

static ref fd_table(ref task)
{
	return ptr(ptr(task, "files"), "fdt");
}

struct walk open_files(ref task)
{
	ref table;

	if (!addr(task, "files"))	/* has exited */
		return no_walk(context(task));
	table = fd_table(task);
	if (num(table, "max_fds") > LIMIT_OPEN_FILES) {
		fail(context(task), "file descriptor table", "larger than any may be", table.addr);
		return no_walk(context(task));
	}
	return pointers_n(table, "fd", num(table, "max_fds"));
}

bool close_on_exec(ref task, long fd)
{
	ref table = fd_table(task);
	uint64_t word = read_word(context(task), addr(table, "close_on_exec") + (uint64_t)fd / 64 * 8);

	return word >> fd % 64 & 1;
}

ref open_file(ref task, long fd)
{
	ref table = fd_table(task);
	uint64_t slots = addr(table, "fd");

	if (fd < 0 || fd >= num(table, "max_fds")) {
		fail(context(task), "file descriptor", "not in the task's table", slots);
		return at(context(task), 0, "struct file");
	}
	return at(context(task), read_word(context(task), slots + (uint64_t)fd * context(task)->facts->word_size), "struct file");
}

/* The file's own data until 6.8, its inode's since pidfds have a file system (cb12fd8e0dab). */
ref pidfd_pid(ref file)
{
	ref own = ptr(file, "private_data");

	return cast(null(own) ? ptr(file, "f_inode->i_private") : own, "struct pid");
}
