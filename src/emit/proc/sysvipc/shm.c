/* SPDX-License-Identifier: GPL-2.0-or-later */
/* proc/sysvipc/shm: shared memory segments.  sysvipc_shm_proc_show(), ipc/shm.c */
#include "emit/emit.h"

EMITTER(proc_sysvipc_shm)
{
	long page = (long)e->facts->page_size;

	if (!has_sym(e, "init_ipc_ns")) {
		absent(e, "the kernel has no System V IPC");
		return;
	}
	out(e, "       key      shmid perms                  size  cpid  lpid nattch   uid   gid  cuid  cgid"
	       "      atime      dtime      ctime                   rss                  swap\n");
	EACH(perm, ipc_objects(e, IPC_SHM)) {
		ref shm = container(perm, "struct shmid_kernel", "shm_perm");
		struct shm_pages pages = shm_pages(shm);

		row(e, "%10ld %10ld  %4lo %21lu %5lu %5lu  %5lu %5lu %5lu %5lu %5lu %10lu %10lu %10lu %21lu %21lu\n",
		    num(perm, "key"), num(perm, "id"), num(perm, "mode"), num(shm, "shm_segsz"),
		    pid_number(ptr(shm, "shm_cprid"), 0), pid_number(ptr(shm, "shm_lprid"), 0), num(shm, "shm_nattch"),
		    num(perm, "uid"), num(perm, "gid"), num(perm, "cuid"), num(perm, "cgid"),
		    num(shm, "shm_atim"), num(shm, "shm_dtim"), num(shm, "shm_ctim"), pages.resident * page,
		    pages.swapped * page);
	}
}
