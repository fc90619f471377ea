/* SPDX-License-Identifier: GPL-2.0-or-later */
/* sos_commands/sysvipc/ipcs_-u: sums of System V IPC objects, as util-linux shows them */
#include "emit/emit.h"

static void show_messages(struct emit *e)
{
	long queues = 0, messages = 0, space = 0;

	EACH(perm, ipc_objects(e, IPC_MSG)) {
		ref queue = container(perm, "struct msg_queue", "q_perm");

		queues++;
		messages += num(queue, "q_qnum");
		space += num(queue, "q_cbytes");
	}
	out(e, "\n------ Messages Status --------\nallocated queues = %ld\nused headers = %ld\nused space = %ld bytes\n", queues,
	    messages, space);
}

static void show_memory(struct emit *e)
{
	long segments = 0, allocated = 0, resident = 0, swapped = 0, page = (long)e->facts->page_size;

	EACH(perm, ipc_objects(e, IPC_SHM)) {
		ref segment = container(perm, "struct shmid_kernel", "shm_perm");
		struct shm_pages pages = shm_pages(segment);

		segments++;
		allocated += (num(segment, "shm_segsz") + page - 1) / page;
		resident += pages.resident;
		swapped += pages.swapped;
	}
	out(e, "\n------ Shared Memory Status --------\nsegments allocated %ld\npages allocated %ld\npages resident  %ld\n"
	       "pages swapped   %ld\nSwap performance: 0 attempts\t 0 successes\n", segments, allocated, resident, swapped);
}

static void show_semaphores(struct emit *e)
{
	long arrays = 0, semaphores = 0;

	EACH(perm, ipc_objects(e, IPC_SEM)) {
		arrays++;
		semaphores += num(container(perm, "struct sem_array", "sem_perm"), "sem_nsems");
	}
	out(e, "\n------ Semaphore Status --------\nused arrays = %ld\nallocated semaphores = %ld\n\n", arrays, semaphores);
}

EMITTER(cmd_ipcs_u)
{
	if (!has_sym(e, "init_ipc_ns")) {
		absent(e, "the kernel has no System V IPC");
		return;
	}
	show_messages(e);
	forgive(e);	/* each kind has a tree of its own */
	show_memory(e);
	forgive(e);
	show_semaphores(e);
}
