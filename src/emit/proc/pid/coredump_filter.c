/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/[pid]/coredump_filter: kinds of memory that a core dump would have.  proc_coredump_filter_read(), fs/proc/base.c */
#include "emit/emit.h"

EMITTER(proc_pid_coredump_filter)
{
	enum { FIRST_BIT = 2, BITS = 9 };	/* MMF_DUMP_FILTER_* */
	ref mm = task_mm(self);

	if (!has_function(e, "coredump_wait") && !has_function(e, "do_coredump") && !has_function(e, "vfs_coredump"))
		absent(e, "kernel without CONFIG_ELF_CORE");
	else if (!null(mm))
		row(e, "%08lx\n", mm_flags(mm) >> FIRST_BIT & ((1UL << BITS) - 1));
}
