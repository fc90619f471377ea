/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/io: bytes read and written by all threads, those that are gone too.  do_io_accounting(), fs/proc/base.c */
#include "emit/emit.h"

struct io {
	unsigned long rchar, wchar, syscr, syscw, read_bytes, write_bytes, cancelled;
};

static void add(struct io *sum, ref account)
{
	sum->rchar += addr(account, "rchar");
	sum->wchar += addr(account, "wchar");
	sum->syscr += addr(account, "syscr");
	sum->syscw += addr(account, "syscw");
	sum->read_bytes += addr(account, "read_bytes");
	sum->write_bytes += addr(account, "write_bytes");
	sum->cancelled += addr(account, "cancelled_write_bytes");
}

EMITTER(proc_pid_io)
{
	struct io sum = {0};

	if (!has(self, "ioac.read_bytes")) {
		absent(e, "kernel without CONFIG_TASK_IO_ACCOUNTING");
		return;
	}
	add(&sum, sub(ptr(self, "signal"), "ioac"));
	EACH(thread, threads(self))
		add(&sum, sub(thread, "ioac"));
	row(e, "rchar: %lu\nwchar: %lu\nsyscr: %lu\nsyscw: %lu\n", sum.rchar, sum.wchar, sum.syscr, sum.syscw);
	row(e, "read_bytes: %lu\nwrite_bytes: %lu\ncancelled_write_bytes: %lu\n", sum.read_bytes, sum.write_bytes, sum.cancelled);
}
