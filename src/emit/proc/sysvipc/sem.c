/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/sysvipc/sem: semaphore arrays.  sysvipc_sem_proc_show(), ipc/sem.c */
#include "emit/emit.h"

EMITTER(proc_sysvipc_sem)
{
	if (!has_sym(e, "init_ipc_ns")) {
		absent(e, "the kernel has no System V IPC");
		return;
	}
	out(e, "       key      semid perms      nsems   uid   gid  cuid  cgid      otime      ctime\n");
	EACH(perm, ipc_objects(e, IPC_SEM)) {
		ref set = container(perm, "struct sem_array", "sem_perm");

		row(e, "%10ld %10ld  %4lo %10lu %5lu %5lu %5lu %5lu %10lu %10lu\n",
		    num(perm, "key"), num(perm, "id"), num(perm, "mode"), num(set, "sem_nsems"), num(perm, "uid"),
		    num(perm, "gid"), num(perm, "cuid"), num(perm, "cgid"), sem_last_operation(set), num(set, "sem_ctime"));
	}
}
