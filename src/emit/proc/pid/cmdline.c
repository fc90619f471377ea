/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * proc/[pid]/cmdline, environ: what lies at the top of a process's stack, as far as the dump has its pages.
 * get_mm_cmdline(), environ_read(), fs/proc/base.c
 */
#include "emit/emit.h"

EMITTER(proc_pid_cmdline)
{
	ref mm = task_mm(self);
	size_t n;
	const char *text;

	if (null(mm))
		return;
	text = command_line(mm, &n);
	out_bytes(e, text, n);
}

EMITTER(proc_pid_environ)
{
	ref mm = task_mm(self);
	uint64_t start, end;
	size_t n;
	const char *text;

	if (null(mm))
		return;
	start = addr(mm, "env_start");
	end = addr(mm, "env_end");
	if (end <= start)
		return;
	text = user_bytes(mm, start, end - start, &n);
	out_bytes(e, text, n);
}
