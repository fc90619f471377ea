/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/fdinfo/[fd]: an open file: where it is read, its flags, and what its kind adds.  seq_show(), fs/proc/fd.c */
#include "emit/proc/pid/fdinfo.h"

#include <string.h>

/* show_fd_locks(): those that this process, or this open file, holds. */
static void print_locks(struct emit *e, ref task, ref file, struct walk locks, long *id)
{
	EACH(lock, locks) {
		uint64_t owner = addr(lock, "flc_owner|fl_owner");

		if (addr(lock, "flc_file|fl_file") == file.addr && (owner == addr(task, "files") || owner == file.addr))
			row(e, "lock:\t%ld: %s\n", ++*id, lock_text(lock));
	}
}

static void print_all_locks(struct emit *e, ref task, ref file)
{
	ref all = ptr(file, "f_inode->i_flctx");
	const char *type = file_lock_type(e);
	long id = 0;

	if (null(all))
		return;
	print_locks(e, task, file, list(sub(all, "flc_flock"), type, "flc_list|fl_list"), &id);
	print_locks(e, task, file, list(sub(all, "flc_posix"), type, "flc_list|fl_list"), &id);
	print_locks(e, task, file, list(sub(all, "flc_lease"), type, "flc_list|fl_list"), &id);
}

static const struct {
	const char *function;		/* file_operations.show_fdinfo */
	void (*print)(struct emit *e, ref file);
} kinds[] = {
	{"eventfd_show_fdinfo", fdinfo_eventfd},
	{"ep_show_fdinfo", fdinfo_epoll},
	{"signalfd_show_fdinfo", fdinfo_signalfd},
	{"timerfd_show", fdinfo_timerfd},
	{"pidfd_show_fdinfo", fdinfo_pidfd},
	{"sock_show_fdinfo", fdinfo_socket},
	{"tty_show_fdinfo", fdinfo_tty},
	{"inotify_show_fdinfo", fdinfo_inotify},
	{"fanotify_show_fdinfo", fdinfo_fanotify},
	{"bpf_prog_show_fdinfo", fdinfo_bpf_prog},
	{"bpf_map_show_fdinfo", fdinfo_bpf_map},
};

static void print_kind(struct emit *e, ref file)
{
	const char *function = method(ptr(file, "f_op"), "show_fdinfo");

	if (!*function)
		return;
	for (unsigned i = 0; i < ARRAY_LEN(kinds); i++) {
		if (!strcmp(kinds[i].function, function)) {
			kinds[i].print(e, file);
			return;
		}
	}
	remark(e, "what %s() would have added is not shown", function);
}

EMITTER(proc_pid_fdinfo)
{
	enum { CLOEXEC = 02000000 };
	ref file = open_file(self, e->index);
	long flags = num(file, "f_flags");

	if (close_on_exec(self, e->index))
		flags |= CLOEXEC;
	row(e, "pos:\t%ld\n", num(file, "f_pos"));
	row(e, "flags:\t0%lo\n", (unsigned long)flags);
	row(e, "mnt_id:\t%ld\n", num(real_mount(ptr(file, "f_path.mnt")), "mnt_id"));
	if (has_member(e, "struct task_struct", "__state"))	/* both came with 5.14 (3845f256a8b5) */
		row(e, "ino:\t%lu\n", (unsigned long)num(file, "f_inode->i_ino"));
	print_all_locks(e, self, file);
	print_kind(e, file);
}
